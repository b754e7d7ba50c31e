/** What this browser remembers of a discussion: when it was last seen, what of the new was read, what is folded. */
import { keepFor, keptKeys, recall } from './kept.js'

/** Discussions that are remembered, 12 KB each at most: a quarter of what browsers give a site. */
const THREADS_KEPT_MAX = 100
/** Who comes back later than that begins anew. */
const THREAD_KEPT_MS = 90 * 24 * 60 * 60 * 1000
/** Ids of one kind in one discussion; the oldest go first. */
const IDS_KEPT_MAX = 500
/** Of an id its random end: no two in one discussion are alike. */
const ID_CHARS = 12

/** Times are milliseconds since 1970: of the server, or where it is said of this browser's clock. */
export type ThreadState = {
  /** When it was last looked at, by this browser's clock. */
  at: number
  /** What is newer is new in this visit. */
  since: number
  /** When that was seen, by this browser's clock. */
  sinceAt: number
  /** What is not newer was on the page. */
  seen: number
  /** By this browser's clock. */
  seenAt: number
  /** When the server was told, by this browser's clock. */
  told: number
  read: string[]
  folded: string[]
  /** What was posted from this browser. */
  own: string[]
}

/** The visit that goes on. */
export type Visit = {
  slug: string
  /** Comments with a later time are new; of the server, milliseconds since 1970. */
  since: number
  /** When that was, for the reader. */
  sinceAt: number
  /** Short ids of new comments that were read. */
  read: Set<string>
  /** Short ids of the reader's own. */
  own: Set<string>
}

const PREFIX = 'thread:'
const SWEPT = 'threads-swept'

export const shortId = (id: string): string => id.slice(-ID_CHARS)

/** @returns null for a discussion that was never seen here, or too long ago */
export function recallThread(slug: string): Partial<ThreadState> | null {
  const state = recall<Partial<ThreadState>>('long', PREFIX + slug)
  return state && Date.now() - (state.at ?? 0) < THREAD_KEPT_MS ? state : null
}

/** Keeps what changed; the rest stays as it is. */
export function keepThread(slug: string, changed: Partial<ThreadState>): void {
  if (slug === '') return
  const state = { ...recallThread(slug), ...changed, at: Date.now() }
  for (const name of ['read', 'folded', 'own'] as const)
    if (state[name]) state[name] = state[name].slice(-IDS_KEPT_MAX)
  keepFor('long', PREFIX + slug, state)
}

/** Forgets what is old or too much, once a visit. */
export function sweepThreads(): void {
  if (recall('visit', SWEPT)) return
  keepFor('visit', SWEPT, true)
  const known = keptKeys(PREFIX)
    .map((key) => ({ key, at: recall<ThreadState>('long', key)?.at ?? 0 }))
    .sort((a, b) => b.at - a.at)
  for (const [place, { key, at }] of known.entries())
    if (place >= THREADS_KEPT_MAX || Date.now() - at >= THREAD_KEPT_MS) keepFor('long', key, null)
}
