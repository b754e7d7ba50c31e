/** Tokens of embedding sites: which are taken, and every way in which one is not. */
import { createHmac, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { SignJWT } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  CLOCK_AHEAD_SECONDS_MAX,
  openSiteDoors,
  readSiteToken,
  SITE_SUBJECT_CHARS_MAX,
  TOKEN_CHARS_MAX,
  TOKEN_SECONDS_MAX,
} from '../../src/accounts/providers/site-token.js'
import type { App } from '../../src/app.js'
import { ConfigMistakes, type EmbeddingSite } from '../../src/platform/config.js'
import { hashOf } from '../../src/platform/secrets.js'
import { type Cluster, openCluster } from '../cast.js'
import { type Browser, openBrowser, openPaper } from './outside.js'

const ORIGIN = 'https://talk.example'
const NOW = new Date('2026-11-23T12:00:00Z')
const now = NOW.getTime() / 1000
const SECRET = 'a shared secret of just 32 chars'

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const ed = generateKeyPairSync('ed25519')
const pem = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString()

type Algorithm = EmbeddingSite['algorithm']
const KEYS = {
  HS256: { shown: SECRET, signs: new TextEncoder().encode(SECRET) },
  RS256: { shown: pem(rsa.publicKey), signs: rsa.privateKey },
  EdDSA: { shown: pem(ed.publicKey), signs: ed.privateKey },
} as const
const ALGORITHMS: readonly Algorithm[] = ['HS256', 'RS256', 'EdDSA']

const siteOf = (algorithm: Algorithm, key: string = KEYS[algorithm].shown): EmbeddingSite => ({
  id: 'lantern',
  name: 'The Lantern',
  issuer: 'https://lantern.example',
  signInUrl: 'https://lantern.example/sign-in',
  algorithm,
  key,
})
const doorOf = (algorithm: Algorithm) => {
  const door = openSiteDoors([siteOf(algorithm)]).get('lantern')
  if (!door) throw new Error('no door')
  return door
}

const CLAIMS = {
  iss: 'https://lantern.example',
  aud: ORIGIN,
  sub: 'reader-7',
  nonce: 'n-1',
  iat: now,
  exp: now + 60,
}
/** A token of the site; a claim that is undefined is left out. */
const sign = (
  claims: Record<string, unknown> = {},
  { algorithm = 'EdDSA', header = {} }: { algorithm?: Algorithm; header?: object } = {},
) =>
  new SignJWT({ ...CLAIMS, ...claims })
    .setProtectedHeader({ alg: algorithm, typ: 'JWT', ...header })
    .sign(KEYS[algorithm].signs)
const read = (token: string, algorithm: Algorithm = 'EdDSA') =>
  readSiteToken({ door: doorOf(algorithm), token, origin: ORIGIN, now: NOW })

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
/** A token by hand, for headers that no library would write. */
const handmade = (header: object, signature: (signed: string) => string) => {
  const signed = `${part(header)}.${part(CLAIMS)}`
  return `${signed}.${signature(signed)}`
}
const hmac = (key: string) => (signed: string) =>
  createHmac('sha256', key).update(signed).digest('base64url')

describe('a token of an embedding site', () => {
  test.each(ALGORITHMS)('signed by %s as agreed says who comes', async (algorithm) => {
    const token = await sign(
      { name: 'Ada', email: 'ada@example.org', email_verified: true, picture: 'https://x.example' },
      { algorithm },
    )
    expect(await read(token, algorithm)).toEqual({
      nonce: 'n-1',
      proof: {
        provider: 'site:lantern',
        subject: 'reader-7',
        mail: 'ada@example.org',
        name: 'Ada',
      },
    })
  })

  test.each(
    ALGORITHMS.flatMap((agreed) =>
      ALGORITHMS.filter((other) => other !== agreed).map((other) => [agreed, other] as const),
    ),
  )('of a site that agreed on %s is refused when signed by %s', async (agreed, other) => {
    expect(await read(await sign({}, { algorithm: other }), agreed)).toEqual({
      problem: 'algorithm',
    })
  })

  test.each(['HS384', 'HS512', 'none', 'None', 'nOnE', '', 'Ed25519', 'RS256 '])(
    'with the algorithm "%s" is refused, signed or not',
    async (alg) => {
      for (const signature of [() => '', hmac(SECRET)]) {
        const answer = await read(handmade({ alg, typ: 'JWT' }, signature), 'HS256')
        expect(answer).toHaveProperty('problem')
      }
    },
  )

  test('signed with the public key as if it were a shared secret is refused', async () => {
    for (const agreed of ['RS256', 'EdDSA'] as const) {
      const token = handmade({ alg: 'HS256', typ: 'JWT' }, hmac(KEYS[agreed].shown))
      expect(await read(token, agreed)).toEqual({ problem: 'algorithm' })
    }
  })

  test('changed after signing is refused, whichever part was changed', async () => {
    for (const algorithm of ALGORITHMS) {
      const [header = '', , signature = ''] = (await sign({}, { algorithm })).split('.')
      const payload = part({ ...CLAIMS, sub: 'the-owner' })
      expect(await read(`${header}.${payload}.${signature}`, algorithm)).toEqual({
        problem: 'signature',
      })
    }
    const [header = '', payload = '', signature = ''] = (await sign()).split('.')
    const other = part({ alg: 'EdDSA', typ: 'jwt' })
    expect(await read(`${other}.${payload}.${signature}`)).toEqual({ problem: 'signature' })
    const flipped = (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1)
    expect(await read(`${header}.${payload}.${flipped}`)).toEqual({ problem: 'signature' })
    expect(await read(`${header}.${payload}.`)).toHaveProperty('problem')
  })

  test('signed by somebody else is refused', async () => {
    const stranger = generateKeyPairSync('ed25519').privateKey
    const token = await new SignJWT(CLAIMS).setProtectedHeader({ alg: 'EdDSA' }).sign(stranger)
    expect(await read(token)).toEqual({ problem: 'signature' })
  })

  test('that brings a key, an address of keys or an extension is refused', async () => {
    const jwk = ed.publicKey.export({ format: 'jwk' })
    const stranger = generateKeyPairSync('ed25519')
    const strange = stranger.publicKey.export({ format: 'jwk' })
    for (const header of [
      { jwk },
      { jku: 'https://evil.example/keys' },
      { x5u: 'https://evil.example/cert' },
      { x5c: ['MIIB'] },
      { b64: true },
    ])
      expect(await read(await sign({}, { header }))).toEqual({ problem: 'header' })
    const own = await new SignJWT(CLAIMS)
      .setProtectedHeader({ alg: 'EdDSA', jwk: strange })
      .sign(stranger.privateKey)
    expect(await read(own)).toEqual({ problem: 'header' })
    const critical = handmade({ alg: 'HS256', crit: ['exp'], exp: 1 }, hmac(SECRET))
    expect(await read(critical, 'HS256')).toEqual({ problem: 'header' })
  })

  test('made for another use is refused; one that names none, or JWT in any case, is taken', async () => {
    for (const typ of ['at+jwt', 'logout+jwt', 'secevent+jwt', 'JWE', ''])
      expect(await read(await sign({}, { header: { typ } }))).toEqual({ problem: 'header' })
    for (const typ of ['JWT', 'jwt', undefined])
      expect(await read(await sign({}, { header: { typ } }))).toHaveProperty('proof')
  })

  test('for another site, for several, or from another issuer is refused', async () => {
    const others = [
      'https://talk.example/',
      'http://talk.example',
      'https://talk.example.evil.example',
      [ORIGIN],
      [ORIGIN, 'https://other.example'],
      undefined,
      null,
    ]
    for (const aud of others)
      expect(await read(await sign({ aud }))).toEqual({ problem: 'audience' })
    for (const iss of ['https://lantern.example/', 'lantern', '', undefined])
      expect(await read(await sign({ iss }))).toEqual({ problem: 'issuer' })
  })
})

describe('the times of a token', () => {
  const taken = { proof: expect.anything(), nonce: 'n-1' }

  test('it is good until its end, not at its end', async () => {
    expect(await read(await sign({ iat: now - 10, exp: now + 1 }))).toEqual(taken)
    expect(await read(await sign({ iat: now - 10, exp: now }))).toEqual({ problem: 'expired' })
    expect(await read(await sign({ iat: now - 10, exp: now - 1 }))).toEqual({ problem: 'expired' })
  })

  test('five minutes are taken, a second more is not, counted from its making and from now', async () => {
    const most = TOKEN_SECONDS_MAX
    expect(most).toBe(300)
    expect(await read(await sign({ iat: now, exp: now + most }))).toEqual(taken)
    expect(await read(await sign({ iat: now, exp: now + most + 1 }))).toEqual({ problem: 'life' })
    expect(await read(await sign({ iat: now - 1, exp: now + most }))).toEqual({ problem: 'life' })
    expect(await read(await sign({ iat: now + 1, exp: now + most + 1 }))).toEqual({
      problem: 'life',
    })
    expect(await read(await sign({ iat: now - 200, exp: now - 200 + most }))).toEqual(taken)
  })

  test('it may come from a clock that is half a minute ahead, not more', async () => {
    const ahead = CLOCK_AHEAD_SECONDS_MAX
    expect(ahead).toBe(30)
    for (const name of ['iat', 'nbf']) {
      expect(await read(await sign({ [name]: now + ahead, exp: now + 90 }))).toEqual(taken)
      expect(await read(await sign({ [name]: now + ahead + 1, exp: now + 90 }))).toEqual({
        problem: 'time',
      })
    }
  })

  test('missing ones, and ones that are no numbers, are refused', async () => {
    for (const wrong of [undefined, null, '1795435200', Number.NaN, {}])
      for (const name of ['iat', 'exp'])
        expect(await read(handmadeClaims({ ...CLAIMS, [name]: wrong }), 'HS256')).toEqual({
          problem: 'time',
        })
    expect(await read(handmadeClaims({ ...CLAIMS, nbf: 'soon' }), 'HS256')).toEqual({
      problem: 'time',
    })
  })
})

const handmadeClaims = (claims: unknown) => {
  const signed = `${part({ alg: 'HS256' })}.${part(claims)}`
  return `${signed}.${hmac(SECRET)(signed)}`
}

describe('what a token says of its reader', () => {
  test('somebody must be named, in 200 characters at most', async () => {
    const longest = 'x'.repeat(SITE_SUBJECT_CHARS_MAX)
    expect(longest).toHaveLength(200)
    expect(await read(await sign({ sub: longest }))).toHaveProperty('proof.subject', longest)
    const wrong = [`${longest}x`, '', ' ', undefined, 7, null, ['a'], 'a\u0000b', 'a\nb', 'a\ud800']
    for (const sub of wrong)
      expect(await read(handmadeClaims({ ...CLAIMS, sub }), 'HS256')).toEqual({
        problem: 'subject',
      })
  })

  test('an address counts only when the word verified is true itself', async () => {
    const mailOf = async (claims: object) => {
      const answer = await read(handmadeClaims({ ...CLAIMS, ...claims }), 'HS256')
      return 'proof' in answer ? answer.proof.mail : answer
    }
    expect(await mailOf({ email: 'a@b.example', email_verified: true })).toBe('a@b.example')
    for (const email_verified of ['true', 1, 'false', false, undefined, {}])
      expect(await mailOf({ email: 'a@b.example', email_verified })).toBeNull()
    expect(await mailOf({ email: ['a@b.example'], email_verified: true })).toBeNull()
  })

  test('a nonce must be there', async () => {
    for (const nonce of [undefined, '', 5, null])
      expect(await read(handmadeClaims({ ...CLAIMS, nonce }), 'HS256')).toEqual({
        problem: 'nonce',
      })
  })

  test('what is no token, or a token of the longest length and one more, is refused', async () => {
    for (const token of ['', '.', '..', 'a.b.c', 'null', `${await sign()}.x`])
      expect(await read(token)).toEqual({ problem: 'form' })
    for (const claims of [[], 'x', 1, null])
      expect(await read(handmadeClaims(claims), 'HS256')).toEqual({ problem: 'form' })
    const bare = (await sign({ pad: '' }, { algorithm: 'HS256' })).length
    const pad = Math.floor(((TOKEN_CHARS_MAX - bare) * 3) / 4) - 3
    const longest = await sign({ pad: 'x'.repeat(pad) }, { algorithm: 'HS256' })
    expect(longest.length).toBeLessThanOrEqual(TOKEN_CHARS_MAX)
    expect(longest.length).toBeGreaterThan(TOKEN_CHARS_MAX - 8)
    expect(await read(longest, 'HS256')).toHaveProperty('proof')
    const longer = await sign({ pad: 'x'.repeat(pad + 8) }, { algorithm: 'HS256' })
    expect(longer.length).toBeGreaterThan(TOKEN_CHARS_MAX)
    expect(await read(longer, 'HS256')).toEqual({ problem: 'form' })
  })
})

describe('the key of a site', () => {
  const open = (algorithm: Algorithm, key: string) => () => openSiteDoors([siteOf(algorithm, key)])

  test('fits its algorithm, or the program does not start', () => {
    for (const algorithm of ALGORITHMS) expect(open(algorithm, KEYS[algorithm].shown)).not.toThrow()
    expect(open('RS256', KEYS.EdDSA.shown)).toThrow(ConfigMistakes)
    expect(open('EdDSA', KEYS.RS256.shown)).toThrow(ConfigMistakes)
    expect(open('HS256', KEYS.RS256.shown)).toThrow(/known to everybody/)
    expect(open('RS256', 'x'.repeat(64))).toThrow(ConfigMistakes)
    const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    expect(open('EdDSA', pem(elliptic.publicKey))).toThrow(ConfigMistakes)
    const secret = ed.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    expect(open('EdDSA', secret)).toThrow(ConfigMistakes)
  })

  test('of RSA has 2048 bits or more', () => {
    const key = (modulusLength: number) =>
      pem(generateKeyPairSync('rsa', { modulusLength }).publicKey)
    expect(open('RS256', key(2048))).not.toThrow()
    expect(open('RS256', key(2040))).toThrow(/2048 bits/)
  })

  test('is not told when it is wrong', () => {
    try {
      open('RS256', 'not a key at all, but secret')()
      expect.unreachable()
    } catch (error) {
      expect(String(error)).not.toContain('secret')
      expect(String(error)).toContain('"lantern"')
    }
  })
})

describe('a reader of an embedding site', () => {
  let cluster: Cluster
  let app: App
  let origin: string
  let clock = NOW

  beforeAll(async () => {
    cluster = await openCluster()
    const sites = [
      { ...siteOf('EdDSA'), signInUrl: 'https://lantern.example/sign-in?from=talk' },
      { ...siteOf('HS256'), id: 'beacon', issuer: 'beacon', signInUrl: 'https://beacon.example/' },
    ]
    const settings = { EMBEDDING_SITES: JSON.stringify(sites) }
    const paper = await openPaper(await cluster.create(), settings, { clock: () => clock })
    app = paper.app
    origin = paper.origin
  })
  afterAll(async () => {
    await app?.close()
    await cluster?.stop()
  })
  beforeEach(() => {
    clock = NOW
  })

  /** Goes out to the site. @returns the nonce that it was given */
  async function begin(browser: Browser, id = 'lantern', query = '') {
    const response = await browser.step(`${origin}/sign-in/site/${id}${query}`)
    const url = new URL(response.headers.get('location') ?? '')
    return { status: response.status, url, nonce: url.searchParams.get('nonce') ?? '' }
  }
  const ticket = (nonce: string, claims: Record<string, unknown> = {}) =>
    sign({ aud: origin, nonce, ...claims })
  const answer = (browser: Browser, token: string, id = 'lantern') =>
    browser.step(`${origin}/sign-in/site/${id}/answer?token=${token}`)
  async function accountOf(browser: Browser) {
    const token = browser.cookie(origin, '__Host-session')
    if (token === undefined) return null
    const row = await app.ctx.db
      .selectFrom('session')
      .innerJoin('account', 'account.id', 'session.account_id')
      .select(['account.id', 'account.mail', 'account.role', 'session.method'])
      .where('session.token_hash', '=', hashOf(token))
      .executeTakeFirst()
    return row ?? null
  }

  test('is sent to its sign-in with a nonce and the way back, and comes in with a token', async () => {
    const browser = openBrowser()
    const { status, url, nonce } = await begin(browser, 'lantern', '?next=%2Fsupport')
    expect(status).toBe(303)
    expect(url.origin + url.pathname).toBe('https://lantern.example/sign-in')
    expect(Object.fromEntries(url.searchParams)).toEqual({
      from: 'talk',
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      return_to: `${origin}/sign-in/site/lantern/answer`,
    })
    const claims = { email: 'una@example.org', email_verified: true }
    const response = await answer(browser, await ticket(nonce, { sub: 'una', ...claims }))
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe('/support')
    expect(response.headers.get('cache-control')).toBe('private, no-store')
    const account = await accountOf(browser)
    expect(account).toMatchObject({ mail: null, role: 'reader', method: 'site' })
    const identities = app.ctx.db.selectFrom('identity').select(['provider', 'subject'])
    expect(await identities.where('account_id', '=', account?.id ?? '').execute()).toEqual([
      { provider: 'site:lantern', subject: 'una' },
    ])
    const again = openBrowser()
    await answer(again, await ticket((await begin(again)).nonce, { sub: 'una' }))
    expect((await accountOf(again))?.id).toBe(account?.id)
  })

  test('is another person than one of the same name at another site', async () => {
    const [first, second] = [openBrowser(), openBrowser()]
    await answer(first, await ticket((await begin(first)).nonce, { sub: 'vic' }))
    const { nonce } = await begin(second, 'beacon')
    const claims = { iss: 'beacon', aud: origin, nonce, sub: 'vic' }
    await answer(second, await sign(claims, { algorithm: 'HS256' }), 'beacon')
    const [one, other] = [await accountOf(first), await accountOf(second)]
    expect(other).not.toBeNull()
    expect(other?.id).not.toBe(one?.id)
  })

  test('is refused with a token that is used again, here or in two requests at once', async () => {
    const browser = openBrowser()
    const token = await ticket((await begin(browser)).nonce, { sub: 'wim' })
    expect((await answer(browser, token)).status).toBe(303)
    const replay = await answer(browser, token)
    expect(replay.status).toBe(422)
    expect(await replay.text()).toContain('it was used before')
    const other = openBrowser()
    const once = await ticket((await begin(other)).nonce, { sub: 'wim' })
    const both = await Promise.all([answer(other, once), answer(other, once)])
    expect(both.map((one) => one.status).sort()).toEqual([303, 422])
  })

  test('is refused in a browser that did not ask: nobody can be signed in to a stranger', async () => {
    const [mallory, victim] = [openBrowser(), openBrowser()]
    const token = await ticket((await begin(mallory)).nonce, { sub: 'mallory' })
    expect((await answer(openBrowser(), token)).status).toBe(410)
    await begin(victim)
    expect((await answer(victim, token)).status).toBe(422)
    expect(await accountOf(victim)).toBeNull()
    expect((await answer(mallory, token)).status).toBe(303)
  })

  test('is refused with the nonce of another site, an invented one, or one older than ten minutes', async () => {
    const browser = openBrowser()
    const { nonce } = await begin(browser, 'beacon')
    expect((await answer(browser, await ticket(nonce))).status).toBe(422)
    expect((await answer(browser, await ticket('x'.repeat(43)))).status).toBe(422)
    const [inTime, late] = [openBrowser(), openBrowser()]
    const nonces = [(await begin(inTime)).nonce, (await begin(late)).nonce] as const
    clock = new Date(NOW.getTime() + 10 * 60_000 - 1)
    const at = { iat: now + 590, exp: now + 650 }
    expect((await answer(inTime, await ticket(nonces[0], at))).status).toBe(303)
    clock = new Date(NOW.getTime() + 10 * 60_000)
    expect((await answer(late, await ticket(nonces[1], at))).status).toBe(422)
  })

  test('keeps the nonce when a wrong token comes first', async () => {
    const browser = openBrowser()
    const { nonce } = await begin(browser)
    for (const claims of [{ exp: now }, { aud: 'https://other.example' }, { sub: '' }]) {
      const wrong = await answer(browser, await ticket(nonce, claims))
      expect(wrong.status).toBe(422)
      expect(await wrong.text()).not.toContain(KEYS.EdDSA.shown.slice(30, 60))
    }
    expect((await answer(browser, await ticket(nonce))).status).toBe(303)
  })

  test('comes in by a form of the site as well, which brings no cookies', async () => {
    const browser = openBrowser()
    const token = await ticket((await begin(browser)).nonce, { sub: 'yan' })
    const posted = await fetch(`${origin}/sign-in/site/lantern/answer`, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        origin: 'https://lantern.example',
        'sec-fetch-site': 'cross-site',
      },
      body: new URLSearchParams({ token }).toString(),
    })
    expect(posted.status).toBe(303)
    expect(posted.headers.getSetCookie()).toEqual([])
    const next = new URL(posted.headers.get('location') ?? '', origin)
    expect(next.origin).toBe(origin)
    expect((await browser.step(next)).status).toBe(303)
    expect(await accountOf(browser)).not.toBeNull()
  })

  test('is not joined to an account that has the same address', async () => {
    const [first, second] = [openBrowser(), openBrowser()]
    const claims = { email: 'zoe@example.org', email_verified: true }
    await answer(first, await ticket((await begin(first)).nonce, { sub: 'zoe', ...claims }))
    const zoe = await accountOf(first)
    await app.ctx.db
      .updateTable('account')
      .set({ mail: claims.email, mail_key: claims.email })
      .where('id', '=', zoe?.id ?? '')
      .execute()
    const mallory = { sub: 'mallory-2', ...claims }
    const response = await answer(second, await ticket((await begin(second)).nonce, mallory))
    expect(response.status).toBe(403)
    expect(await accountOf(second)).toBeNull()
  })
})
