/** Code apps: six digits that change every 30 seconds (RFC 6238), from a secret that the app and we share. */
import { Secret, TOTP } from 'otpauth'
import { renderSVG } from 'uqr'
import { Refusal } from '../../core/refusals.js'
import type { Ctx } from '../../platform/ctx.js'
import { write } from '../../platform/events.js'
import { recordGuardChange } from '../guard-change.js'
import { findAccount } from '../store/accounts.js'
import { confirmCodeApp, deleteCodeApp, findCodeApp, putCodeApp, takeStep } from './store/codes.js'
import { endCodesWithoutFactor, lockWays } from './ways.js'

/** What every code app speaks; others do not understand more digits or another hash. */
const KIND = { algorithm: 'SHA1', digits: 6, period: 30 } as const
/** Steps before and after now that are taken as well: a clock may be half a minute off. */
const WINDOW_STEPS = 1
/** RFC 4226 recommends 160 bits. */
const SECRET_BYTES = 20

/** A code app that waits for its first code. */
export type PendingCodeApp = {
  /** Base32, in groups of four, to be typed where nothing can be scanned. */
  secret: string
  /** The address that apps understand, as a QR code: an <svg> without script or style. */
  qrSvg: string
}

/** Makes a secret for a new app; one that was never confirmed ends. @returns false when an app is on already */
export async function beginCodeApp(ctx: Ctx, input: { accountId: string }): Promise<boolean> {
  const { base32 } = new Secret({ size: SECRET_BYTES })
  return write(ctx, async (tx) => {
    await lockWays(ctx, tx, input.accountId)
    return putCodeApp(tx, input.accountId, base32)
  })
}

/** The app that waits for its first code; null when there is none, or it is on: then the secret is never shown again. */
export async function pendingCodeApp(
  ctx: Ctx,
  input: { accountId: string },
): Promise<PendingCodeApp | null> {
  const account = await findAccount(ctx.db, ctx.site.id, input.accountId)
  const app = await findCodeApp(ctx.db, input.accountId)
  if (!account || !app || app.confirmed_at !== null) return null
  const label = account.mail ?? (account.name || ctx.site.name)
  const secret = Secret.fromBase32(app.secret)
  const uri = new TOTP({ ...KIND, issuer: ctx.site.name, label, secret }).toString()
  return {
    secret: app.secret.replace(/.{4}(?=.)/g, '$& '),
    qrSvg: renderSVG(uri, { border: 4, pixelSize: 6 }),
  }
}

/**
 * Turns the waiting app on, once it has shown a right code; that code is used up.
 * @throws Refusal sign-in/code-wrong, request/too-many
 */
export async function turnCodeAppOn(
  ctx: Ctx,
  input: { accountId: string; code: string },
): Promise<void> {
  const { accountId, code } = input
  await ctx.limits.require('sign-in-try-account', triesOf(accountId))
  const app = await findCodeApp(ctx.db, accountId)
  const step = app && stepOf(ctx, app.secret, code)
  if (!app || step === undefined) throw new Refusal('sign-in/code-wrong')
  await write(ctx, async (tx, emit) => {
    await lockWays(ctx, tx, accountId)
    const now = ctx.clock()
    const isOn = await confirmCodeApp(tx, { accountId, secret: app.secret, step, now })
    if (!isOn) throw new Refusal('sign-in/code-wrong')
    const action = 'code-app.on'
    await recordGuardChange(ctx, tx, emit, {
      accountId,
      byAccountId: accountId,
      action,
      detail: {},
    })
  })
  await ctx.limits.forgive('sign-in-try-account', triesOf(accountId))
}

/** Turns the app off, or forgets one that waits. Nothing happens when there is none. */
export const turnCodeAppOff = (ctx: Ctx, input: { accountId: string }): Promise<void> =>
  write(ctx, async (tx, emit) => {
    const { accountId } = input
    await lockWays(ctx, tx, accountId)
    if (!(await deleteCodeApp(tx, accountId))) return
    await endCodesWithoutFactor(ctx, tx, accountId)
    const action = 'code-app.off'
    await recordGuardChange(ctx, tx, emit, {
      accountId,
      byAccountId: accountId,
      action,
      detail: {},
    })
  })

/**
 * Takes a code of an app that is on. A code counts once, and with it all codes before it; of any number of the same
 * code at once, one passes. Tries are counted by the caller (see second-factor.ts).
 */
export async function takeAppCode(
  ctx: Ctx,
  input: { accountId: string; code: string },
): Promise<boolean> {
  const { accountId, code } = input
  const app = await findCodeApp(ctx.db, accountId)
  const step = app && app.confirmed_at !== null ? stepOf(ctx, app.secret, code) : undefined
  if (!app || step === undefined) return false
  return write(ctx, (tx) => takeStep(tx, { accountId, secret: app.secret, step }))
}

/** The key under which wrong codes of an account are counted, those of a waiting app among them. */
export const triesOf = (accountId: string): string => `code ${accountId}`

/** The step whose code this is, near now; undefined when it is none. */
function stepOf(ctx: Ctx, base32: string, code: string): bigint | undefined {
  const token = code.normalize('NFKC').replace(/[\s-]/g, '')
  if (!/^\d{6}$/.test(token)) return undefined
  const totp = new TOTP({ ...KIND, secret: Secret.fromBase32(base32) })
  const timestamp = ctx.clock().getTime()
  const delta = totp.validate({ token, timestamp, window: WINDOW_STEPS })
  return delta === null ? undefined : BigInt(totp.counter({ timestamp }) + delta)
}
