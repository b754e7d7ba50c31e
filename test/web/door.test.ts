import { randomUUID } from 'node:crypto'
import { request as ask } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  formTokenOf,
  inviteOwner,
  mute,
  startSession,
  unsubscribeUrlOf,
} from '../../src/accounts/index.js'
import { write } from '../../src/platform/events.js'
import { ensureSecret, newToken } from '../../src/platform/secrets.js'
import { signUp } from '../accounts/people.js'
import {
  type ApiComment,
  type Cluster,
  chatter,
  openCluster,
  openStage,
  type Stage,
} from '../cast.js'

/** One place for the bytes of the policy: a change of it is read here. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
  "connect-src 'self'; form-action 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
const HTTPS_ORIGIN = 'https://paper.example'

let cluster: Cluster
/** Reached by http, behind a proxy whose word counts. */
let stage: Stage
/** The same by https. */
let safe: Stage
let now = new Date('2026-11-20T10:00:00Z')
const later = (ms: number) => {
  now = new Date(now.getTime() + ms)
}
const clock = () => now
const MINUTE = 60_000
let count = 0
const next = () => (count += 1)

beforeAll(async () => {
  cluster = await openCluster()
  const proxied = { TRUSTED_PROXIES: '127.0.0.1' }
  stage = await openStage(await cluster.create(), { clock }, proxied)
  safe = await openStage(
    await cluster.create(),
    { clock },
    { ...proxied, PUBLIC_URL: HTTPS_ORIGIN },
  )
})
afterAll(async () => {
  await stage?.app.close()
  await safe?.app.close()
  await cluster?.stop()
})
// Limits count by the minute and the hour: each test begins with fresh ones.
beforeEach(() => later(3 * 3_600_000))

const sql = async <T>(text: string, values: unknown[] = [], on = stage) =>
  (await on.app.ctx.pool.query(text, values)).rows as T[]

type Sent = {
  method?: string
  headers?: Record<string, string>
  body?: string | URLSearchParams | FormData
}
/** A request as it is, redirects not followed; fetch adds no Origin and no Sec-Fetch-Site. */
const send = (path: string, { method = 'GET', headers = {}, body }: Sent = {}, at = stage) =>
  fetch(at.address + path, { method, headers, redirect: 'manual', ...(body ? { body } : {}) })

type Raw = { status: number; headers: Record<string, string | string[] | undefined>; text: string }
/** A request that fetch would not send: paths, methods and headers word for word. */
const sendRaw = (options: {
  path: string
  method?: string
  headers?: Record<string, string>
  at?: Stage
}): Promise<Raw> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL((options.at ?? stage).address)
    const { path, method = 'GET', headers = {} } = options
    const one = ask({ hostname, port, path, method, headers, agent: false }, (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => (text += chunk.toString()))
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
      )
    })
    one.on('error', reject)
    one.end()
  })

/** The letter that an address got last: its link. */
async function linkTo(mail: string): Promise<string> {
  const [row] = await sql<{ text: string }>(
    'select text from mail where to_address = $1 order by created_at desc, id desc limit 1',
    [mail],
  )
  return /\/sign-in\/link\/[\w-]+/.exec(row?.text ?? '')?.[0] ?? ''
}

describe('the cookies', () => {
  const LINE =
    /^__Host-(session|browser|wrote)=(?:1; Max-Age=3|[\w-]{43}; Max-Age=[1-9]\d+|; Max-Age=0); Path=\/; HttpOnly; Secure; SameSite=Lax$/
  const form = (path: string, fields: Record<string, string>, cookie = '') =>
    send(path, {
      method: 'POST',
      headers: { 'sec-fetch-site': 'same-origin', ...(cookie ? { cookie } : {}) },
      body: new URLSearchParams(fields),
    })

  it('bind to this host, travel by https alone, and are closed to script and to forms elsewhere', async () => {
    const mail = 'cookies@example.org'
    const asked = await form('/sign-in', { mail, next: '/' })
    const browser = asked.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    const entered = await form(await linkTo(mail), {}, browser)
    const session = entered.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    const { url } = await inviteOwner(stage.app.ctx)
    const answers = {
      'asking for a letter': asked,
      'signing in': entered,
      'signing out': await form('/sign-out', {}, session),
      'a form comment of a guest': await form('/articles/ferry/comments', {
        text: chatter(next()),
      }),
      'an API comment of a guest': await stage.post({ text: chatter(next()) }),
      'options of a passkey': await send('/sign-in/passkey/options', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      }),
      'an invitation': await form(new URL(url).pathname, {}),
    }
    for (const [what, answer] of Object.entries(answers)) {
      const lines = answer.headers.getSetCookie()
      const names = lines.map((line) => line.slice(0, line.indexOf('=')))
      expect(new Set(names).size, what).toBe(lines.length)
      expect(names, what).toContain('__Host-wrote')
      expect(lines, what).toHaveLength(2)
      for (const line of lines) expect(line, what).toMatch(LINE)
      expect(answer.headers.get('cache-control'), what).toBe('private, no-store')
    }
    expect(asked.headers.getSetCookie()[0]).toMatch(/^__Host-browser=.*Max-Age=31536000;/)
    expect(entered.headers.getSetCookie()[0]).toMatch(/^__Host-session=.*Max-Age=15552000;/)
    expect(answers['signing out'].headers.getSetCookie()[0]).toMatch(/^__Host-session=; Max-Age=0/)
  })

  it('are not set by reading, for anybody', async () => {
    const { comment } = await stage.say('Nell', chatter(next()))
    const reader = await signUp(stage)
    const paths = [
      '/',
      '/articles/ferry',
      '/articles/ferry?order=newest',
      `/articles/ferry/comments/${comment.id}`,
      `/articles/ferry/comments/${comment.id}/fragment`,
      '/sections/news',
      '/support',
      '/feed.xml',
      '/robots.txt',
      '/favicon.svg',
      '/.well-known/security.txt',
      '/health',
      `/people/${reader.personId}`,
      '/sign-in',
      '/sign-in/sent',
      '/account',
      '/desk',
      '/nothing',
      '/api/v1/articles',
      '/api/v1/articles/ferry/comments',
      '/api/v1/openapi.json',
    ]
    for (const path of paths)
      for (const headers of [{}, reader.headers, { cookie: '__Host-session=ended' }])
        expect((await send(path, { headers })).headers.getSetCookie(), path).toEqual([])
  })

  const shared = async () => (await send('/articles/ferry')).text()

  it('name nobody when they are garbage, ended, or of another name', async () => {
    const reader = await signUp(stage)
    const token = reader.cookie.split('=')[1] ?? ''
    const ended = await signUp(stage)
    await ended.send('/account/sessions/end', { session: ended.sessionId })
    const cookies = [
      '__Host-session=',
      '__Host-session=x',
      `__Host-session=${'x'.repeat(43)}`,
      `__Host-session=${token}x`,
      `__Host-session="${token} "`,
      `__Host-session=${"' or 1=1 --".padEnd(43, '-')}`,
      `__Host-session=%00${token}`,
      '__Host-session=%E0%A4%A',
      `session=${token}`,
      `__Secure-session=${token}`,
      `__host-session=${token}`,
      `x__Host-session=${token}`,
      ended.cookie,
      `${'a'.repeat(9_000)}=b; ${reader.cookie}`,
      ...Array.from({ length: 20 }, () => `__Host-session=${newToken()}`),
    ]
    for (const cookie of cookies) {
      const answer = await send('/account', { headers: { cookie } })
      expect(answer.headers.get('location'), cookie).toBe('/sign-in?next=%2Faccount')
      expect(await (await send('/articles/ferry', { headers: { cookie } })).text(), cookie).toBe(
        await shared(),
      )
    }
  })

  it('of any size do no harm: past what Node takes, the request is refused', async () => {
    const huge = await sendRaw({ path: '/', headers: { cookie: 'a'.repeat(20_000) } })
    expect(huge.status).toBe(431)
    const large = await sendRaw({ path: '/', headers: { cookie: 'a=b; '.repeat(3_000) } })
    expect(large.status).toBe(200)
  })
})

describe('what another site makes a browser send', () => {
  const FROM_ELSEWHERE: Record<string, Record<string, string>> = {
    'another site': { 'sec-fetch-site': 'cross-site' },
    'another name of our domain': { 'sec-fetch-site': 'same-site' },
    'a word that browsers do not say': { 'sec-fetch-site': 'own, same-origin' },
    'another site, with an Origin of ours': {
      'sec-fetch-site': 'cross-site',
      origin: 'http://localhost',
    },
    'a foreign Origin': { origin: 'https://evil.example' },
    'an Origin that begins as ours': { origin: 'http://127.0.0.1.evil.example' },
    'another port of this machine': { origin: 'http://127.0.0.1:1' },
    'a page that hides its Origin': { origin: 'null' },
    'an Origin that is none': { origin: '//' },
  }

  type Try = (headers: Record<string, string>, token?: string) => Promise<Response>
  /** A form and the API, as somebody signed in; and whether they did anything. */
  async function doors(): Promise<{ form: Try; api: Try; isDone: () => Promise<boolean> }> {
    const reader = await signUp(stage)
    const { cookie } = reader
    return {
      form: (headers, token) =>
        send('/account/language', {
          method: 'POST',
          headers: { cookie, ...headers },
          body: new URLSearchParams({ language: 'de', ...(token ? { csrf: token } : {}) }),
        }),
      api: (headers) => stage.post({ text: chatter(next()) }, { headers: { cookie, ...headers } }),
      async isDone() {
        const [row] = await sql<{ is_done: boolean }>(
          `select language is not null or exists (select from comment where person_id = $2) as is_done
           from account where id = $1`,
          [reader.accountId, reader.personId],
        )
        return row?.is_done ?? true
      },
    }
  }
  const refused = async (answer: Response, what: string) => {
    expect(answer.status, what).toBe(403)
    const isJson = answer.headers.get('content-type')?.includes('json')
    if (isJson) expect(await answer.json(), what).toMatchObject({ code: 'request/not-from-here' })
    else expect(await answer.text(), what).toContain('not sent from a page of this site')
  }

  it.each(Object.entries(FROM_ELSEWHERE))('is refused and does nothing: %s', async (_, headers) => {
    const { form, api, isDone } = await doors()
    await refused(await form(headers), 'form')
    await refused(await api(headers), 'api')
    expect(await isDone()).toBe(false)
  })

  it('is refused even with the right token, when the browser says where it comes from', async () => {
    const reader = await signUp(stage)
    const answer = await send('/account/language', {
      method: 'POST',
      headers: { cookie: reader.cookie, 'sec-fetch-site': 'cross-site' },
      body: new URLSearchParams({ language: 'de', csrf: reader.csrf }),
    })
    expect(answer.status).toBe(403)
  })

  it('needs the token of this session where the browser does not say', async () => {
    const { form, api, isDone } = await doors()
    const other = await signUp(stage)
    await refused(await form({}), 'no token')
    await refused(await form({}, 'A'.repeat(22)), 'a wrong token')
    await refused(
      await form({}, `AAAAAAAAAAAA.${other.csrf.split('.')[1]}`),
      'a token with another salt',
    )
    await refused(await form({}, other.csrf), 'the token of somebody else')
    await refused(await form({ 'x-csrf-token': other.csrf }), 'a token beside the form')
    await refused(await api({}), 'an API post')
    expect(await isDone()).toBe(false)
  })

  it('needs a new token after a new session: the one of the last does not pass', async () => {
    const reader = await signUp(stage)
    const { ctx } = stage.app
    const second = await write(ctx, (tx, emit) =>
      startSession(ctx, tx, emit, {
        accountId: reader.accountId,
        method: 'mail',
        hasSecondFactor: false,
        browser: '',
        network: '',
      }),
    )
    const cookie = `__Host-session=${second.token}`
    const post = (csrf: string) =>
      send('/account/language', {
        method: 'POST',
        headers: { cookie },
        body: new URLSearchParams({ language: 'de', csrf }),
      })
    await refused(await post(reader.csrf), 'the token of the other session')
    const secret = await ensureSecret(ctx.db, ctx.site.id, 'accounts')
    expect((await post(formTokenOf(secret, second.sessionId))).status).toBe(303)
  })

  it('is refused to guests as well: nobody is made to write or to sign in', async () => {
    for (const headers of Object.values(FROM_ELSEWHERE)) {
      await refused(await stage.post({ text: chatter(next()) }, { headers }), 'a comment')
      const body = new URLSearchParams({ mail: 'forced@example.org', next: '/' })
      await refused(await send('/sign-in', { method: 'POST', headers, body }), 'signing in')
    }
    expect(await sql('select from mail where to_address = $1', ['forced@example.org'])).toEqual([])
  })

  it('is refused from the http page of a site that is reached by https', async () => {
    const reader = await signUp(safe)
    const post = (origin: string) =>
      send(
        '/account/language',
        {
          method: 'POST',
          headers: { cookie: reader.cookie, origin },
          body: new URLSearchParams({ language: 'de' }),
        },
        safe,
      )
    expect((await post(safe.address)).status).toBe(403)
    expect((await post('http://paper.example')).status).toBe(403)
    expect((await post('https://paper.example.evil.example')).status).toBe(403)
    expect((await post(HTTPS_ORIGIN)).status).toBe(303)
  })

  it('passes from our own pages, however the browser says so', async () => {
    const ways: Record<string, string>[] = [
      { 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-site': 'none' },
      { origin: stage.address },
      { origin: stage.app.ctx.origin() },
    ]
    for (const headers of ways) {
      const { form, api } = await doors()
      expect((await form(headers)).status).toBe(303)
      expect((await api(headers)).status).toBe(201)
    }
    const reader = await signUp(stage)
    const withToken = await send('/account/language', {
      method: 'POST',
      headers: { cookie: reader.cookie },
      body: new URLSearchParams({ language: 'de', csrf: reader.csrf }),
    })
    expect(withToken.status).toBe(303)
  })

  it('has no bearing on programs: an access token is no cookie', async () => {
    const { comment } = await stage.say('Nell', chatter(next()))
    const decide = (headers: Record<string, string>) =>
      send(`/api/v1/comments/${comment.id}/decision`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ action: 'remove' }),
      })
    expect((await decide({ authorization: `Bearer ${stage.staffToken}` })).status).toBe(200)
    for (const authorization of [
      'Bearer staff_wrong',
      'Bearer',
      'Basic YTpi',
      `Bearer ${stage.staffToken} x`,
      stage.staffToken,
    ]) {
      const answer = await decide({ authorization })
      expect(answer.status, authorization).toBe(401)
      expect(await answer.json()).toMatchObject({ code: 'access/token-unknown' })
      expect(answer.headers.get('www-authenticate')).toBe('Bearer')
    }
    // A wrong token is not helped by a session beside it.
    const moderator = await signUp(stage, { role: 'moderator' })
    const mixed = { ...moderator.headers, authorization: 'Bearer staff_wrong' }
    expect((await decide(mixed)).status).toBe(401)
  })

  it('cannot be a body that needs no preflight, other than a form', async () => {
    const reader = await signUp(stage)
    const upload = new FormData()
    upload.set('language', 'de')
    const bodies: [string, Sent][] = [
      ['text', { headers: { 'content-type': 'text/plain' }, body: 'language=de' }],
      ['JSON as text', { headers: { 'content-type': 'text/plain' }, body: '{"language":"de"}' }],
      ['multipart', { body: upload }],
      ['no type', { headers: { 'content-type': '' }, body: 'language=de' }],
      ['xml', { headers: { 'content-type': 'application/xml' }, body: '<language>de</language>' }],
    ]
    for (const [what, { headers, body }] of bodies) {
      const sent = { method: 'POST', headers: { ...reader.headers, ...headers }, body }
      expect((await send('/account/language', sent)).status, what).toBe(415)
      expect((await send('/api/v1/articles/ferry/comments', sent)).status, what).toBe(415)
    }
    const [row] = await sql<{ language: string | null }>(
      'select language from account where id = $1',
      [reader.accountId],
    )
    expect(row?.language).toBe(null)
  })

  it('cannot be a form with fields of its own, or one that names prototypes', async () => {
    const reader = await signUp(stage)
    for (const name of ['role', '__proto__', 'constructor', 'language[]', 'toString']) {
      const answer = await reader.send('/account/language', { language: 'de', [name]: 'owner' })
      expect(answer.status, name).toBe(400)
    }
    const json = (body: string) =>
      send('/account/language', {
        method: 'POST',
        headers: { ...reader.headers, 'content-type': 'application/json' },
        body,
      })
    for (const body of ['{"__proto__":{"language":"de"}}', '["de"]', '"language"', '{"language":'])
      expect((await json(body)).status, body).toBe(400)
  })

  it('may be the one click that ends mail, from anywhere and without session, and nothing more', async () => {
    const reader = await signUp(stage)
    const input = { accountId: reader.accountId, kind: 'replies' as const }
    const path = new URL(await unsubscribeUrlOf(stage.app.ctx, input)).pathname
    const answer = await send(path, {
      method: 'POST',
      headers: { 'sec-fetch-site': 'cross-site', origin: 'null' },
      body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
    })
    expect(answer.status).toBe(200)
    const [row] = await sql('select tell_replies, tell_decisions from account where id = $1', [
      reader.accountId,
    ])
    expect(row).toEqual({ tell_replies: 'never', tell_decisions: 'at-once' })
    const forged = path.replace(/replies/, 'decisions')
    expect((await send(forged, { method: 'POST' })).status).toBe(404)
  })
})

describe('the headers', () => {
  /** One answer of every kind that the program gives. */
  async function everyKind(at: Stage): Promise<Record<string, Response>> {
    const { comment } = await at.say('Nell', chatter(next()))
    const reader = await signUp(at)
    const as = reader.headers
    const cached = await send('/articles/ferry', {}, at)
    const etag = cached.headers.get('etag') ?? ''
    const asset = /\/assets\/[^"]+\.css/.exec(await cached.clone().text())?.[0] ?? ''
    const stop = new AbortController()
    const stream = await fetch(`${at.address}/api/v1/articles/ferry/live`, { signal: stop.signal })
    stop.abort()
    const json = { 'content-type': 'application/json' }
    const post = (path: string, headers: Record<string, string>, body: string) =>
      send(path, { method: 'POST', headers: { ...json, ...headers }, body }, at)
    return {
      'a page': cached,
      'a page from memory': await send('/articles/ferry', {}, at),
      'a page that has not changed': await send(
        '/articles/ferry',
        { headers: { 'if-none-match': etag } },
        at,
      ),
      'the head of a page': await send('/articles/ferry', { method: 'HEAD' }, at),
      'a page of one reader': await send('/articles/ferry', { headers: as }, at),
      'a page of an account': await send('/account', { headers: as }, at),
      'the page of signing in': await send('/sign-in', {}, at),
      'a page that is not there': await send('/nothing', {}, at),
      'an article that is not there': await send('/articles/nothing', {}, at),
      'a page that is forbidden': await send('/desk', { headers: as }, at),
      'a way of asking that is not known': await send('/account', { method: 'DELETE' }, at),
      'what a page may ask': await send('/account', { method: 'OPTIONS' }, at),
      'a redirect to sign in': await send('/account', {}, at),
      'a redirect after a form': await send(
        '/account/language',
        { method: 'POST', headers: as, body: new URLSearchParams({ language: '' }) },
        at,
      ),
      'a fragment': await send(`/articles/ferry/comments/${comment.id}/fragment`, {}, at),
      'an API answer': await send('/api/v1/articles', {}, at),
      'an API answer from memory': await send('/api/v1/articles', {}, at),
      'an API problem': await send('/api/v1/articles/nothing', {}, at),
      'an API address that is not there': await send('/api/v1/nothing', {}, at),
      'an API answer to staff': await send(
        '/api/v1/articles/ferry/comments',
        { headers: { authorization: `Bearer ${at.staffToken}` } },
        at,
      ),
      'a body that is no JSON': await post('/api/v1/articles/ferry/comments', {}, '{'),
      'a body that is too large': await post(
        '/api/v1/articles/ferry/comments',
        {},
        JSON.stringify({ text: 'a'.repeat(200_000) }),
      ),
      'a body of another type': await post(
        '/api/v1/articles/ferry/comments',
        { 'content-type': 'text/plain' },
        'a',
      ),
      'what comes from elsewhere': await post(
        '/api/v1/articles/ferry/comments',
        { 'sec-fetch-site': 'cross-site' },
        '{}',
      ),
      'a stream': stream,
      'an asset': await send(asset, {}, at),
      'an asset that is not there': await send('/assets/nothing.js', {}, at),
      'the feed': await send('/feed.xml', {}, at),
      'the icon': await send('/favicon.svg', {}, at),
      'robots.txt': await send('/robots.txt', {}, at),
      'security.txt': await send('/.well-known/security.txt', {}, at),
      health: await send('/health', {}, at),
      'the description of the API': await send('/api/v1/openapi.json', {}, at),
    }
  }

  it('are on every kind of answer, and HSTS on none by http', async () => {
    for (const [what, { headers, status }] of Object.entries(await everyKind(stage))) {
      expect(status, what).toBeLessThan(500)
      expect(headers.get('content-security-policy'), what).toBe(POLICY)
      expect(headers.get('x-content-type-options'), what).toBe('nosniff')
      expect(headers.get('referrer-policy'), what).toBe('strict-origin-when-cross-origin')
      expect(headers.get('cross-origin-opener-policy'), what).toBe('same-origin')
      expect(headers.get('cross-origin-resource-policy'), what).toBe('same-origin')
      expect(headers.get('permissions-policy'), what).toContain('camera=()')
      expect(headers.get('strict-transport-security'), what).toBe(null)
      expect(headers.get('access-control-allow-origin'), what).toBe(null)
      expect(headers.get('x-powered-by'), what).toBe(null)
      expect(headers.get('server'), what).toBe(null)
      expect(headers.get('cache-control'), what).not.toBe(null)
    }
  })

  it('tell browsers for two years to come by https alone, where the site is reached so', async () => {
    for (const [what, { headers }] of Object.entries(await everyKind(safe))) {
      expect(headers.get('strict-transport-security'), what).toBe('max-age=63072000')
      expect(headers.get('content-security-policy'), what).toBe(POLICY)
    }
  })

  it('allow no inline script or style, and pages have none', async () => {
    expect(POLICY).not.toMatch(/unsafe-|nonce-|\*|https?:/)
    const owner = await signUp(stage, { role: 'owner' })
    for (const path of [
      '/',
      '/articles/ferry',
      '/sign-in',
      '/account',
      '/account/security',
      '/desk',
      '/desk/people',
    ]) {
      const headers = path === '/sign-in' ? {} : owner.headers
      const html = await (await send(path, { headers })).text()
      expect(html.length, path).toBeGreaterThan(500)
      expect(html, path).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:/i)
      for (const [script] of html.matchAll(/<script[^>]*>[^<]*/g))
        expect(script, path).toMatch(
          // Data for search engines is no script: nothing runs it.
          /^<script type="((module|speculationrules)"[^>]*src="\/assets\/[^"]+"[^>]*>$|application\/ld\+json">\{)/,
        )
    }
  })

  it('keep what is personal out of every memory on the way', async () => {
    const reader = await signUp(stage)
    const owner = await signUp(stage, { role: 'owner' })
    const { comment, receiptUrl } = await stage.say('Nell', chatter(next()))
    const input = { accountId: reader.accountId, kind: 'all' as const }
    const unsubscribe = new URL(await unsubscribeUrlOf(stage.app.ctx, input)).pathname
    const { url } = await inviteOwner(stage.app.ctx)
    const anonymous = {}
    const asked: [string, Record<string, string>][] = [
      ...['/sign-in', '/sign-in/sent', '/sign-in/link/nothing', '/sign-in/second-factor'].map(
        (path): [string, Record<string, string>] => [path, anonymous],
      ),
      [new URL(url).pathname, anonymous],
      ['/invitation/nothing', anonymous],
      [unsubscribe, anonymous],
      [receiptUrl, anonymous],
      ...['/account', '/account/security', '/account/notices', '/account/leave'].flatMap(
        (path): [string, Record<string, string>][] => [
          [path, reader.headers],
          [path, anonymous],
        ],
      ),
      ...['/desk', '/desk/people', '/desk/claims', '/desk/outbox'].flatMap(
        (path): [string, Record<string, string>][] => [
          [path, owner.headers],
          [path, reader.headers],
          [path, anonymous],
        ],
      ),
      ...[
        '/',
        '/articles/ferry',
        '/sections/news',
        '/support',
        `/articles/ferry/comments/${comment.id}`,
        `/articles/ferry/comments/${comment.id}/fragment`,
        `/people/${reader.personId}`,
        '/nothing',
      ].map((path): [string, Record<string, string>] => [path, reader.headers]),
      ['/api/v1/articles/ferry/comments', owner.headers],
      ['/api/v1/nothing', reader.headers],
    ]
    for (const [path, headers] of asked) {
      const answer = await send(path, { headers })
      expect(answer.headers.get('cache-control'), path).toBe('private, no-store')
    }
    const exported = await reader.send('/account/export')
    expect(exported.status).toBe(200)
    expect(exported.headers.get('cache-control')).toBe('private, no-store')
  })

  it('tell no other site the address of a page that is a key', async () => {
    const { url } = await inviteOwner(stage.app.ctx)
    const invitation = await send(new URL(url).pathname)
    expect(invitation.headers.get('referrer-policy')).toBe('same-origin')
    const mail = 'referrer@example.org'
    const asked = await send('/sign-in', {
      method: 'POST',
      headers: { 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams({ mail, next: '/' }),
    })
    const cookie = asked.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    const link = await send(await linkTo(mail), { headers: { cookie } })
    expect(link.status).toBe(200)
    expect(link.headers.get('referrer-policy')).toBe('same-origin')
  })
})

describe('limits', () => {
  const LIMIT = 4
  const comment = (at: Stage, headers: Record<string, string> = {}) =>
    at.post({ text: chatter(next()) }, { headers })
  const statuses = async (times: number, one: () => Promise<Response>) => {
    const got: number[] = []
    for (let i = 0; i < times; i += 1) got.push((await one()).status)
    return got
  }
  const withStage = async (
    settings: Record<string, string>,
    story: (at: Stage) => Promise<void>,
  ) => {
    const at = await openStage(await cluster.create(), { clock }, settings)
    await story(at).finally(() => at.app.close())
  }
  const passes = (times: number) => Array.from({ length: times }, () => 201)

  it('count the address of the connection when no proxy is trusted, whatever a header says', async () => {
    await withStage({ COMMENTS_PER_MINUTE: String(LIMIT) }, async (at) => {
      const forged = () =>
        comment(at, {
          'x-forwarded-for': `203.0.${next() % 250}.1`,
          'x-real-ip': `203.0.${next() % 250}.1`,
          forwarded: `for=203.0.${next() % 250}.1`,
        })
      expect(await statuses(LIMIT + 1, forged)).toEqual([...passes(LIMIT), 429])
      later(MINUTE)
      expect(await statuses(LIMIT + 1, forged)).toEqual([...passes(LIMIT), 429])
    })
  })

  it('count what a trusted proxy says, and not what was said before it', async () => {
    const settings = {
      COMMENTS_PER_MINUTE: String(LIMIT),
      TRUSTED_PROXIES: '127.0.0.1, 192.0.2.0/24',
    }
    await withStage(settings, async (at) => {
      const from = (forwarded: string) => () => comment(at, { 'x-forwarded-for': forwarded })
      expect(await statuses(LIMIT + 1, from('203.0.113.7'))).toEqual([...passes(LIMIT), 429])
      // Another address of the same /24, behind one more trusted proxy, with lies at the left.
      expect(await statuses(1, from('203.0.113.200'))).toEqual([429])
      expect(await statuses(1, from('198.51.100.1, 203.0.113.7, 192.0.2.9'))).toEqual([429])
      expect(await statuses(1, from('127.0.0.1, 203.0.113.7'))).toEqual([429])
      // Who is not in that network is not held up.
      expect(await statuses(LIMIT + 1, from('203.0.113.7, 198.51.100.1'))).toEqual([
        ...passes(LIMIT),
        429,
      ])
      // IPv6: a whole /64 is one network, the next one another.
      const v6 = (n: number, network = '2') => from(`2001:db8:1:${network}::${n}`)
      for (let n = 1; n <= LIMIT; n += 1) expect(await statuses(1, v6(n))).toEqual([201])
      expect(await statuses(1, v6(LIMIT + 1))).toEqual([429])
      expect(await statuses(1, v6(1, '3'))).toEqual([201])
    })
  })

  it('count an account wherever it writes from, and let others of its network write', async () => {
    const settings = { COMMENTS_PER_MINUTE: '16', TRUSTED_PROXIES: '127.0.0.1' }
    await withStage(settings, async (at) => {
      const reader = await signUp(at)
      const elsewhere = () =>
        comment(at, { ...reader.headers, 'x-forwarded-for': `100.${next() % 250}.1.1` })
      expect(await statuses(5, elsewhere)).toEqual([...passes(4), 429])
      const other = await signUp(at)
      expect(await statuses(1, () => comment(at, other.headers))).toEqual([201])
      later(MINUTE)
      expect(await statuses(1, elsewhere)).toEqual([201])
    })
  })

  const api = (headers: Record<string, string>) =>
    send('/sign-in/passkey/options', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: '{}',
    })

  it('say how much is left, and from the last on when to come again, as problem+json', async () => {
    const headers = { 'x-forwarded-for': '100.64.1.1' }
    const first = await api(headers)
    expect(first.status).toBe(200)
    expect(first.headers.get('ratelimit-policy')).toBe('"passkey-options";q=300;w=600')
    expect(first.headers.get('ratelimit')).toMatch(/^"passkey-options";r=299;t=\d{1,3}$/)
    expect(await statuses(299, () => api(headers))).not.toContain(429)
    const refused = await api(headers)
    expect(refused.status).toBe(429)
    expect(refused.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
    expect(await refused.json()).toMatchObject({ status: 429, code: 'request/too-many' })
    const wait = Number(refused.headers.get('retry-after'))
    expect(wait).toBeGreaterThan(0)
    expect(wait).toBeLessThanOrEqual(600)
    expect(refused.headers.get('ratelimit')).toBe(`"passkey-options";r=0;t=${wait}`)
    later(wait * 1_000)
    expect((await api(headers)).status).toBe(200)
  })

  it('are told on a page where a form was sent, and neighbours in other networks send on', async () => {
    const reader = await signUp(stage)
    const form = (from: string) =>
      send('/account/language', {
        method: 'POST',
        headers: { ...reader.headers, 'x-forwarded-for': from },
        body: new URLSearchParams({ language: 'en' }),
      })
    expect(await statuses(60, () => form('100.64.2.1'))).not.toContain(429)
    const refused = await form('100.64.2.2')
    expect(refused.status).toBe(429)
    expect(refused.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/)
    expect((await form('100.64.3.1')).status).toBe(303)
  })

  it('are not used up by what is refused before them', async () => {
    const reader = await signUp(stage)
    const forged = () =>
      send('/account/language', {
        method: 'POST',
        headers: {
          cookie: reader.cookie,
          'sec-fetch-site': 'cross-site',
          'x-forwarded-for': '100.64.4.1',
        },
        body: new URLSearchParams({ language: 'en' }),
      })
    expect(new Set(await statuses(61, forged))).toEqual(new Set([403]))
    const own = await send('/account/language', {
      method: 'POST',
      headers: { ...reader.headers, 'x-forwarded-for': '100.64.4.1' },
      body: new URLSearchParams({ language: 'en' }),
    })
    expect(own.headers.get('ratelimit')).toContain('r=59')
  })
})

describe('pages that everybody shares', () => {
  const PAGES = [
    '/',
    '/sections/news',
    '/articles/ferry',
    '/articles/ferry?order=newest',
    '/support',
  ]
  const bytes = async (path: string, headers: Record<string, string> = {}) =>
    (await send(path, { headers })).text()
  const forget = () => stage.app.ctx.pages.clear()

  it('are the same bytes for two strangers, and for a browser that wrote here before', async () => {
    const { comment } = await stage.say('Nell', chatter(next()))
    for (const path of [...PAGES, `/articles/ferry/comments/${comment.id}`]) {
      const first = await bytes(path)
      expect(await bytes(path, { 'user-agent': 'another', 'accept-language': 'de' }), path).toBe(
        first,
      )
      expect(await bytes(path, { cookie: `__Host-browser=${newToken()}` }), path).toBe(first)
      const cached = await send(path)
      expect(cached.headers.get('cache-control'), path).toBe('public, max-age=0, must-revalidate')
      expect(cached.headers.get('vary'), path).toBe('Accept-Encoding')
    }
  })

  it('hold nothing of a reader who read them first', async () => {
    const reader = await signUp(stage, { name: 'Poison Testname', language: 'de' })
    for (const path of PAGES) {
      const before = await bytes(path)
      forget()
      const own = await reader.get(path)
      const html = await own.text()
      expect(html, path).toContain('Poison Testname')
      expect(own.headers.get('vary'), path).toContain('Cookie')
      const after = await bytes(path)
      expect(after, path).toBe(before)
      expect(after, path).not.toContain('Poison Testname')
      expect(after, path).not.toContain('name="csrf"')
    }
  })

  it('are shared with nobody who asks for them signed in, in whatever order', async () => {
    const [ann, bob] = [await signUp(stage), await signUp(stage)]
    forget()
    const pages = await Promise.all(
      Array.from({ length: 30 }, (_, i) => {
        const who = [ann, bob, null][i % 3] ?? null
        return bytes('/articles/ferry', who?.headers).then((html) => ({ html, who }))
      }),
    )
    for (const { html, who } of pages)
      for (const one of [ann, bob]) expect(html.includes(one.name)).toBe(who === one)
    const tokens = pages.map(({ html }) => /name="csrf" value="([^"]+)"/.exec(html)?.[1])
    expect(tokens.filter((token) => token === undefined)).toHaveLength(10)
    expect(new Set(tokens.filter((token) => token !== undefined)).size).toBe(20)
  })

  it('have the name and the token of a reader in their own copy, and the token is good', async () => {
    const reader = await signUp(stage)
    const html = await (await reader.get('/articles/ferry')).text()
    expect(html).toContain(`<bdi>${reader.name}</bdi>`)
    const token = /name="csrf" value="([\w.-]+)"/.exec(html)?.[1] ?? ''
    expect(token).toMatch(/^[\w-]{12}\.[\w-]{22}$/)
    const answer = await send('/articles/ferry/comments', {
      method: 'POST',
      headers: { cookie: reader.cookie },
      body: new URLSearchParams({ text: chatter(next()), csrf: token }),
    })
    expect(answer.headers.get('location')).toContain('/articles/ferry/comments/')
  })

  it('show a copy with placeholders to who muted somebody, and to nobody else', async () => {
    const [reader, loud, other] = [await signUp(stage), await signUp(stage), await signUp(stage)]
    const text = chatter(next())
    const posted = await stage.post({ text }, { headers: loud.headers })
    const { comment } = (await posted.json()) as { comment: ApiComment }
    const { accountId } = reader
    await mute(stage.app.ctx, { accountId, personId: loud.personId })
    const paths = [
      '/articles/ferry?order=newest',
      '/api/v1/articles/ferry/comments?order=newest&limit=100',
      `/api/v1/comments/${comment.id}`,
    ]
    const everybody = {
      reader: reader.headers,
      other: other.headers,
      loud: loud.headers,
      nobody: {},
    }
    for (const path of paths) {
      forget()
      for (const [who, headers] of Object.entries(everybody)) {
        const html = await bytes(path, headers)
        expect(html.includes(text), `${path} for ${who}`).toBe(who !== 'reader')
      }
    }
  })

  it('show held comments to staff, and to nobody after them', async () => {
    const text = chatter(next())
    const { comment } = await stage.say('Nell', text)
    await sql(`update comment set state = 'held' where id = $1`, [comment.id])
    forget()
    const moderator = await signUp(stage, { role: 'moderator' })
    const half = await signUp(stage, { role: 'moderator', hasSecondFactor: false })
    const path = '/api/v1/articles/ferry/comments?order=newest&limit=100'
    const program = { authorization: `Bearer ${stage.staffToken}` }
    expect(await bytes(path, moderator.headers)).toContain(text)
    expect(await bytes(path, program)).toContain(text)
    for (const headers of [{}, half.headers, (await signUp(stage)).headers])
      expect(await bytes(path, headers)).not.toContain(text)
    const one = `/api/v1/comments/${comment.id}`
    expect(await bytes(one, moderator.headers)).toContain(text)
    expect((await send(one)).status).toBe(404)
  })

  it('cannot be made to hold what a visitor sends', async () => {
    const before = await bytes('/articles/ferry')
    const tricks: Record<string, string>[] = [
      { 'x-forwarded-host': 'evil.example' },
      { 'x-forwarded-proto': 'javascript' },
      { 'x-original-url': '/account' },
      { 'x-rewrite-url': '/account' },
      { forwarded: 'host=evil.example' },
    ]
    for (const headers of tricks) {
      forget()
      await bytes('/articles/ferry', headers)
      expect(await bytes('/articles/ferry')).toBe(before)
    }
    forget()
    await bytes('/articles/ferry?utm_source=evil"><script>')
    expect(await bytes('/articles/ferry')).toBe(before)
  })
})

describe('addresses to go on to', () => {
  const AWAY = [
    'https://evil.example/',
    '//evil.example/',
    '///evil.example/',
    '/\\evil.example',
    '\\\\evil.example',
    '/.//evil.example',
    '/x/..//evil.example',
    '/%2e//evil.example',
    '/a/%2E%2e//evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    'javascript:alert(1)',
    ' https://evil.example',
    'http:evil.example',
    '@evil.example',
    '/\r\nSet-Cookie: __Host-session=x',
    '/%0d%0aSet-Cookie:x=y',
    `/${'a'.repeat(1_001)}`,
    '',
  ]
  const isHere = (place: string) => {
    expect(place).toMatch(/^\/(?!\/)[!-~]*$/)
    expect(new URL(place, 'https://paper.example').origin).toBe('https://paper.example')
    expect(place).not.toMatch(/[\r\n\\]/)
  }
  const encoded = (raw: string) => encodeURIComponent(raw)

  it.each(AWAY)('are ours alone, on every route that takes one: %j', async (raw) => {
    const reader = await signUp(stage)
    const other = await signUp(stage)
    const due = await signUp(stage)
    await sql('insert into code_app (account_id, secret, confirmed_at) values ($1, $2, $3)', [
      due.accountId,
      'JBSWY3DPEHPK3PXP',
      now,
    ])
    const signIn = await reader.get(`/sign-in?next=${encoded(raw)}`)
    expect(signIn.status).toBe(303)
    isHere(signIn.headers.get('location') ?? '')
    for (const act of ['mute', 'unmute']) {
      const answer = await reader.send(`/people/${other.personId}/${act}`, { next: raw })
      expect(answer.status).toBe(303)
      isHere(answer.headers.get('location') ?? '')
    }
    const mail = `next${next()}@example.org`
    const body = new URLSearchParams({ mail, next: raw })
    await send('/sign-in', { method: 'POST', headers: { 'sec-fetch-site': 'same-origin' }, body })
    const [link] = await sql<{ next_path: string }>(
      'select next_path from sign_in_link where mail = $1',
      [mail],
    )
    isHere(link?.next_path ?? '')
    for (const path of ['/sign-in', '/sign-in/second-factor']) {
      const headers = path === '/sign-in' ? {} : due.headers
      const html = await (await send(`${path}?next=${encoded(raw)}`, { headers })).text()
      isHere((/name="next" value="([^"]*)"/.exec(html)?.[1] ?? '').replaceAll('&amp;', '&'))
      expect(html).not.toContain('evil.example"')
    }
  })

  it('are one each: what comes twice, or as a list, is not followed', async () => {
    const reader = await signUp(stage)
    for (const query of ['next=/a&next=//evil.example', 'next=/a%5C..&next=%5C%5Cevil.example']) {
      const answer = await reader.get(`/sign-in?${query}`)
      expect(answer.status).toBe(400)
      expect(answer.headers.get('location')).toBe(null)
    }
    const list = await reader.get('/sign-in?next[]=//evil.example')
    expect(list.headers.get('location')).toBe('/account')
  })

  it('go on to pages of ours, with their query and fragment', async () => {
    const reader = await signUp(stage)
    for (const path of ['/articles/ferry?order=newest#c-1', '/', '/a//b', '/people/1?x=//y']) {
      const answer = await reader.get(`/sign-in?next=${encoded(path)}`)
      expect(answer.headers.get('location')).toBe(path)
    }
  })

  it('are remembered by the door itself as a path, whatever the request line says', async () => {
    for (const path of [
      'http://evil.example/account',
      '/account?x=//evil.example',
      '/desk/people?q=%0d%0a',
    ]) {
      const { status, headers } = await sendRaw({ path })
      expect(status).toBe(303)
      const place = String(headers.location)
      expect(place).toMatch(/^\/sign-in\?next=[\w%.-]+$/)
      const reader = await signUp(stage)
      isHere((await reader.get(place)).headers.get('location') ?? '')
    }
  })
})

describe('tricks with the request itself', () => {
  it('reach no file outside of the assets', async () => {
    const paths = [
      '/assets/../package.json',
      '/assets/..%2f..%2fpackage.json',
      '/assets/%2e%2e/%2e%2e/package.json',
      '/assets/....//....//package.json',
      '/assets/..\\..\\package.json',
      '/assets//etc/passwd',
      '/assets/%00',
      '/assets/manifest.json',
      '/manifest.json',
      '/.env',
      '/.git/config',
    ]
    for (const path of paths) {
      const { status, text } = await sendRaw({ path })
      expect(status, path).toBe(404)
      expect(text, path).not.toMatch(/"dependencies"|root:|isEntry/)
    }
  })

  it('change no method: what a header, a query or a field says of it is not heard', async () => {
    const reader = await signUp(stage)
    const tricks: [string, Record<string, string>][] = [
      ['/account/sessions/end-others?_method=POST', {}],
      ['/account/sessions/end-others', { 'x-http-method-override': 'POST' }],
      ['/account/sessions/end-others', { 'x-method-override': 'POST' }],
    ]
    for (const [path, headers] of tricks) expect((await reader.get(path, headers)).status).toBe(405)
    const asForm = await reader.send('/account', { _method: 'GET' })
    expect(asForm.status).toBe(405)
  })

  it('get no echo by TRACE, and no door by methods that are not known', async () => {
    for (const method of ['TRACE', 'PUT', 'DELETE', 'PATCH', 'PROPFIND']) {
      const { status, text } = await sendRaw({
        path: '/account',
        method,
        headers: { cookie: '__Host-session=secret-of-mine' },
      })
      expect(status, method).toBe(405)
      expect(text, method).not.toContain('secret-of-mine')
    }
  })

  it('never make a GET change anything: each address of a form is refused to it', async () => {
    const reader = await signUp(stage)
    for (const path of [
      '/sign-out',
      '/account/stay',
      '/account/export',
      '/account/sessions/end',
      '/account/name?name=x',
      '/desk/people/ban',
      `/people/${reader.personId}/mute`,
    ])
      expect((await reader.get(path)).status, path).toBe(405)
    expect((await reader.get('/account')).status).toBe(200)
  })

  it('put no foreign Host into pages, letters, feeds or security.txt', async () => {
    const headers = {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
      'sec-fetch-site': 'same-origin',
    }
    for (const at of [stage, safe]) {
      for (const path of [
        '/',
        '/articles/ferry',
        '/feed.xml',
        '/.well-known/security.txt',
        '/sign-in',
        '/nothing',
      ]) {
        at.app.ctx.pages.clear()
        expect((await sendRaw({ path, headers, at })).text, path).not.toContain('evil.example')
      }
      const mail = `host${next()}@example.org`
      const { hostname, port } = new URL(at.address)
      await new Promise<void>((done, fail) => {
        const type = { 'content-type': 'application/x-www-form-urlencoded' }
        const one = ask(
          { hostname, port, path: '/sign-in', method: 'POST', headers: { ...headers, ...type } },
          (response) => response.resume().on('end', done),
        )
        one.on('error', fail)
        one.end(new URLSearchParams({ mail, next: '/' }).toString())
      })
      const [letter] = await sql<{ text: string; html: string }>(
        'select text, html from mail where to_address = $1',
        [mail],
        at,
      )
      expect(letter?.text).toContain(`${at.app.ctx.origin()}/sign-in/link/`)
      expect(`${letter?.text}${letter?.html}`).not.toContain('evil.example')
    }
    expect(safe.app.ctx.origin()).toBe(HTTPS_ORIGIN)
  })

  it('find where to report a weakness', async () => {
    const answer = await send('/.well-known/security.txt', {}, safe)
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    const lines = (await answer.text()).trim().split('\n')
    const fields = Object.fromEntries(lines.map((line) => line.split(/: (.*)/).slice(0, 2)))
    expect(fields).toEqual({
      Contact: `${HTTPS_ORIGIN}/`,
      Expires: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      'Preferred-Languages': 'en',
      Canonical: `${HTTPS_ORIGIN}/.well-known/security.txt`,
    })
    const days = (new Date(String(fields.Expires)).getTime() - now.getTime()) / 86_400_000
    expect(days).toBeGreaterThan(30)
    expect(days).toBeLessThan(365)
  })

  it('learn nothing from what goes wrong: no stack, no query, no file', async () => {
    const reader = await signUp(stage)
    const asked = [
      '/people/not-an-id',
      "/people/' or 1=1 --",
      `/people/${randomUUID()}`,
      '/account/notices?before=x',
      `/articles/ferry?after=${randomUUID()}`,
      '/api/v1/comments/not-an-id',
      '/api/v1/articles?limit=1e9',
    ]
    for (const path of asked) {
      const answer = await reader.get(path)
      expect(answer.status, path).toBeGreaterThanOrEqual(400)
      expect(answer.status, path).toBeLessThan(500)
      expect(await answer.text(), path).not.toMatch(/node_modules|\.ts:\d|select |at \w+ \(/)
    }
  })
})
