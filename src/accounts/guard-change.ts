/** Whatever guards an account changes in the open: recorded, told in its notices, and by letter, so that no thief does it unseen. */
import { newId } from '../core/ids.js'
import { fill } from '../core/plural.js'
import { localeFor } from '../locales/index.js'
import type { Ctx } from '../platform/ctx.js'
import type { Tx } from '../platform/database.js'
import type { Emit } from '../platform/events.js'
import { queueMail } from '../platform/mail/index.js'
import { type AccountEvent, recordAccountEvent } from './account-events.js'
import { isRole } from './actor.js'
import { safetyLetter } from './letters.js'
import { addNotices } from './notices/add-notices.js'
import { paths } from './paths.js'
import { findAccount } from './store/accounts.js'

/**
 * Records a change of what guards an account and tells its owner, in the transaction that makes it.
 * @param event.mail where to write when it is not the account's address of now: the one before
 */
export async function recordGuardChange(
  ctx: Ctx,
  tx: Tx,
  emit: Emit,
  event: AccountEvent & { mail?: string | null },
): Promise<void> {
  const { mail, ...recorded } = event
  await recordAccountEvent(tx, ctx, recorded)
  const account = await findAccount(tx, ctx.site.id, event.accountId)
  if (!account) return
  await addNotices(ctx, tx, emit, [
    {
      kind: 'security',
      accountId: event.accountId,
      key: `security:${newId(ctx.clock().getTime())}`,
      commentId: null,
      detail: { action: event.action },
    },
  ])
  const to = mail === undefined ? account.mail : mail
  emit({ name: 'account.changed', accountId: event.accountId })
  if (to === null) return
  const language = account.language ?? ctx.site.language
  const change = {
    sentence: sentenceOf(language, event),
    url: `${ctx.origin()}${paths.security()}`,
  }
  const letter = safetyLetter(ctx, language, change)
  await queueMail(ctx, tx, emit, {
    kind: 'safety',
    to,
    letter,
    language,
    isSecret: false,
    accountId: event.accountId,
  })
}

function sentenceOf(language: string, { action, detail }: AccountEvent): string {
  const { letters: words, roles } = localeFor(language).account
  if (action === 'mail.confirmed') return words.safetyMail
  const role = String(detail.to ?? '')
  if (action === 'role.changed' && isRole(role))
    return fill(words.safetyRole, { role: roles[role] })
  return words.safetyKeys
}
