/** Passwords, where the operator turned them on: long enough, not common, not made of what everybody knows of the person. */
import { charactersOf } from '../../core/names.js'
import { Refusal } from '../../core/refusals.js'
import type { Ctx } from '../../platform/ctx.js'
import { write } from '../../platform/events.js'
import { hashOf } from '../../platform/secrets.js'
import { recordGuardChange } from '../guard-change.js'
import { findAccount } from '../store/accounts.js'
import { isCommonPassword } from './common-passwords.js'
import { comparePassword, hashPassword } from './password-hash.js'
import {
  deletePassword,
  findPasswordByMail,
  putPassword,
  strengthenPassword,
} from './store/passwords.js'
import { lockWays, requireSomeWay } from './ways.js'

export const PASSWORD_CHARS_MIN = 10
/** Room for a sentence; more would be work for nothing. */
export const PASSWORD_CHARS_MAX = 200
/** A shorter name is in too many words to be forbidden. */
const OWN_WORD_CHARS_MIN = 4
/** "abababababab" is as good as two letters. */
const DIFFERENT_SIGNS_MIN = 5

/**
 * Sets or changes the password of an account that has an address: it is asked for with it.
 * @throws Refusal request/not-found when passwords are off, account/not-found, account/mail-invalid,
 *   sign-in/password-weak, request/too-busy
 */
export async function setPassword(
  ctx: Ctx,
  input: { accountId: string; password: string },
): Promise<void> {
  requirePasswords(ctx)
  const { accountId } = input
  const account = await findAccount(ctx.db, ctx.site.id, accountId)
  if (!account) throw new Refusal('account/not-found')
  if (account.mail === null) throw new Refusal('account/mail-invalid')
  const password = composed(input.password)
  const localPart = account.mail.slice(0, account.mail.lastIndexOf('@'))
  if (isWeak(password, [account.name, localPart, ctx.site.name]))
    throw new Refusal('sign-in/password-weak', { min: PASSWORD_CHARS_MIN, max: PASSWORD_CHARS_MAX })
  const hash = await hashPassword(password)
  await write(ctx, async (tx, emit) => {
    await lockWays(ctx, tx, accountId)
    await putPassword(tx, { accountId, hash, now: ctx.clock() })
    const action = 'password.set'
    await recordGuardChange(ctx, tx, emit, {
      accountId,
      byAccountId: accountId,
      action,
      detail: {},
    })
  })
}

/** Removes a password, also when passwords are off by now. @throws Refusal account/not-found, account/last-way-in */
export const removePassword = (ctx: Ctx, input: { accountId: string }): Promise<void> =>
  write(ctx, async (tx, emit) => {
    const { accountId } = input
    await lockWays(ctx, tx, accountId)
    if (!(await deletePassword(tx, accountId))) return
    await requireSomeWay(ctx, tx, accountId)
    const action = 'password.removed'
    await recordGuardChange(ctx, tx, emit, {
      accountId,
      byAccountId: accountId,
      action,
      detail: {},
    })
  })

/**
 * Who has this address and this password. An unknown address, an account without password and a wrong password take
 * the same work and get the same answer. Wrong tries at one address are counted here, those of a network by the route;
 * networks where the account has a session count apart, so that strangers cannot lock its owner out.
 * @throws Refusal request/not-found when passwords are off, sign-in/password-wrong, request/too-many, request/too-busy
 */
export async function checkPassword(
  ctx: Ctx,
  input: { mailKey: string; password: string; network: string },
): Promise<{ accountId: string }> {
  requirePasswords(ctx)
  const { mailKey, network } = input
  const known = await findPasswordByMail(ctx.db, { siteId: ctx.site.id, mailKey, network })
  const tries = `password ${hashOf(mailKey)} ${known?.is_known_network ? network : 'elsewhere'}`
  await ctx.limits.require('sign-in-try-account', tries)
  const password = composed(input.password)
  // None is longer: what a stranger sends is not hashed at any length.
  const isPossible = charactersOf(password) <= PASSWORD_CHARS_MAX
  const result = await comparePassword(isPossible ? password : '', known?.hash ?? null)
  if (!known || !isPossible || result === 'wrong') throw new Refusal('sign-in/password-wrong')
  await ctx.limits.forgive('sign-in-try-account', tries)
  if (result === 'weak') {
    const to = await hashPassword(password)
    await strengthenPassword(ctx.db, { accountId: known.account_id, from: known.hash, to })
  }
  return { accountId: known.account_id }
}

function requirePasswords(ctx: Ctx): void {
  if (!ctx.config.passwords) throw new Refusal('request/not-found')
}

/** The same letters in one spelling, whatever keyboard they were typed on (NIST SP 800-63B, 3.1.1.2). */
const composed = (password: string): string => password.normalize('NFKC')

function isWeak(password: string, ownWords: string[]): boolean {
  const length = charactersOf(password)
  if (length < PASSWORD_CHARS_MIN || length > PASSWORD_CHARS_MAX) return true
  if (new Set(password.toLowerCase()).size < DIFFERENT_SIGNS_MIN) return true
  const squeezed = lettersOf(password)
  return (
    isCommonPassword(password) ||
    ownWords
      .map(lettersOf)
      .some((word) => charactersOf(word) >= OWN_WORD_CHARS_MIN && squeezed.includes(word))
  )
}

/** Letters and digits alone, in small letters: "A.d-a" is Ada. */
const lettersOf = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
