/** Leaving: asked for, waited for a day, taken back or carried out. */
import { fill } from '../../core/plural.js'
import { Refusal } from '../../core/refusals.js'
import { localeFor } from '../../locales/index.js'
import type { Ctx } from '../../platform/ctx.js'
import type { Tx } from '../../platform/database.js'
import { type Emit, write } from '../../platform/events.js'
import { queueMail } from '../../platform/mail/index.js'
import { recordAccountEvent } from '../account-events.js'
import { safetyLetter } from '../letters.js'
import { lockOwners } from '../store/accounts.js'
import type { LeavingTexts } from './erasure-log.js'
import {
  findErasure,
  findLeaving,
  type Leaver,
  lockLeaver,
  markLeaving,
  markStaying,
} from './store.js'

/** Time to change one's mind. */
export const LEAVE_MS = 24 * 3_600_000

/** Where one asks to leave, and changes one's mind. */
const LEAVE_PATH = '/account/leave'

/**
 * Asks to leave. Sessions stay open, so that one can change one's mind from wherever one is. Asked again, the
 * choice about the texts is the new one and the time stays.
 * @throws Refusal account/not-found, account/last-owner
 */
export const askToLeave = (
  ctx: Ctx,
  input: { accountId: string; texts: LeavingTexts },
): Promise<{ leavesAt: Date }> =>
  write(ctx, async (tx, emit) => {
    const owners = await lockOwners(tx, ctx.site.id)
    const account = await lockLeaver(tx, ctx.site.id, input.accountId)
    if (!account || account.state === 'gone') throw new Refusal('account/not-found')
    const isSecondWish = account.leaves_at !== null
    if (!isSecondWish && account.role === 'owner' && owners.every(({ id }) => id === account.id))
      throw new Refusal('account/last-owner')
    const leavesAt = account.leaves_at ?? new Date(ctx.clock().getTime() + LEAVE_MS)
    if (isSecondWish && (await isTooLate(ctx, tx, account.id, leavesAt)))
      throw new Refusal('account/not-found')
    await markLeaving(tx, account.id, { leavesAt, texts: input.texts })
    await recordAccountEvent(tx, ctx, {
      accountId: account.id,
      byAccountId: account.id,
      action: 'leaving.asked',
      detail: { texts: input.texts },
    })
    emit({ name: 'account.changed', accountId: account.id })
    if (isSecondWish) return { leavesAt }
    emit({ name: 'account.leaving', accountId: account.id, runAt: leavesAt.toISOString() })
    await warn(ctx, tx, emit, account, leavesAt)
    return { leavesAt }
  })

/** So that nobody is made to leave unseen by whoever got at a session of theirs. */
async function warn(ctx: Ctx, tx: Tx, emit: Emit, account: Leaver, leavesAt: Date): Promise<void> {
  if (account.mail === null) return
  const language = account.language ?? ctx.site.language
  const sentence = fill(localeFor(language).leaving.letter, {
    date: formatMoment(language, leavesAt),
  })
  await queueMail(ctx, tx, emit, {
    kind: 'leaving',
    to: account.mail,
    letter: safetyLetter(ctx, language, { sentence, url: ctx.origin() + LEAVE_PATH }),
    language,
    isSecret: false,
  })
}

/** A day with its hour and minute, in UTC: "November 24, 2026 at 9:05 AM UTC". */
export const formatMoment = (language: string, moment: Date): string =>
  moment.toLocaleString(language, {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZone: 'UTC',
    timeZoneName: 'short',
  })

/**
 * Takes the wish to leave back. An account that does not leave stays as it is.
 * @throws Refusal account/not-found, also from the moment on at which it was to go
 */
export const stayAfterAll = (ctx: Ctx, accountId: string): Promise<void> =>
  write(ctx, async (tx, emit) => {
    const account = await lockLeaver(tx, ctx.site.id, accountId)
    if (!account || account.state === 'gone') throw new Refusal('account/not-found')
    if (account.leaves_at === null) return
    if (await isTooLate(ctx, tx, account.id, account.leaves_at))
      throw new Refusal('account/not-found')
    await markStaying(tx, account.id)
    await recordAccountEvent(tx, ctx, {
      accountId: account.id,
      byAccountId: account.id,
      action: 'leaving.taken-back',
      detail: {},
    })
    emit({ name: 'account.changed', accountId: account.id })
  })

/** Past its time an account is not taken back, even if the job that erases it has not come or is half-way. */
const isTooLate = async (ctx: Ctx, tx: Tx, accountId: string, leavesAt: Date): Promise<boolean> =>
  ctx.clock() >= leavesAt || (await findErasure(tx, accountId)) !== null

/** Until when somebody who leaves can stay, and what becomes of the texts; null for who does not leave. */
export async function leavingOf(
  ctx: Ctx,
  accountId: string,
): Promise<{ leavesAt: Date; texts: LeavingTexts } | null> {
  const row = await findLeaving(ctx.db, ctx.site.id, accountId)
  if (!row || row.leaves_at === null) return null
  return { leavesAt: row.leaves_at, texts: row.leaves_texts ?? 'keep' }
}
