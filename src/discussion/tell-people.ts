/**
 * Telling people what concerns them: replies to what they wrote, mentions of them, decisions on what they said.
 * Jobs: twice is as good as once.
 */
import { addNotices, findToldAccounts } from '../accounts/index.js'
import { MENTIONS_PER_COMMENT_MAX } from '../core/mention.js'
import type { Ctx } from '../platform/ctx.js'
import type { Db } from '../platform/database.js'
import { write } from '../platform/events.js'
import { mentionedIn } from '../platform/mention-markup.js'
import { findCalled, findPublishedHtml, lockTelling } from './store/mentions.js'
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
 * Tells people that published comments mention them: once a comment, however often it is changed, and not who is told
 * of it as a reply. Over all its texts a comment reaches MENTIONS_PER_COMMENT_MAX people. What a comment quotes calls
 * nobody. See `findCalled` for who is reached.
 */
export const tellOfMentions = (ctx: Ctx, input: { commentIds: string[] }): Promise<void> =>
  write(ctx, async (tx, emit) => {
    const rows = await findPublishedHtml(tx, ctx.site.id, input.commentIds)
    const calls = rows.flatMap(({ id, html }) =>
      mentionedIn(html).map((personId) => ({ commentId: id, personId })),
    )
    if (calls.length === 0) return
    const commentIds = [...new Set(calls.map((one) => one.commentId))]
    await lockTelling(tx, commentIds)
    const told = await findToldAccounts(tx, commentIds)
    const called = await findCalled(tx, ctx.site.id, calls)
    const notices = commentIds.flatMap((commentId) => {
      const before = told.filter((one) => one.comment_id === commentId)
      const known = new Set(before.map((one) => one.account_id))
      const room = MENTIONS_PER_COMMENT_MAX - before.filter((one) => one.kind === 'mention').length
      return called
        .filter((one) => one.comment_id === commentId && !known.has(one.account_id))
        .slice(0, Math.max(0, room))
        .map(({ account_id }) => ({
          kind: 'mention' as const,
          accountId: account_id,
          key: `mention:${commentId}`,
          commentId,
          detail: {},
        }))
    })
    await addNotices(ctx, tx, emit, notices)
  })

/**
 * Tells the author of a comment what was decided on it, once a decision. A comment that the decision published is
 * now news to whomever it answers or mentions.
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
  await tellOfMentions(ctx, { commentIds: [input.commentId] })
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
