/** docs/security.md answers every requirement of ASVS 5.0.0, levels 1 and 2, and each test it names exists. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LIMITS } from '../src/platform/limits.js'
import { signUp } from './accounts/people.js'
import { type Cluster, openCluster, openStage, type Stage } from './cast.js'

/** Ids of OWASP ASVS 5.0.0 (May 2025): 70 of level 1 and 183 of level 2. Level 3 is not answered. */
const REQUIREMENTS: Record<1 | 2, string> = {
  1: `
    1.2.1 1.2.2 1.2.3 1.2.4 1.2.5 1.3.1 1.3.2 1.5.1
    2.1.1 2.2.1 2.2.2 2.3.1
    3.2.1 3.2.2 3.3.1 3.4.1 3.4.2 3.5.1 3.5.2 3.5.3
    4.1.1 4.4.1
    5.2.1 5.2.2 5.3.1 5.3.2
    6.1.1 6.2.1 6.2.2 6.2.3 6.2.4 6.2.5 6.2.6 6.2.7 6.2.8 6.3.1 6.3.2 6.4.1 6.4.2
    7.2.1 7.2.2 7.2.3 7.2.4 7.4.1 7.4.2
    8.1.1 8.2.1 8.2.2 8.3.1
    9.1.1 9.1.2 9.1.3 9.2.1
    10.4.1 10.4.2 10.4.3 10.4.4 10.4.5
    11.3.1 11.3.2 11.4.1
    12.1.1 12.2.1 12.2.2
    13.4.1
    14.2.1 14.3.1
    15.1.1 15.2.1 15.3.1`,
  2: `
    1.1.1 1.1.2 1.2.6 1.2.7 1.2.8 1.2.9 1.3.3 1.3.4 1.3.5 1.3.6 1.3.7 1.3.8 1.3.9 1.3.10 1.3.11
    1.4.1 1.4.2 1.4.3 1.5.2
    2.1.2 2.1.3 2.2.3 2.3.2 2.3.3 2.3.4 2.4.1
    3.3.2 3.3.3 3.3.4 3.4.3 3.4.4 3.4.5 3.4.6 3.5.4 3.5.5 3.7.1 3.7.2
    4.1.2 4.1.3 4.2.1 4.3.1 4.3.2 4.4.2 4.4.3 4.4.4
    5.1.1 5.2.3 5.4.1 5.4.2 5.4.3
    6.1.2 6.1.3 6.2.9 6.2.10 6.2.11 6.2.12 6.3.3 6.3.4 6.4.3 6.4.4
    6.5.1 6.5.2 6.5.3 6.5.4 6.5.5 6.6.1 6.6.2 6.6.3 6.8.1 6.8.2 6.8.3 6.8.4
    7.1.1 7.1.2 7.1.3 7.3.1 7.3.2 7.4.3 7.4.4 7.4.5 7.5.1 7.5.2 7.6.1 7.6.2
    8.1.2 8.2.3 8.4.1
    9.2.2 9.2.3 9.2.4
    10.1.1 10.1.2 10.2.1 10.2.2 10.3.1 10.3.2 10.3.3 10.3.4
    10.4.6 10.4.7 10.4.8 10.4.9 10.4.10 10.4.11
    10.5.1 10.5.2 10.5.3 10.5.4 10.5.5 10.6.1 10.6.2 10.7.1 10.7.2 10.7.3
    11.1.1 11.1.2 11.2.1 11.2.2 11.2.3 11.3.3 11.4.2 11.4.3 11.4.4 11.5.1 11.6.1
    12.1.2 12.1.3 12.3.1 12.3.2 12.3.3 12.3.4
    13.1.1 13.2.1 13.2.2 13.2.3 13.2.4 13.2.5 13.3.1 13.3.2 13.4.2 13.4.3 13.4.4 13.4.5
    14.1.1 14.1.2 14.2.2 14.2.3 14.2.4 14.3.2 14.3.3
    15.1.2 15.1.3 15.2.2 15.2.3 15.3.2 15.3.3 15.3.4 15.3.5 15.3.6 15.3.7
    16.1.1 16.2.1 16.2.2 16.2.3 16.2.4 16.2.5 16.3.1 16.3.2 16.3.3 16.3.4
    16.4.1 16.4.2 16.4.3 16.5.1 16.5.2 16.5.3
    17.1.1 17.2.1 17.2.2 17.2.3 17.2.4 17.3.1 17.3.2`,
}
const idsOf = (level: 1 | 2): string[] => REQUIREMENTS[level].trim().split(/\s+/)

/** What may stand where no test is named. */
const REASONS = ['does not apply', 'by design', 'document', 'operator', 'open'] as const
type Standing = 'test' | (typeof REASONS)[number]

const text = await readFile('docs/security.md', 'utf8')

type Row = { chapter: number; id: string; level: string; asks: string; met: string; proof: string }

/** Rows whose first cell is an id, with the number of the chapter above them. */
function rows(): Row[] {
  let chapter = 0
  const found: Row[] = []
  for (const line of text.split('\n')) {
    chapter = Number(/^### V(\d+) /.exec(line)?.[1] ?? chapter)
    if (!/^\| *[\d.]+ *\|/.test(line)) continue
    const cells = line.slice(1, line.lastIndexOf('|')).split(/(?<!\\)\|/)
    const [id = '', level = '', asks = '', met = '', proof = ''] = cells.map((one) => one.trim())
    expect(cells, id).toHaveLength(5)
    found.push({ chapter, id, level, asks, met, proof })
  }
  return found
}

/** Tests named by a proof: `test/FILE › "part of the title"`. */
const namedIn = (proof: string): { file: string; title: string }[] =>
  [...proof.matchAll(/`(test\/[\w./-]+) › "([^`]+)"`/g)].map(([, file = '', title = '']) => ({
    file,
    title,
  }))

/** First arguments of it(), test() and describe(), also behind each([...]) and skipIf(...). */
function titlesOf(source: string): string[] {
  const call = /(?:\b(?:it|test|describe)(?:\.\w+)*|\))\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/g
  return [...source.matchAll(call)].map((match) => (match[2] ?? '').replaceAll(/\\(.)/g, '$1'))
}

function standingOf({ id, proof }: Row): Standing {
  const reason = REASONS.find((one) => proof.startsWith(`${one}: `))
  if (reason !== undefined) return reason
  expect(namedIn(proof), `${id} has a test or a reason`).not.toEqual([])
  return 'test'
}

describe('docs/security.md', () => {
  it('answers every requirement of levels 1 and 2 once, in its chapter and with its level', () => {
    const told = rows().map(({ chapter, id, level }) => ({ chapter, id, level }))
    for (const { id } of told) expect(id).toMatch(/^\d+\.\d+\.\d+$/)
    const parts = (id: string) => id.split('.').map(Number)
    const inOrder = (a: string, b: string) =>
      parts(a).reduce((sign, part, at) => sign || part - (parts(b)[at] ?? 0), 0)
    const expected = ([1, 2] as const)
      .flatMap((level) =>
        idsOf(level).map((id) => ({ chapter: parts(id)[0] ?? 0, id, level: String(level) })),
      )
      .toSorted((a, b) => inOrder(a.id, b.id))
    expect(expected).toHaveLength(253)
    expect(told).toEqual(expected)
  })

  it('says of each what it asks, how it is met, and by which test or for which reason', () => {
    for (const row of rows()) {
      expect(row.asks.length, row.id).toBeGreaterThan(5)
      expect(row.met.length, row.id).toBeGreaterThan(0)
      expect(row.proof, row.id).not.toMatch(/^[\w ]+: *$/)
      standingOf(row)
    }
  })

  it('names only tests that exist', async () => {
    const named = rows().flatMap((row) => namedIn(row.proof).map((one) => ({ id: row.id, ...one })))
    expect(named.length).toBeGreaterThan(100)
    for (const { id, file, title } of named) {
      expect(existsSync(file), `${id} names ${file}`).toBe(true)
      const titles = titlesOf(await readFile(file, 'utf8'))
      const isThere = titles.some((one) => one.includes(title))
      expect(isThere, `${id} names "${title}" in ${file}`).toBe(true)
    }
  })

  it('names no test in a form that is not looked up', () => {
    for (const { id, proof } of rows()) {
      const marks = [...proof.matchAll(/›/g)].length
      expect(namedIn(proof), id).toHaveLength(marks)
    }
  })

  it('counts where it stands', () => {
    const count = (standing: Standing) => rows().filter((r) => standingOf(r) === standing).length
    const told =
      /\*\*(\d+)\*\* by tests, \*\*(\d+)\*\* by documents, \*\*(\d+)\*\* by design, \*\*(\d+)\*\* by the operator, \*\*(\d+)\*\* do not apply, \*\*(\d+)\*\* are open/.exec(
        text.replaceAll(/\s+/g, ' '),
      )
    expect(told?.slice(1).map(Number)).toEqual([
      count('test'),
      count('document'),
      count('by design'),
      count('operator'),
      count('does not apply'),
      count('open'),
    ])
  })

  it('sums up what is open, and nothing else', () => {
    const [, standing = ''] = text.split('## Where it stands')
    const summed = [...(standing.split('\n## ')[0] ?? '').matchAll(/\b\d+\.\d+\.\d+\b/g)]
    const open = rows().filter((row) => standingOf(row) === 'open')
    // The version of the standard is no requirement.
    const ids = summed.map(([id]) => id).filter((id) => id !== '5.0.0')
    expect(ids.toSorted()).toEqual(open.map((row) => row.id).toSorted())
  })

  it('names every limit of knocking, with its times and seconds', () => {
    const [, table = ''] = text.split('| Limit ')
    const told = [...table.matchAll(/^\| `([a-z-]+)` *\| ([\d,]+) *\| ([\d,]+) *\|/gm)]
    const number = (words = '') => Number(words.replaceAll(',', ''))
    expect(told.map(([, name, times, seconds]) => [name, number(times), number(seconds)])).toEqual(
      Object.entries(LIMITS).map(([name, { points, seconds }]) => [name, points, seconds]),
    )
  })

  it('gives each limit the value that the code gives it', async () => {
    const [, table = ''] = text.split('### The numbers')
    const limits = [
      ...(table.split('\n#')[0] ?? '').matchAll(
        /^\| *`(\w+)` *\| *([^|]+?) *\|[^|]*\| *`([^`]+)` *\|$/gm,
      ),
    ]
    expect(limits.length).toBeGreaterThan(5)
    for (const [, name = '', value = '', path = ''] of limits) {
      const found = new RegExp(`\\b${name}\\b[^=\\n]*= ([\\d_ *]+)n?$`, 'm').exec(
        await readFile(path, 'utf8'),
      )
      const factors = (found?.[1] ?? '').split('*').map((one) => Number(one.replaceAll('_', '')))
      const product = factors.reduce((all, one) => all * one, 1)
      expect(product.toLocaleString('en'), `${name} in ${path}`).toBe(value)
    }
  })
})

describe('what docs/security.md says and no other test shows', () => {
  let cluster: Cluster
  let stage: Stage
  const written: string[] = []
  let now = new Date('2026-11-20T10:00:00Z')
  const later = (days: number) => (now = new Date(now.getTime() + days * 86_400_000))

  beforeAll(async () => {
    cluster = await openCluster()
    const log = pino({ level: 'warn', base: null }, { write: (line: string) => written.push(line) })
    stage = await openStage(await cluster.create(), { clock: () => now, log })
  })
  afterAll(async () => {
    await stage?.app.close()
    await cluster?.stop()
  })
  const sql = (text: string, values: unknown[] = []) => stage.app.ctx.pool.query(text, values)

  /** Everything that comes back for these very bytes. */
  const answerTo = (bytes: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(stage.address)
      let answer = ''
      const socket = connect(Number(port), hostname, () => socket.write(bytes))
      socket.on('data', (piece) => (answer += piece))
      socket.on('close', () => resolve(answer))
      socket.on('error', reject)
    })

  it.each([
    ['a length and chunks', 'Content-Length: 4\r\nTransfer-Encoding: chunked', '0\r\n\r\nGET /x'],
    ['two lengths', 'Content-Length: 4\r\nContent-Length: 5', 'a=bc'],
    ['a length that is none', 'Content-Length: +4', 'a=bc'],
    ['chunks of another spelling', 'Transfer-Encoding: xchunked', '0\r\n\r\n'],
  ])('a message with %s is an error, and the connection ends', async (_what, fields, body) => {
    const answer = await answerTo(`POST /sign-in HTTP/1.1\r\nHost: x\r\n${fields}\r\n\r\n${body}`)
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
    expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1)
  })

  it.each(['TRACE', 'TRACK', 'CONNECT', 'OPTIONS', 'PUT', 'PATCH', 'DELETE'])(
    '%s does nothing and echoes nothing',
    async (method) => {
      const head = 'Host: x\r\nX-Said: an echo\r\nConnection: close'
      const answer = await answerTo(`${method} /account HTTP/1.1\r\n${head}\r\n\r\n`)
      expect(answer).not.toMatch(/^HTTP\/1\.1 [23]/)
      expect(answer).not.toContain('an echo')
    },
  )

  it('a session ends after 180 days however often it is used, and one of staff after 14', async () => {
    const [reader, editor] = [await signUp(stage), await signUp(stage, { role: 'editor' })]
    const status = async (who: typeof reader) => (await who.get('/account')).status
    for (let day = 0.9; day < 14; day += 0.9) {
      later(0.9)
      expect([day, await status(editor)]).toEqual([day, 200])
    }
    later(0.5)
    expect(await status(editor)).toBe(303)
    for (let day = 14; day < 160; day += 25) {
      expect([day, await status(reader)]).toEqual([day, 200])
      later(25)
    }
    expect(await status(reader)).toBe(200)
    later(25)
    expect(await status(reader)).toBe(303)
  })

  it('events of accounts cannot be changed or deleted, not even by hand', async () => {
    const { accountId } = await signUp(stage)
    const events = () => sql('select * from account_event where account_id = $1', [accountId])
    const { rows } = await events()
    expect(rows.length).toBeGreaterThan(0)
    for (const change of ["update account_event set action = 'x'", 'delete from account_event'])
      await expect(sql(`${change} where account_id = $1`, [accountId])).rejects.toThrow()
    expect((await events()).rows).toEqual(rows)
  })

  it('a bug is told to the visitor by its id alone, and written down under it', async () => {
    const { headers } = await signUp(stage)
    written.length = 0
    await sql('alter table claim rename to claim_away')
    try {
      const answers = [
        await fetch(`${stage.address}/account`, { headers }),
        await fetch(`${stage.address}/account`, { headers: { ...headers, accept: 'text/html' } }),
      ]
      for (const answer of answers) {
        expect(answer.status).toBe(500)
        const page = await answer.text()
        expect(page).not.toMatch(/relation|claim|select |node_modules|\bat \w+ \(|Error:/)
        const id = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(page)?.[0] ?? 'none'
        const lines = written.filter((line) => line.includes(id))
        expect(lines).toHaveLength(1)
        expect(JSON.parse(lines[0] ?? '{}')).toMatchObject({ level: 50, route: '/account' })
      }
    } finally {
      await sql('alter table claim_away rename to claim')
    }
  })
})

describe('the door, seen from outside', () => {
  let cluster: Cluster
  let stage: Stage
  let behindProxy: Stage

  beforeAll(async () => {
    cluster = await openCluster()
    stage = await openStage(await cluster.create(), {}, { PUBLIC_URL: 'https://lantern.example' })
    behindProxy = await openStage(await cluster.create(), {}, { TRUSTED_PROXIES: '127.0.0.1' })
  })
  afterAll(async () => {
    await stage?.app.close()
    await behindProxy?.app.close()
    await cluster?.stop()
  })

  const ELSEWHERE = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
  const send = (to: Stage, path: string, headers: Record<string, string>, fields = {}) =>
    fetch(to.address + path, {
      method: 'POST',
      headers,
      body: new URLSearchParams(fields),
      redirect: 'manual',
    })

  it('gives every kind of answer the headers that guard a browser, and none to other sites', async () => {
    const { headers } = await signUp(stage)
    const page = await (await stage.get('/articles/ferry')).text()
    const asset = /"(\/assets\/[^"]+\.js)"/.exec(page)?.[1] ?? ''
    expect(asset).not.toBe('')
    const etag = (await stage.get('/articles/ferry')).headers.get('etag') ?? ''
    const asked: [number, string, Record<string, string>][] = [
      [200, '/', {}],
      [304, '/articles/ferry', { 'if-none-match': etag }],
      [200, '/articles/ferry', headers],
      [200, '/account', headers],
      [303, '/account', {}],
      [200, '/sign-in', {}],
      [410, '/sign-in/link/none', {}],
      [404, '/nowhere', {}],
      [400, '/articles/ferry?after=1', {}],
      [200, '/api/v1/articles', {}],
      [404, '/api/v1/articles/none', {}],
      [401, '/api/v1/articles', { authorization: 'Bearer nobody' }],
      [200, '/api/v1/articles/ferry/live', {}],
      [200, '/feed.xml', {}],
      [200, '/.well-known/security.txt', {}],
      [200, asset, {}],
    ]
    for (const [status, path, sent] of asked) {
      const answer = await fetch(stage.address + path, {
        headers: { ...ELSEWHERE, ...sent },
        redirect: 'manual',
      })
      await answer.body?.cancel()
      const field = (name: string) => answer.headers.get(name) ?? ''
      expect([path, answer.status]).toEqual([path, status])
      const policy = field('content-security-policy')
      for (const part of [
        "default-src 'none'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "script-src 'self'",
      ])
        expect(policy.split('; '), path).toContain(part)
      expect(policy, path).not.toMatch(/unsafe|\*|https?:/)
      expect(field('x-content-type-options'), path).toBe('nosniff')
      expect(field('referrer-policy'), path).toMatch(/^(strict-origin-when-cross|same|no-referrer)/)
      const [, age = '0'] = /^max-age=(\d+)/.exec(field('strict-transport-security')) ?? []
      expect(Number(age), path).toBeGreaterThanOrEqual(365 * 24 * 3_600)
      expect([...answer.headers.keys()].join(), path).not.toContain('access-control')
      expect(answer.headers.getSetCookie(), path).toEqual([])
    }
  })

  it('tells no browser to insist on https that reaches the site without', async () => {
    const answer = await behindProxy.get('/')
    expect(answer.headers.get('strict-transport-security')).toBeNull()
  })

  it('sets its cookies, each for this host alone, over https alone, closed to script', async () => {
    const asked = await send(
      stage,
      '/sign-in',
      {},
      { mail: 'cookie@example.org', next: '/account' },
    )
    const [browser = ''] = asked.headers.getSetCookie()
    const { rows } = await stage.app.ctx.pool.query(
      "select text from mail where to_address = 'cookie@example.org'",
    )
    const path = /\/sign-in\/link\/[\w-]+/.exec(rows[0]?.text ?? '')?.[0] ?? ''
    const entered = await send(stage, path, { cookie: browser.split(';')[0] ?? '' })
    const given = (name: string) =>
      entered.headers.getSetCookie().find((one) => one.startsWith(`${name}=`)) ?? ''
    const [session, wrote] = [given('__Host-session'), given('__Host-wrote')]
    for (const [name, cookie] of [
      ['__Host-browser', browser],
      ['__Host-session', session],
      ['__Host-wrote', wrote],
    ] as const) {
      const [value = '', ...attributes] = cookie.split('; ')
      expect(value).toMatch(new RegExp(`^${name}=(1|[\\w-]{43})$`))
      expect(attributes.map((one) => one.replace(/=\d+$/, '')).toSorted()).toEqual(
        ['HttpOnly', 'Max-Age', 'Path=/', 'SameSite=Lax', 'Secure'].toSorted(),
      )
    }
    const token = session.slice('__Host-session='.length, session.indexOf(';'))
    const cookie = { cookie: `__Host-session=${token}` }
    for (const page of ['/account', '/account/security', '/articles/ferry'])
      expect(await (await stage.get(page, cookie)).text(), page).not.toContain(token)
  })

  it('takes what changes something from pages of ours, or with the token of this very session', async () => {
    const [ann, bob] = [await signUp(stage), await signUp(stage)]
    const { cookie } = ann
    const own = { origin: 'https://lantern.example' }
    const tried: [number, Record<string, string>, Record<string, string>][] = [
      [303, { cookie, 'sec-fetch-site': 'same-origin' }, {}],
      [303, { cookie, ...own }, {}],
      [303, { cookie }, { csrf: ann.csrf }],
      [403, { cookie }, {}],
      [403, { cookie }, { csrf: '' }],
      [403, { cookie }, { csrf: bob.csrf }],
      [403, { cookie, origin: 'null' }, { csrf: ann.csrf }],
      [403, { cookie, origin: 'https://lantern.example.evil.example' }, { csrf: ann.csrf }],
      [403, { cookie, origin: 'http://lantern.example' }, { csrf: ann.csrf }],
      [403, { cookie, 'sec-fetch-site': 'same-site' }, { csrf: ann.csrf }],
      [403, { cookie, ...own, 'sec-fetch-site': 'cross-site' }, { csrf: ann.csrf }],
    ]
    for (const [status, headers, fields] of tried) {
      const answer = await send(stage, '/account/language', headers, { language: 'en', ...fields })
      expect([headers, fields, answer.status]).toEqual([headers, fields, status])
    }
    // Without a session too: nobody is signed in to, or speaks, by order of another site.
    for (const path of ['/sign-in', '/articles/ferry/comments', '/sign-out'])
      expect((await send(stage, path, ELSEWHERE)).status, path).toBe(403)
    const json = await stage.post(
      { text: 'Written by order of another site.' },
      { headers: ELSEWHERE },
    )
    expect(json.status).toBe(403)
  })

  it('believes the word of a proxy about an address, and nobody else’s', async () => {
    const left = async (to: Stage, forwarded: string) => {
      const fields = { mail: 'no address', next: '' }
      const answer = await send(to, '/sign-in', { 'x-forwarded-for': forwarded }, fields)
      return Number(/r=(\d+)/.exec(answer.headers.get('ratelimit') ?? '')?.[1])
    }
    const first = await left(stage, '198.51.100.1')
    expect(await left(stage, '203.0.113.1')).toBe(first - 1)
    const other = await left(behindProxy, '198.51.100.1')
    expect(await left(behindProxy, '203.0.113.1')).toBe(other)
    // What a visitor writes before the proxy adds its part counts for nothing.
    expect(await left(behindProxy, '192.0.2.99, 198.51.100.2')).toBe(other - 1)
  })

  it('keeps the page of a reader out of what others get', async () => {
    const before = await (await stage.get('/articles/ferry')).text()
    const ann = await signUp(stage)
    const own = await ann.get('/articles/ferry')
    expect(own.headers.get('cache-control')).toBe('private, no-store')
    expect(await own.text()).toContain(ann.name)
    const after = await stage.get('/articles/ferry')
    expect(after.headers.get('cache-control')).toContain('public')
    expect(await after.text()).toBe(before)
  })
})
