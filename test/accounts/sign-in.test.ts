import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Cluster, openCluster, openStage, type Stage } from '../cast.js'
import { signUp } from './people.js'

let cluster: Cluster
let stage: Stage
let now = new Date('2026-11-20T10:00:00Z')
const later = (ms: number) => (now = new Date(now.getTime() + ms))

beforeAll(async () => {
  cluster = await openCluster()
  stage = await openStage(
    await cluster.create(),
    { clock: () => now },
    { TRUSTED_PROXIES: '127.0.0.1' },
  )
})
afterAll(async () => {
  await stage?.app.close()
  await cluster?.stop()
})
// Limits count by the hour: each test begins with fresh ones.
beforeEach(() => later(3 * 3_600_000))

const MINUTE = 60_000
const sql = async <T>(text: string, values: unknown[] = []) =>
  (await stage.app.ctx.pool.query(text, values)).rows as T[]

/** A browser: keeps its cookies, says where its requests come from, and stands somewhere in the network. */
function browser(address = '203.0.113.7') {
  const cookies = new Map<string, string>()
  const keep = (response: Response) => {
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    return response
  }
  const headers = () => ({
    cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    'sec-fetch-site': 'same-origin',
    'x-forwarded-for': address,
  })
  return {
    cookies,
    get: async (path: string) =>
      keep(await fetch(stage.address + path, { headers: headers(), redirect: 'manual' })),
    post: async (path: string, fields: Record<string, string> = {}) =>
      keep(
        await fetch(stage.address + path, {
          method: 'POST',
          headers: headers(),
          body: new URLSearchParams(fields),
          redirect: 'manual',
        }),
      ),
    isIn: () => cookies.has('__Host-session'),
  }
}

/** The newest letter to an address: its link and its code. */
async function letterTo(mail: string): Promise<{ path: string; code: string; text: string }> {
  const [row] = await sql<{ text: string }>(
    'select text from mail where to_address = $1 order by created_at desc, id desc limit 1',
    [mail],
  )
  const text = row?.text ?? ''
  return {
    text,
    path: /\/sign-in\/link\/[\w-]+/.exec(text)?.[0] ?? '',
    code: /\b\d{4} \d{4}\b/.exec(text)?.[0] ?? '',
  }
}

async function asked(mail: string, one = browser(), next = '/articles/ferry') {
  const answer = await one.post('/sign-in', { mail, next })
  expect(answer.status).toBe(303)
  expect(answer.headers.get('location')).toBe('/sign-in/sent')
  return { one, ...(await letterTo(mail)) }
}

describe('signing in by mail', () => {
  it('opens a page with a button, and the button signs in and goes on where one was', async () => {
    const { one, path } = await asked('ann@example.org')
    const page = await (await one.get(path)).text()
    expect(page).toContain(`action="${path}"`)
    const answer = await one.post(path)
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe('/articles/ferry')
    expect(one.isIn()).toBe(true)
    expect(await (await one.get('/account')).text()).toContain('ann@example.org')
  })

  it('is not used up by a scanner of mail that opens the link', async () => {
    const { one, path } = await asked('scanned@example.org')
    const scanner = browser('198.51.100.9')
    for (let i = 0; i < 5; i += 1) expect((await scanner.get(path)).status).toBe(200)
    expect((await one.post(path)).status).toBe(303)
    expect(one.isIn()).toBe(true)
  })

  it('works only in the browser that asked, and says so in another', async () => {
    const { one, path } = await asked('bound@example.org')
    const thief = browser()
    expect(await (await thief.get(path)).text()).toContain('in another browser')
    expect((await thief.post(path)).status).toBe(403)
    expect(thief.isIn()).toBe(false)
    const other = await asked('thief@example.org', browser())
    expect((await other.one.post(path)).status).toBe(403)
    // Trying has not used it up.
    expect((await one.post(path)).status).toBe(303)
  })

  it('lasts ten minutes and not longer', async () => {
    const good = await asked('early@example.org')
    later(10 * MINUTE - 1_000)
    expect((await good.one.post(good.path)).status).toBe(303)
    const late = await asked('late@example.org')
    later(10 * MINUTE)
    expect((await late.one.get(late.path)).status).toBe(410)
    expect((await late.one.post(late.path)).status).toBe(410)
    expect(late.one.isIn()).toBe(false)
  })

  it('gives one session to 200 uses at once', async () => {
    const { one, path } = await asked('often@example.org')
    const cookie = `__Host-browser=${one.cookies.get('__Host-browser')}`
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, i) =>
        fetch(stage.address + path, {
          method: 'POST',
          redirect: 'manual',
          // From many networks, so that no limit helps.
          headers: { cookie, 'sec-fetch-site': 'same-origin', 'x-forwarded-for': `100.${i}.1.1` },
        }),
      ),
    )
    expect(answers.filter((answer) => answer.status === 303)).toHaveLength(1)
    expect(answers.filter((answer) => answer.status === 410)).toHaveLength(199)
    const sessions = await sql(
      `select s.id from session s join account a on a.id = s.account_id where a.mail = $1`,
      ['often@example.org'],
    )
    expect(sessions).toHaveLength(1)
  })

  it('takes the code of the letter in the browser that asked, once', async () => {
    const { one, code } = await asked('code@example.org')
    const stranger = browser()
    expect((await stranger.post('/sign-in/code', { code })).status).toBe(422)
    expect((await one.post('/sign-in/code', { code })).status).toBe(303)
    expect(one.isIn()).toBe(true)
    const again = browser()
    again.cookies.set('__Host-browser', one.cookies.get('__Host-browser') ?? '')
    expect((await again.post('/sign-in/code', { code })).status).toBe(422)
  })

  it('closes a letter after five wrong codes, and not after four', async () => {
    const wrongOf = (code: string) => (code === '0000 0000' ? '11111111' : '00000000')
    const four = await asked('four@example.org')
    for (let i = 0; i < 4; i += 1)
      expect((await four.one.post('/sign-in/code', { code: wrongOf(four.code) })).status).toBe(422)
    expect((await four.one.post('/sign-in/code', { code: four.code })).status).toBe(303)
    const five = await asked('five@example.org')
    for (let i = 0; i < 5; i += 1)
      await five.one.post('/sign-in/code', { code: wrongOf(five.code) })
    expect((await five.one.post('/sign-in/code', { code: five.code })).status).toBe(422)
    expect(five.one.isIn()).toBe(false)
  })

  it('ends older letters to an address once somebody is in', async () => {
    const first = await asked('older@example.org')
    const second = await asked('older@example.org', first.one)
    expect((await second.one.post(second.path)).status).toBe(303)
    expect((await first.one.post(first.path)).status).toBe(410)
  })

  it('answers known and unknown addresses alike, in words, headers and work', async () => {
    await signUp(stage, { mail: 'known@example.org' })
    const answerTo = async (mail: string) => {
      const one = browser()
      const answer = await one.post('/sign-in', { mail, next: '/' })
      const page = await one.get('/sign-in/sent')
      const fields = [...answer.headers.keys()].filter((name) => name !== 'date').sort()
      return { status: answer.status, fields, body: await answer.text(), page: await page.text() }
    }
    expect(await answerTo('known@example.org')).toEqual(await answerTo('unknown@example.org'))
    // The same statements run for both: time is spent alike because the work is the same.
    const timeOf = async (mail: string) => {
      const one = browser(`203.0.${Math.floor(Math.random() * 200)}.1`)
      const start = performance.now()
      await one.post('/sign-in', { mail, next: '/' })
      return performance.now() - start
    }
    const times = { known: [] as number[], unknown: [] as number[] }
    for (let i = 0; i < 30; i += 1) {
      later(3 * 3_600_000)
      times.known.push(await timeOf('known@example.org'))
      times.unknown.push(await timeOf(`unknown${i}@example.org`))
    }
    const median = (list: number[]) => list.sort((a, b) => a - b)[list.length >> 1] ?? 0
    const [known, unknown] = [median(times.known), median(times.unknown)]
    expect(Math.abs(known - unknown)).toBeLessThan(Math.max(known, unknown) * 0.5)
  })

  it('refuses what is no address, and fills the form again', async () => {
    const answer = await browser().post('/sign-in', { mail: 'no address', next: '/' })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('value="no address"')
    const injected = await browser().post('/sign-in', {
      mail: 'a@example.org\r\nBcc: victim@example.org',
      next: '/',
    })
    expect(injected.status).toBe(422)
  })

  it('goes on to paths of ours alone', async () => {
    const evil = [
      'https://evil.example/',
      '//evil.example/',
      '/\\evil.example',
      '/\t/evil.example',
      'javascript:alert(1)',
      '/%0d%0aSet-Cookie:x=y',
    ]
    for (const next of evil) {
      later(3 * 3_600_000)
      const { one, path } = await asked('next@example.org', browser(), next)
      const place = (await one.post(path)).headers.get('location') ?? ''
      const url = new URL(place, stage.address)
      expect(url.origin).toBe(new URL(stage.address).origin)
      expect(place).not.toMatch(/[\r\n]/)
    }
  })

  it('sends one address five letters an hour for one network, and no sixth', async () => {
    for (let i = 0; i < 5; i += 1) await asked('flooded@example.org')
    const sixth = await browser().post('/sign-in', { mail: 'flooded@example.org', next: '/' })
    expect(sixth.status).toBe(429)
    expect(Number(sixth.headers.get('retry-after'))).toBeGreaterThan(0)
    // Its owner, from another network, still gets theirs.
    await asked('flooded@example.org', browser('198.51.100.1'))
  })

  it('stops 1,000 wrong codes from 1,000 addresses of one /64 while the owner gets in', async () => {
    const owner = browser('2001:db8:ffff::1')
    const own = await asked('target@example.org', owner)
    const attacker = browser('2001:db8:1:2::1')
    await asked('target@example.org', attacker)
    const cookie = `__Host-browser=${attacker.cookies.get('__Host-browser')}`
    const statuses: number[] = []
    for (let step = 0; step < 10; step += 1)
      statuses.push(
        ...(await Promise.all(
          Array.from({ length: 100 }, async (_, i) => {
            const address = `2001:db8:1:2::${(step * 100 + i).toString(16)}`
            const answer = await fetch(`${stage.address}/sign-in/code`, {
              method: 'POST',
              redirect: 'manual',
              headers: { cookie, 'sec-fetch-site': 'same-origin', 'x-forwarded-for': address },
              body: new URLSearchParams({ code: String(10_000_000 + step * 100 + i) }),
            })
            return answer.status
          }),
        )),
      )
    expect(statuses.filter((status) => status === 422)).toHaveLength(60)
    expect(statuses.filter((status) => status === 429)).toHaveLength(940)
    const [link] = await sql<{ n: number }>(
      `select max(wrong_codes)::int as n from sign_in_link where mail = 'target@example.org'`,
    )
    expect(link?.n).toBe(5)
    expect((await owner.post('/sign-in/code', { code: own.code })).status).toBe(303)
    expect(owner.isIn()).toBe(true)
  })
})

describe('sessions', () => {
  it('are listed for their owner and ended by them, at once', async () => {
    const ann = await signUp(stage)
    expect(await (await ann.get('/account')).text()).toContain('Firefox on Linux')
    expect((await ann.send('/account/sessions/end', { session: ann.sessionId })).status).toBe(303)
    expect((await ann.get('/account')).headers.get('location')).toMatch(/^\/sign-in/)
  })

  it('cannot be ended by anybody else', async () => {
    const ann = await signUp(stage)
    const bob = await signUp(stage)
    const answer = await bob.send('/account/sessions/end', { session: ann.sessionId })
    expect(answer.status).toBe(404)
    expect((await ann.get('/account')).status).toBe(200)
  })

  it('all end when their account is banned, and a new one cannot take part', async () => {
    const ann = await signUp(stage, { mail: 'banned@example.org' })
    const moderator = await signUp(stage, { role: 'moderator' })
    await ann.get('/account')
    expect((await moderator.send('/desk/people/ban', { account: ann.accountId })).status).toBe(303)
    expect((await ann.get('/account')).status).toBe(303)
    const { one, path } = await asked('banned@example.org')
    await one.post(path)
    const answer = await one.post('/articles/ferry/comments', { text: 'May I?' })
    expect(answer.status).toBe(403)
    expect(await answer.text()).toContain('banned')
    expect((await one.get('/account/leave')).status).toBe(200)
  })

  it('end after 30 days unused, and those of staff after a day', async () => {
    const DAY = 24 * 3_600_000
    const reader = await signUp(stage)
    const editor = await signUp(stage, { role: 'editor' })
    later(DAY - 1_000)
    expect((await editor.get('/account')).status).toBe(200)
    later(DAY)
    expect((await editor.get('/account')).status).toBe(303)
    later(28 * DAY - 1_000)
    expect((await reader.get('/account')).status).toBe(200)
    later(30 * DAY)
    expect((await reader.get('/account')).status).toBe(303)
  })

  it('get a new token at sign-in and at every proof, so that none can be planted', async () => {
    const { one, path } = await asked('fixed@example.org')
    one.cookies.set('__Host-session', 'x'.repeat(43))
    await one.post(path)
    const first = one.cookies.get('__Host-session')
    expect(first).not.toBe('x'.repeat(43))
    const again = await asked('fixed@example.org', one)
    await one.post(again.path)
    expect(one.cookies.get('__Host-session')).not.toBe(first)
    const [count] = await sql<{ n: number }>(
      `select count(*)::int as n from session s join account a on a.id = s.account_id where a.mail = $1`,
      ['fixed@example.org'],
    )
    expect(count?.n).toBe(1)
  })

  it('are kept as hashes: nothing in the tables opens one', async () => {
    const ann = await signUp(stage)
    const token = ann.cookie.split('=')[1]
    const rows = await sql<{ row: string }>('select row_to_json(s)::text as row from session s')
    expect(rows.some(({ row }) => row.includes(token ?? ''))).toBe(false)
  })

  it('ask for a fresh proof before anything that guards the account', async () => {
    const ann = await signUp(stage)
    later(30 * MINUTE - 1_000)
    expect((await ann.send('/account/mail', { mail: 'new1@example.org' })).status).toBe(303)
    later(1_000)
    const stale = await ann.send('/account/mail', { mail: 'new2@example.org' })
    expect(stale.headers.get('location')).toContain('/sign-in?again=1')
    expect((await letterTo('new2@example.org')).path).toBe('')
  })
})
