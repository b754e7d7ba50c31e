import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto'
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  addPasskey,
  beginCeremony,
  beginCodeApp,
  beginPasskey,
  beginPasskeySignIn,
  CEREMONY_MS,
  checkPassword,
  createAccount,
  endCeremony,
  LABEL_CHARS_MAX,
  makeRecoveryCodes,
  PASSKEYS_MAX,
  pendingCodeApp,
  provePasskey,
  RECOVERY_CODES,
  type Role,
  removePasskey,
  removePassword,
  renamePasskey,
  setPassword,
  startSession,
  takeCode,
  turnCodeAppOff,
  turnCodeAppOn,
  waysInOf,
} from '../../src/accounts/index.js'
import { COMMON_PASSWORDS, isCommonPassword } from '../../src/accounts/ways-in/common-passwords.js'
import { comparePassword, hashPassword } from '../../src/accounts/ways-in/password-hash.js'
import { readConfig } from '../../src/platform/config.js'
import type { Ctx } from '../../src/platform/ctx.js'
import { write } from '../../src/platform/events.js'
import { type Cluster, openCluster, openStage, type Stage } from '../cast.js'

let cluster: Cluster
let stage: Stage
let ctx: Ctx
let now = new Date('2026-11-02T09:00:00Z')
const pass = (ms: number) => {
  now = new Date(now.getTime() + ms)
}
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

beforeAll(async () => {
  cluster = await openCluster()
  stage = await openStage(await cluster.create(), { clock: () => now })
  ctx = { ...stage.app.ctx, config: { ...stage.app.ctx.config, passwords: true } }
})
afterAll(async () => {
  await stage?.app.close()
  await cluster?.stop()
})

let made = 0
async function newAccount(input: { mail?: string | null; name?: string; role?: Role } = {}) {
  made += 1
  const mail = input.mail === undefined ? `reader${made}@example.org` : input.mail
  const account = await write(ctx, (tx) =>
    createAccount(tx, ctx, { mail, role: input.role ?? 'reader', language: null }),
  )
  if (input.name !== undefined)
    await ctx.db
      .updateTable('person')
      .set({ name: input.name, name_skeleton: input.name })
      .where('id', '=', account.personId)
      .execute()
  return account.accountId
}

const eventsOf = async (accountId: string) => {
  const rows = await ctx.db
    .selectFrom('account_event')
    .select(['action', 'detail'])
    .where('account_id', '=', accountId)
    .orderBy('happened_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => row.action)
}

/** How many of them passed; the others must have been refused with this code. */
async function passedOf(tries: Promise<unknown>[], code: string): Promise<number> {
  const results = await Promise.allSettled(tries)
  for (const one of results)
    if (one.status === 'rejected') expect(one.reason).toMatchObject({ code })
  return results.filter((one) => one.status === 'fulfilled').length
}

describe('a ceremony', () => {
  const kind = 'test'
  const browserHash = 'browser-1'
  const begin = (lifeMs?: number) =>
    beginCeremony(ctx, { kind, browserHash, payload: { state: 'x', deep: [1] }, lifeMs })

  it('gives its payload once, however many ask for it at once', async () => {
    const key = await begin()
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => endCeremony(ctx, { kind, key, browserHash })),
    )
    expect(answers.filter((one) => one !== null)).toEqual([{ state: 'x', deep: [1] }])
  })

  it('is good for its purpose and its browser alone, and wrong ones do not end it', async () => {
    const key = await begin()
    expect(await endCeremony(ctx, { kind: 'other', key, browserHash })).toBeNull()
    expect(await endCeremony(ctx, { kind, key, browserHash: 'browser-2' })).toBeNull()
    expect(await endCeremony(ctx, { kind, key: `${key}x`, browserHash })).toBeNull()
    expect(await endCeremony(ctx, { kind, key, browserHash })).not.toBeNull()
  })

  it('lasts five minutes, or as long as was said', async () => {
    const [usual, longer] = [await begin(), await begin(2 * CEREMONY_MS)]
    const late = await begin()
    pass(CEREMONY_MS - 1)
    expect(await endCeremony(ctx, { kind, key: usual, browserHash })).not.toBeNull()
    pass(1)
    expect(await endCeremony(ctx, { kind, key: late, browserHash })).toBeNull()
    expect(await endCeremony(ctx, { kind, key: longer, browserHash })).not.toBeNull()
  })

  it('leaves nothing behind: new ones sweep those that are over', async () => {
    for (let i = 0; i < 30; i += 1) await begin()
    pass(CEREMONY_MS)
    await Promise.all(Array.from({ length: 10 }, () => begin()))
    const rows = await ctx.db.selectFrom('ceremony').select('expires_at').execute()
    expect(rows.filter((row) => row.expires_at <= now)).toEqual([])
    expect(rows.length).toBe(10)
  })

  it('keeps no key that could be used', async () => {
    const key = await begin()
    const rows = await ctx.db.selectFrom('ceremony').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(key)
  })
})

const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest()
const base64url = (bytes: Buffer | string) => Buffer.from(bytes).toString('base64url')

/** What an authenticator could say wrong. */
type Lie = {
  origin?: string
  rpId?: string
  challenge?: string
  type?: string
  isVerified?: boolean
  userHandle?: string
  /** Attestation with certificates, as nobody asked for it. */
  hasCertificates?: boolean
}

/** An authenticator of the test: one ES256 key that signs whatever it is told to. */
function authenticator() {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const id = randomBytes(32)
  const coordinate = (text: string) => Buffer.from(text, 'base64url')
  const cose = Buffer.concat([
    Buffer.from('a5010203262001215820', 'hex'),
    coordinate(x),
    Buffer.from('225820', 'hex'),
    coordinate(y),
  ])
  const clientData = (type: string, challenge: string, lie: Lie) =>
    Buffer.from(
      JSON.stringify({
        type: lie.type ?? type,
        challenge: lie.challenge ?? challenge,
        origin: lie.origin ?? ctx.origin(),
        crossOrigin: false,
      }),
    )
  const authData = (flags: number, counter: number, lie: Lie) => {
    const head = Buffer.alloc(5)
    head[0] = (lie.isVerified ?? true) ? flags | 0x04 : flags
    head.writeUInt32BE(counter, 1)
    return Buffer.concat([sha256(lie.rpId ?? 'localhost'), head])
  }
  const spoken = {
    id: base64url(id),
    rawId: base64url(id),
    type: 'public-key' as const,
    clientExtensionResults: {},
  }
  return {
    make(challenge: string, lie: Lie = {}, counter = 0): RegistrationResponseJSON {
      const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, cose])
      const data = Buffer.concat([authData(0x41, counter, lie), attested])
      const none = 'a363666d74646e6f6e656761747453746d74a0'
      // fmt "packed", attStmt {alg: -7, sig: h'00', x5c: [h'00']}
      const packed =
        'a363666d74667061636b65646761747453746d74a363616c672663736967410063783563814100'
      const attestationObject = Buffer.concat([
        Buffer.from(`${lie.hasCertificates ? packed : none}686175746844617461`, 'hex'),
        Buffer.from([0x58, data.length]),
        data,
      ])
      return {
        ...spoken,
        response: {
          clientDataJSON: base64url(clientData('webauthn.create', challenge, lie)),
          attestationObject: base64url(attestationObject),
          transports: ['internal'],
        },
      }
    },
    show(challenge: string, lie: Lie = {}, counter = 0): AuthenticationResponseJSON {
      const data = authData(0x01, counter, lie)
      const client = clientData('webauthn.get', challenge, lie)
      const signature = createSign('sha256')
        .update(Buffer.concat([data, sha256(client)]))
        .sign(privateKey)
      return {
        ...spoken,
        response: {
          clientDataJSON: base64url(client),
          authenticatorData: base64url(data),
          signature: base64url(signature),
          ...(lie.userHandle === undefined ? {} : { userHandle: lie.userHandle }),
        },
      }
    },
  }
}
type Authenticator = ReturnType<typeof authenticator>

const browserHash = 'the browser'
const defaultLabel = 'Chrome on Linux'
const add = async (
  accountId: string,
  device: Authenticator,
  input: { lie?: Lie; label?: string; counter?: number } = {},
) => {
  const { ceremony, options } = await beginPasskey(ctx, { accountId, browserHash })
  const response = device.make(options.challenge, input.lie, input.counter)
  const label = input.label ?? ''
  return addPasskey(ctx, { accountId, browserHash, ceremony, response, label, defaultLabel })
}
const show = async (device: Authenticator, input: { lie?: Lie; counter?: number } = {}) => {
  const { ceremony, options } = await beginPasskeySignIn(ctx, { browserHash, accountId: null })
  const response = device.show(options.challenge, input.lie, input.counter)
  return provePasskey(ctx, { browserHash, ceremony, response })
}
const REFUSED = { code: 'sign-in/passkey-refused' }

describe('a passkey', () => {
  it('is asked for with a verified owner and nothing personal but a name to tell it by', async () => {
    const accountId = await newAccount({ mail: 'ada@example.org', name: 'Ada' })
    const { options } = await beginPasskey(ctx, { accountId, browserHash })
    expect(options).toMatchObject({
      rp: { id: 'localhost', name: 'The Test Lantern' },
      attestation: 'none',
      excludeCredentials: [],
      authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
      user: { name: 'ada@example.org', displayName: 'Ada' },
    })
    expect(Buffer.from(options.user.id, 'base64url').toString()).not.toMatch(/ada|example/)
    expect(options.user.id).not.toBe(accountId)
    const again = await beginPasskey(ctx, { accountId, browserHash })
    expect(again.options.user.id).toBe(options.user.id)
    expect(again.options.challenge).not.toBe(options.challenge)
  })

  it('signs its owner in, and is written down', async () => {
    const accountId = await newAccount()
    const device = authenticator()
    const { passkeyId, label } = await add(accountId, device)
    expect(label).toBe(defaultLabel)
    expect(await show(device)).toEqual({ accountId, passkeyId })
    expect(await eventsOf(accountId)).toEqual(['account.created', 'passkey.added'])
    const { passkeys, hasSecondFactor } = await waysInOf(ctx, accountId)
    expect(passkeys).toMatchObject([{ label: defaultLabel, is_synced: false, used_at: now }])
    expect(hasSecondFactor).toBe(true)
  })

  it('is known again: the device is asked not to make a second one', async () => {
    const accountId = await newAccount()
    const device = authenticator()
    await add(accountId, device)
    const { options } = await beginPasskey(ctx, { accountId, browserHash })
    expect(options.excludeCredentials).toHaveLength(1)
    await expect(add(accountId, device)).rejects.toMatchObject(REFUSED)
    await expect(add(await newAccount(), device)).rejects.toMatchObject(REFUSED)
  })

  it('lets a banned account in, to take its data along and to leave', async () => {
    const accountId = await newAccount()
    const device = authenticator()
    await add(accountId, device)
    await ctx.db
      .updateTable('account')
      .set({ banned_at: now })
      .where('id', '=', accountId)
      .execute()
    expect((await show(device)).accountId).toBe(accountId)
  })

  it.each<[string, Lie]>([
    ['from another site', { origin: 'https://evil.example' }],
    ['for another site', { rpId: 'evil.example' }],
    ['to another challenge', { challenge: base64url(randomBytes(32)) }],
    ['of another kind', { type: 'webauthn.get' }],
    ['without a verified owner', { isVerified: false }],
    ['with certificates', { hasCertificates: true }],
  ])('is not taken when its answer is %s', async (_, lie) => {
    const accountId = await newAccount()
    await expect(add(accountId, authenticator(), { lie })).rejects.toMatchObject(REFUSED)
    expect((await waysInOf(ctx, accountId)).passkeys).toEqual([])
  })

  it('is not taken for another account, in another browser, or a second time', async () => {
    const [accountId, other] = [await newAccount(), await newAccount()]
    const { ceremony, options } = await beginPasskey(ctx, { accountId, browserHash })
    const answer = { ceremony, response: authenticator().make(options.challenge), label: 'x' }
    const input = { ...answer, accountId, browserHash, defaultLabel }
    const elsewhere = { ...input, browserHash: 'another browser' }
    await expect(addPasskey(ctx, elsewhere)).rejects.toMatchObject(REFUSED)
    await addPasskey(ctx, input)
    await expect(addPasskey(ctx, input)).rejects.toMatchObject(REFUSED)
    const theirs = await beginPasskey(ctx, { accountId, browserHash })
    const response = authenticator().make(theirs.options.challenge)
    await expect(
      addPasskey(ctx, { ...input, accountId: other, ceremony: theirs.ceremony, response }),
    ).rejects.toMatchObject(REFUSED)
  })

  it.each<[string, Lie]>([
    ['from another site', { origin: 'https://evil.example' }],
    ['from this site on another port', { origin: 'http://localhost:1' }],
    ['for another site', { rpId: 'evil.example' }],
    ['to another challenge', { challenge: base64url(randomBytes(32)) }],
    ['of another kind', { type: 'webauthn.create' }],
    ['without a verified owner', { isVerified: false }],
    ['in the name of somebody else', { userHandle: base64url(randomBytes(32)) }],
  ])('signs nobody in when its answer is %s', async (_, lie) => {
    const device = authenticator()
    await add(await newAccount(), device)
    await expect(show(device, { lie })).rejects.toMatchObject(REFUSED)
  })

  it('signs nobody in when it is unknown, or signed by another key', async () => {
    await expect(show(authenticator())).rejects.toMatchObject(REFUSED)
    const [device, thief] = [authenticator(), authenticator()]
    await add(await newAccount(), device)
    const { ceremony, options } = await beginPasskeySignIn(ctx, { browserHash, accountId: null })
    const { id, rawId } = device.show(options.challenge)
    const response = { ...thief.show(options.challenge), id, rawId }
    await expect(provePasskey(ctx, { browserHash, ceremony, response })).rejects.toMatchObject(
      REFUSED,
    )
  })

  it('signs in once with one answer, of fifty sent at once', async () => {
    const device = authenticator()
    await add(await newAccount(), device)
    const { ceremony, options } = await beginPasskeySignIn(ctx, { browserHash, accountId: null })
    const response = device.show(options.challenge)
    const tries = Array.from({ length: 50 }, () =>
      provePasskey(ctx, { browserHash, ceremony, response }),
    )
    expect(await passedOf(tries, REFUSED.code)).toBe(1)
  })

  it('says nothing of which there are, until somebody is signed in', async () => {
    const accountId = await newAccount()
    await add(accountId, authenticator())
    const strangers = await beginPasskeySignIn(ctx, { browserHash, accountId: null })
    expect(strangers.options.allowCredentials).toEqual([])
    const own = await beginPasskeySignIn(ctx, { browserHash, accountId })
    expect(own.options.allowCredentials).toHaveLength(1)
  })

  it('proves a session only when it belongs to its account', async () => {
    const [accountId, other] = [await newAccount(), await newAccount()]
    const device = authenticator()
    await add(other, device)
    const { ceremony, options } = await beginPasskeySignIn(ctx, { browserHash, accountId })
    const response = device.show(options.challenge)
    await expect(provePasskey(ctx, { browserHash, ceremony, response })).rejects.toMatchObject(
      REFUSED,
    )
  })

  it('must count on when it counts: a copy of it is refused and written down', async () => {
    const accountId = await newAccount()
    const device = authenticator()
    await add(accountId, device, { counter: 5 })
    await show(device, { counter: 6 })
    for (const counter of [6, 5, 0])
      await expect(show(device, { counter })).rejects.toMatchObject(REFUSED)
    await show(device, { counter: 7 })
    const events = await eventsOf(accountId)
    expect(events.filter((action) => action === 'passkey.counter')).toHaveLength(3)
  })

  it('passes once with one count, of ten uses at once', async () => {
    const device = authenticator()
    await add(await newAccount(), device, { counter: 1 })
    const tries = Array.from({ length: 10 }, () => show(device, { counter: 2 }))
    expect(await passedOf(tries, REFUSED.code)).toBe(1)
  })

  it('need not count: most do not', async () => {
    const device = authenticator()
    await add(await newAccount(), device)
    await show(device)
    await show(device)
  })

  it('has room for ten, also when several come at once', async () => {
    const accountId = await newAccount()
    for (let i = 1; i < PASSKEYS_MAX; i += 1) await add(accountId, authenticator())
    const tries = Array.from({ length: 4 }, () => add(accountId, authenticator()))
    expect(await passedOf(tries, 'account/too-many-keys')).toBe(1)
    expect((await waysInOf(ctx, accountId)).passkeys).toHaveLength(PASSKEYS_MAX)
    await expect(beginPasskey(ctx, { accountId, browserHash })).rejects.toMatchObject({
      code: 'account/too-many-keys',
      values: { limit: PASSKEYS_MAX },
    })
  })

  it('has a label of its owner, cleaned and of sixty characters at most', async () => {
    const accountId = await newAccount()
    const { passkeyId } = await add(accountId, authenticator(), { label: ' My\u202e  key ' })
    const labels = async () => (await waysInOf(ctx, accountId)).passkeys.map((one) => one.label)
    expect(await labels()).toEqual(['My key'])
    const longest = 'ü'.repeat(LABEL_CHARS_MAX)
    await renamePasskey(ctx, { accountId, passkeyId, label: longest })
    expect(await labels()).toEqual([longest])
    await expect(
      renamePasskey(ctx, { accountId, passkeyId, label: `${longest}x` }),
    ).rejects.toMatchObject({ code: 'account/words-too-long' })
    await expect(renamePasskey(ctx, { accountId, passkeyId, label: ' ' })).rejects.toMatchObject({
      code: 'comment/name-invalid',
    })
  })

  it('is named and removed by its owner alone', async () => {
    const [accountId, other] = [await newAccount(), await newAccount()]
    const { passkeyId } = await add(accountId, authenticator())
    const gone = { code: 'account/not-found' }
    await expect(
      renamePasskey(ctx, { accountId: other, passkeyId, label: 'Mine' }),
    ).rejects.toMatchObject(gone)
    await expect(removePasskey(ctx, { accountId: other, passkeyId })).rejects.toMatchObject(gone)
    await removePasskey(ctx, { accountId, passkeyId })
    await expect(removePasskey(ctx, { accountId, passkeyId })).rejects.toMatchObject(gone)
    expect((await waysInOf(ctx, accountId)).passkeys).toEqual([])
  })

  it('stays when it is the only way in, and two going at once leave one', async () => {
    const accountId = await newAccount({ mail: null })
    const keys = [await add(accountId, authenticator()), await add(accountId, authenticator())]
    const tries = keys.map(({ passkeyId }) => removePasskey(ctx, { accountId, passkeyId }))
    expect(await passedOf(tries, 'account/last-way-in')).toBe(1)
    expect((await waysInOf(ctx, accountId)).passkeys).toHaveLength(1)
  })

  it('may go when another site leads in, as long as the settings name it', async () => {
    const accountId = await newAccount({ mail: null })
    const { passkeyId } = await add(accountId, authenticator())
    await ctx.db
      .insertInto('identity')
      .values({
        site_id: ctx.site.id,
        provider: 'club',
        subject: accountId,
        account_id: accountId,
        created_at: now,
      })
      .execute()
    await expect(removePasskey(ctx, { accountId, passkeyId })).rejects.toMatchObject({
      code: 'account/last-way-in',
    })
    const { openIdProviders } = readConfig({
      OPENID_PROVIDERS: JSON.stringify([
        {
          id: 'club',
          name: 'The Club',
          issuer: 'https://c.example',
          clientId: 'c',
          clientSecret: 's',
        },
      ]),
    })
    const named = { ...ctx, config: { ...ctx.config, openIdProviders } }
    expect((await waysInOf(named, accountId)).identities).toMatchObject([
      { provider: 'club', name: 'The Club', connectedAt: now },
    ])
    await removePasskey(named, { accountId, passkeyId })
  })
})

const STEP_MS = 30_000
const WRONG = { code: 'sign-in/code-wrong' }

async function secretOf(accountId: string): Promise<string> {
  const app = await pendingCodeApp(ctx, { accountId })
  return app?.secret.replaceAll(' ', '') ?? ''
}
const codeAt = (base32: string, offsetMs = 0) =>
  new TOTP({ secret: Secret.fromBase32(base32) }).generate({ timestamp: now.getTime() + offsetMs })

/** An account with a code app that is on; its first step is used, so time has passed. */
async function withApp() {
  const accountId = await newAccount()
  await beginCodeApp(ctx, { accountId })
  const secret = await secretOf(accountId)
  await turnCodeAppOn(ctx, { accountId, code: codeAt(secret) })
  pass(10 * STEP_MS)
  return { accountId, secret }
}

describe('a code app', () => {
  it('waits until it has shown a right code, and its secret is never shown again', async () => {
    const accountId = await newAccount({ mail: 'ben@example.org' })
    expect(await pendingCodeApp(ctx, { accountId })).toBeNull()
    expect(await beginCodeApp(ctx, { accountId })).toBe(true)
    const app = await pendingCodeApp(ctx, { accountId })
    expect(app?.secret).toMatch(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/)
    expect(app?.qrSvg).toMatch(/^<svg [^>]*viewBox=/)
    expect(app?.qrSvg).not.toMatch(/<style|style=|<script|on\w+=/)
    expect((await waysInOf(ctx, accountId)).isCodeAppOn).toBe(false)
    const secret = await secretOf(accountId)
    const wrong = codeAt(secret, 20 * STEP_MS)
    await expect(turnCodeAppOn(ctx, { accountId, code: wrong })).rejects.toMatchObject(WRONG)
    await turnCodeAppOn(ctx, { accountId, code: codeAt(secret) })
    expect(await waysInOf(ctx, accountId)).toMatchObject({
      isCodeAppOn: true,
      hasSecondFactor: true,
    })
    expect(await pendingCodeApp(ctx, { accountId })).toBeNull()
    expect(await beginCodeApp(ctx, { accountId })).toBe(false)
    expect(await eventsOf(accountId)).toEqual(['account.created', 'code-app.on'])
  })

  it('is replaced by a new one as long as it waits: the old secret is worth nothing then', async () => {
    const accountId = await newAccount()
    await beginCodeApp(ctx, { accountId })
    const old = await secretOf(accountId)
    await beginCodeApp(ctx, { accountId })
    expect(await secretOf(accountId)).not.toBe(old)
    await expect(turnCodeAppOn(ctx, { accountId, code: codeAt(old) })).rejects.toMatchObject(WRONG)
  })

  it('opens nothing while it waits', async () => {
    const accountId = await newAccount()
    await beginCodeApp(ctx, { accountId })
    const code = codeAt(await secretOf(accountId))
    await expect(takeCode(ctx, { accountId, code })).rejects.toMatchObject(WRONG)
  })

  it.each([-STEP_MS, 0, STEP_MS])(
    'gives codes that are good %d ms beside the clock',
    async (ms) => {
      const { accountId, secret } = await withApp()
      const code = codeAt(secret, ms)
      expect(await takeCode(ctx, { accountId, code: `${code.slice(0, 3)} ${code.slice(3)}` })).toBe(
        'code-app',
      )
    },
  )

  it.each([-2 * STEP_MS, 2 * STEP_MS])('gives codes that are wrong %d ms off', async (ms) => {
    const { accountId, secret } = await withApp()
    const code = codeAt(secret, ms)
    await expect(takeCode(ctx, { accountId, code })).rejects.toMatchObject(WRONG)
  })

  it('gives each code once: of fifty at once one passes, and no earlier one after it', async () => {
    const { accountId, secret } = await withApp()
    const [before, code] = [codeAt(secret, -STEP_MS), codeAt(secret)]
    // Past the limit of tries: what is counted here is the code.
    const open = { ...ctx, limits: { ...ctx.limits, require: ctx.limits.take } }
    const tries = Array.from({ length: 50 }, () => takeCode(open, { accountId, code }))
    expect(await passedOf(tries, WRONG.code)).toBe(1)
    await expect(takeCode(ctx, { accountId, code: before })).rejects.toMatchObject(WRONG)
    await takeCode(ctx, { accountId, code: codeAt(secret, STEP_MS) })
  })

  it('cannot be used again with the code that turned it on', async () => {
    const accountId = await newAccount()
    await beginCodeApp(ctx, { accountId })
    const code = codeAt(await secretOf(accountId))
    await turnCodeAppOn(ctx, { accountId, code })
    await expect(takeCode(ctx, { accountId, code })).rejects.toMatchObject(WRONG)
  })

  it('is tried ten times an hour, and wrong tries at one account cost no other', async () => {
    const { accountId, secret } = await withApp()
    const wrong = codeAt(secret, 100 * STEP_MS)
    for (let i = 0; i < 9; i += 1)
      await expect(takeCode(ctx, { accountId, code: wrong })).rejects.toMatchObject(WRONG)
    // A right one gives all tries back.
    await takeCode(ctx, { accountId, code: codeAt(secret) })
    for (let i = 0; i < 10; i += 1)
      await expect(takeCode(ctx, { accountId, code: wrong })).rejects.toMatchObject(WRONG)
    const right = codeAt(secret, STEP_MS)
    await expect(takeCode(ctx, { accountId, code: right })).rejects.toMatchObject({
      code: 'request/too-many',
    })
    const other = await withApp()
    await takeCode(ctx, { accountId: other.accountId, code: codeAt(other.secret) })
    pass(HOUR_MS)
    await takeCode(ctx, { accountId, code: codeAt(secret) })
  })

  it('is turned off, and then its codes open nothing', async () => {
    const { accountId, secret } = await withApp()
    await turnCodeAppOff(ctx, { accountId })
    await turnCodeAppOff(ctx, { accountId })
    await expect(takeCode(ctx, { accountId, code: codeAt(secret) })).rejects.toMatchObject(WRONG)
    expect(await eventsOf(accountId)).toEqual(['account.created', 'code-app.on', 'code-app.off'])
  })
})

describe('recovery codes', () => {
  /** Somebody for whom there is something to stand in for. */
  async function withFactor(): Promise<string> {
    const accountId = await newAccount()
    await add(accountId, authenticator())
    return accountId
  }

  it('are ten, of 140 bits each, and only their hashes are kept', async () => {
    const accountId = await newAccount()
    const codes = await makeRecoveryCodes(ctx, { accountId })
    expect(new Set(codes).size).toBe(RECOVERY_CODES)
    for (const code of codes)
      expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/)
    const rows = await ctx.db.selectFrom('recovery_code').selectAll().execute()
    const kept = JSON.stringify(rows)
    for (const code of codes) {
      expect(kept).not.toContain(code)
      expect(kept).not.toContain(code.replaceAll('-', ''))
    }
  })

  it('work once each, however they are typed', async () => {
    const accountId = await withFactor()
    const [first = '', second = ''] = await makeRecoveryCodes(ctx, { accountId })
    expect(await takeCode(ctx, { accountId, code: first })).toBe('recovery-code')
    await expect(takeCode(ctx, { accountId, code: first })).rejects.toMatchObject(WRONG)
    const typed = second
      .toLowerCase()
      .replaceAll('-', ' ')
      .replaceAll('0', 'o')
      .replaceAll('1', 'l')
    await takeCode(ctx, { accountId, code: ` ${typed} ` })
    expect((await waysInOf(ctx, accountId)).recoveryCodesLeft).toBe(RECOVERY_CODES - 2)
    expect(await eventsOf(accountId)).toContain('recovery-code.used')
  })

  it('pass one of fifty who use the same at once', async () => {
    const accountId = await withFactor()
    const [code = ''] = await makeRecoveryCodes(ctx, { accountId })
    const open = { ...ctx, limits: { ...ctx.limits, require: ctx.limits.take } }
    const tries = Array.from({ length: 50 }, () => takeCode(open, { accountId, code }))
    expect(await passedOf(tries, WRONG.code)).toBe(1)
  })

  it("end when new ones are made, and open nobody else's account", async () => {
    const [accountId, other] = [await withFactor(), await withFactor()]
    const [old = ''] = await makeRecoveryCodes(ctx, { accountId })
    await expect(takeCode(ctx, { accountId: other, code: old })).rejects.toMatchObject(WRONG)
    const [fresh = ''] = await makeRecoveryCodes(ctx, { accountId })
    await expect(takeCode(ctx, { accountId, code: old })).rejects.toMatchObject(WRONG)
    await takeCode(ctx, { accountId, code: fresh })
  })
})

const GOOD = 'the gulls eat at seven'
const WEAK = { code: 'sign-in/password-weak', values: { min: 10, max: 200 } }
const NOT_THEIRS = { code: 'sign-in/password-wrong' }
const network = '203.0.113.0/24'

describe('a password', () => {
  it('has 10 to 200 characters', async () => {
    const accountId = await newAccount()
    const set = (password: string) => setPassword(ctx, { accountId, password })
    await expect(set('qwmxpzvbt')).rejects.toMatchObject(WEAK)
    await set('qwmxpzvbty')
    const longest = 'wörter '.repeat(40).slice(0, 200)
    await set(longest)
    await expect(set(`${longest}x`)).rejects.toMatchObject(WEAK)
    // Counted as it is kept: these ten characters are nine in one spelling.
    await expect(set('qwmxpzvbe\u0301')).rejects.toMatchObject(WEAK)
  })

  it('is not one of the 3,000 commonest, in no spelling', async () => {
    expect(COMMON_PASSWORDS).toBeGreaterThanOrEqual(3_000)
    const accountId = await newAccount()
    for (const password of [
      'password123',
      'PassWord123',
      '!password123!',
      '1q2w3e4r5t',
      'aaaaaaaaaaaa',
    ])
      await expect(setPassword(ctx, { accountId, password }), password).rejects.toMatchObject(WEAK)
    expect(isCommonPassword(GOOD)).toBe(false)
  })

  it('does not hold the name, the address or the paper of its owner', async () => {
    const accountId = await newAccount({ mail: 'quilladora@example.org', name: 'Ada Quill' })
    for (const password of [
      'adaquill-forever-7',
      'my A.d.a Quill is mine',
      'QuillAdora rides 9 boats',
      'the test lantern burns',
    ])
      await expect(setPassword(ctx, { accountId, password }), password).rejects.toMatchObject(WEAK)
    // A name of three letters is in too many words.
    const short = await newAccount({ mail: 'bo@example.org', name: 'Bob' })
    await setPassword(ctx, { accountId: short, password: 'bobsleighs race at dawn' })
  })

  it('opens its account with its address, in any Unicode spelling', async () => {
    const accountId = await newAccount({ mail: 'cara@example.org' })
    await setPassword(ctx, { accountId, password: 'Zwölf Möwen auf dem Dach' })
    const check = (password: string) =>
      checkPassword(ctx, { mailKey: 'cara@example.org', password, network })
    expect(await check('Zwölf Möwen auf dem Dach')).toEqual({ accountId })
    expect(await check('Zwo\u0308lf Mo\u0308wen auf dem Dach')).toEqual({ accountId })
    await expect(check('zwölf Möwen auf dem Dach')).rejects.toMatchObject(NOT_THEIRS)
    await expect(check('Zwölf Möwen auf dem Dach ')).rejects.toMatchObject(NOT_THEIRS)
    expect(await eventsOf(accountId)).toEqual(['account.created', 'password.set'])
  })

  it('is refused alike for unknown addresses, accounts without one, and wrong ones, in words and in time', async () => {
    const accountId = await newAccount({ mail: 'dora@example.org' })
    await setPassword(ctx, { accountId, password: GOOD })
    await newAccount({ mail: 'without@example.org' })
    const took = async (mailKey: string) => {
      const start = performance.now()
      await expect(
        checkPassword(ctx, { mailKey, password: 'something else entirely', network }),
      ).rejects.toMatchObject(NOT_THEIRS)
      return performance.now() - start
    }
    const wrong = await took('dora@example.org')
    // A hashing takes tenths of a second, everything else milliseconds; a busy machine is slow now and then.
    expect(await took('nobody@example.org')).toBeGreaterThan(wrong / 10)
    expect(await took('without@example.org')).toBeGreaterThan(wrong / 10)
  })

  it('is tried ten times an hour from anywhere, and its owner still gets in from a known network', async () => {
    const accountId = await newAccount({ mail: 'emil@example.org' })
    await setPassword(ctx, { accountId, password: GOOD })
    await write(ctx, (tx, emit) =>
      startSession(ctx, tx, emit, {
        accountId,
        method: 'mail',
        hasSecondFactor: false,
        browser: 'Firefox on Linux',
        network: '198.51.100.0/24',
      }),
    )
    const check = (password: string, from: string) =>
      checkPassword(ctx, { mailKey: 'emil@example.org', password, network: from })
    for (let i = 0; i < 10; i += 1)
      await expect(check('wrong, and wrong again', `203.0.${i}.0/24`)).rejects.toMatchObject(
        NOT_THEIRS,
      )
    await expect(check(GOOD, '203.0.99.0/24')).rejects.toMatchObject({ code: 'request/too-many' })
    expect(await check(GOOD, '198.51.100.0/24')).toEqual({ accountId })
    pass(HOUR_MS)
    expect(await check(GOOD, '203.0.99.0/24')).toEqual({ accountId })
  })

  it('needs an address, and the operator who lets people have one', async () => {
    const accountId = await newAccount({ mail: null })
    await expect(setPassword(ctx, { accountId, password: GOOD })).rejects.toMatchObject({
      code: 'account/mail-invalid',
    })
    const off = { ...ctx, config: { ...ctx.config, passwords: false } }
    const gone = { code: 'request/not-found' }
    await expect(setPassword(off, { accountId, password: GOOD })).rejects.toMatchObject(gone)
    await expect(
      checkPassword(off, { mailKey: 'emil@example.org', password: GOOD, network }),
    ).rejects.toMatchObject(gone)
  })

  it('is removed, and then opens nothing', async () => {
    const accountId = await newAccount({ mail: 'fritz@example.org' })
    await setPassword(ctx, { accountId, password: GOOD })
    expect((await waysInOf(ctx, accountId)).passwordSetAt).toEqual(now)
    await removePassword(ctx, { accountId })
    expect((await waysInOf(ctx, accountId)).passwordSetAt).toBeNull()
    await expect(
      checkPassword(ctx, { mailKey: 'fritz@example.org', password: GOOD, network }),
    ).rejects.toMatchObject(NOT_THEIRS)
  })

  it('is hashed anew when its hash was made with less', async () => {
    const accountId = await newAccount({ mail: 'gina@example.org' })
    await setPassword(ctx, { accountId, password: GOOD })
    // scrypt of GOOD with N = 2^4 and a salt of zeros, as an older program would have written it.
    const weak = await weakHashOf(GOOD)
    await ctx.db
      .updateTable('password')
      .set({ hash: weak })
      .where('account_id', '=', accountId)
      .execute()
    await checkPassword(ctx, { mailKey: 'gina@example.org', password: GOOD, network })
    const { hash } = await ctx.db
      .selectFrom('password')
      .select('hash')
      .where('account_id', '=', accountId)
      .executeTakeFirstOrThrow()
    expect(hash).toMatch(/^\$scrypt\$ln=16,r=8,p=2\$/)
    await checkPassword(ctx, { mailKey: 'gina@example.org', password: GOOD, network })
  })
})

async function weakHashOf(password: string): Promise<string> {
  const { scryptSync } = await import('node:crypto')
  const salt = Buffer.alloc(16)
  const plain = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '')
  const hash = scryptSync(password, salt, 32, { N: 16, r: 8, p: 1 })
  return `$scrypt$ln=4,r=8,p=1$${plain(salt)}$${plain(hash)}`
}

describe('the hash of a password', () => {
  it('is another one each time, and says how it was made', async () => {
    const [first, second] = [await hashPassword(GOOD), await hashPassword(GOOD)]
    expect(first).not.toBe(second)
    expect(first).toMatch(/^\$scrypt\$ln=16,r=8,p=2\$[\w+/]{22}\$[\w+/]{43}$/)
    expect(await comparePassword(GOOD, first)).toBe('right')
    expect(await comparePassword(`${GOOD}.`, first)).toBe('wrong')
    expect(await comparePassword(GOOD, null)).toBe('wrong')
    await expect(comparePassword(GOOD, 'plain text')).rejects.toThrow('not in the form')
  })

  it('is made two at a time: a thousand tries do not take the memory, and the last are told to come later', async () => {
    const weak = await weakHashOf(GOOD)
    const tries = Array.from({ length: 1_000 }, () => comparePassword(GOOD, weak))
    const passed = await passedOf(tries, 'request/too-busy')
    expect(passed).toBeGreaterThanOrEqual(102)
    expect(passed).toBeLessThan(1_000)
    expect(await comparePassword(GOOD, weak)).toBe('weak')
  })
})
