/** Supporters: whoever has a gift in the books may show beside their comments that they support the paper. */
import { changeAccount, lockAccount, recordAccountEvent } from '../accounts/index.js'
import { Refusal } from '../core/refusals.js'
import type { Ctx } from '../platform/ctx.js'
import { write } from '../platform/events.js'
import { findSupport } from './store.js'

/** Whether the mark is shown; null for somebody without a gift, who is not asked. */
export async function readSupport(
  ctx: Ctx,
  accountId: string,
): Promise<{ isShown: boolean } | null> {
  const row = await findSupport(ctx.db, accountId)
  return row?.has_gift ? { isShown: row.shows_support } : null
}

/**
 * Shows the mark of supporters beside all comments of an account, or no longer. The same again changes nothing.
 * @throws Refusal account/not-found, account/no-gift
 */
export const showSupport = (
  ctx: Ctx,
  input: { accountId: string; isShown: boolean },
): Promise<void> =>
  write(ctx, async (tx, emit) => {
    const { accountId, isShown } = input
    const account = await lockAccount(tx, ctx.site.id, accountId)
    if (!account) throw new Refusal('account/not-found')
    if (account.shows_support === isShown) return
    if (isShown && !(await findSupport(tx, accountId))?.has_gift)
      throw new Refusal('account/no-gift')
    await changeAccount(tx, accountId, { shows_support: isShown })
    await recordAccountEvent(tx, ctx, {
      accountId,
      byAccountId: accountId,
      action: isShown ? 'support.shown' : 'support.hidden',
      detail: {},
    })
    emit({ name: 'person.changed', personId: account.person_id })
  })
