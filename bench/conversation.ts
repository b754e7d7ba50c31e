/** What readers say to each other under an article: the shape of real threads, the same one for every program. */
import { createTexts } from './texts.js'

/** Roots, and replies that go to the latest or to the busiest comments. */
const ROOTS_01 = 0.3
const LATEST_01 = 0.5
const LATEST_WINDOW = 30
const DEPTH_MAX = 8
/** Threads from this size on have two people in them who answer each other to this depth. */
const QUARREL_COMMENTS_MIN = 1_000
export const QUARREL_DEPTH = 42
/** Comments of others between two of theirs. */
const QUARREL_EVERY = 5
/** All comments were posted in this time. */
const SPAN_MS = 48 * 60 * 60 * 1000

export type Said = {
  /** Place of the answered comment in the list, always an earlier one; null for a root. */
  parent: number | null
  depth: number
  name: string
  text: string
  postedAtMs: number
  /** Direct answers, and all comments below. */
  replies: number
  descendants: number
}

/**
 * So many comments, oldest first; the same number gives the same conversation, but for the times.
 * Cost: about 10 us a comment.
 */
export function conversation(count: number): Said[] {
  const { random01, name, text } = createTexts(count)
  const said: Said[] = []
  const startMs = Date.now() - SPAN_MS
  const quarrel = count >= QUARREL_COMMENTS_MIN ? Math.floor(count / 2) : count
  for (let i = 0; i < count; i++) {
    const parent =
      quarrelParent(said, i, quarrel) ?? (i === quarrel ? null : parentOf(said, random01))
    said.push({
      parent,
      depth: parent === null ? 0 : (said[parent]?.depth ?? 0) + 1,
      name: name(),
      text: text(),
      postedAtMs: Math.floor(startMs + (SPAN_MS * i) / count),
      replies: 0,
      descendants: 0,
    })
    countInto(said, parent)
  }
  return said
}

/** The comment that the next of the two answers; undefined where somebody else speaks. */
function quarrelParent(said: Said[], at: number, start: number): number | undefined {
  const since = at - start
  const isTheirs =
    since > 0 && since % QUARREL_EVERY === 0 && since <= QUARREL_DEPTH * QUARREL_EVERY
  return isTheirs && said[at - QUARREL_EVERY] ? at - QUARREL_EVERY : undefined
}

function parentOf(said: Said[], random01: () => number): number | null {
  const count = said.length
  if (count === 0 || random01() < ROOTS_01) return null
  const picked =
    random01() < LATEST_01
      ? count - 1 - Math.floor(random01() * Math.min(count, LATEST_WINDOW))
      : Math.floor(count * random01() ** 3)
  const one = said[picked]
  return one && one.depth >= DEPTH_MAX ? one.parent : picked
}

/** The same comments with their answers counted. */
export function counted(parts: Omit<Said, 'replies' | 'descendants'>[]): Said[] {
  const said = parts.map((one) => ({ ...one, replies: 0, descendants: 0 }))
  for (const { parent } of said) countInto(said, parent)
  return said
}

function countInto(said: Said[], parent: number | null): void {
  const direct = parent === null ? undefined : said[parent]
  if (direct) direct.replies += 1
  for (let at = parent; at !== null; at = said[at]?.parent ?? null) {
    const one = said[at]
    if (one) one.descendants += 1
  }
}
