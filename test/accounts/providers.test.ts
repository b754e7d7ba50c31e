/** Signing in by OpenID Connect: the way there and back, who is who afterwards, and the attacks on it. */
import { generateKeyPair } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { App } from '../../src/app.js'
import { networkOf } from '../../src/platform/network.js'
import { hashOf } from '../../src/platform/secrets.js'
import { type Cluster, openCluster } from '../cast.js'
import { type Browser, openBrowser, openClub, openPaper, openRogue } from './outside.js'

const SECRET = 'a secret between the club and the paper'
/** What the club signs with, for each of the names under which the paper knows it. */
const SIGNED_BY: Record<string, string> = {
  club: 'RS256',
  'club-ps': 'PS256',
  'club-es': 'ES256',
  'club-ed': 'EdDSA',
  'club-ed25519': 'Ed25519',
  'club-hs': 'HS256',
  'club-rs512': 'RS512',
}

let cluster: Cluster
let club: Awaited<ReturnType<typeof openClub>>
let rogue: Awaited<ReturnType<typeof openRogue>>
let app: App
let origin: string
/** Milliseconds by which the paper's clock runs ahead. */
let ahead = 0
let closedIssuer: string

beforeAll(async () => {
  cluster = await openCluster()
  club = await openClub()
  rogue = await openRogue()
  const unlisted = await openRogue()
  closedIssuer = unlisted.issuer
  const gone = await openRogue()
  await gone.close()
  const provider = (id: string, issuer: string, clientSecret = SECRET) => ({
    id,
    name: `The ${id}`,
    issuer,
    clientId: id,
    clientSecret,
  })
  const paper = await openPaper(
    await cluster.create(),
    {
      OPENID_PROVIDERS: JSON.stringify([
        ...Object.keys(SIGNED_BY).map((id) => provider(id, club.issuer)),
        provider('rogue', rogue.issuer),
        provider('open', club.issuer, ''),
        provider('unlisted', unlisted.issuer),
        provider('gone', gone.issuer),
      ]),
      OUTBOUND_ALLOW: `${club.host}, ${rogue.host}, ${gone.host}`,
    },
    { clock: () => new Date(Date.now() + ahead) },
  )
  app = paper.app
  origin = paper.origin
  const wayBack = (id: string) => `${origin}/sign-in/with/${id}/answer`
  await club.open([
    ...Object.entries(SIGNED_BY).map(([id, algorithm]) => ({
      client_id: id,
      client_secret: SECRET,
      redirect_uris: [wayBack(id)],
      id_token_signed_response_alg: algorithm as 'RS256',
    })),
    {
      client_id: 'open',
      token_endpoint_auth_method: 'none' as const,
      redirect_uris: [wayBack('open')],
    },
  ])
  return () => unlisted.close()
})
afterAll(async () => {
  await app?.close()
  await Promise.all([club?.close(), rogue?.close(), cluster?.stop()])
})
beforeEach(async () => {
  ahead = 0
  // All browsers of a test come from one network, and one file of tests comes more often than a town.
  await app.ctx.limits.forgive('sign-in-ask', networkOf('127.0.0.1'))
  club.isWilling = true
  rogue.metadata = {}
  rogue.userinfo = {}
})

/** A member of the club, who is there now. */
let count = 0
function enter(member: { email?: string; email_verified?: boolean; name?: string } = {}): string {
  count += 1
  const sub = `member-${count}`
  club.members.set(sub, { sub, ...member })
  club.present = sub
  return sub
}

const isAnswer = (url: URL) => url.origin === origin && url.pathname.endsWith('/answer')
const signIn = (browser: Browser, id = 'club', query = '') =>
  browser.go(
    `${origin}/sign-in/with/${id}${query}`,
    (url) => url.origin === origin && !isAnswer(url),
  )
/** Goes as far as the answer of the club, which is not given to the paper. */
const untilAnswer = async (browser: Browser, id = 'club', query = '') =>
  (await browser.go(`${origin}/sign-in/with/${id}${query}`, isAnswer)).url

/** The account that a browser is signed in to. */
async function accountOf(browser: Browser) {
  const token = browser.cookie(origin, '__Host-session')
  if (token === undefined) return null
  const row = await app.ctx.db
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.account_id')
    .innerJoin('person', 'person.id', 'account.person_id')
    .select([
      'account.id',
      'account.mail',
      'account.role',
      'person.name',
      'session.method',
      'session.second_factor_at',
    ])
    .where('session.token_hash', '=', hashOf(token))
    .executeTakeFirst()
  return row ?? null
}
/** The account that a browser is signed in to, which it is. */
async function ownAccount(browser: Browser) {
  const account = await accountOf(browser)
  if (account === null) throw new Error('not signed in')
  return account
}
const identitiesOf = (accountId: string) =>
  app.ctx.db
    .selectFrom('identity')
    .select(['provider', 'subject'])
    .where('account_id', '=', accountId)
    .orderBy('provider')
    .execute()
const eventsOf = async (accountId: string) =>
  (
    await app.ctx.db
      .selectFrom('account_event')
      .select('action')
      .where('account_id', '=', accountId)
      .orderBy('id')
      .execute()
  ).map((row) => row.action)

/** Goes out to the rogue. @returns what it was asked */
async function askRogue(browser: Browser, query = '') {
  const { url } = await browser.go(
    `${origin}/sign-in/with/rogue${query}`,
    (next) => next.host === rogue.host,
  )
  return url.searchParams
}
const answerOf = (id: string, params: Record<string, string>) =>
  `${origin}/sign-in/with/${id}/answer?${new URLSearchParams(params)}`
/** Claims of an id_token that is right in every way. */
const rightClaims = (asked: URLSearchParams, more: Record<string, unknown> = {}) => ({
  iss: rogue.issuer,
  aud: 'rogue',
  sub: 'r-1',
  nonce: asked.get('nonce') ?? '',
  iat: Math.floor(Date.now() / 1000),
  exp: Math.floor(Date.now() / 1000) + 60,
  ...more,
})
/** A visit to the rogue that ends with these tokens. */
async function visitRogue(
  browser: Browser,
  tokens: (asked: URLSearchParams) => Promise<Record<string, unknown>>,
  query = '',
) {
  const asked = await askRogue(browser, query)
  rogue.userinfo = {}
  rogue.tokens = () => tokens(asked)
  return browser.step(answerOf('rogue', { code: 'c', state: asked.get('state') ?? '' }))
}
const signedTokens =
  (more: Record<string, unknown> = {}) =>
  async (asked: URLSearchParams) => {
    const claims = rightClaims(asked, more)
    rogue.userinfo = { sub: claims.sub, ...rogue.userinfo }
    return { id_token: await rogue.sign(claims) }
  }

describe('a reader who signs in by the club', () => {
  test('gets an account, and goes where they were going; the address is proven by a letter of ours alone', async () => {
    enter({ email: 'Ada@Example.org', email_verified: true, name: 'Ada Byron' })
    const browser = openBrowser()
    const { url } = await signIn(browser, 'club', '?next=%2Farticles%2Fferry%3Forder%3Dnewest')
    expect(url.href).toBe(`${origin}/articles/ferry?order=newest`)
    const account = await ownAccount(browser)
    expect(account).toMatchObject({
      mail: null,
      role: 'reader',
      name: 'Ada Byron',
      method: 'provider',
      second_factor_at: null,
    })
    expect(await eventsOf(account.id)).toEqual(
      expect.arrayContaining(['account.created', 'identity.added', 'session.started']),
    )
  })

  test('comes back to the same account, with whatever address and name by then', async () => {
    const sub = enter({ email: 'bea@example.org', email_verified: true, name: 'Bea' })
    const [first, second] = [openBrowser(), openBrowser()]
    await signIn(first)
    club.members.set(sub, { sub, email: 'other@example.org', email_verified: true, name: 'B' })
    await signIn(second)
    const account = await ownAccount(first)
    expect(await ownAccount(second)).toMatchObject({ id: account.id, mail: null })
  })

  test('goes to the account page when the address leads elsewhere', async () => {
    for (const next of ['https://evil.example/', '//evil.example', '/\\evil.example', '']) {
      enter()
      const { url } = await signIn(openBrowser(), 'club', `?next=${encodeURIComponent(next)}`)
      expect(url.href).toBe(`${origin}/account`)
    }
  })

  test('has no address here when the club has none, or did not make sure of it', async () => {
    for (const member of [
      {},
      { email: 'cy@example.org' },
      { email: 'cy@example.org', email_verified: false },
      { email: 'no address', email_verified: true },
    ]) {
      enter(member)
      const browser = openBrowser()
      await signIn(browser)
      expect((await ownAccount(browser)).mail).toBeNull()
    }
  })

  test('keeps the choice of a name when another has the one that the club knows', async () => {
    enter({ name: 'Dora Quill' })
    await signIn(openBrowser())
    // The second has a Cyrillic letter in it.
    for (const name of ['Dora Quill', 'D\u043era Quill', '...']) {
      enter({ name })
      const browser = openBrowser()
      await signIn(browser)
      expect((await ownAccount(browser)).name, name).toBe('')
    }
  })

  test('who comes for the first time in two browsers at once gets one account', async () => {
    enter({ email: 'eve@example.org', email_verified: true })
    const browsers = Array.from({ length: 4 }, openBrowser)
    const answers: URL[] = []
    for (const browser of browsers) answers.push(await untilAnswer(browser))
    await Promise.all(browsers.map((browser, at) => browser.step(answers[at] ?? '')))
    const ids = await Promise.all(browsers.map(async (browser) => (await ownAccount(browser)).id))
    expect(new Set(ids).size).toBe(1)
  })

  test('who is banned still gets in, to take their data along and leave', async () => {
    enter()
    const [first, second] = [openBrowser(), openBrowser()]
    await signIn(first)
    const { id } = await ownAccount(first)
    await app.ctx.db
      .updateTable('account')
      .set({ banned_at: new Date() })
      .where('id', '=', id)
      .execute()
    await signIn(second)
    expect((await ownAccount(second)).id).toBe(id)
  })

  test('who is signed in proves it again in the same session, under a new token', async () => {
    enter()
    const browser = openBrowser()
    await signIn(browser)
    const [before, account] = [browser.cookie(origin, '__Host-session'), await ownAccount(browser)]
    await signIn(browser)
    expect(browser.cookie(origin, '__Host-session')).not.toBe(before)
    const sessions = app.ctx.db.selectFrom('session').select('id')
    expect(await sessions.where('account_id', '=', account.id).execute()).toHaveLength(1)
  })

  test('who says no over there is told so, and is nobody here', async () => {
    enter()
    club.isWilling = false
    const browser = openBrowser()
    const { status, text } = await signIn(browser, 'club', '?next=%2Fsupport')
    expect(status).toBe(200)
    expect(text).toContain('The club did not confirm who you are')
    expect(text).toContain('href="/sign-in?next=%2Fsupport"')
    expect(await accountOf(browser)).toBeNull()
  })
})

describe('the way to the club', () => {
  test('asks for a code with state, nonce and an S256 challenge, and shows no secret', async () => {
    const { url } = await openBrowser().go(
      `${origin}/sign-in/with/club`,
      (next) => next.host === club.host,
    )
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: 'club',
      response_type: 'code',
      scope: 'openid profile email',
      redirect_uri: `${origin}/sign-in/with/club/answer`,
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    })
    expect(url.href).not.toContain(encodeURIComponent(SECRET))
  })

  test('is open without a secret to a paper that is a public client', async () => {
    enter()
    const browser = openBrowser()
    await signIn(browser, 'open')
    await ownAccount(browser)
  })

  test.each(['club', 'club-ps', 'club-es', 'club-ed', 'club-ed25519'])(
    'is believed as "%s", by the algorithm agreed on',
    async (id) => {
      enter()
      const browser = openBrowser()
      await signIn(browser, id)
      expect(await identitiesOf((await ownAccount(browser)).id)).toMatchObject([{ provider: id }])
    },
  )

  test.each(['club-hs', 'club-rs512'])(
    'is not believed as "%s": other algorithms are refused',
    async (id) => {
      enter()
      const browser = openBrowser()
      const { status } = await signIn(browser, id)
      expect(status).toBe(502)
      expect(await accountOf(browser)).toBeNull()
    },
  )

  test('begins at a button of the page to sign in, and keeps where to go afterwards', async () => {
    const page = await openBrowser().go(`${origin}/sign-in?next=%2Fsupport`)
    expect(page.text).toContain('href="/sign-in/with/club?next=%2Fsupport"')
    expect(page.text).toContain('Continue with The club')
  })

  test('does not exist for a name that the settings do not have', async () => {
    for (const path of ['/sign-in/with/nobody', '/sign-in/with/nobody/answer', '/sign-in/site/x'])
      expect((await openBrowser().step(origin + path)).status).toBe(404)
  })

  test('ends here when the provider is gone, or on plain http without being listed', async () => {
    expect(closedIssuer).toMatch(/^http:/)
    for (const id of ['gone', 'unlisted'])
      expect((await openBrowser().go(`${origin}/sign-in/with/${id}`)).status).toBe(502)
  })

  test('keeps its answers private, and their addresses out of other requests', async () => {
    enter()
    const browser = openBrowser()
    const answer = await untilAnswer(browser)
    for (const response of [await browser.step(answer), await browser.step(answer)]) {
      expect(response.headers.get('cache-control')).toBe('private, no-store')
      expect(response.headers.get('referrer-policy')).toBe('no-referrer')
    }
  })
})

describe('an answer that is not right', () => {
  const expectRefused = async (browser: Browser, url: string | URL, status: number) => {
    expect((await browser.step(url)).status).toBe(status)
    expect(await accountOf(browser)).toBeNull()
  }

  test('has another state, none, or two', async () => {
    enter()
    for (const change of [
      (url: URL) => url.searchParams.set('state', 'x'.repeat(43)),
      (url: URL) => url.searchParams.delete('state'),
      (url: URL) => void Object.assign(url, { search: '' }),
    ]) {
      const browser = openBrowser()
      const answer = await untilAnswer(browser)
      change(answer)
      await expectRefused(browser, answer, 410)
    }
    const browser = openBrowser()
    const answer = await untilAnswer(browser)
    answer.searchParams.append('state', 'y')
    await expectRefused(browser, answer, 400)
  })

  test('comes to another browser, with a cookie of its own or without one', async () => {
    enter()
    const [mallory, victim] = [openBrowser(), openBrowser()]
    const answer = await untilAnswer(mallory)
    await expectRefused(openBrowser(), answer, 410)
    await untilAnswer(victim)
    await expectRefused(victim, answer, 410)
    // It waits for whom it belongs to.
    expect((await mallory.step(answer)).status).toBe(303)
  })

  test('comes a second time', async () => {
    enter()
    const browser = openBrowser()
    const answer = await untilAnswer(browser)
    expect((await browser.step(answer)).status).toBe(303)
    expect((await browser.step(answer)).status).toBe(410)
    const twice = openBrowser()
    const other = await untilAnswer(twice)
    const both = await Promise.all([twice.step(other), twice.step(other)])
    expect(both.map((one) => one.status).sort()).toEqual([303, 410])
  })

  test('brings a code that was used, or that another browser was given', async () => {
    enter()
    const browser = openBrowser()
    const answer = await untilAnswer(browser)
    const stolen = await untilAnswer(browser)
    await browser.step(answer)
    for (const code of [answer, stolen].map((url) => url.searchParams.get('code') ?? '')) {
      const mallory = openBrowser()
      const own = await untilAnswer(mallory)
      own.searchParams.set('code', code)
      await expectRefused(mallory, own, 502)
    }
  })

  test('comes later than ten minutes, not at the last moment before', async () => {
    enter()
    const [inTime, late] = [openBrowser(), openBrowser()]
    const answers = [await untilAnswer(inTime), await untilAnswer(late)] as const
    ahead = 9 * 60_000 + 50_000
    expect((await inTime.step(answers[0])).status).toBe(303)
    ahead = 10 * 60_000
    await expectRefused(late, answers[1], 410)
  })

  test('is that of one provider given to another', async () => {
    enter()
    const browser = openBrowser()
    const ofClub = await untilAnswer(browser)
    const asked = await askRogue(browser)
    const before = rogue.asked
    // The state of the club is none of the rogue's, and the answer says whose it is.
    const params = Object.fromEntries(ofClub.searchParams)
    await expectRefused(browser, answerOf('rogue', params), 410)
    const state = asked.get('state') ?? ''
    await expectRefused(browser, answerOf('rogue', { ...params, state }), 502)
    // The code of the club never reached the rogue.
    expect(rogue.asked).toBe(before)
  })

  test('lacks the name of its provider, where the provider promised to give it', async () => {
    enter()
    const browser = openBrowser()
    const answer = await untilAnswer(browser)
    answer.searchParams.delete('iss')
    await expectRefused(browser, answer, 502)
  })
})

describe('a provider that answers with', () => {
  test('a right token is believed', async () => {
    const browser = openBrowser()
    expect((await visitRogue(browser, signedTokens({ sub: 'right' }))).status).toBe(303)
    const { id } = await ownAccount(browser)
    expect(await identitiesOf(id)).toEqual([{ provider: 'rogue', subject: 'right' }])
  })

  const wrong: [string, (asked: URLSearchParams) => Promise<Record<string, unknown>>][] = [
    ['a token for somebody else', signedTokens({ aud: 'another-paper' })],
    ['a token for several, by order of another', signedTokens({ aud: ['rogue', 'x'], azp: 'x' })],
    ['a token of another issuer', signedTokens({ iss: 'https://accounts.example' })],
    ['the nonce of another visit', signedTokens({ nonce: 'n' })],
    ['no nonce', signedTokens({ nonce: undefined })],
    ['a token that ended', signedTokens({ exp: Math.floor(Date.now() / 1000) - 120 })],
    ['a token without end', signedTokens({ exp: undefined })],
    ['nobody', signedTokens({ sub: undefined })],
    ['an empty subject', signedTokens({ sub: '' })],
    ['a subject with a zero in it', signedTokens({ sub: 'a\u0000' })],
    ['a subject of 256 characters', signedTokens({ sub: 'x'.repeat(256) })],
    ['no id_token', async () => ({})],
    ['nonsense', async () => ({ id_token: 'a.b.c' })],
    [
      'a token that is not signed',
      async (asked) => {
        const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
        return { id_token: `${part({ alg: 'none' })}.${part(rightClaims(asked))}.` }
      },
    ],
    [
      'a token signed by the shared secret',
      async (asked) => ({
        id_token: await rogue.sign(rightClaims(asked), 'HS256', new TextEncoder().encode(SECRET)),
      }),
    ],
    [
      'a token signed by another key',
      async (asked) => ({
        id_token: await rogue.sign(
          rightClaims(asked),
          'RS256',
          (await generateKeyPair('RS256')).privateKey,
        ),
      }),
    ],
    [
      'a token changed after signing',
      async (asked) => {
        const [header, , signature] = (await rogue.sign(rightClaims(asked))).split('.')
        const claims = JSON.stringify(rightClaims(asked, { sub: 'the-owner' }))
        return { id_token: `${header}.${Buffer.from(claims).toString('base64url')}.${signature}` }
      },
    ],
    [
      'userinfo of somebody else',
      async (asked) => {
        rogue.userinfo = { sub: 'somebody-else', email: 'a@b.example', email_verified: true }
        return signedTokens({ sub: 'r-2' })(asked)
      },
    ],
    [
      'an error',
      async () => {
        throw new Error('at the other site')
      },
    ],
  ]
  test.each(wrong)('%s is not believed', async (_what, tokens) => {
    const browser = openBrowser()
    const response = await visitRogue(browser, tokens)
    expect(response.status).toBe(502)
    expect(await response.text()).not.toContain('r-1')
    expect(await accountOf(browser)).toBeNull()
  })

  test('a subject of 255 characters is believed', async () => {
    const browser = openBrowser()
    const response = await visitRogue(browser, signedTokens({ sub: 'x'.repeat(255) }))
    expect(response.status).toBe(303)
  })

  test('an address in one place and the word that it is verified in the other is not', async () => {
    const browser = openBrowser()
    await visitRogue(browser, async (asked) => {
      rogue.userinfo = { sub: 'halves', email: 'z@b.example', email_verified: true }
      return signedTokens({ sub: 'halves', email: 'zoe@b.example' })(asked)
    })
    expect((await ownAccount(browser)).mail).toBeNull()
  })
})

describe('what a provider says of itself', () => {
  const HOUR_MS = 60 * 60_000
  const begin = async () => (await openBrowser().step(`${origin}/sign-in/with/rogue`)).status

  test('is kept for an hour, then asked again', async () => {
    ahead = 2 * HOUR_MS
    expect(await begin()).toBe(303)
    rogue.metadata = { issuer: 'https://elsewhere.example' }
    ahead = 3 * HOUR_MS - 60_000
    expect(await begin()).toBe(303)
    ahead = 3 * HOUR_MS + 1_000
    expect(await begin()).toBe(502)
    // What failed is not kept.
    rogue.metadata = {}
    expect(await begin()).toBe(303)
  })

  test('is refused when it would lead a browser to something else than a web page', async () => {
    ahead = 6 * HOUR_MS
    rogue.metadata = { authorization_endpoint: 'javascript:alert(1)' }
    expect(await begin()).toBe(502)
  })

  test('cannot make unsigned tokens good', async () => {
    ahead = 9 * HOUR_MS
    rogue.metadata = { id_token_signing_alg_values_supported: ['none', 'HS256'] }
    expect((await visitRogue(openBrowser(), signedTokens())).status).toBe(502)
    ahead = 12 * HOUR_MS
    rogue.metadata = { id_token_signing_alg_values_supported: undefined }
    expect((await visitRogue(openBrowser(), signedTokens())).status).toBe(303)
  })
})

describe('an account that is here already', () => {
  /** Somebody with this address, who came by the club. */
  async function resident(email: string) {
    enter({ email, email_verified: true })
    const browser = openBrowser()
    await signIn(browser)
    const account = await ownAccount(browser)
    // As after a letter of ours.
    await app.ctx.db
      .updateTable('account')
      .set({ mail: email, mail_key: email })
      .where('id', '=', account.id)
      .execute()
    return { browser, account: await ownAccount(browser) }
  }

  test('is not opened by another site that vouches for its address', async () => {
    const { account } = await resident('gil@example.org')
    const mallory = openBrowser()
    const claims = { sub: 'mallory', email: 'GIL@example.org', email_verified: true }
    const response = await visitRogue(mallory, signedTokens(claims))
    expect(response.status).toBe(403)
    expect(await response.text()).toContain('An account with this address exists already')
    expect(await accountOf(mallory)).toBeNull()
    expect(await identitiesOf(account.id)).toHaveLength(1)
  })

  test('is its own, when two members with one address come for the first time at once', async () => {
    const member = { email: 'fay@example.org', email_verified: true }
    const browsers = [openBrowser(), openBrowser()]
    const answers: URL[] = []
    for (const browser of browsers) {
      enter(member)
      answers.push(await untilAnswer(browser))
    }
    const both = await Promise.all(browsers.map((one, at) => one.step(answers[at] ?? '')))
    expect(both.map((one) => one.status)).toEqual([303, 303])
    const accounts = await Promise.all(browsers.map(ownAccount))
    expect(new Set(accounts.map((one) => one.id)).size).toBe(2)
    expect(accounts.map((one) => one.mail)).toEqual([null, null])
  })

  test('is not touched by an address that nobody verified: its bearer is somebody new', async () => {
    const { account } = await resident('hal@example.org')
    for (const email_verified of [false, undefined, 'true', 1]) {
      const mallory = openBrowser()
      const sub = `unverified-${email_verified}`
      const claims = { sub, email: 'hal@example.org', email_verified }
      expect((await visitRogue(mallory, signedTokens(claims))).status).toBe(303)
      const other = await ownAccount(mallory)
      expect(other.id).not.toBe(account.id)
      expect(other.mail).toBeNull()
    }
    expect(await identitiesOf(account.id)).toHaveLength(1)
  })

  test('is connected by its owner, who then comes in either way', async () => {
    const { browser, account } = await resident('ida@example.org')
    const claims = { sub: 'ida', email: 'IDA@example.org', email_verified: true }
    const connect = await connectQuery(browser)
    const response = await visitRogue(browser, signedTokens(claims), connect)
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe('/account/security')
    expect(await identitiesOf(account.id)).toHaveLength(2)
    const elsewhere = openBrowser()
    await visitRogue(elsewhere, signedTokens(claims))
    expect((await ownAccount(elsewhere)).id).toBe(account.id)
  })

  test('is connected only by a link from its own page', async () => {
    const { browser, account } = await resident('joe@example.org')
    const stranger = await resident('jim@example.org')
    const keys = ['1', '', 'x'.repeat(43), connectKeyIn(await connectQuery(stranger.browser))]
    for (const key of keys) {
      const query = `?connect=${encodeURIComponent(key)}`
      const response = await browser.step(`${origin}/sign-in/with/rogue${query}`)
      expect(response.status, key).toBe(403)
    }
    const own = await connectQuery(browser)
    const nobody = await openBrowser().step(`${origin}/sign-in/with/rogue${own}`)
    expect(nobody.status).not.toBe(200)
    expect(nobody.headers.get('location') ?? '').not.toContain(rogue.host)
    expect(await identitiesOf(account.id)).toHaveLength(1)
  })

  test('is not connected when somebody else is signed in by the time of the answer', async () => {
    const { browser, account } = await resident('kai@example.org')
    const asked = await askRogue(browser, await connectQuery(browser))
    enter()
    browser.forget(club.issuer)
    await signIn(browser)
    const other = await ownAccount(browser)
    expect(other.id).not.toBe(account.id)
    rogue.tokens = () => signedTokens({ sub: 'kai' })(asked)
    const url = answerOf('rogue', { code: 'c', state: asked.get('state') ?? '' })
    expect((await browser.step(url)).status).toBe(410)
    for (const one of [account, other]) expect(await identitiesOf(one.id)).toHaveLength(1)
  })

  test('is not connected half an hour after its owner last proved to be there', async () => {
    const { browser } = await resident('lea@example.org')
    const connect = await connectQuery(browser)
    const begin = () => browser.step(`${origin}/sign-in/with/rogue${connect}`)
    ahead = 29 * 60_000
    expect((await begin()).headers.get('location')).toContain(rogue.host)
    ahead = 31 * 60_000
    expect((await begin()).headers.get('location') ?? '').not.toContain(rogue.host)
  })

  test('of staff is not connected by a session without the second factor that it has', async () => {
    const { browser, account } = await resident('sam@example.org')
    const connect = await connectQuery(browser)
    const asked = await askRogue(browser, connect)
    const { db } = app.ctx
    await db.updateTable('account').set({ role: 'editor' }).where('id', '=', account.id).execute()
    const codeApp = { account_id: account.id, secret: 'S', confirmed_at: new Date() }
    await db.insertInto('code_app').values(codeApp).execute()
    // Roles are kept in memory for a minute unless a change is told, as a real one is.
    ahead = 61_000
    rogue.tokens = () => signedTokens({ sub: 'sam' })(asked)
    for (const response of [
      await browser.step(`${origin}/sign-in/with/rogue${connect}`),
      await browser.step(answerOf('rogue', { code: 'c', state: asked.get('state') ?? '' })),
      await unlink(browser, 'club'),
    ])
      expect(response.headers.get('location')).toMatch(/^\/sign-in\/second-factor/)
    expect(await identitiesOf(account.id)).toMatchObject([{ provider: 'club' }])
  })

  test('keeps what it has: an identity is in one account, and an account has one at each site', async () => {
    const [mia, ned] = [await resident('mia@example.org'), await resident('ned@example.org')]
    await visitRogue(mia.browser, signedTokens({ sub: 'mia' }), await connectQuery(mia.browser))
    const taken = await visitRogue(
      ned.browser,
      signedTokens({ sub: 'mia' }),
      await connectQuery(ned.browser),
    )
    expect(taken.status).toBe(422)
    expect(await taken.text()).toContain('belongs to another account here')
    const occupied = await visitRogue(
      mia.browser,
      signedTokens({ sub: 'mia-2' }),
      await connectQuery(mia.browser),
    )
    expect(occupied.status).toBe(422)
    expect(await occupied.text()).toContain('is connected already')
    const again = await visitRogue(
      mia.browser,
      signedTokens({ sub: 'mia' }),
      await connectQuery(mia.browser),
    )
    expect(again.status).toBe(303)
    expect(await identitiesOf(mia.account.id)).toHaveLength(2)
    expect(await identitiesOf(ned.account.id)).toHaveLength(1)
  })

  test('loses a way in when its owner takes it away, but never the last', async () => {
    enter()
    const browser = openBrowser()
    await signIn(browser)
    const { id } = await ownAccount(browser)
    expect((await unlink(browser, 'club')).status).toBe(422)
    await visitRogue(browser, signedTokens({ sub: 'ola' }), await connectQuery(browser))
    expect((await unlink(browser, 'club')).status).toBe(303)
    expect(await identitiesOf(id)).toEqual([{ provider: 'rogue', subject: 'ola' }])
    expect((await unlink(browser, 'rogue')).status).toBe(422)
    expect((await unlink(browser, 'club')).status).toBe(404)
    expect(await eventsOf(id)).toContain('identity.removed')
    // Whoever comes by the way taken away is somebody new.
    const stranger = openBrowser()
    await signIn(stranger)
    expect((await ownAccount(stranger)).id).not.toBe(id)
  })

  test('keeps one of two ways when both are taken away at once', async () => {
    enter()
    const browser = openBrowser()
    await signIn(browser)
    const { id } = await ownAccount(browser)
    await visitRogue(browser, signedTokens({ sub: 'pia' }), await connectQuery(browser))
    const both = await Promise.all([unlink(browser, 'club'), unlink(browser, 'rogue')])
    expect(both.map((one) => one.status).sort()).toEqual([303, 422])
    expect(await identitiesOf(id)).toHaveLength(1)
  })

  /** The query of the link on the page of one's safety. */
  async function connectQuery(browser: Browser): Promise<string> {
    const page = await browser.go(`${origin}/account/security`)
    const link = /href="[^"]*\/sign-in\/with\/[^"]*\?([^"]*connect=[^"]*)"/.exec(page.text)?.[1]
    if (link === undefined) throw new Error(`no link to connect: ${page.status}`)
    return `?${link.replaceAll('&amp;', '&')}`
  }
  const connectKeyIn = (query: string) => new URLSearchParams(query).get('connect') ?? ''
  const unlink = (browser: Browser, provider: string) =>
    browser.step(`${origin}/account/security/unlink`, {
      method: 'POST',
      headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ provider }).toString(),
    })
})
