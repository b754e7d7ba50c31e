/**
 * The whole thread as a depth-first list, page by page: every comment exactly once, each after its parent.
 * A page costs the same at the beginning and in the middle of a thread of any size.
 */
import { Refusal } from '../core/refusals.js'
import type { Ctx } from '../platform/ctx.js'
import type { Viewer } from './ctx.js'
import { type Marked, withMarks } from './marks.js'
import { siblingKeyOf, type TreeOrder } from './ranking.js'
import type { Mode } from './rules.js'
import {
  type Cursor,
  findFirstReplies,
  findReplies,
  findRoots,
  findWithAncestors,
  type ReadRow,
} from './store/read-comments.js'

export const WALK_LIMIT_MAX = 200

export type Walk = { rows: Marked<ReadRow>[]; nextAfterId: string | null }

/** How siblings stand at each depth, and which of them are seen. */
type Manner = { order: TreeOrder; mode: Mode; withUnlisted: boolean }

const keyAt = ({ order, mode }: Manner, depth: number) => siblingKeyOf(order, mode, depth)

/**
 * @param where.afterId the last comment of the page before
 * @throws Refusal request/cursor-invalid
 */
export async function walkThread(
  ctx: Ctx,
  where: {
    threadId: string
    order: TreeOrder
    mode: Mode
    afterId: string | null
    limit: number
    viewer: Viewer
  },
): Promise<Walk> {
  const rows: ReadRow[] = []
  const wanted = where.limit + 1
  const { order, mode, viewer } = where
  const manner = { order, mode, withUnlisted: viewer.seesHeld }
  for await (const siblings of lists(ctx, where, manner, () => wanted - rows.length)) {
    await descend(ctx, where.threadId, siblings, manner, rows, wanted)
    if (rows.length >= wanted) break
  }
  const shown = await withMarks(ctx.db, rows.slice(0, where.limit))
  return { rows: shown, nextAfterId: rows.length > where.limit ? (shown.at(-1)?.id ?? null) : null }
}

/**
 * The lists of siblings that follow the cursor, nearest first: its replies, what follows it under its parent,
 * what follows its parent under the grandparent, and so on up to the roots. Each list is read in pages.
 */
async function* lists(
  ctx: Ctx,
  where: { threadId: string; afterId: string | null },
  manner: Manner,
  room: () => number,
): AsyncGenerator<ReadRow[]> {
  const chain =
    where.afterId === null ? [] : await findWithAncestors(ctx.db, ctx.site.id, where.afterId)
  if (where.afterId !== null && chain.at(-1)?.thread_id !== where.threadId)
    throw new Refusal('request/cursor-invalid')
  const { withUnlisted } = manner
  const repliesTo = (parent: ReadRow) => (p: SiblingPage) =>
    findReplies(ctx.db, parent, { ...p, key: keyAt(manner, parent.depth + 1), withUnlisted })
  const roots = (p: SiblingPage) =>
    findRoots(ctx.db, where.threadId, { ...p, key: keyAt(manner, 0), withUnlisted })
  const last = chain.at(-1)
  if (last) yield* pages(repliesTo(last), null, room)
  for (let i = chain.length - 1; i >= 0; i -= 1) {
    const parent = chain[i - 1]
    yield* pages(parent ? repliesTo(parent) : roots, chain[i] ?? null, room)
  }
  if (chain.length === 0) yield* pages(roots, null, room)
}

type SiblingPage = { after: Cursor | null; limit: number }

/** One list of siblings, as much of it as there is room for. */
async function* pages(
  find: (page: SiblingPage) => Promise<ReadRow[]>,
  from: Cursor | null,
  room: () => number,
): AsyncGenerator<ReadRow[]> {
  let after = from
  while (room() > 0) {
    const limit = room()
    const rows = await find({ after, limit })
    if (rows.length > 0) yield rows
    if (rows.length < limit) return
    after = rows.at(-1) ?? null
  }
}

/** Siblings with everything below them, depth first, until `wanted` rows are there. */
async function descend(
  ctx: Ctx,
  threadId: string,
  siblings: ReadRow[],
  manner: Manner,
  rows: ReadRow[],
  wanted: number,
): Promise<void> {
  const repliesOf = new Map<string, ReadRow[]>()
  let level = enough(siblings, wanted - rows.length)
  while (level.length > 0) {
    const parents = level.filter((one) => manner.withUnlisted || one.descendant_count > 0)
    const replies = await findFirstReplies(
      ctx.db,
      threadId,
      parents.map((one) => one.id),
      {
        key: keyAt(manner, (level[0]?.depth ?? 0) + 1),
        limit: wanted - rows.length,
        withUnlisted: manner.withUnlisted,
      },
    )
    for (const reply of replies) {
      const list = repliesOf.get(reply.parent_id ?? '') ?? []
      list.push(reply)
      repliesOf.set(reply.parent_id ?? '', list)
    }
    level = parents.flatMap((one) => enough(repliesOf.get(one.id) ?? [], wanted - rows.length))
  }
  const visit = (list: ReadRow[]) => {
    for (const one of list) {
      if (rows.length >= wanted) return
      rows.push(one)
      visit(repliesOf.get(one.id) ?? [])
    }
  }
  visit(siblings)
}

/** The first siblings that fill the room together with what is below them (placeholders only add to it). */
function enough(siblings: ReadRow[], room: number): ReadRow[] {
  let sum = 0
  const end = siblings.findIndex((one) => {
    sum += 1 + one.descendant_count
    return sum >= room
  })
  return end === -1 ? siblings : siblings.slice(0, end + 1)
}
