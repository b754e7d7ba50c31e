/** Notices by mail: one letter each as soon as they come, or one a day. What the letters say is not known here. */
import type { Ctx } from '../../platform/ctx.js'
import type { Tx } from '../../platform/database.js'
import { write } from '../../platform/events.js'
import { type Letter, queueMail } from '../../platform/mail/index.js'
import {
  type Addressee,
  countMailed,
  findAccountsWaiting,
  findDigestAccounts,
  findForAtOnce,
  findForDigest,
  lockAddressee,
  markDigest,
  type NoticeRow,
  settleDigest,
  settleNotices,
} from './store.js'

/** Writes letters; it looks at comments as they are now. Null: nothing is left to tell. */
export type NoticeLetters = {
  atOnce(tx: Tx, to: Addressee, notice: NoticeRow): Promise<Letter | null>
  /** @param day.more notices beside these, older ones */
  daily(tx: Tx, to: Addressee, day: { notices: NoticeRow[]; more: number }): Promise<Letter | null>
}

/** Letters about single notices of one account in an hour; a quarrel beyond waits for the letter of the day. */
export const AT_ONCE_PER_HOUR_MAX = 12
const HOUR_MS = 3_600_000
/** Hour (UTC) from which the letter of the day goes: there at breakfast in Europe, overnight in America. */
export const DIGEST_HOUR_UTC = 7
/** Notices looked at for one letter of the day; it shows fewer, for some may be gone since. */
export const DIGEST_NOTICES_MAX = 200
/** Accounts in one step of the letters of the day. */
const ACCOUNTS_AT_ONCE = 200

/**
 * Mails notices whose readers want to hear at once, a letter each. The letter and the mark that it was written are
 * one transaction, so running it again sends nothing again.
 */
export async function sendAtOnce(
  ctx: Ctx,
  input: { noticeIds: string[]; letters: NoticeLetters },
): Promise<void> {
  for (const accountId of await findAccountsWaiting(ctx.db, input.noticeIds))
    await sendToAccount(ctx, { ...input, accountId })
}

const sendToAccount = (
  ctx: Ctx,
  input: { accountId: string; noticeIds: string[]; letters: NoticeLetters },
): Promise<void> =>
  write(ctx, async (tx, emit) => {
    const to = await lockAddressee(tx, ctx.site.id, input.accountId)
    const notices = await findForAtOnce(tx, input.accountId, input.noticeIds)
    if (to === null) return settleNotices(tx, idsOf(notices), 'none')
    const hourAgo = new Date(ctx.clock().getTime() - HOUR_MS)
    let room = AT_ONCE_PER_HOUR_MAX - (await countMailed(tx, to.id, hourAgo))
    for (const notice of notices) {
      if (room <= 0) return
      const letter = await input.letters.atOnce(tx, to, notice)
      await settleNotices(tx, [notice.id], letter === null ? 'none' : 'done')
      if (letter === null) continue
      room -= 1
      await queueMail(
        ctx,
        tx,
        emit,
        post(ctx, to, { kind: notice.kind, letter, notices: [notice] }),
      )
    }
  })

/**
 * Sends the letters of the day that are due: from DIGEST_HOUR_UTC on, one to each account with news it wants daily,
 * or wanted at once and did not get within the hour. Made to run every hour.
 */
export async function sendDaily(ctx: Ctx, input: { letters: NoticeLetters }): Promise<void> {
  const now = ctx.clock()
  const dueBefore = new Date(now)
  dueBefore.setUTCHours(DIGEST_HOUR_UTC, 0, 0, 0)
  if (now < dueBefore) return
  const leftSince = new Date(now.getTime() - HOUR_MS)
  let afterId: string | null = null
  for (;;) {
    const page = { afterId, limit: ACCOUNTS_AT_ONCE, dueBefore, leftSince }
    const accountIds = await findDigestAccounts(ctx.db, ctx.site.id, page)
    for (const accountId of accountIds)
      await sendDay(ctx, { ...input, accountId, dueBefore, leftSince })
    afterId = accountIds.at(-1) ?? null
    if (accountIds.length < ACCOUNTS_AT_ONCE) return
  }
}

const sendDay = (
  ctx: Ctx,
  input: { accountId: string; dueBefore: Date; leftSince: Date; letters: NoticeLetters },
): Promise<void> =>
  write(ctx, async (tx, emit) => {
    const { accountId, leftSince } = input
    const to = await lockAddressee(tx, ctx.site.id, accountId)
    const isDue = to === null || to.digest_at === null || to.digest_at < input.dueBefore
    if (!isDue) return
    const notices = await findForDigest(tx, accountId, { limit: DIGEST_NOTICES_MAX, leftSince })
    const all = await settleDigest(tx, accountId, { leftSince, mail: to ? 'done' : 'none' })
    if (to === null) return
    const letter = await input.letters.daily(tx, to, { notices, more: all - notices.length })
    if (letter === null) return
    await queueMail(ctx, tx, emit, post(ctx, to, { kind: 'digest', letter, notices }))
    await markDigest(tx, accountId, ctx.clock())
  })

const idsOf = (notices: NoticeRow[]) => notices.map((one) => one.id)

const post = (
  ctx: Ctx,
  to: Addressee,
  { kind, letter, notices }: { kind: string; letter: Letter; notices: NoticeRow[] },
) => ({
  kind,
  to: to.mail,
  letter,
  language: to.language ?? ctx.site.language,
  isSecret: false,
  accountId: to.id,
  commentIds: notices.flatMap((one) => one.comment_id ?? []),
})
