/** Passkeys: made by the reader's device, which alone can use them; verified by @simplewebauthn/server. */
import { createHash } from 'node:crypto'
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server'
import { newId } from '../../core/ids.js'
import { charactersOf, cleanName } from '../../core/names.js'
import { Refusal } from '../../core/refusals.js'
import type { Ctx } from '../../platform/ctx.js'
import type { Tx } from '../../platform/database.js'
import { type Emit, write } from '../../platform/events.js'
import { recordAccountEvent } from '../account-events.js'
import { recordGuardChange } from '../guard-change.js'
import { findAccount } from '../store/accounts.js'
import { beginCeremony, CEREMONY_MS, endCeremony } from './ceremonies.js'
import {
  countPasskeyUse,
  deletePasskey,
  findPasskey,
  findPasskeys,
  insertPasskey,
  labelPasskey,
} from './store/passkeys.js'
import { endCodesWithoutFactor, lockWays, requireSomeWay } from './ways.js'

/** A telephone, a computer, a security key, each twice, and room for more. */
export const PASSKEYS_MAX = 10
/** What a passkey is called in the list of its owner. */
export const LABEL_CHARS_MAX = 60

/** Loaded with the first passkey: its 300 files would be an eighth of every start. */
const webAuthn = () => import('@simplewebauthn/server')
const webAuthnHelpers = () => import('@simplewebauthn/server/helpers')

const REGISTER = 'passkey.register'
const SIGN_IN = 'passkey.sign-in'

/** What the browser is given: the options for its authenticator, and the key under which the answer is awaited. */
export type Asked<Options> = { ceremony: string; options: Options }

/** Whose passkey was shown. */
export type ProvenPasskey = { accountId: string; passkeyId: string }

/**
 * Asks for a new passkey of an account. A passkey alone signs in, so the device must verify its owner.
 * @throws Refusal account/not-found, account/too-many-keys
 */
export async function beginPasskey(
  ctx: Ctx,
  input: { accountId: string; browserHash: string },
): Promise<Asked<PublicKeyCredentialCreationOptionsJSON>> {
  const { accountId, browserHash } = input
  const account = await findAccount(ctx.db, ctx.site.id, accountId)
  if (!account) throw new Refusal('account/not-found')
  const known = await findPasskeys(ctx.db, accountId)
  requireRoom(known.length)
  const { generateRegistrationOptions } = await webAuthn()
  const options = await generateRegistrationOptions({
    rpName: ctx.site.name,
    rpID: rpIdOf(ctx),
    userID: userIdOf(accountId),
    userName: account.mail ?? (account.name || ctx.site.name),
    userDisplayName: account.name,
    timeout: CEREMONY_MS,
    attestationType: 'none',
    excludeCredentials: known.map((one) => ({ id: one.credential_id, transports: one.transports })),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
  })
  const payload = { challenge: options.challenge, accountId }
  return { ceremony: await beginCeremony(ctx, { kind: REGISTER, browserHash, payload }), options }
}

export type NewPasskey = {
  accountId: string
  browserHash: string
  /** The key that came with the options. */
  ceremony: string
  response: RegistrationResponseJSON
  /** Cleaned; without letters `defaultLabel` is taken, such as "Firefox on Linux". */
  label: string
  defaultLabel: string
}

/**
 * Keeps a new passkey.
 * @throws Refusal sign-in/passkey-refused, account/too-many-keys, account/not-found, account/words-too-long
 */
export async function addPasskey(
  ctx: Ctx,
  input: NewPasskey,
): Promise<{ passkeyId: string; label: string }> {
  const label = labelOf(input.label) ?? labelOf(input.defaultLabel) ?? 'Passkey'
  const made = await verifyNew(ctx, input)
  return write(ctx, async (tx, emit) => {
    await lockWays(ctx, tx, input.accountId)
    requireRoom((await findPasskeys(tx, input.accountId)).length)
    const now = ctx.clock()
    const passkeyId = newId(now.getTime())
    const isNew = await insertPasskey(tx, {
      id: passkeyId,
      site_id: ctx.site.id,
      account_id: input.accountId,
      credential_id: made.credential.id,
      public_key: Buffer.from(made.credential.publicKey),
      counter: BigInt(made.credential.counter),
      transports: made.credential.transports ?? [],
      label,
      is_synced: made.credentialBackedUp,
      created_at: now,
      used_at: null,
    })
    if (!isNew) throw refused()
    await tellChanged(ctx, tx, emit, { ...input, passkeyId, action: 'passkey.added' })
    return { passkeyId, label }
  })
}

/**
 * Asks for a passkey. Without an account nothing is said about which there are: the device offers what it has.
 * @param input.accountId who is signed in already; keys that a device cannot list by itself then work too
 */
export async function beginPasskeySignIn(
  ctx: Ctx,
  input: { browserHash: string; accountId: string | null },
): Promise<Asked<PublicKeyCredentialRequestOptionsJSON>> {
  const { accountId, browserHash } = input
  const known = accountId === null ? [] : await findPasskeys(ctx.db, accountId)
  const { generateAuthenticationOptions } = await webAuthn()
  const options = await generateAuthenticationOptions({
    rpID: rpIdOf(ctx),
    timeout: CEREMONY_MS,
    userVerification: 'required',
    allowCredentials: known.map((one) => ({ id: one.credential_id, transports: one.transports })),
  })
  const payload = { challenge: options.challenge, accountId }
  return { ceremony: await beginCeremony(ctx, { kind: SIGN_IN, browserHash, payload }), options }
}

/**
 * Checks a passkey that was shown; in a ceremony begun for an account, only one of that account passes.
 * @throws Refusal sign-in/passkey-refused, the same for everything that can be wrong
 */
export async function provePasskey(
  ctx: Ctx,
  input: { browserHash: string; ceremony: string; response: AuthenticationResponseJSON },
): Promise<ProvenPasskey> {
  const { browserHash, response } = input
  const asked = await endCeremony(ctx, { kind: SIGN_IN, key: input.ceremony, browserHash })
  const passkey = await findPasskey(ctx.db, ctx.site.id, response.id)
  if (!asked || !passkey) throw refused()
  if (asked.accountId !== null && asked.accountId !== passkey.account_id) throw refused()
  const { userHandle } = response.response
  const { isoBase64URL } = await webAuthnHelpers()
  const owner = isoBase64URL.fromBuffer(userIdOf(passkey.account_id))
  if (userHandle !== undefined && userHandle !== owner) throw refused()
  const used = await verifyUse(ctx, { challenge: asked.challenge, response, passkey })
  const isCounted = await write(ctx, async (tx, emit) => {
    const now = ctx.clock()
    const counter = BigInt(used.newCounter)
    const isSynced = used.credentialBackedUp
    if (await countPasskeyUse(tx, { id: passkey.id, counter, isSynced, now })) return true
    // Two devices hold this key, or one was copied: the owner and the staff can see it in the account's events.
    await recordGuardChange(ctx, tx, emit, {
      accountId: passkey.account_id,
      byAccountId: null,
      action: 'passkey.counter',
      detail: { passkeyId: passkey.id, counter: used.newCounter },
    })
    return false
  })
  if (!isCounted) throw refused()
  return { accountId: passkey.account_id, passkeyId: passkey.id }
}

/** Gives a passkey another label. @throws Refusal account/not-found, account/words-too-long, comment/name-invalid */
export const renamePasskey = (
  ctx: Ctx,
  input: { accountId: string; passkeyId: string; label: string },
): Promise<void> =>
  write(ctx, async (tx, emit) => {
    const { accountId, passkeyId } = input
    const label = labelOf(input.label)
    if (label === null) throw new Refusal('comment/name-invalid')
    const isTheirs = await labelPasskey(tx, { id: passkeyId, accountId, label })
    if (!isTheirs) throw new Refusal('account/not-found')
    await tellChanged(ctx, tx, emit, { accountId, passkeyId, action: 'passkey.renamed' })
  })

/** Forgets a passkey. @throws Refusal account/not-found, account/last-way-in */
export const removePasskey = (
  ctx: Ctx,
  input: { accountId: string; passkeyId: string },
): Promise<void> =>
  write(ctx, async (tx, emit) => {
    const { accountId, passkeyId } = input
    await lockWays(ctx, tx, accountId)
    const isTheirs = await deletePasskey(tx, { id: passkeyId, accountId })
    if (!isTheirs) throw new Refusal('account/not-found')
    await requireSomeWay(ctx, tx, accountId)
    await endCodesWithoutFactor(ctx, tx, accountId)
    await tellChanged(ctx, tx, emit, { accountId, passkeyId, action: 'passkey.removed' })
  })

const refused = () => new Refusal('sign-in/passkey-refused')

/** The host: browsers use a passkey for this one and its subdomains only, so no other site can ask for it. */
const rpIdOf = (ctx: Ctx): string => new URL(ctx.origin()).hostname

/** How authenticators know an account: always the same, so that none keeps two entries, and nobody's address. */
const userIdOf = (accountId: string) =>
  new Uint8Array(createHash('sha256').update(`passkey ${accountId}`).digest())

function requireRoom(count: number): void {
  if (count >= PASSKEYS_MAX) throw new Refusal('account/too-many-keys', { limit: PASSKEYS_MAX })
}

/** @returns null when nothing with a letter is left; @throws Refusal account/words-too-long */
function labelOf(raw: string): string | null {
  const label = cleanName(raw)
  if (label !== null && charactersOf(label) > LABEL_CHARS_MAX)
    throw new Refusal('account/words-too-long', { limit: LABEL_CHARS_MAX })
  return label
}

async function verifyNew(ctx: Ctx, input: NewPasskey) {
  const { ceremony, browserHash, accountId, response } = input
  const asked = await endCeremony(ctx, { kind: REGISTER, key: ceremony, browserHash })
  if (asked === null || asked.accountId !== accountId) throw refused()
  const { challenge } = asked
  try {
    await requireNoCertificates(response.response.attestationObject)
    const { verifyRegistrationResponse } = await webAuthn()
    const result = await verifyRegistrationResponse({
      response,
      expectedChallenge: String(challenge),
      expectedOrigin: ctx.origin(),
      expectedRPID: rpIdOf(ctx),
      requireUserVerification: true,
    })
    if (result.verified) return result.registrationInfo
  } catch {
    // Whatever does not parse or verify is refused alike.
  }
  throw refused()
}

/**
 * We ask for no attestation, so none comes with certificates. To verify those the library would fetch revocation lists
 * from addresses named in them, past our own client: such answers are refused before it looks at them.
 */
async function requireNoCertificates(attestationObject: string): Promise<void> {
  const { decodeAttestationObject, isoBase64URL } = await webAuthnHelpers()
  const decoded = decodeAttestationObject(isoBase64URL.toBuffer(attestationObject))
  const isSelfMade = decoded.get('fmt') === 'packed' && !decoded.get('attStmt').get('x5c')
  if (decoded.get('fmt') !== 'none' && !isSelfMade) throw refused()
}

async function verifyUse(
  ctx: Ctx,
  input: {
    challenge: unknown
    response: AuthenticationResponseJSON
    passkey: { credential_id: string; public_key: Buffer }
  },
) {
  const { challenge, response, passkey } = input
  try {
    const { verifyAuthenticationResponse } = await webAuthn()
    const result = await verifyAuthenticationResponse({
      response,
      expectedChallenge: String(challenge),
      expectedOrigin: ctx.origin(),
      expectedRPID: rpIdOf(ctx),
      requireUserVerification: true,
      credential: {
        id: passkey.credential_id,
        publicKey: new Uint8Array(passkey.public_key),
        // 0 passes whatever is shown: the database compares counters, so that of two uses at once one is refused.
        counter: 0,
      },
    })
    if (result.verified) return result.authenticationInfo
  } catch {
    // Whatever does not parse or verify is refused alike.
  }
  throw refused()
}

async function tellChanged(
  ctx: Ctx,
  tx: Tx,
  emit: Emit,
  change: { accountId: string; passkeyId: string; action: string },
): Promise<void> {
  const { accountId, passkeyId, action } = change
  const event = { accountId, byAccountId: accountId, action, detail: { passkeyId } }
  if (action !== 'passkey.renamed') return recordGuardChange(ctx, tx, emit, event)
  await recordAccountEvent(tx, ctx, event)
  emit({ name: 'account.changed', accountId })
}
