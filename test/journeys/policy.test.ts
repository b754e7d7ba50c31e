/** Moderation policies: set by staff, in force in every process, nudging authors, tried on the latest comments. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { backTest, STEP } from '../../src/discussion/back-test.js'
import {
  BACK_TEST_SHOWN_MAX,
  BACK_TESTED_MAX,
  NUDGE_TICKET_MS,
} from '../../src/discussion/index.js'
import { decide, findVerdict, labelled, policyOf } from '../../src/moderation/index.js'
import { LIMITS } from '../../src/platform/limits.js'
import { type Member, signUp } from '../accounts/people.js'
import { type Cluster, chatter, openCluster, openStage, publish, type Stage } from '../cast.js'

let cluster: Cluster
let stage: Stage
let other: Stage
let now = new Date('2026-11-20T10:00:00Z')
const later = (ms: number) => {
  now = new Date(now.getTime() + ms)
}

beforeAll(async () => {
  cluster = await openCluster()
  stage = await openStage(await cluster.create(), { clock: () => now })
  other = await openStage(stage.app.ctx.config.databaseUrl, { clock: () => now })
  await publish(stage.app, { slug: 'sport', headline: 'A race', sectionName: 'Sport' })
})
afterAll(async () => {
  await other.app.close()
  await stage.app.close()
  await cluster.stop()
})
afterEach(async () => {
  for (const path of ['', '/sections/sport', '/sections/news'])
    expect((await set({ preset: null }, path)).status).toBe(200)
  // Whoever was nudged in one test may be nudged in the next.
  later(60 * 60_000)
})

const NUDGING = { preset: 'balanced', thresholds: { insult: { nudge: 0.6, hold: null } } }

const api = async (path: string, body?: object, token = other.staffToken) => {
  const response = await fetch(`${stage.address}/api/v1${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  return { status: response.status, json: await response.json() }
}
const set = (policy: object, where = '') =>
  api(where === '' ? '/policy' : `${where}/policy`, policy)

let number = 7_000
const calm = () => {
  number += 1
  return chatter(number)
}
/** Another one each time: the same twice is a copy. */
const insult = () => `You are an idiot. ${calm()}`
type Answer = {
  code?: string
  state?: string
  reasons?: string[]
  comment: { id: string }
  nudge: { ticket: string; text: string; reasons: { because: string; spans: Span[] }[] }
}
type Span = { start: number; end: number }
const post = async (
  text: string,
  init: { nudge?: string; slug?: string; key?: string; headers?: Record<string, string> } = {},
) => {
  const { nudge, ...rest } = init
  const response = await stage.post({ text, ...(nudge !== undefined && { nudge }) }, rest)
  return { status: response.status, ...((await response.json()) as Answer) }
}
const verdictOn = (id: string) => findVerdict(stage.app.ctx.db, id)
const comments = async () =>
  Number(
    (
      await stage.app.ctx.db
        .selectFrom('comment')
        .select((one) => one.fn.countAll().as('n'))
        .executeTakeFirstOrThrow()
    ).n,
  )

describe('a policy', () => {
  it('holds from the next comment on, in every process, and its verdicts can be worked out again', async () => {
    expect((await post(insult())).state).toBe('held')
    const { status, json } = await set({ preset: 'open' })
    expect(status).toBe(200)
    expect(json).toMatchObject({ preset: 'open', holds: { thresholds: { threat: { hold: 0.9 } } } })
    const openIn = (at: Stage) => at.app.ctx.policies.of(null).levels.insult.hold
    for (const at of [stage, other]) await expect.poll(() => openIn(at)).toBe(null)

    const member = await signUp(stage)
    const text = insult()
    const nudged = await post(text, { headers: member.headers })
    const { nudge } = nudged
    const held = await post(text, { headers: member.headers, nudge: nudge.ticket })
    const verdict = await verdictOn(held.comment.id)
    expect(verdict).toMatchObject({ outcome: 'hold', policyIds: [json.changes[0].id] })
    const rows = await stage.app.ctx.db
      .selectFrom('policy_change')
      .selectAll()
      .where('id', 'in', verdict?.policyIds ?? [])
      .execute()
    const [said] = rows
    const site = { id: said?.id ?? '', preset: 'open', thresholds: {} } as const
    const again = decide(
      (verdict?.signals ?? []).map(labelled),
      policyOf({ site, section: null }),
      { wasNudged: verdict?.wasNudged },
    )
    expect(again).toEqual(verdict)
  })

  it('of a section is followed there alone, and takes from the site what it does not say', async () => {
    await set(NUDGING)
    await set({ preset: null, thresholds: { spam: { refuse: 0.9 } } }, '/sections/sport')
    const sport = (await api('/sections/sport/policy')).json
    expect(sport.holds.thresholds).toMatchObject({
      insult: { nudge: 0.6, hold: null },
      spam: { hold: 0.8, refuse: 0.9 },
    })
    const advert = 'Earn money: https://bit.ly/a https://bit.ly/b https://bit.ly/c https://bit.ly/d'
    expect((await post(advert, { slug: 'sport' })).code).toBe('comment/refused-spam')
    expect((await post(advert.replace('Earn', 'Make'))).state).toBe('held')
    await set({ preset: 'pre-moderated' }, '/sections/sport')
    const waiting = await post(calm(), { slug: 'sport' })
    expect(waiting.state).toBe('held')
    expect(waiting.reasons).toEqual(['Here a moderator reads every comment before it appears.'])
    expect((await post(calm())).state).toBe('published')
  })

  it('keeps every change with who and when, and changes none; the same again is no change', async () => {
    const editor = await signUp(stage, { role: 'editor', name: 'Edda Quill' })
    const before = (await api('/policy')).json.changes.length
    for (const _ of [1, 2])
      await editor.send('/desk/policy', {
        slug: '',
        preset: 'strict',
        'spam.hold': '0.65',
        do: 'save',
      })
    const { changes } = (await api('/policy')).json
    expect(changes).toHaveLength(before + 1)
    expect(changes[0]).toMatchObject({
      preset: 'strict',
      thresholds: { spam: { hold: 0.65 } },
      by: 'Edda Quill',
      at: now.toISOString(),
    })
    const { db } = stage.app.ctx
    await expect(db.deleteFrom('policy_change').execute()).rejects.toThrow()
    await expect(
      db.updateTable('policy_change').set({ preset: 'open' }).execute(),
    ).rejects.toThrow()
    const page = await (await editor.get('/desk/policy')).text()
    expect(page).toContain('Edda Quill')
    expect(page).toContain('Spam, Hold: 65%')
  })

  it('that cannot be is refused with its reason, and changes nothing', async () => {
    const codeOf = async (thresholds: object) =>
      (await set({ preset: 'balanced', thresholds })).json.code
    expect(await codeOf({ insult: { refuse: 0.95 } })).toBe('policy/never-refused')
    expect(await codeOf({ spam: { nudge: 0.6 } })).toBe('policy/never-nudged')
    expect(await codeOf({ spam: { refuse: 0.85 } })).toBe('policy/refused-too-early')
    expect(await codeOf({ insult: { hold: 0.2 } })).toBe('policy/out-of-range')
    expect(await codeOf({ insult: { nudge: 0.9 } })).toBe('policy/out-of-order')
    expect(await codeOf({ weather: { hold: 0.9 } })).toBe('request/invalid')
    expect((await set({ preset: 'gentle' })).json.code).toBe('request/invalid')
    expect((await set({ preset: null }, '/sections/none')).status).toBe(404)
    expect((await api('/policy')).json.preset).toBeNull()
    const editor = await signUp(stage, { role: 'editor' })
    const form = { slug: '', preset: 'open', 'insult.nudge': '0.9', 'insult.hold': '0.7' }
    const refused = await editor.send('/desk/policy', { ...form, do: 'save' })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('each threshold is higher')
  })
})

describe('newcomers first', () => {
  it('holds until two comments are approved, and staff never', async () => {
    await set({ preset: 'newcomers-first' })
    const member = await signUp(stage)
    const say = () => post(calm(), { headers: member.headers })
    const first = [await say(), await say()]
    expect(first.map((one) => one.state)).toEqual(['held', 'held'])
    expect(first[0]?.reasons).toHaveLength(1)
    expect(first[0]?.reasons?.[0]).toContain('first comments here')
    const approve = (id: string) => api(`/comments/${id}/decision`, { action: 'publish' })
    await approve(first[0]?.comment.id ?? '')
    expect((await say()).state).toBe('held')
    await approve(first[1]?.comment.id ?? '')
    expect((await say()).state).toBe('published')
    expect((await post(calm())).state).toBe('held')
    const moderator = await signUp(stage, { role: 'moderator' })
    expect((await post(calm(), { headers: moderator.headers })).state).toBe('published')
  })
})

describe('a nudge', () => {
  it('tells which words are why, stores nothing, and holds what is sent again', async () => {
    await set(NUDGING)
    const before = await comments()
    const [text, key] = [insult(), randomUUID()]
    const nudged = await post(text, { key })
    expect([nudged.status, nudged.code]).toEqual([422, 'comment/nudged'])
    const [reason] = nudged.nudge.reasons
    expect(reason?.because).toContain('insult')
    const { start, end } = reason?.spans[0] ?? { start: 0, end: 0 }
    expect(nudged.nudge.text.slice(start, end)).toContain('idiot')
    expect(await comments()).toBe(before)
    // Without its ticket it is only asked again.
    expect((await post(text, { key })).code).toBe('comment/nudged')
    const held = await post(text, { key, nudge: nudged.nudge.ticket })
    expect(held.state).toBe('held')
    expect(await verdictOn(held.comment.id)).toMatchObject({ wasNudged: true, outcome: 'hold' })
    // A retry of what was taken is answered as it was, with the ticket or without.
    for (const nudge of [nudged.nudge.ticket, undefined])
      expect((await post(text, { key, nudge })).comment.id).toBe(held.comment.id)
  })

  it('lets better words pass, and notes that it was given', async () => {
    await set(NUDGING)
    const { nudge } = await post(insult())
    const posted = await post(calm(), { nudge: nudge.ticket })
    expect(posted.state).toBe('published')
    expect(await verdictOn(posted.comment.id)).toMatchObject({
      wasNudged: true,
      outcome: 'publish',
    })
    expect(await verdictOn((await post(calm())).comment.id)).toMatchObject({ wasNudged: false })
  })

  it('is shown by a ticket of ours alone: for this thread, this author, an hour', async () => {
    await set(NUDGING)
    const member = await signUp(stage)
    const as = { headers: member.headers }
    const { nudge } = await post(insult(), as)
    const code = async (ticket: string, init: Parameters<typeof post>[1] = as) =>
      (await post(insult(), { ...init, nudge: ticket })).code
    expect(await code('1.a')).toBe('comment/nudged')
    expect(await code(`${nudge.ticket.slice(0, -1)}~`)).toBe('comment/nudged')
    expect(await code(nudge.ticket, {})).toBe('comment/nudged')
    expect(await code(nudge.ticket, { ...as, slug: 'sport' })).toBe('comment/nudged')
    later(NUDGE_TICKET_MS - 1)
    expect(await code(nudge.ticket)).toBeUndefined()
    later(1)
    expect(await code(nudge.ticket)).toBe('comment/nudged')
  })

  it('is given so often to one account; then what is doubtful waits without a word', async () => {
    await set(NUDGING)
    const member = await signUp(stage)
    const answers = []
    for (let i = 0; i <= LIMITS['nudge-account'].points; i++)
      answers.push(await post(insult(), { headers: member.headers }))
    expect(answers.slice(0, -1).every((one) => one.code === 'comment/nudged')).toBe(true)
    const last = answers.at(-1)
    expect(last?.state).toBe('held')
    expect(await verdictOn(last?.comment.id ?? '')).toMatchObject({ wasNudged: false })
  })

  it('is given so often to guests of one network', async () => {
    await set(NUDGING)
    const asked = []
    for (let i = 0; i <= LIMITS['nudge-network'].points; i++) asked.push(await post(insult()))
    const isNudge = asked.map((one) => one.code === 'comment/nudged')
    expect(isNudge.indexOf(false)).toBe(LIMITS['nudge-network'].points)
    expect(asked.at(-1)?.state).toBe('held')
  })

  it('comes as a page with the text and the ticket to who has no script', async () => {
    await set(NUDGING)
    const member = await signUp(stage, { language: 'de' })
    const send = (fields: Record<string, string>) =>
      member.send('/articles/ferry/comments', { key: '', name: '', ...fields })
    const text = `${insult()} <b>`
    const answer = await send({ text })
    expect(answer.status).toBe(422)
    const page = await answer.text()
    expect(page).toContain('Bitte noch einmal hinsehen')
    expect(page).toMatch(/<mark>[^<]*idiot/)
    expect(page).toMatch(/<textarea[^>]*>[^<]*You are an idiot/)
    const ticket = /name="nudge" value="([^"]+)"/.exec(page)?.[1] ?? ''
    const preview = await member.send('/articles/ferry/preview', { text, nudge: ticket })
    expect(await preview.text()).toContain(`name="nudge" value="${ticket}"`)
    const sent = await send({ text, nudge: ticket })
    expect(sent.headers.get('location')).toMatch(/^\/receipts\//)
    const better = await send({ text: calm(), nudge: ticket })
    expect(better.headers.get('location')).toMatch(/^\/articles\/ferry\/comments\//)
  })

  it('is given for a change too; the text that stands goes on standing', async () => {
    await set(NUDGING)
    const member = await signUp(stage)
    const text = calm()
    const { comment } = await post(text, { headers: member.headers })
    const stateOf = async () =>
      (
        await stage.json<{ comment: { text: string; state: string } }>(
          `/api/v1/comments/${comment.id}`,
        )
      ).comment
    const edit = async (fields: object) => {
      const response = await fetch(`${stage.address}/api/v1/comments/${comment.id}/edit`, {
        method: 'POST',
        headers: { ...member.headers, 'content-type': 'application/json' },
        body: JSON.stringify(fields),
      })
      return (await response.json()) as Answer
    }
    const rude = insult()
    const nudged = await edit({ text: rude })
    expect(nudged.code).toBe('comment/nudged')
    expect(await stateOf()).toMatchObject({ text, state: 'published' })
    const page = await (await member.send(`/comments/${comment.id}/edit`, { text: rude })).text()
    expect(page).toMatch(/<mark>[^<]*idiot/)
    const ticket = /name="nudge" value="([^"]+)"/.exec(page)?.[1] ?? ''
    // Of another comment it says nothing.
    const second = await post(calm(), { headers: member.headers })
    expect((await edit({ text: rude, nudge: `${ticket.slice(0, -2)}xy` })).code).toBe(
      'comment/nudged',
    )
    expect((await edit({ text: rude, nudge: ticket })).state).toBe('held')
    expect(await verdictOn(comment.id)).toMatchObject({ wasNudged: true, outcome: 'hold' })
    // What is held is not asked about: a person looks at it in any case.
    expect((await edit({ text: insult() })).state).toBe('held')
    expect(second.state).toBe('published')
  })
})

describe('what a machine refuses', () => {
  it('is told plainly and kept nowhere; a retry of what was taken is no copy', async () => {
    await set({ preset: 'balanced', thresholds: { copy: { refuse: 0.9 }, slur: { refuse: 0.9 } } })
    const [text, key] = [`${calm()} ${calm()}`, randomUUID()]
    const posted = await post(text, { key })
    expect(posted.state).toBe('published')
    expect((await post(text, { key })).comment.id).toBe(posted.comment.id)
    const before = await comments()
    const copy = await post(text)
    expect([copy.status, copy.code]).toEqual([422, 'comment/refused-copy'])
    expect((await post(`${calm()} nignog`)).code).toBe('comment/refused-slur')
    expect(await comments()).toBe(before)
    // What was refused is remembered of nobody: the first stands, and another text passes.
    expect((await post(calm())).state).toBe('published')
  })
})

describe('a trial', () => {
  let editor: Member
  beforeAll(async () => {
    editor = await signUp(stage, { role: 'editor' })
  })

  it('tells what a policy would have held, and how staff decided on it', async () => {
    const rude = [insult(), insult(), insult()]
    const held: { comment: { id: string } }[] = []
    for (const text of rude) held.push(await post(text, { slug: 'sport' }))
    for (const [at, action] of [
      [0, 'publish'],
      [1, 'remove'],
    ] as const)
      await api(`/comments/${held[at]?.comment.id}/decision`, { action })
    const calmOne = await post(calm(), { slug: 'sport' })
    const before = await stage.app.ctx.db.selectFrom('verdict').select('id').execute()

    const test = async (policy: object) =>
      (await api('/sections/sport/policy/back-test', policy)).json
    const same = await test({ preset: null })
    expect(same.now).toEqual(same.wouldBe)
    expect(same.shown).toEqual([])
    const open = await test({ preset: 'open' })
    expect(open.letThrough).toMatchObject({ approved: 1, removed: 1 })
    expect(open.wouldBe.nudge).toBeGreaterThanOrEqual(3)
    const shown = open.shown.find((one: { id: string }) => one.id === held[0]?.comment.id)
    expect(shown).toMatchObject({
      now: 'hold',
      wouldBe: 'nudge',
      decision: 'publish',
      slug: 'sport',
    })
    const all = await test({ preset: 'pre-moderated' })
    expect(all.held.count).toBe(all.tested)
    expect(all.heldAnew.count).toBe(all.tested - same.held.count)
    expect(all.shown.map((one: { id: string }) => one.id)).toContain(calmOne.comment.id)
    // Newcomers: by what stood before each comment.
    const newcomers = await test({ preset: 'newcomers-first' })
    expect(newcomers.held.count).toBeGreaterThan(same.held.count)

    const site = (await api('/policy/back-test', { preset: 'open' })).json
    expect(site.tested).toBeGreaterThan(open.tested)
    // Nothing is changed or judged.
    expect((await api('/sections/sport/policy')).json.preset).toBeNull()
    const after = await stage.app.ctx.db.selectFrom('verdict').select('id').execute()
    expect(after).toHaveLength(before.length)
    expect(
      (await api('/policy/back-test', { preset: null, thresholds: { spam: { nudge: 0.6 } } }))
        .status,
    ).toBe(422)
  })

  it('stands on the desk, with the form as it was filled in', async () => {
    const form = { slug: 'sport', preset: 'open', 'threat.hold': '0.95', do: 'try' }
    const page = await (await editor.send('/desk/policy', form)).text()
    expect(page).toMatch(/of which you approved 1 and removed 1|you approved 1 and removed 1/)
    expect(page).toContain('Held → Asked')
    expect(page).toMatch(/value="open" checked|checked[^>]*value="open"/)
    expect(page).toMatch(/<option value="0.95" selected/)
    expect((await api('/sections/sport/policy')).json.preset).toBeNull()
    expect((await (await signUp(stage, { role: 'moderator' })).get('/desk/policy')).status).toBe(
      403,
    )
  })

  it('reads the latest BACK_TESTED_MAX comments, and no more', async () => {
    const { db } = stage.app.ctx
    const before = (await api('/policy/back-test', { preset: 'open' })).json.tested
    await sql`with one as (select * from comment where state = 'published' limit 1), made as (
        insert into comment (id, site_id, thread_id, depth, author_name, author_kind, is_staff, format, source, html,
          text, state, posted_at, posted_at_known)
        select gen_random_uuid(), site_id, thread_id, 0, author_name, author_kind, is_staff, format, source, html, text,
          state, posted_at, true
        from one, generate_series(1, ${BACK_TESTED_MAX - before})
        returning id, site_id
      )
      insert into verdict (id, site_id, subject_id, outcome, signals, policy_version, judged_at)
      select gen_random_uuid(), site_id, id, 'publish', '[]', 4, now() from made`.execute(db)
    const full = (await api('/policy/back-test', { preset: 'open' })).json
    expect([full.tested, full.cut]).toEqual([BACK_TESTED_MAX, false])
    await post(calm())
    expect((await api('/policy/back-test', { preset: 'open' })).json.tested).toBe(BACK_TESTED_MAX)
    const all = (await api('/policy/back-test', { preset: 'pre-moderated' })).json
    expect(all.shown).toHaveLength(BACK_TEST_SHOWN_MAX)
    // Out of time it tells what it has read.
    const candidate = { sectionId: null, own: { id: '', preset: 'open', thresholds: {} } } as const
    expect(await backTest(stage.app.ctx, candidate, 0)).toMatchObject({ tested: STEP, isCut: true })
  })
})
