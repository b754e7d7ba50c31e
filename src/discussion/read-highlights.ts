/** The highlights of a thread: what editors picked, wherever it stands, each with what it answers. */
import { Refusal } from '../core/refusals.js'
import type { Ctx } from '../platform/ctx.js'
import type { Viewer } from './ctx.js'
import { type Marked, withMarks } from './marks.js'
import { findComments, findPicks } from './store/picks.js'
import type { ReadRow } from './store/read-comments.js'

/** Picks on one page; an editor picks a handful. */
export const PICKS_PER_PAGE = 20

export type PickedComment = { comment: Marked<ReadRow>; parent: Marked<ReadRow> | null }

export type Highlights = {
  picks: PickedComment[]
  /** The last pick of this page when more follow. */
  nextAfterId: string | null
}

/**
 * Published picks, the newest pick first. What a reader muted is left out.
 * @throws Refusal request/cursor-invalid for a cursor that is no pick of this thread
 */
export async function readHighlights(
  ctx: Ctx,
  where: { threadId: string; afterId: string | null; viewer: Viewer; limit?: number },
): Promise<Highlights> {
  const { threadId, afterId, viewer, limit = PICKS_PER_PAGE } = where
  if (afterId !== null) {
    const [after] = await findComments(ctx.db, [afterId])
    if (after?.thread_id !== threadId || after.picked_at === null)
      throw new Refusal('request/cursor-invalid')
  }
  const found = await findPicks(ctx.db, threadId, { afterId, limit: limit + 1 })
  const shown = found.slice(0, limit)
  const parents = await findComments(
    ctx.db,
    shown.flatMap((row) => row.parent_id ?? []),
  )
  const rows = await withMarks(ctx.db, [...shown, ...parents])
  const rowOf = new Map(rows.map((row) => [row.id, row]))
  return {
    picks: rows
      .slice(0, shown.length)
      .filter((row) => row.person_id === null || !viewer.muted.has(row.person_id))
      .map((comment) => ({ comment, parent: rowOf.get(comment.parent_id ?? '') ?? null })),
    nextAfterId: found.length > limit ? (shown.at(-1)?.id ?? null) : null,
  }
}
