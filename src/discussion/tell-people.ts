/** Telling people what concerns them: replies to what they wrote, and decisions on it. Jobs: twice is as good as once. */
import { addNotices } from '../accounts/index.js'
import type { Ctx } from '../platform/ctx.js'
import type { Db } from '../platform/database.js'
import { write } from '../platform/events.js'
import { findAnswered, findDecided, findTold, type ToldRow } from './store/read-profile.js'

/**
 * Tells the authors of comments that they were answered, once a reply. Nobody hears of replies of their own, of
 * people they muted, or of replies that are not published (any more).
 */
export const tellOfReplies = (ctx: Ctx, input: { commentIds: string[] }): Promise<void> =>
  write(ctx, async (tx, emit) => {
    const answered = await findAnswered(tx, ctx.site.id, input.commentIds)
    const notices = answered.map(({ account_id, comment_id }) => ({
      kind: 'reply' as const,
      accountId: account_id,
      key: `reply:${comment_id}`,
      commentId: comment_id,
      detail: {},
    }))
    await addNotices(ctx, tx, emit, notices)
  })

/**
 * Tells the author of a comment what was decided on it, once a decision. A reply that the decision published is
 * now news to whoever it answers.
 */
export async function tellOfDecision(ctx: Ctx, input: { commentId: string }): Promise<void> {
  await write(ctx, async (tx, emit) => {
    const decided = await findDecided(tx, ctx.site.id, input.commentId)
    if (!decided) return
    const { account_id: accountId, decision_id, action, rule } = decided
    const key = `decision:${decision_id}`
    const { commentId } = input
    const detail = { action, rule }
    await addNotices(ctx, tx, emit, [{ kind: 'decision', accountId, key, commentId, detail }])
  })
  await tellOfReplies(ctx, { commentIds: [input.commentId] })
}

/** The comments that notices are about, as they are now, by id; those of unpublished articles are left out. */
export async function readTold(
  ctx: Pick<Ctx, 'site'>,
  db: Db,
  commentIds: string[],
): Promise<Map<string, ToldRow>> {
  const rows = await findTold(db, ctx.site.id, commentIds)
  return new Map(rows.map((row) => [row.id, row]))
}
