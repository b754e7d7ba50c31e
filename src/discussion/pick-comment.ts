/** Editors' picks: staff lift a comment out of the thread, or take that back. Each time is an appended event. */
import { type Actor, may } from '../accounts/index.js'
import { newId } from '../core/ids.js'
import { Refusal } from '../core/refusals.js'
import type { Ctx } from '../platform/ctx.js'
import type { Tx } from '../platform/database.js'
import { write } from '../platform/events.js'
import { insertPickEvent, setPicked } from './store/picks.js'
import { findArticleOfThread, findWithAncestors } from './store/read-comments.js'
import { lockThreads } from './store/write-comments.js'

export type PickWish = { commentId: string; on: boolean }

/**
 * Picks a published comment, or takes the pick back; the same again changes nothing.
 * @returns the slug of its article, and since when it is a pick
 * @throws Refusal access/forbidden, comment/not-found
 */
export async function pickComment(
  ctx: Ctx,
  actor: Actor,
  { commentId, on }: PickWish,
): Promise<{ slug: string; pickedAt: Date | null }> {
  if (may(actor, 'pick-comment') !== 'yes') throw new Refusal('access/forbidden')
  const seen = (await findWithAncestors(ctx.db, ctx.site.id, commentId)).at(-1)
  const article = seen && (await findArticleOfThread(ctx.db, seen.thread_id))
  if (!seen || !article) throw new Refusal('comment/not-found')
  const pickedAt = await write(ctx, async (tx, emit) => {
    await lockThreads(tx, [seen.thread_id])
    const comment = (await findWithAncestors(tx, ctx.site.id, commentId)).at(-1)
    if (comment?.state !== 'published') throw new Refusal('comment/not-found')
    if ((comment.picked_at !== null) === on) return comment.picked_at
    const at = ctx.clock()
    const byAccountId = actor.kind === 'account' ? actor.accountId : null
    await keepPick(ctx, tx, { commentId, on, byAccountId, at })
    emit({ name: 'comment.picked', threadId: comment.thread_id, commentId, isPicked: on })
    return on ? at : null
  })
  return { slug: article.slug, pickedAt }
}

/** The author changed the words that were picked: they are no pick any more. The thread must be locked. */
export const endPick = (ctx: Ctx, tx: Tx, commentId: string, at: Date): Promise<void> =>
  keepPick(ctx, tx, { commentId, on: false, byAccountId: null, at })

async function keepPick(
  ctx: Ctx,
  tx: Tx,
  pick: PickWish & { byAccountId: string | null; at: Date },
): Promise<void> {
  const { commentId, on, byAccountId, at } = pick
  await setPicked(tx, commentId, on ? at : null)
  await insertPickEvent(tx, {
    id: newId(at.getTime()),
    site_id: ctx.site.id,
    comment_id: commentId,
    action: on ? 'pick' : 'take-back',
    by_account_id: byAccountId,
    happened_at: at,
  })
}
