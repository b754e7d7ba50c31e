/** Keys of other software: made by an owner, shown once, counted, ended; our own question; what is learned and forgotten. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  DECISION_DAYS_KEPT,
  endJudgeKey,
  listJudgeKeys,
  makeJudgeKey,
  openJudging,
  sweepJudging,
} from '../../src/moderation/index.js'
import { JUDGE_KEYS_MAX, KEY_NAME_CHARS_MAX } from '../../src/moderation/judging/keys.js'
import { type Member, signUp } from '../accounts/people.js'
import { NO_BROWSER, openBrowser, signIn, violationsOf } from '../browser.js'
import { type Cluster, chatter, openCluster, openStage } from '../cast.js'
import { type Desk, INSULT, KIND, openDesk, PLENTY } from '../contracts/judging.js'

const run = promisify(execFile)
const DAY_MS = 86_400_000
/** Some processes one after another, on a machine that does other things too. */
const PROCESSES_MS = 120_000

let cluster: Cluster
let url: string
let desk: Desk
let owner: Member
beforeAll(async () => {
  cluster = await openCluster()
  url = await cluster.create()
  desk = await openDesk(url)
  owner = await signUp(desk.stage, { role: 'owner' })
})
afterAll(async () => {
  await desk?.stage.app.close()
  await cluster?.stop()
})

const shownKey = (html: string) => /<code class="key">([0-9a-f]{32})<\/code>/.exec(html)?.[1]
const judgeBy = (key: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${desk.stage.address}/api/v1/moderation/judge?key=${key}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

describe('the page of keys', () => {
  it('shows a new key once, and only its hash is kept', async () => {
    const made = await owner.send('/desk/judge-keys', {
      name: 'The <Bakery>',
      second: '2',
      minute: '50',
      day: '1000',
    })
    expect(made.status).toBe(200)
    expect(made.headers.get('cache-control')).toBe('private, no-store')
    const key = shownKey(await made.text()) ?? ''
    expect((await judgeBy(key, { text: KIND })).status).toBe(200)
    const page = await (await owner.get('/desk/judge-keys')).text()
    expect(page).toContain('The &lt;Bakery>')
    expect(page).not.toContain(key)
    expect(await desk.sql('select 1 from judge_key k where k::text like $1', [`%${key}%`])).toEqual(
      [],
    )
  })

  it('tells how much each asked, was refused, and told', async () => {
    const { key, id } = await desk.makeKey({ perSecond: 2 })
    for (const expected of [200, 200, 429])
      expect((await judgeBy(key, { text: KIND })).status).toBe(expected)
    await desk.stage.app.drain()
    const [use] = (await listJudgeKeys(desk.stage.app.ctx)).filter((one) => one.id === id)
    expect(use).toMatchObject({
      lastUsedOn: '2026-11-20',
      askedToday: 2,
      asked30Days: 2,
      refused30Days: 1,
      decisions: 0,
    })
    expect(await (await owner.get('/desk/judge-keys')).text()).toContain(
      'Asked 2 times today and 2 times in 30 days; refused 1 times',
    )
  })

  it('ends a key at once, with the texts that it told', async () => {
    const { key, id } = await desk.makeKey()
    const told = {
      comment: { text: chatter(1) },
      attributeScores: { SPAM: { summaryScore: { value: 1 } } },
    }
    expect((await desk.suggest(told, key)).status).toBe(200)
    const ended = await owner.send('/desk/judge-keys/end', { key: id })
    expect([ended.status, ended.headers.get('location')]).toEqual([
      303,
      '/desk/judge-keys?done=ended',
    ])
    expect((await judgeBy(key, { text: KIND })).status).toBe(403)
    expect(await desk.sql('select 1 from judge_decision where key_id = $1', [id])).toEqual([])
    expect((await owner.send('/desk/judge-keys/end', { key: id })).status).toBe(404)
  })

  it('refuses what is no key, on the page and with what was typed', async () => {
    const wrong = await owner.send('/desk/judge-keys', { name: 'x'.repeat(KEY_NAME_CHARS_MAX + 1) })
    expect(wrong.status).toBe(422)
    expect(await wrong.text()).toContain(`A key needs a name of at most ${KEY_NAME_CHARS_MAX}`)
    for (const second of ['0', '1.5', '-1', 'many'])
      expect((await owner.send('/desk/judge-keys', { name: 'Key', second })).status).toBe(422)
    const name = 'x'.repeat(KEY_NAME_CHARS_MAX)
    expect((await owner.send('/desk/judge-keys', { name })).status).toBe(200)
  })

  it(`keeps a site to ${JUDGE_KEYS_MAX} open keys`, async () => {
    const other = await openStage(await cluster.create())
    const make = () => makeJudgeKey(other.app.ctx, { name: 'Key', byAccountId: null })
    for (let made = 1; made < JUDGE_KEYS_MAX; made++) await make()
    const last = await make()
    await expect(make()).rejects.toMatchObject({ code: 'judge/too-many-keys' })
    await endJudgeKey(other.app.ctx, { keyId: last.id })
    await make()
    await other.app.close()
  })

  it('is nothing for other staff', async () => {
    const editor = await signUp(desk.stage, { role: 'editor' })
    expect((await editor.get('/desk/judge-keys')).status).toBe(403)
    expect((await editor.send('/desk/judge-keys', { name: 'Mine' })).status).toBe(403)
    expect(await (await editor.get('/desk')).text()).not.toContain('/desk/judge-keys')
    expect(await (await owner.get('/desk')).text()).toContain('/desk/judge-keys')
  })
})

describe.skipIf(NO_BROWSER)('the page of keys, in a browser', () => {
  it('is clean for axe on a small phone, in light and dark, in English and German', async () => {
    const german = await signUp(desk.stage, { role: 'owner', language: 'de' })
    const browser = await openBrowser()
    try {
      for (const who of [owner, german]) {
        const context = await browser.newContext({ viewport: { width: 320, height: 700 } })
        await signIn(context, desk.stage.address, who.cookie)
        const page = await context.newPage()
        await page.goto(`${desk.stage.address}/desk/judge-keys`)
        await page.fill('input[name=name]', `Browser of ${who.personId}`)
        await page.click('form[action="/desk/judge-keys"] button')
        await page.waitForSelector('.note .key')
        expect(await violationsOf(page)).toEqual([])
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320)
        await context.close()
      }
    } finally {
      await browser.close()
    }
  })
})

describe('POST /api/v1/moderation/judge', () => {
  it('tells what to do, every label, and why', async () => {
    const response = await judgeBy(desk.key, { text: INSULT, language: 'en', context: {} })
    expect(response.status).toBe(200)
    const judged = (await response.json()) as Record<string, unknown>
    expect(judged).toMatchObject({
      action: 'hold',
      language: 'en',
      tier: 'evaluated',
      likelyToReject: null,
      labels: { toxicity: expect.any(Number), spam: expect.any(Number) },
    })
    expect((judged.signals as object[])[0]).toEqual({
      detector: expect.any(String),
      label: expect.any(String),
      share01: expect.any(Number),
      spans: expect.any(Array),
      because: expect.any(String),
    })
  })

  it('takes the key in a header, and none in a page of somebody else with our cookie', async () => {
    const body = { text: KIND }
    expect((await judgeBy('', body, { 'x-api-key': desk.key })).status).toBe(403)
    const plain = await fetch(`${desk.stage.address}/api/v1/moderation/judge`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': desk.key },
      body: JSON.stringify(body),
    })
    expect(plain.status).toBe(200)
    const cookie = await judgeBy('none', body, { cookie: owner.cookie })
    expect(cookie.status).toBe(403)
  })

  it.each([
    [{ text: '' }, 422, 'judge/text-empty'],
    [{ text: 'ä'.repeat(10_241) }, 422, 'judge/text-too-long'],
    [{}, 400, 'request/invalid'],
    [{ text: KIND, colour: 'red' }, 400, 'request/invalid'],
  ])('refuses what is no text', async (body, status, code) => {
    const response = await judgeBy(desk.key, body)
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([
      status,
      code,
    ])
  })

  it('neither sees nor changes comments here: a copy of one is no copy', async () => {
    const text = `${chatter(80)} ${chatter(81)}`
    await desk.stage.say('Nell', text)
    const judged = (await (await judgeBy(desk.key, { text })).json()) as { signals: object[] }
    expect(JSON.stringify(judged.signals)).not.toContain('copy-of-earlier')
    const { comment } = await desk.stage.say('Gus', `${chatter(82)} ${chatter(83)}`)
    expect(comment.state).toBe('published')
  })
})

describe('what was told', () => {
  const teach = (at: number, value: number) =>
    desk.suggest({
      comment: { text: chatter(at) },
      attributeScores: { TOXICITY: { summaryScore: { value } } },
      clientToken: `told ${at}`,
    })

  it('is learned by every process, outlives a restart, and outlives its texts', async () => {
    const other = await openStage(url, { clock: () => desk.now.at })
    const elsewhere = openJudging(other.app.ctx)
    const start = (await elsewhere.head()).learned()
    await teach(200, 1)
    await teach(201, 0)
    const counts = { published: start.published + 1, removed: start.removed + 1 }
    await expect
      .poll(async () => (await elsewhere.head()).learned(), { timeout: 5_000, interval: 20 })
      .toEqual(counts)
    const begun = desk.now.at
    desk.now.at = new Date(begun.getTime() + 2 * 3_600_000)
    await sweepJudging(other.app.ctx)
    const unfolded = 'select 1 from judge_decision where body is not null and not is_folded'
    expect(await desk.sql(unfolded)).toEqual([])
    desk.now.at = new Date(begun.getTime() + DECISION_DAYS_KEPT * DAY_MS - 1_000)
    await sweepJudging(other.app.ctx)
    expect(await desk.sql('select 1 from judge_decision')).not.toEqual([])
    desk.now.at = new Date(begun.getTime() + DECISION_DAYS_KEPT * DAY_MS + 1_000)
    await sweepJudging(other.app.ctx)
    expect(await desk.sql('select 1 from judge_decision')).toEqual([])
    const restarted = openJudging(other.app.ctx)
    expect((await restarted.head()).learned()).toEqual(counts)
    desk.now.at = begun
    await elsewhere.close()
    await restarted.close()
    await other.app.close()
  })

  it('counts the day of a key together with other processes', async () => {
    const other = await openStage(url, { clock: () => desk.now.at })
    const { key } = await desk.makeKey({ ...PLENTY, perDay: 3 })
    const ask = async (address: string) =>
      (
        await fetch(`${address}/api/v1/moderation/judge?key=${key}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ text: KIND }),
        })
      ).status
    expect([await ask(desk.stage.address), await ask(desk.stage.address)]).toEqual([200, 200])
    await desk.stage.app.drain()
    expect([await ask(other.address), await ask(other.address)]).toEqual([200, 429])
    await other.app.close()
  })
})

describe('without a server', () => {
  const env = {
    ...process.env,
    READERSHIP_DEMO: 'off',
    DATABASE_URL: '',
    READERSHIP_DATA: '/nowhere',
  }

  it(
    'judges at the terminal, and tells scripts by the exit code',
    async () => {
      const cli = (...args: string[]) =>
        run('node', ['dist/server/cli.js', 'judge', ...args], { env })
      const kind = await cli(KIND)
      expect(kind.stdout).toMatch(/^Publish \(language: en, evaluated\)/)
      await expect(cli(INSULT)).rejects.toMatchObject({
        code: 3,
        stdout: expect.stringMatching(/^Hold[\s\S]*\[[^\]]*idiot/),
      })
    },
    PROCESSES_MS,
  )

  it('is an import of three lines, with neither server nor database', async () => {
    const script = `
      import { judge } from 'readership/judge'
      const { action, labels, signals } = judge(${JSON.stringify(INSULT)})
      console.log(JSON.stringify({ action, labels, signals }))`
    const { stdout } = await run('node', ['--input-type=module', '--eval', script], { env })
    const { action, labels } = JSON.parse(stdout)
    expect(action).toBe('hold')
    expect(labels.insult).toBeGreaterThan(0.5)
  })

  it(
    'makes, lists and ends keys at the terminal',
    async () => {
      const cli = (...args: string[]) =>
        run('node', ['dist/server/cli.js', 'judge-key', ...args], {
          env: { ...env, DATABASE_URL: url },
        })
      const key = (await cli('make', 'Terminal')).stdout.trim()
      expect(key).toMatch(/^[0-9a-f]{32}$/)
      expect((await judgeBy(key, { text: KIND })).status).toBe(200)
      expect((await cli('list')).stdout).toContain('Terminal')
      await cli('end', 'Terminal')
      await expect
        .poll(async () => (await judgeBy(key, { text: KIND })).status, { timeout: 5_000 })
        .toBe(403)
      await expect(cli('end', 'Terminal')).rejects.toMatchObject({ code: 1 })
    },
    PROCESSES_MS,
  )
})
