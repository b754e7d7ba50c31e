/** What happened to an account, appended and never edited: ids and words of ours only, so that nothing personal stays when it goes. */
import { newId } from '../core/ids.js'
import type { Ctx } from '../platform/ctx.js'
import type { Tx } from '../platform/database.js'
import { insertAccountEvent } from './store/accounts.js'

export type AccountEvent = {
  accountId: string
  /** Null when nobody signed in did it: the program, the terminal, or the person while signing in. */
  byAccountId: string | null
  /** Noun and past participle: 'passkey.added', 'role.changed'. */
  action: string
  /** Ids, roles, method names; never names, addresses or texts of people: these rows outlive the account. */
  detail: Record<string, string | number | boolean | null>
}

/** Appends what happened, in the transaction that did it. */
export function recordAccountEvent(
  tx: Tx,
  ctx: Pick<Ctx, 'site' | 'clock'>,
  event: AccountEvent,
): Promise<void> {
  const now = ctx.clock()
  return insertAccountEvent(tx, {
    id: newId(now.getTime()),
    site_id: ctx.site.id,
    account_id: event.accountId,
    by_account_id: event.byAccountId,
    action: event.action,
    detail: JSON.stringify(event.detail),
    happened_at: now,
  })
}
