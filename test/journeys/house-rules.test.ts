/** House rules through the API: tried, added, in force in every process, ended. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  OPEN_HOUSE_RULES_MAX,
  PATTERN_CHARS_MAX,
} from '../../src/moderation/house-rules/house-rule.js'
import { signUp } from '../accounts/people.js'
import { NO_BROWSER, openBrowser, violationsOf } from '../browser.js'
import { type Cluster, chatter, openCluster, openStage, type Stage } from '../cast.js'

let cluster: Cluster
let stage: Stage
let other: Stage

beforeAll(async () => {
  cluster = await openCluster()
  stage = await openStage(await cluster.create())
  other = await openStage(stage.app.ctx.config.databaseUrl)
})
afterAll(async () => {
  await other.app.close()
  await stage.app.close()
  await cluster.stop()
})

const ask = async (path: string, body?: object) => {
  const response = await fetch(`${stage.address}/api/v1/house-rules${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${other.staffToken}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  return { status: response.status, json: await response.json() }
}
const rule = (rest: object = {}) => ({
  kind: 'word',
  pattern: 'crabstick',
  label: 'spam',
  action: 'hold',
  ...rest,
})
/** What the judge of a process says of a text. */
const outcomeIn = (at: Stage, text: string) =>
  at.app.ctx.judge.judge({
    id: '00000000-0000-7000-8000-000000000001',
    text,
    links: [],
    authorName: null,
    placeId: 'here',
    at: new Date(),
  }).verdict.outcome

describe('the desk', () => {
  it('tries, adds and ends a rule by plain forms', async () => {
    const moderator = await signUp(stage, { role: 'moderator' })
    await stage.say('Ada', `${chatter(20)} whelks`)
    const form = { ...rule({ pattern: 'whelk*' }), language: '', note: 'again', text: 'Whelks!' }
    const tried = await (await moderator.send('/desk/house-rules', { ...form, do: 'try' })).text()
    expect(tried).toContain('It would have met 1 of the latest')
    expect(tried).toContain('<mark>Whelks</mark>!')
    expect(tried).toContain('value="whelk*"')
    expect((await moderator.send('/desk/house-rules', { ...form, do: 'add' })).status).toBe(303)
    const refused = await moderator.send('/desk/house-rules', {
      ...form,
      kind: 'regex',
      pattern: '(',
      do: 'add',
    })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('This cannot be read as a rule')

    const page = await (await moderator.get('/desk/house-rules')).text()
    const id = /name="rule" value="([^"]+)"/.exec(page)?.[1] ?? ''
    expect((await moderator.send('/desk/house-rules/end', { rule: id })).status).toBe(303)
    expect(await (await moderator.get('/desk/house-rules')).text()).toContain('There are none.')
    const { db } = stage.app.ctx
    const events = await db.selectFrom('house_rule_event').select('by_account_id').execute()
    expect(events.map((one) => one.by_account_id)).toEqual([
      moderator.accountId,
      moderator.accountId,
    ])
    expect((await (await signUp(stage)).get('/desk/house-rules')).status).toBe(403)
  })

  it.skipIf(NO_BROWSER)(
    'has no barriers, on a telephone too, and names buttons apart',
    async () => {
      const moderator = await signUp(stage, { role: 'moderator', language: 'de' })
      const { addHouseRule, endHouseRule } = await import('../../src/moderation/index.js')
      const added = await addHouseRule(stage.app.ctx, {
        rule: {
          ...rule(),
          kind: 'regex',
          pattern: 'crab ?sticks?',
          label: 'spam',
          action: 'hold',
          language: 'en',
          note: 'sold at the pier',
        },
        byAccountId: null,
      })
      const browser = await openBrowser()
      try {
        for (const [width, colorScheme] of [
          [360, 'light'],
          [1_100, 'dark'],
        ] as const) {
          const context = await browser.newContext({
            viewport: { width, height: 900 },
            colorScheme,
            extraHTTPHeaders: { cookie: moderator.cookie },
          })
          const page = await context.newPage()
          await page.goto(`${stage.address}/desk/house-rules`)
          expect(await violationsOf(page)).toEqual([])
          expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(
            width,
          )
          const folder = process.env.READERSHIP_TEST_SHOTS
          if (folder)
            await page.screenshot({ path: `${folder}/rules-${width}.png`, fullPage: true })
        }
      } finally {
        await browser.close()
      }
      await endHouseRule(stage.app.ctx, { ruleId: added.id, byAccountId: null })
    },
  )
})

describe('a house rule', () => {
  it('is tried on a text and on what was written last, and changes nothing', async () => {
    const { comment } = await stage.say('Ada', `${chatter(1)} a Cräbstick`)
    await stage.say('Bru', chatter(2))
    const text = 'Buy CRABSTICK here'
    const { status, json } = await ask('/trial', { ...rule(), text })
    expect(status).toBe(200)
    expect(json).toMatchObject({ places: [{ start: 4, end: 13 }], tried: 3, caught: 1 })
    expect(json.shown.map((one: { id: string }) => one.id)).toEqual([comment.id])
    expect((await ask('')).json).toEqual({ rules: [] })
    expect(outcomeIn(stage, text)).toBe('publish')
  })

  it('holds from the next comment on, in every process, until it ends', async () => {
    const { status, json } = await ask('', rule({ note: 'sold at the pier' }))
    expect(status).toBe(201)
    expect((await ask('')).json.rules).toMatchObject([{ id: json.id, note: 'sold at the pier' }])
    for (const at of [stage, other])
      await expect.poll(() => outcomeIn(at, 'a crabstick for all')).toBe('hold')
    const held = await stage.say('Eve', `${chatter(3)} c r a b s t i c k`)
    expect(held.state).toBe('held')
    expect(held.reasons).toContain('Something in it needs the eyes of our moderators first.')

    expect((await ask(`/${json.id}/end`, {})).status).toBe(200)
    for (const at of [stage, other])
      await expect.poll(() => outcomeIn(at, 'a crabstick for us')).toBe('publish')
    expect((await ask(`/${json.id}/end`, {})).status).toBe(404)
  })

  it('and every change of it stays on record', async () => {
    const { db } = stage.app.ctx
    const events = await db.selectFrom('house_rule_event').select('what').orderBy('id').execute()
    expect(events.map((one) => one.what).slice(-2)).toEqual(['added', 'ended'])
    await expect(db.deleteFrom('house_rule_event').execute()).rejects.toThrow()
  })

  it('is refused with a sentence when it cannot work', async () => {
    const refusal = async (rest: object) => (await ask('', rule(rest))).json.code
    expect(await refusal({ kind: 'regex', pattern: 'a(' })).toBe('house-rule/unreadable')
    expect(await refusal({ kind: 'regex', pattern: '(?=a)b' })).toBe('house-rule/unreadable')
    expect(await refusal({ pattern: 'two words' })).toBe('house-rule/unreadable')
    expect(await refusal({ pattern: '!!!' })).toBe('house-rule/unreadable')
    expect(await refusal({ kind: 'regex', pattern: 'a*' })).toBe('house-rule/too-wide')
    expect(await refusal({ pattern: 'a'.repeat(PATTERN_CHARS_MAX + 1) })).toBe(
      'house-rule/too-long',
    )
    expect(await refusal({ language: 'english' })).toBe('request/invalid')
    expect((await ask('')).json).toEqual({ rules: [] })
  })

  it('that is tried on every text is one of OPEN_HOUSE_RULES_MAX', async () => {
    const open = (i: number) => rule({ kind: 'regex', pattern: `[a-z]${'[0-9]'.repeat(i + 1)}` })
    const { addHouseRule } = await import('../../src/moderation/index.js')
    const ruleOf = (i: number) =>
      ({
        ...open(i),
        kind: 'regex',
        label: 'spam',
        action: 'raise',
        language: null,
        note: '',
      }) as const
    for (let i = 0; i < OPEN_HOUSE_RULES_MAX; i++)
      await addHouseRule(stage.app.ctx, { rule: ruleOf(i), byAccountId: null })
    expect((await ask('', open(OPEN_HOUSE_RULES_MAX))).json.code).toBe('house-rule/too-many')
    expect((await ask('', rule({ pattern: 'limpet' }))).status).toBe(201)
  })
})
