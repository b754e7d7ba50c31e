/** Adding notices: each is told once, and goes by mail when its reader wants that. */
import { newId } from '../../core/ids.js'
import type { Ctx } from '../../platform/ctx.js'
import type { Tx } from '../../platform/database.js'
import { type Emit, EVENT_COMMENTS_MAX } from '../../platform/events.js'
import type { NewNotice } from './notice.js'
import { insertNotices } from './store.js'

/**
 * Adds what is new, in the transaction of what it tells of; what was told before, by its key, is left as it is.
 * Accounts that are gone hear nothing.
 */
export async function addNotices(
  ctx: Pick<Ctx, 'site' | 'clock'>,
  tx: Tx,
  emit: Emit,
  rows: NewNotice[],
): Promise<void> {
  const now = ctx.clock()
  const added = await insertNotices(
    tx,
    ctx.site.id,
    rows.map((row) => ({
      id: newId(now.getTime()),
      account_id: row.accountId,
      kind: row.kind,
      key: row.key,
      comment_id: row.commentId,
      detail: JSON.stringify(row.detail),
    })),
    now,
  )
  for (const accountId of new Set(added.map((one) => one.account_id)))
    emit({ name: 'account.changed', accountId })
  const atOnce = added.filter((one) => one.is_at_once).map((one) => one.id)
  for (let i = 0; i < atOnce.length; i += EVENT_COMMENTS_MAX)
    emit({ name: 'notice.added', noticeIds: atOnce.slice(i, i + EVENT_COMMENTS_MAX) })
}
