/** Which ways lead into an account, and which of them count as a second factor. */
import { Refusal } from '../../core/refusals.js'
import type { Config } from '../../platform/config.js'
import type { Ctx } from '../../platform/ctx.js'
import type { Tx } from '../../platform/database.js'
import { findAccount, lockAccount } from '../store/accounts.js'
import { countRecoveryCodes, deleteRecoveryCodes, findCodeApp } from './store/codes.js'
import { findPasskeys, type PasskeyRow } from './store/passkeys.js'
import { findPassword } from './store/passwords.js'
import { findIdentities } from './store/ways.js'

export type WaysIn = {
  /** Confirmed address that links can be sent to. */
  mail: string | null
  passkeys: PasskeyRow[]
  isCodeAppOn: boolean
  recoveryCodesLeft: number
  /** When it was set; null: there is none. */
  passwordSetAt: Date | null
  /** `name` is null for a site that the settings no longer name: it leads nowhere. */
  identities: { provider: string; subject: string; name: string | null; connectedAt: Date }[]
  /** True with a passkey or a confirmed code app. */
  hasSecondFactor: boolean
}

/** Every way into an account. @throws Refusal account/not-found */
export async function waysInOf(ctx: Pick<Ctx, 'db' | 'site' | 'config'>, accountId: string) {
  const [account, passkeys, app, recoveryCodesLeft, password, identities] = await Promise.all([
    findAccount(ctx.db, ctx.site.id, accountId),
    findPasskeys(ctx.db, accountId),
    findCodeApp(ctx.db, accountId),
    countRecoveryCodes(ctx.db, accountId),
    findPassword(ctx.db, accountId),
    findIdentities(ctx.db, accountId),
  ])
  if (!account) throw new Refusal('account/not-found')
  const isCodeAppOn = app !== undefined && app.confirmed_at !== null
  const ways: WaysIn = {
    mail: account.mail,
    passkeys,
    isCodeAppOn,
    recoveryCodesLeft,
    passwordSetAt: password?.changed_at ?? null,
    identities: identities.map((one) => ({
      provider: one.provider,
      subject: one.subject,
      name: providerName(ctx.config, one.provider),
      connectedAt: one.created_at,
    })),
    hasSecondFactor: isCodeAppOn || passkeys.length > 0,
  }
  return ways
}

/** The name of a site to sign in with; null when the settings no longer name it. */
export function providerName(config: Config, provider: string): string | null {
  const list = [
    ...config.openIdProviders.map(({ id, name }) => ({ provider: id, name })),
    ...config.embeddingSites.map(({ id, name }) => ({ provider: `site:${id}`, name })),
  ]
  return list.find((one) => one.provider === provider)?.name ?? null
}

/**
 * Locks an account, so that of two changes to its ways in the second sees the first.
 * @throws Refusal account/not-found
 */
export async function lockWays(ctx: Pick<Ctx, 'site'>, tx: Tx, accountId: string) {
  const account = await lockAccount(tx, ctx.site.id, accountId)
  if (!account) throw new Refusal('account/not-found')
  return account
}

/**
 * To be called after something was taken away, in the same transaction, with the account locked. A password is asked
 * for together with the address, so it counts where there is one only.
 * @throws Refusal account/last-way-in when nothing leads into the account any more
 */
export async function requireSomeWay(
  ctx: Pick<Ctx, 'site' | 'config'>,
  tx: Tx,
  accountId: string,
): Promise<void> {
  const ways = await waysInOf({ ...ctx, db: tx }, accountId)
  const leadsIn =
    ways.mail !== null ||
    ways.passkeys.length > 0 ||
    ways.identities.some((one) => one.name !== null)
  if (!leadsIn) throw new Refusal('account/last-way-in')
}

/** Recovery codes end with the last factor that they stand in for. */
export async function endCodesWithoutFactor(
  ctx: Pick<Ctx, 'site' | 'config'>,
  tx: Tx,
  accountId: string,
): Promise<void> {
  const { hasSecondFactor } = await waysInOf({ ...ctx, db: tx }, accountId)
  if (!hasSecondFactor) await deleteRecoveryCodes(tx, accountId)
}
