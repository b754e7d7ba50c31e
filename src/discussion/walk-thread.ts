/**
 * The whole thread as a depth-first list, page by page: every comment exactly once, each after its parent.
 * A page costs the same at the beginning and in the middle of a thread of any size.
 */
import { Refusal } from '../core/refusals.js'
import type { Ctx } from '../platform/ctx.js'
import type { Viewer } from './ctx.js'
import type { Order } from './ranking.js'
import {
  findFirstReplies,
  findReplies,
  findRoots,
  findWithAncestors,
  type Page,
  type ReadRow,
} from './store/read-comments.js'

export const WALK_LIMIT_MAX = 200

export type Walk = { rows: ReadRow[]; nextAfterId: string | null }

/**
 * @param where.afterId the last comment of the page before
 * @throws Refusal request/cursor-invalid
 */
export async function walkThread(
  ctx: Ctx,
  where: { threadId: string; order: Order; afterId: string | null; limit: number; viewer: Viewer },
): Promise<Walk> {
  const rows: ReadRow[] = []
  const wanted = where.limit + 1
  const page = { order: where.order, withUnlisted: where.viewer.seesHeld }
  for await (const siblings of lists(ctx, where, page, () => wanted - rows.length)) {
    await descend(ctx, where.threadId, siblings, page, rows, wanted)
    if (rows.length >= wanted) break
  }
  const shown = rows.slice(0, where.limit)
  return { rows: shown, nextAfterId: rows.length > where.limit ? (shown.at(-1)?.id ?? null) : null }
}

/**
 * The lists of siblings that follow the cursor, nearest first: its replies, what follows it under its parent,
 * what follows its parent under the grandparent, and so on up to the roots. Each list is read in pages.
 */
async function* lists(
  ctx: Ctx,
  where: { threadId: string; afterId: string | null },
  page: Pick<Page, 'order' | 'withUnlisted'>,
  room: () => number,
): AsyncGenerator<ReadRow[]> {
  const chain =
    where.afterId === null ? [] : await findWithAncestors(ctx.db, ctx.site.id, where.afterId)
  if (where.afterId !== null && chain.at(-1)?.thread_id !== where.threadId)
    throw new Refusal('request/cursor-invalid')
  const last = chain.at(-1)
  if (last) yield* pages((p) => findReplies(ctx.db, last, { ...page, ...p }), null, room)
  for (let i = chain.length - 1; i >= 0; i -= 1) {
    const parent = chain[i - 1]
    const after = chain[i]?.id ?? null
    yield* pages(
      (p) =>
        parent
          ? findReplies(ctx.db, parent, { ...page, ...p })
          : findRoots(ctx.db, where.threadId, { ...page, ...p }),
      after,
      room,
    )
  }
  if (chain.length === 0)
    yield* pages((p) => findRoots(ctx.db, where.threadId, { ...page, ...p }), null, room)
}

/** One list of siblings, as much of it as there is room for. */
async function* pages(
  find: (page: { afterId: string | null; limit: number }) => Promise<ReadRow[]>,
  afterId: string | null,
  room: () => number,
): AsyncGenerator<ReadRow[]> {
  let after = afterId
  while (room() > 0) {
    const limit = room()
    const rows = await find({ afterId: after, limit })
    if (rows.length > 0) yield rows
    if (rows.length < limit) return
    after = rows.at(-1)?.id ?? null
  }
}

/** Siblings with everything below them, depth first, until `wanted` rows are there. */
async function descend(
  ctx: Ctx,
  threadId: string,
  siblings: ReadRow[],
  page: Pick<Page, 'order' | 'withUnlisted'>,
  rows: ReadRow[],
  wanted: number,
): Promise<void> {
  const repliesOf = new Map<string, ReadRow[]>()
  let level = enough(siblings, wanted - rows.length)
  while (level.length > 0) {
    const parents = level.filter((one) => page.withUnlisted || one.descendant_count > 0)
    const replies = await findFirstReplies(
      ctx.db,
      threadId,
      parents.map((one) => one.id),
      {
        ...page,
        limit: wanted - rows.length,
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
