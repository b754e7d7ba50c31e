/** The Akismet API 1.1 as its clients know it: four verbs, words of text, and a real client. */
import dns from 'node:dns'
import { request } from 'node:http'
import { AkismetClient } from 'akismet-api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Cluster, chatter, openCluster } from '../cast.js'
import { type Desk, KIND, openDesk, SPAM } from './judging.js'

let cluster: Cluster
let desk: Desk
beforeAll(async () => {
  cluster = await openCluster()
  desk = await openDesk(await cluster.create())
})
afterAll(async () => {
  await desk?.stage.app.close()
  await cluster?.stop()
})

const comment = (text: string, more: Record<string, string> = {}) => ({
  blog: 'https://blog.example',
  user_ip: '192.0.2.1',
  user_agent: 'Mozilla/5.0',
  referrer: 'https://search.example',
  permalink: 'https://blog.example/post',
  comment_type: 'comment',
  comment_author: 'Nell',
  comment_author_email: 'nell@example.org',
  comment_author_url: '',
  comment_content: text,
  comment_date_gmt: '2026-11-20T10:00:00Z',
  ...more,
})

/** Sends a form, as WordPress does. */
async function post(verb: string, fields: Record<string, string>, init: RequestInit = {}) {
  const response = await fetch(`${desk.stage.address}/1.1/${verb}`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    ...init,
  })
  return {
    status: response.status,
    text: await response.text(),
    help: response.headers.get('x-akismet-debug-help'),
    tip: response.headers.get('x-akismet-pro-tip'),
    type: response.headers.get('content-type'),
  }
}
const check = (text: string, more: Record<string, string> = {}) =>
  post('comment-check', comment(text, { api_key: desk.key, ...more }))

/** The same with the key in the name of the host, which fetch does not let us choose. */
function postToHost(host: string, verb: string, fields: Record<string, string>): Promise<string> {
  const { hostname, port } = new URL(desk.stage.address)
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        hostname,
        port,
        path: `/1.1/${verb}`,
        method: 'POST',
        headers: { host, 'content-type': 'application/x-www-form-urlencoded' },
      },
      (response) => {
        let text = ''
        response.on('data', (part: Buffer) => (text += part.toString()))
        response.on('end', () => resolve(text))
      },
    )
    sent.on('error', reject)
    sent.end(new URLSearchParams(fields).toString())
  })
}

describe('verify-key', () => {
  it('says whether a key is one, as a word of text', async () => {
    const right = await post('verify-key', { api_key: desk.key, blog: 'https://blog.example' })
    expect(right).toMatchObject({ status: 200, text: 'valid', help: null })
    expect(right.type).toBe('text/plain; charset=utf-8')
    const older = await post('verify-key', { key: desk.key, blog: 'https://blog.example' })
    expect(older.text).toBe('valid')
    const wrong = await post('verify-key', { key: '0'.repeat(32), blog: 'https://blog.example' })
    expect(wrong.text).toBe('invalid')
  })

  it('needs the address of the blog', async () => {
    for (const blog of ['', 'blog.example', 'javascript:alert(1)'])
      expect(await post('verify-key', { api_key: desk.key, blog })).toMatchObject({
        text: 'invalid',
        help: 'Empty "blog" value',
      })
  })
})

describe('comment-check', () => {
  it('tells spam from a comment', async () => {
    expect(await check(SPAM)).toMatchObject({ status: 200, text: 'true', help: null })
    expect(await check(KIND)).toMatchObject({ status: 200, text: 'false', help: null, tip: null })
  })

  it('advises to discard what is spam beyond doubt', async () => {
    const links = Array.from({ length: 12 }, (_, at) => `http://user@bank.example.shop${at}.top/x`)
    const blatant = `Buy cheap pills now ★★★★★★★★★★ ${links.join(' ')} xk4f9q2zz8w7`
    expect(await check(blatant)).toMatchObject({ text: 'true', tip: 'discard' })
    expect((await check(SPAM)).tip).toBeNull()
  })

  it('never advises to discard a comment for its words alone', async () => {
    const offers = [
      'URGENT! You have won a FREE prize of 2000 pounds, call 09061701461 now to claim',
      'Subscribe to my channel and win a free iPhone, check out my videos now!!!',
      'Make money fast from home, earn $5000 a week, text WIN to 87121 now',
    ]
    for (const offer of offers)
      expect(await check(offer)).toMatchObject({ text: 'true', tip: null })
    const linked = `${offers[1]} https://videos.example/channel`
    expect(await check(linked)).toMatchObject({ text: 'true', tip: null })
  })

  it('advises to discard from eleven links on, not with ten', async () => {
    const list = (count: number) =>
      Array.from({ length: count }, (_, at) => `http://shop${at}.example/`).join(' ')
    const offer = 'URGENT! You have won a FREE prize, call now to claim'
    expect((await check(`${offer} ${list(10)}`)).tip).toBeNull()
    expect((await check(`${offer} ${list(11)}`)).tip).toBe('discard')
  })

  it('reads HTML, and counts its links', async () => {
    const links = Array.from({ length: 8 }, (_, at) => `<a href="http://shop${at}.example">x</a>`)
    expect((await check(`<p>${links.join(' ')}</p>`)).text).toBe('true')
  })

  it('believes an administrator, whatever it is', async () => {
    expect((await check(SPAM, { user_role: 'administrator' })).text).toBe('false')
    expect((await check(SPAM, { user_role: 'editor' })).text).toBe('true')
  })

  it('catches who fills in what people do not see', async () => {
    const trap = { honeypot_field_name: 'hidden_field' }
    expect((await check(KIND, { ...trap, hidden_field: 'hello' })).text).toBe('true')
    expect((await check(KIND, { ...trap, hidden_field: '' })).text).toBe('false')
    expect((await check(KIND, trap)).text).toBe('false')
  })

  it("knows the author and the address by which Akismet's clients try it", async () => {
    expect((await check(KIND, { comment_author: 'viagra-test-123' })).text).toBe('true')
    const mail = { comment_author_email: 'akismet-guaranteed-spam@example.com' }
    expect((await check(KIND, mail)).text).toBe('true')
  })

  it('takes every field that WordPress sends, and an empty comment', async () => {
    const server = { SERVER_SOFTWARE: 'nginx', HTTP_ACCEPT: '*/*', comment_post_modified_gmt: '' }
    expect((await check(KIND, { ...server, is_test: '1', blog_lang: 'en_us' })).text).toBe('false')
    expect((await check('')).text).toBe('false')
    expect((await check('a'.repeat(30_000))).status).toBe(200)
  })

  it('helps who sends too little, and says invalid to a key that is none', async () => {
    expect(await check(KIND, { user_ip: '' })).toMatchObject({
      text: 'invalid',
      help: 'Empty "user_ip" value',
    })
    expect(await check(KIND, { blog: '' })).toMatchObject({ help: 'Empty "blog" value' })
    expect(await check(KIND, { api_key: '0'.repeat(32) })).toMatchObject({
      status: 200,
      text: 'invalid',
      help: 'We were unable to parse your key',
    })
  })

  it('finds the key in the name of the host', async () => {
    const { host } = new URL(desk.stage.address)
    expect(await postToHost(`${desk.key}.${host}`, 'comment-check', comment(KIND))).toBe('false')
    expect(await postToHost(host, 'comment-check', comment(KIND))).toBe('invalid')
  })

  it('answers 429 past the quota', async () => {
    const { key } = await desk.makeKey({ perSecond: 1 })
    expect((await check(KIND, { api_key: key })).status).toBe(200)
    expect((await check(KIND, { api_key: key })).status).toBe(429)
  })
})

describe('submit-spam and submit-ham', () => {
  const kept = () =>
    desk.sql<{ decision: string; body: string }>(
      'select decision, body from judge_decision order by id',
    )

  it('thank, and keep the decision to learn from', async () => {
    const text = chatter(1)
    const fields = comment(`<p>${text}</p>`, { api_key: desk.key })
    expect((await post('submit-spam', fields)).text).toBe(
      'Thanks for making the web a better place.',
    )
    expect((await kept()).map((one) => [one.decision, one.body.trim()])).toEqual([['remove', text]])
    expect((await post('submit-ham', fields)).text).toBe(
      'Thanks for making the web a better place.',
    )
    expect((await kept()).map((one) => one.decision)).toEqual(['publish'])
  })

  it('learn nothing from a test, from nobody, and from nothing', async () => {
    const before = await kept()
    const fields = comment(chatter(2), { api_key: desk.key })
    expect((await post('submit-spam', { ...fields, is_test: 'true' })).status).toBe(200)
    expect((await post('submit-spam', { ...fields, comment_content: '' })).status).toBe(200)
    expect(await post('submit-spam', { ...fields, api_key: 'none' })).toMatchObject({
      text: 'invalid',
    })
    expect(await kept()).toEqual(before)
  })
})

describe('akismet-api 6.0.0, which knows nothing of us', () => {
  it('verifies, checks and submits', async () => {
    // Names below localhost lead to this machine; not every resolver knows that.
    const { lookup } = dns
    const below = /\.localhost$/
    dns.lookup = ((name: string, ...rest: unknown[]) =>
      Reflect.apply(lookup, dns, [below.test(name) ? '127.0.0.1' : name, ...rest])) as typeof lookup
    try {
      const { port } = new URL(desk.stage.address)
      const client = new AkismetClient({
        key: desk.key,
        blog: 'https://blog.example',
        host: `rest.localhost:${port}`,
        protocol: 'http',
      })
      const of = (content: string) => ({ ip: '192.0.2.1', useragent: 'Mozilla/5.0', content })
      expect(await client.verifyKey()).toBe(true)
      expect(await client.checkSpam(of(SPAM))).toBe(true)
      expect(await client.checkSpam(of(KIND))).toBe(false)
      expect(await client.checkSpam({ ...of(KIND), honeypot: 'filled in' })).toBe(true)
      await client.submitSpam(of(chatter(3)))
      await client.submitHam(of(chatter(4)))
      const taught = await desk.sql<{ decision: string }>(
        'select decision from judge_decision where body = any($1) order by id',
        [[chatter(3), chatter(4)]],
      )
      expect(taught.map((one) => one.decision)).toEqual(['remove', 'publish'])
      const stranger = new AkismetClient({
        key: '0'.repeat(32),
        blog: 'https://blog.example',
        host: `rest.localhost:${port}`,
        protocol: 'http',
      })
      expect(await stranger.verifyKey()).toBe(false)
      await expect(stranger.checkSpam(of(KIND))).rejects.toThrow('Invalid API key')
    } finally {
      dns.lookup = lookup
    }
  })
})
