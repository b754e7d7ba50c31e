import { connect } from 'node:net'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signUp } from '../accounts/people.js'
import { type Cluster, openCluster, openStage, type Stage } from '../cast.js'

let cluster: Cluster
let stage: Stage
const logged: string[] = []
beforeAll(async () => {
  cluster = await openCluster()
  const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(line) })
  stage = await openStage(await cluster.create(), { log })
})
afterAll(async () => {
  await stage?.app.close()
  await cluster?.stop()
})

/** Headers without which no answer leaves, whatever was asked. */
const ALWAYS = ['content-security-policy', 'x-content-type-options', 'referrer-policy']

/** Sends bytes as they are. @returns everything that came back */
const sendRaw = (bytes: string): Promise<string> =>
  new Promise((done, failed) => {
    let answer = ''
    const { hostname, port } = new URL(stage.address)
    const socket = connect(Number(port), hostname, () => socket.write(bytes))
    socket.on('data', (chunk) => (answer += chunk.toString()))
    socket.on('close', () => done(answer))
    socket.on('error', failed)
    socket.setTimeout(5_000, () => socket.destroy())
  })

describe('the edges of HTTP', () => {
  it.each([
    '/articles/%00',
    '/api/v1/articles/%00',
    '/api/v1/articles/%00/comments',
    '/api/v1/articles?after=%00',
    '/api/v1/articles?section=%00',
    '/sections/%00',
    '/sections/news?after=%00',
  ])('refuses a zero character in %s, and breaks at nothing', async (path) => {
    const answer = await stage.get(path)
    expect([400, 404]).toContain(answer.status)
  })

  it('refuses a zero character in what staff search for and decide', async () => {
    const owner = await signUp(stage, { role: 'owner' })
    expect((await owner.get('/desk/people?q=%00')).status).toBe(400)
    const { comment } = await stage.say('Ann', 'The tide was late again on this quiet Tuesday.')
    const answer = await fetch(`${stage.address}/api/v1/comments/${comment.id}/decision`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${stage.staffToken}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ action: 'remove', rule: 'a\u0000b' }),
    })
    expect(answer.status).toBe(400)
  })

  it.each(['/sections/news?after=a&after=b', '/?x=1&x=2', '/sign-in?next=/a&next=/b'])(
    'refuses a name that stands twice: %s',
    async (path) => {
      expect((await stage.get(path)).status).toBe(400)
    },
  )

  it.each([
    ['an address that cannot be decoded', '/articles/%zz'],
    ['an address without end', `/articles/${'a'.repeat(300)}`],
  ])('answers %s with all headers and without repeating it', async (_what, path) => {
    const answer = await stage.get(path)
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.status).toBeLessThan(500)
    for (const name of ALWAYS) expect(answer.headers.get(name), name).toBeTruthy()
    expect(await answer.text()).not.toContain(path.slice(10))
  })

  it.each([
    ['what is no HTTP', 'HELLO\r\n\r\n', '400'],
    [
      'a header without end',
      `GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`,
      '431',
    ],
  ])('answers %s with all headers', async (_what, bytes, status) => {
    const answer = await sendRaw(bytes)
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    for (const name of ALWAYS) expect(answer.toLowerCase()).toContain(`${name}:`)
  })

  it.each(['/robots.txt', '/favicon.svg', '/.well-known/security.txt'])(
    'names the charset of %s',
    async (path) => {
      expect((await stage.get(path)).headers.get('content-type')).toContain('charset=utf-8')
    },
  )

  it('clears what the browser keeps when somebody signs out', async () => {
    const ann = await signUp(stage)
    const answer = await ann.send('/sign-out')
    expect(answer.headers.get('clear-site-data')).toBe('"storage"')
    expect(answer.headers.get('set-cookie')).toMatch(/^__Host-session=;.*Max-Age=0/)
  })
})

describe('the log', () => {
  it('tells of refused rights, foreign origins and failed proofs, and nothing of whom', async () => {
    const ann = await signUp(stage, { mail: 'ann@example.org' })
    logged.length = 0
    await ann.get('/desk/people')
    await fetch(`${stage.address}/account/name`, {
      method: 'POST',
      headers: { cookie: ann.cookie, origin: 'https://evil.example' },
      body: new URLSearchParams({ name: 'Evil' }),
    })
    await fetch(`${stage.address}/sign-in/code`, {
      method: 'POST',
      body: new URLSearchParams({ code: '12345678' }),
    })
    const lines = logged.map((line) => JSON.parse(line) as { route?: string; status?: number })
    const refused = lines.map(({ route, status }) => `${route} ${status}`)
    expect(refused).toContain('/desk/people 403')
    expect(refused).toContain('/account/name 403')
    expect(refused).toContain('/sign-in/code 422')
    const all = logged.join('')
    for (const personal of ['ann@example.org', ann.name, ann.cookie, '127.0.0.1', '12345678'])
      expect(all).not.toContain(personal)
  })
})
