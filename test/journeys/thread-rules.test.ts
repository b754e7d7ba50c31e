import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CLOSE_DAYS_MAX, SLOW_SECONDS_MAX } from '../../src/discussion/index.js'
import { type Member, signUp } from '../accounts/people.js'
import { NO_BROWSER, openBrowser, signIn, violationsOf } from '../browser.js'
import { type Cluster, chatter, openCluster, openStage, publish, type Stage } from '../cast.js'

let cluster: Cluster
let stage: Stage
let moderator: Member
let now = new Date('2026-11-20T10:00:00Z')
const later = (seconds: number) => (now = new Date(now.getTime() + seconds * 1_000))
beforeAll(async () => {
  cluster = await openCluster()
  stage = await openStage(
    await cluster.create(),
    { clock: () => now },
    { COMMENTS_CLOSE_AFTER_DAYS: '30' },
  )
  moderator = await signUp(stage, { role: 'moderator' })
})
afterAll(async () => {
  await stage?.app.close()
  await cluster?.stop()
})

let count = 0
/** An article with a thread of its own, published now. */
async function article(sectionName: string | null = 'News'): Promise<string> {
  count += 1
  const slug = `rules-${count}`
  await publish(stage.app, { slug, headline: `Rules ${count}`, publishedAt: now, sectionName })
  return slug
}
const send = (path: string, rules: object, token = stage.staffToken) =>
  fetch(stage.address + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(rules),
  })
const set = (slug: string, rules: object, token = stage.staffToken) =>
  send(`/api/v1/articles/${slug}/thread`, rules, token)
const site = (rules: object) => send('/api/v1/rules', rules)
const section = (slug: string, rules: object) => send(`/api/v1/sections/${slug}/rules`, rules)
/** What holds in a thread, and who says so. */
const holds = async (slug: string) =>
  (
    await stage.json<{ holds: Record<string, { value: unknown; from: string }> }>(
      `/api/v1/articles/${slug}/thread`,
      { authorization: `Bearer ${stage.staffToken}` },
    )
  ).holds
const NOTHING = {
  closed: null,
  closeDays: null,
  membersOnly: null,
  slowSeconds: null,
  mode: null,
}
const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code
const say = (slug: string, number: number, headers: Record<string, string> = {}) =>
  stage.post({ name: 'Gus', text: chatter(5_000 + number) }, { slug, headers })

describe('a thread', () => {
  it('is closed and opened again by staff, and says so on its page', async () => {
    const slug = await article()
    expect((await set(slug, { closed: true })).status).toBe(200)
    expect(await codeOf(await say(slug, 1))).toBe('comment/thread-closed')
    expect(await (await stage.get(`/articles/${slug}`)).text()).toContain('is closed')
    await set(slug, { closed: false })
    expect((await say(slug, 2)).status).toBe(201)
  })

  it('closes at its own time, or so many days after its article, to the second', async () => {
    const slug = await article()
    await set(slug, { closesAt: new Date(now.getTime() + 60_000).toISOString() })
    later(59)
    expect((await say(slug, 3)).status).toBe(201)
    later(1)
    expect(await codeOf(await say(slug, 4))).toBe('comment/thread-closed')
    const other = await article()
    later(30 * 86_400 - 1)
    expect((await say(other, 5)).status).toBe(201)
    later(1)
    expect(await codeOf(await say(other, 6))).toBe('comment/thread-closed')
  })

  it('for members only leads guests to sign in, and lets members write from its page', async () => {
    const slug = await article()
    await set(slug, { membersOnly: true })
    expect(await codeOf(await say(slug, 7))).toBe('comment/members-only')
    expect(await (await stage.get(`/articles/${slug}`)).text()).toContain('Sign in to write')
    const member = await signUp(stage)
    const page = await (await member.get(`/articles/${slug}`)).text()
    expect(page).toContain(`Writing as`)
    expect(page).not.toContain('Sign in to write')
    expect((await member.send(`/articles/${slug}/comments`, { text: chatter(5_008) })).status).toBe(
      303,
    )
  })

  it('in slow mode asks each author to wait, both sides of the pause, and staff not', async () => {
    const slug = await article()
    await set(slug, { slowSeconds: 60 })
    const first = await say(slug, 10)
    const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? ''
    const again = await say(slug, 11, { cookie })
    expect(again.status).toBe(429)
    expect(await codeOf(again)).toBe('comment/too-soon')
    // Somebody else writes on.
    expect((await say(slug, 12)).status).toBe(201)
    later(59)
    expect((await say(slug, 13, { cookie })).status).toBe(429)
    later(1)
    expect((await say(slug, 14, { cookie })).status).toBe(201)
    moderator = await signUp(stage, { role: 'moderator' })
    for (const number of [15, 16])
      expect(
        (await moderator.send(`/articles/${slug}/comments`, { text: chatter(5_000 + number) }))
          .status,
      ).toBe(303)
  })

  it('in slow mode takes one of ten comments that one author sends at once', async () => {
    const slug = await article()
    await set(slug, { slowSeconds: 60 })
    const member = await signUp(stage)
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        stage.post({ text: chatter(5_100 + i) }, { slug, headers: member.headers }),
      ),
    )
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1)
    expect(answers.filter((answer) => answer.status === 429)).toHaveLength(9)
  })

  it('has its rules changed by form at the desk, and by nobody without the right', async () => {
    const slug = await article()
    // Weeks have passed in the tests before: the sessions of then have ended.
    moderator = await signUp(stage, { role: 'moderator' })
    const page = await (await moderator.get(`/desk/threads?slug=${slug}`)).text()
    expect(page).toContain('What is set here')
    const fields = { slug, closed: 'yes', slow: '30', closes: '2027-01-31' }
    expect((await moderator.send('/desk/threads', fields)).status).toBe(303)
    const saved = await (await moderator.get(`/desk/threads?slug=${slug}`)).text()
    expect(saved).toMatch(/<select name="closed">.*?<option value="yes" selected/)
    expect(saved).toContain('value="2027-01-31"')
    const reader = await signUp(stage)
    expect((await reader.send('/desk/threads', { slug })).status).toBe(403)
    expect((await set(slug, { closed: false }, 'staff_wrong')).status).toBe(401)
    expect((await set(slug, { slowSeconds: 86_401 })).status).toBe(400)
    expect((await set('no-such-article', { closed: true })).status).toBe(404)
  })
})

describe('rules of sections and of the site', () => {
  it('hold where a thread says nothing, the section before the site', async () => {
    const town = await article('Town')
    const none = await article(null)
    expect((await site({ membersOnly: true, slowSeconds: 20 })).status).toBe(200)
    expect((await section('town', { slowSeconds: 90, mode: 'questions' })).status).toBe(200)
    expect(await holds(town)).toMatchObject({
      closed: { value: false, from: 'default' },
      membersOnly: { value: true, from: 'site' },
      slowSeconds: { value: 90, from: 'section' },
      mode: { value: 'questions', from: 'section' },
    })
    expect(await holds(none)).toMatchObject({
      slowSeconds: { value: 20, from: 'site' },
      mode: { value: 'discussion', from: 'default' },
    })
    await set(town, { slowSeconds: 0, membersOnly: false })
    expect(await holds(town)).toMatchObject({
      membersOnly: { value: false, from: 'thread' },
      slowSeconds: { value: 0, from: 'thread' },
    })
    await set(town, { slowSeconds: null })
    expect((await holds(town)).slowSeconds).toEqual({ value: 90, from: 'section' })
    await site(NOTHING)
    await section('town', NOTHING)
    expect((await holds(town)).slowSeconds).toEqual({ value: 0, from: 'default' })
  })

  it('are followed by posting, by changing, and by every page that is kept', async () => {
    const slug = await article('Pier')
    const member = await signUp(stage)
    const text = chatter(5_200)
    const posted = await stage.post({ text }, { slug, headers: member.headers })
    const { comment } = (await posted.json()) as { comment: { id: string } }
    const pages = [`/articles/${slug}`, `/articles/${slug}/comments/${comment.id}`]
    for (const path of pages)
      expect(await (await stage.get(path)).text(), path).toContain('data-comment-form')

    await section('pier', { membersOnly: true })
    expect(await codeOf(await say(slug, 201))).toBe('comment/members-only')
    for (const path of pages)
      expect(await (await stage.get(path)).text(), path).toContain('Sign in to write')

    await section('pier', { closed: true })
    expect(await codeOf(await stage.post({ text }, { slug, headers: member.headers }))).toBe(
      'comment/thread-closed',
    )
    const edit = await member.send(`/comments/${comment.id}/edit`, { text: chatter(5_202) })
    expect(edit.status).toBe(403)
    for (const path of pages) {
      const html = await (await stage.get(path)).text()
      expect(html, path).toContain('This discussion is closed.')
      expect(html, path).not.toContain('data-comment-form')
    }

    await set(slug, { closed: false, membersOnly: false })
    expect((await say(slug, 203)).status).toBe(201)
    expect(
      (await member.send(`/comments/${comment.id}/edit`, { text: chatter(5_204) })).status,
    ).toBe(303)
    await section('pier', { mode: 'questions' })
    expect(await (await stage.get(`/articles/${slug}`)).text()).toContain('Post question')
    await section('pier', NOTHING)
  })

  it('close by days: the section before the site before the setting, a thread by itself or never', async () => {
    const slug = await article('Harbour')
    expect((await holds(slug)).closesAt?.from).toBe('default')
    await site({ closeDays: 10 })
    await section('harbour', { closeDays: 2 })
    const at = new Date(now.getTime() + 2 * 86_400_000)
    expect((await holds(slug)).closesAt).toEqual({ value: at.toISOString(), from: 'section' })
    later(2 * 86_400 - 1)
    expect((await say(slug, 210)).status).toBe(201)
    later(1)
    expect(await codeOf(await say(slug, 211))).toBe('comment/thread-closed')
    await set(slug, { closeDays: 0 })
    expect((await holds(slug)).closesAt).toEqual({ value: null, from: 'thread' })
    expect((await say(slug, 212)).status).toBe(201)
    await set(slug, { closeDays: 3 })
    expect((await say(slug, 213)).status).toBe(201)
    await set(slug, { closeDays: 1 })
    expect(await codeOf(await say(slug, 214))).toBe('comment/thread-closed')
    await site(NOTHING)
    await section('harbour', NOTHING)
  })

  it('slow everybody down there, and a thread that says no pause nobody', async () => {
    const [slow, free] = [await article('Quay'), await article('Quay')]
    await section('quay', { slowSeconds: 60 })
    await set(free, { slowSeconds: 0 })
    const member = await signUp(stage)
    const post = (slug: string, number: number) =>
      stage.post({ text: chatter(5_300 + number) }, { slug, headers: member.headers })
    expect((await post(slow, 1)).status).toBe(201)
    expect(await codeOf(await post(slow, 2))).toBe('comment/too-soon')
    for (const number of [3, 4]) expect((await post(free, number)).status).toBe(201)
    await section('quay', NOTHING)
  })

  it('are within bounds, both sides, and of this site', async () => {
    const fits = { slowSeconds: SLOW_SECONDS_MAX, closeDays: CLOSE_DAYS_MAX }
    expect((await section('news', fits)).status).toBe(200)
    expect((await section('news', { slowSeconds: SLOW_SECONDS_MAX + 1 })).status).toBe(400)
    expect((await section('news', { closeDays: CLOSE_DAYS_MAX + 1 })).status).toBe(400)
    expect((await section('news', { closeDays: -1 })).status).toBe(400)
    expect((await section('news', { mode: 'quarrel' })).status).toBe(400)
    expect((await section('news', { closesAt: now.toISOString() })).status).toBe(400)
    expect((await section('none', { closed: true })).status).toBe(404)
    const read = await stage.json<Record<string, unknown>>('/api/v1/sections/news/rules', {
      authorization: `Bearer ${stage.staffToken}`,
    })
    expect(read).toMatchObject({ ...NOTHING, ...fits })
    await section('news', NOTHING)
    const editor = await signUp(stage, { role: 'editor' })
    const wrongs: Record<string, string>[] = [
      { slow: '1.5' },
      { days: '-1' },
      { mode: 'quarrel' },
      { closed: 'on' },
    ]
    for (const wrong of wrongs)
      expect((await editor.send('/desk/rules', { slug: 'news', ...wrong })).status).toBe(400)
    expect((await editor.send('/desk/rules', { slug: 'none' })).status).toBe(404)
    expect((await editor.send('/desk/rules', { slow: '86401' })).status).toBe(400)
  })

  it('are set at the desk by editors and owners alone; the desk says what holds and who said it', async () => {
    const slug = await article('Desk')
    const editor = await signUp(stage, { role: 'editor', name: 'Edda Lund' })
    const fields = { slug: 'desk', members: 'yes', slow: '45' }
    const saved = await editor.send('/desk/rules', fields)
    expect(saved.headers.get('location')).toBe('/desk/rules?section=desk&done=saved')
    const form = await (await editor.get('/desk/rules?section=desk')).text()
    expect(form).toMatch(/<select name="members">.*?<option value="yes" selected/)
    expect(form).toContain('value="45"')
    expect(form).toContain('Who may write: not set → Only people with an account')
    expect(form).toContain('Slow mode: not set → 45 seconds')
    expect(form).toContain('<bdi>Edda Lund</bdi>')
    const thread = await (await editor.get(`/desk/threads?slug=${slug}`)).text()
    expect(thread).toContain('<strong>45 seconds</strong> <span class="quiet">set for the section')
    expect(thread).toContain('Not set here (Only people with an account)')
    expect(thread).toContain('href="/desk/rules"')

    await editor.send('/desk/rules', { slug: '', mode: 'questions' })
    expect((await holds(slug)).mode).toEqual({ value: 'questions', from: 'site' })
    // Left empty, everything is left to the level above again.
    await editor.send('/desk/rules', { slug: 'desk' })
    await editor.send('/desk/rules')
    expect(await holds(slug)).toMatchObject({
      membersOnly: { value: false, from: 'default' },
      mode: { value: 'discussion', from: 'default' },
    })

    moderator = await signUp(stage, { role: 'moderator' })
    expect((await moderator.get('/desk/rules')).status).toBe(403)
    expect((await moderator.send('/desk/rules', fields)).status).toBe(403)
    const theirs = await (await moderator.get(`/desk/threads?slug=${slug}`)).text()
    expect(theirs).not.toContain('href="/desk/rules"')
    expect((await moderator.send('/desk/threads', { slug, closed: 'yes' })).status).toBe(303)
  })

  it('are told with who changed which one when; what is so already is no change', async () => {
    const slug = await article('Diary')
    moderator = await signUp(stage, { role: 'moderator' })
    await set(slug, { closed: true, slowSeconds: 5 })
    await set(slug, { closed: true, slowSeconds: 5 })
    later(60)
    const closes = '2027-02-01'
    await moderator.send('/desk/threads', { slug, closed: 'yes', slow: '5', closes })
    const { rows } = await stage.app.ctx.pool.query(
      `select e.level, e.by_account_id, e.change, e.happened_at from rule_event e join thread t on t.id = e.subject_id
       join article a on a.id = t.article_id where a.slug = $1 order by e.id`,
      [slug],
    )
    expect(rows).toEqual([
      {
        level: 'thread',
        by_account_id: null,
        change: { isClosed: { from: null, to: true }, slowSeconds: { from: null, to: 5 } },
        happened_at: new Date(now.getTime() - 60_000),
      },
      {
        level: 'thread',
        by_account_id: moderator.accountId,
        change: { closesAt: { from: null, to: '2027-02-01T00:00:00.000Z' } },
        happened_at: now,
      },
    ])
    await expect(
      stage.app.ctx.pool.query('delete from rule_event where level = $1', ['thread']),
    ).rejects.toThrow('append-only')
  })

  it('are locked against each other: of two changes at once both are kept', async () => {
    const slug = await article('Locks')
    await Promise.all([
      set(slug, { slowSeconds: 7 }),
      set(slug, { mode: 'questions' }),
      section('locks', { closeDays: 9 }),
      section('locks', { membersOnly: true }),
    ])
    expect(await holds(slug)).toMatchObject({
      slowSeconds: { value: 7 },
      mode: { value: 'questions' },
      closesAt: { from: 'section' },
      membersOnly: { value: true },
    })
  })
})

describe.skipIf(NO_BROWSER)('the desk in a browser', () => {
  it('has pages of rules that read well on a phone', async () => {
    const slug = await article('Desk')
    const editor = await signUp(stage, { role: 'editor' })
    await editor.send('/desk/rules', { slug: 'desk', members: 'yes', slow: '45' })
    const browser = await openBrowser()
    for (const width of [320, 360, 1_200]) {
      const page = await browser.newPage({ viewport: { width, height: 740 } })
      await signIn(page.context(), stage.address, editor.cookie)
      for (const path of [
        '/desk/rules',
        '/desk/rules?section=desk',
        `/desk/threads?slug=${slug}`,
      ]) {
        await page.goto(stage.address + path)
        expect(await violationsOf(page), path).toEqual([])
        const right = await page.evaluate(
          "Math.max(...[...document.querySelectorAll('main *')].map((one) => one.getBoundingClientRect().right))",
        )
        expect(Number(right), `${path} at ${width}`).toBeLessThanOrEqual(width)
      }
      await page.close()
    }
    await browser.close()
  })
})
