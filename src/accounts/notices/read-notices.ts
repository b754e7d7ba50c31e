/** Reading notices: pages of them, newest first, and which are read. */
import { Refusal } from '../../core/refusals.js'
import type { Ctx } from '../../platform/ctx.js'
import type { Db } from '../../platform/database.js'
import { write } from '../../platform/events.js'
import { UNREAD_COUNTED_MAX } from '../store/sessions.js'
import {
  countUnreadNotices,
  findNotice,
  findNotices,
  markNotices,
  type NoticeRow,
} from './store.js'

/** Two screens on a phone; older ones are a link away. */
export const NOTICES_PER_PAGE = 30

export type NoticePage = {
  notices: NoticeRow[]
  /** The last notice of this page when more follow. */
  nextBefore: string | null
}

/**
 * A page of notices of an account, newest first.
 * @param where.before the last notice of the page before
 * @throws Refusal request/cursor-invalid
 */
export async function listNotices(
  ctx: Ctx,
  accountId: string,
  where: { before: string | null },
): Promise<NoticePage> {
  if (where.before !== null && !(await findNotice(ctx.db, accountId, where.before)))
    throw new Refusal('request/cursor-invalid')
  const found = await findNotices(ctx.db, accountId, {
    before: where.before,
    limit: NOTICES_PER_PAGE + 1,
  })
  const notices = found.slice(0, NOTICES_PER_PAGE)
  return {
    notices,
    nextBefore: found.length > NOTICES_PER_PAGE ? (notices.at(-1)?.id ?? null) : null,
  }
}

/** One notice of an account. @throws Refusal request/not-found, also for a notice of somebody else */
export async function readNotice(ctx: Ctx, accountId: string, noticeId: string) {
  const notice = await findNotice(ctx.db, accountId, noticeId)
  if (!notice) throw new Refusal('request/not-found')
  return notice
}

/** Unread notices, at most UNREAD_COUNTED_MAX. */
export const countUnread = (db: Db, accountId: string): Promise<number> =>
  countUnreadNotices(db, accountId, UNREAD_COUNTED_MAX)

/**
 * Marks notices of an account as read: one of them, or all up to `upToId` (so that what came after the page was
 * opened stays unread), or all. Notices of others, and read ones, are left as they are.
 */
export const markRead = (
  ctx: Ctx,
  accountId: string,
  which: { noticeId?: string; upToId?: string } = {},
): Promise<void> =>
  write(ctx, async (tx, emit) => {
    const marked = await markNotices(tx, accountId, which, ctx.clock())
    if (marked > 0) emit({ name: 'account.changed', accountId })
  })
