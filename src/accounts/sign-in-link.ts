/**
 * Signing in by mail: a link and a code, good once, for ten minutes, in the browser that asked. The same happens for
 * addresses that have an account and for those that have none: nobody learns which.
 */
import { randomInt } from 'node:crypto'
import { newId } from '../core/ids.js'
import { mailAddress } from '../core/mail-address.js'
import { Refusal } from '../core/refusals.js'
import type { Ctx } from '../platform/ctx.js'
import type { Tx } from '../platform/database.js'
import { type Emit, write } from '../platform/events.js'
import { queueMail } from '../platform/mail/index.js'
import { hashOf, newToken } from '../platform/secrets.js'
import { createAccount } from './accounts.js'
import { recordGuardChange } from './guard-change.js'
import { addressLetter, signInLetter } from './letters.js'
import { paths } from './paths.js'
import { changeAccount, findAccount, findAccountByMail } from './store/accounts.js'
import {
  countWrongCodes,
  endLinks,
  findLink,
  findLinkOfBrowser,
  insertLink,
  lockAddress,
  useCode,
  useLink,
} from './store/links.js'

/** How long a link or code can be used. */
export const LINK_MS = 10 * 60_000
/** Digits of the code that is typed instead of opening the link. */
export const CODE_DIGITS = 8
/** Wrong codes against one link: five guesses among 10^8. */
export const WRONG_CODES_MAX = 5
/** Wrong codes against all links to one address within ADDRESS_MS, from anywhere: a guess in 2 million an hour. */
export const WRONG_CODES_OF_ADDRESS_MAX = 50
const ADDRESS_MS = 3_600_000

export type Asked = {
  mail: string
  /** Hash of the cookie of the browser that asks. */
  browserHash: string
  /** Same-origin path to go on to. */
  nextPath: string
  language: string
}

/**
 * Sends a letter with a link and a code. The work is the same whether the address is known.
 * @throws Refusal account/mail-invalid
 */
export async function askForLink(ctx: Ctx, input: Asked): Promise<void> {
  await write(ctx, async (tx, emit) => {
    const { to, token, code } = await insertNewLink(ctx, tx, { ...input, purpose: 'sign-in' })
    const url = `${ctx.origin()}${paths.link(token)}`
    await queueMail(ctx, tx, emit, {
      kind: 'sign-in',
      to,
      letter: signInLetter(ctx, input.language, { url, code }),
      language: input.language,
      isSecret: true,
    })
  })
}

/**
 * Sends a letter to a new address of an account; the address is taken once its link or code comes back.
 * @throws Refusal account/mail-invalid
 */
export async function askToConfirmMail(
  ctx: Ctx,
  input: Asked & { accountId: string },
): Promise<void> {
  await write(ctx, async (tx, emit) => {
    const { to, token, code } = await insertNewLink(ctx, tx, { ...input, purpose: 'confirm-mail' })
    const url = `${ctx.origin()}${paths.link(token)}`
    await queueMail(ctx, tx, emit, {
      kind: 'confirm-mail',
      to,
      letter: addressLetter(ctx, input.language, { url, code }),
      language: input.language,
      isSecret: true,
    })
  })
}

async function insertNewLink(
  ctx: Ctx,
  tx: Tx,
  input: Asked & { purpose: 'sign-in' | 'confirm-mail'; accountId?: string },
): Promise<{ to: string; token: string; code: string }> {
  const address = mailAddress(input.mail)
  if (address === null) throw new Refusal('account/mail-invalid')
  const now = ctx.clock()
  const token = newToken()
  const code = String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0')
  const id = newId(now.getTime())
  await insertLink(tx, {
    id,
    site_id: ctx.site.id,
    purpose: input.purpose,
    mail: address.mail,
    mail_key: address.key,
    account_id: input.accountId ?? null,
    token_hash: hashOf(token),
    code_hash: codeHash(input.browserHash, code),
    browser_hash: input.browserHash,
    next_path: input.nextPath,
    created_at: now,
    expires_at: new Date(now.getTime() + LINK_MS),
  })
  return { to: address.mail, token, code }
}

/** A code alone is too short to hide behind a hash; bound to its browser, the hash cannot be looked up in a table. */
const codeHash = (browserHash: string, code: string) => hashOf(`${browserHash} ${code}`)

/** Whether a link can be used, and in this browser: looking does not use it up, for scanners of mail look too. */
export async function lookAtLink(
  ctx: Ctx,
  input: { token: string; browserHash: string | null },
): Promise<'usable' | 'other-browser' | 'gone'> {
  const link = await findLink(ctx.db, ctx.site.id, hashOf(input.token), ctx.clock())
  if (!link) return 'gone'
  return link.browser_hash === input.browserHash ? 'usable' : 'other-browser'
}

export const hasOpenLink = async (ctx: Ctx, browserHash: string): Promise<boolean> =>
  (await findLinkOfBrowser(ctx.db, ctx.site.id, browserHash, ctx.clock())) !== undefined

export type Opened = { accountId: string; nextPath: string; isNew: boolean }

/** Who uses a link or a code. */
export type Opener = {
  /** Hash of the cookie of the browser. */
  browserHash: string | null
  /** The account signed in there; null: none. */
  accountId: string | null
}

type Found = { purpose: string; mail: string; account_id: string | null; next_path: string }

/**
 * Uses a link up. A link to sign in finds or makes the account, and `then` opens the session in the same transaction;
 * one that confirms an address opens none, and works only for who is signed in to its account.
 * Of any number of uses at once, one passes.
 * @returns what `then` gave; null for an address that was confirmed
 * @throws Refusal sign-in/link-invalid, sign-in/other-browser, access/sign-in, account/mail-taken
 */
export const useSignInLink = <T>(
  ctx: Ctx,
  input: Opener & { token: string },
  then: (tx: Tx, emit: Emit, opened: Opened) => Promise<T>,
): Promise<T | null> =>
  write(ctx, async (tx, emit) => {
    const hash = hashOf(input.token)
    const wanted = await findLink(tx, ctx.site.id, hash, ctx.clock())
    if (!wanted) throw new Refusal('sign-in/link-invalid')
    await lockAddress(tx, ctx.site.id, wanted.mail_key)
    const link = await useLink(tx, ctx.site.id, hash, ctx.clock())
    if (!link) throw new Refusal('sign-in/link-invalid')
    // Thrown inside the transaction: the link stays good for the browser that asked.
    if (link.browser_hash !== input.browserHash) throw new Refusal('sign-in/other-browser')
    return open(ctx, tx, emit, { link, openerId: input.accountId, then })
  })

/**
 * The same by the code of the newest letter that this browser asked for. Past the limit of wrong codes for an address
 * no code is taken, the right one neither; the link still is.
 * @throws Refusal sign-in/code-wrong, access/sign-in, account/mail-taken
 */
export async function useSignInCode<T>(
  ctx: Ctx,
  input: Opener & { browserHash: string; code: string },
  then: (tx: Tx, emit: Emit, opened: Opened) => Promise<T>,
): Promise<T | null> {
  const { browserHash } = input
  const wanted = await findLinkOfBrowser(ctx.db, ctx.site.id, browserHash, ctx.clock())
  if (!wanted) throw new Refusal('sign-in/code-wrong')
  const digits = input.code.normalize('NFKC').replace(/[\s-]/g, '')
  const result = await write(ctx, async (tx, emit) => {
    await lockAddress(tx, ctx.site.id, wanted.mail_key)
    const since = new Date(ctx.clock().getTime() - ADDRESS_MS)
    const wrong = await countWrongCodes(tx, ctx.site.id, wanted.mail_key, since)
    if (wrong >= WRONG_CODES_OF_ADDRESS_MAX) return null
    const link = await useCode(tx, {
      siteId: ctx.site.id,
      browserHash,
      codeHash: codeHash(browserHash, digits),
      wrongCodesMax: WRONG_CODES_MAX,
      now: ctx.clock(),
    })
    // Not thrown here: the wrong code must stay counted.
    if (!link) return null
    return { passed: await open(ctx, tx, emit, { link, openerId: input.accountId, then }) }
  })
  if (result === null) throw new Refusal('sign-in/code-wrong')
  return result.passed
}

async function open<T>(
  ctx: Ctx,
  tx: Tx,
  emit: Emit,
  use: {
    link: Found
    openerId: string | null
    then: (tx: Tx, emit: Emit, opened: Opened) => Promise<T>
  },
): Promise<T | null> {
  const { link, openerId, then } = use
  const address = mailAddress(link.mail)
  if (address === null) throw new Refusal('sign-in/link-invalid')
  const known = await findAccountByMail(tx, ctx.site.id, address.key)
  const nextPath = link.next_path
  if (link.purpose === 'confirm-mail' && link.account_id !== null) {
    // A thief's session may have asked for it and be ended by now.
    if (openerId !== link.account_id) throw new Refusal('access/sign-in')
    if (known && known.id !== link.account_id) throw new Refusal('account/mail-taken')
    await takeMail(ctx, tx, emit, { accountId: link.account_id, ...address })
    return null
  }
  await endLinks(tx, ctx.site.id, address.key, ctx.clock())
  if (known) return then(tx, emit, { accountId: known.id, nextPath, isNew: false })
  const made = await createAccount(tx, ctx, { mail: address.mail, role: 'reader', language: null })
  return then(tx, emit, { accountId: made.accountId, nextPath, isNew: true })
}

async function takeMail(
  ctx: Ctx,
  tx: Tx,
  emit: Emit,
  input: { accountId: string; mail: string; key: string },
): Promise<void> {
  const before = await findAccount(tx, ctx.site.id, input.accountId)
  await changeAccount(tx, input.accountId, { mail: input.mail, mail_key: input.key })
  await recordGuardChange(ctx, tx, emit, {
    accountId: input.accountId,
    byAccountId: input.accountId,
    action: 'mail.confirmed',
    detail: {},
    // Whoever loses the address must hear of it there.
    mail: before?.mail ?? null,
  })
}
