/** The judge learns from the house's own moderators: live, again from the log, in every process, and forgets. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { learned } from '../../src/cli/learned.js'
import { newId } from '../../src/core/ids.js'
import { decideComment, pickComment } from '../../src/discussion/index.js'
import { readLessons } from '../../src/discussion/read-lessons.js'
import { loadModel, openHouseHead } from '../../src/moderation/index.js'
import { write } from '../../src/platform/events.js'
import { type Member, signUp } from '../accounts/people.js'
import { NO_BROWSER, openBrowser, signIn, violationsOf } from '../browser.js'
import { type Cluster, chatter, openCluster, openStage, type Stage } from '../cast.js'

const UNWANTED = 'velnik drosta'
const WANTED = 'minora felis'

let cluster: Cluster
let stage: Stage
let other: Stage
let moderators: Member[]
let said = 0

beforeAll(async () => {
  cluster = await openCluster()
  stage = await openStage(await cluster.create())
  other = await openStage(stage.app.ctx.config.databaseUrl)
  moderators = []
  for (let i = 0; i < 4; i++) moderators.push(await signUp(stage, { role: 'moderator' }))
})
afterAll(async () => {
  await other.app.close()
  await stage.app.close()
  await cluster.stop()
})

const idOf = (i: number) => moderators[i % moderators.length]?.accountId ?? ''
const say = async (words: string) => {
  said += 1
  return (await stage.say('Ada', `${chatter(said)} ${words}`)).comment.id
}
const decide = (
  commentId: string,
  action: 'publish' | 'remove',
  more: { rule?: string | null; by?: string | null } = {},
) =>
  decideComment(stage.app.ctx, {
    commentId,
    action,
    rule: more.rule ?? null,
    byAccountId: more.by === undefined ? idOf(said) : more.by,
  })
const pick = (commentId: string, on: boolean) =>
  pickComment(stage.app.ctx, { kind: 'token', role: 'moderator' }, { commentId, on })

/** The head as it grew, and one made from the log alone. */
async function heads(of: Stage = stage) {
  await of.app.ctx.learning.drain()
  const folded = openHouseHead(loadModel())
  await readLessons(of.app.ctx, folded)
  return { live: await of.app.ctx.learning.head(), folded }
}
async function expectSame(of: Stage = stage) {
  const { live, folded } = await heads(of)
  expect(live.report()).toEqual(folded.report())
  expect(Buffer.from(live.bytes()).equals(folded.bytes())).toBe(true)
  return live.report()
}

describe('what was learned', () => {
  it('is what moderators decided, and nothing that nobody looked at', async () => {
    await say('nobody looks at this')
    const insult = await say(UNWANTED)
    await decide(insult, 'remove', { rule: 'Insult' })
    await decide(await say(UNWANTED), 'remove')
    const back = await say(WANTED)
    await decide(back, 'remove')
    await decide(back, 'publish')
    await decide(await say('by a program'), 'remove', { by: null })
    await decide(await say('said twice'), 'remove', { rule: 'Duplicate' })
    const report = await expectSame()
    expect(report.kinds).toEqual({ 'let-through': 0, 'put-back': 1, picked: 0, removed: 2 })
  })

  it('forgets what is taken back', async () => {
    const wrong = await say(WANTED)
    await decide(wrong, 'remove')
    expect((await expectSame()).removed).toBe(3)
    await decide(wrong, 'publish')
    const report = await expectSame()
    expect([report.removed, report.kinds['put-back']]).toEqual([2, 2])
    // A program took it back: nobody of the house says that it may stand.
    const again = await say(UNWANTED)
    await decide(again, 'remove')
    await decide(again, 'publish', { by: null })
    expect((await expectSame()).lessons).toBe(report.lessons)
  })

  it('keeps to the text that was decided on', async () => {
    const moderator = idOf(0)
    const before = (await expectSame()).lessons
    const id = await say('a text that is deleted later')
    await decide(id, 'remove', { by: moderator })
    await decide(id, 'publish', { by: moderator })
    expect((await expectSame()).lessons).toBe(before + 1)
    const { db } = stage.app.ctx
    await db
      .insertInto('comment_revision')
      .values({
        id: newId(Date.now()),
        site_id: stage.app.ctx.site.id,
        comment_id: id,
        format: 'markdown',
        source: 'the **former** words\n\n> of somebody else',
        text: 'the former words',
        language: 'en',
        was_public: true,
        replaced_at: new Date(Date.now() + 1_000),
      })
      .execute()
    const head = openHouseHead(loadModel())
    const learned: string[] = []
    await readLessons(stage.app.ctx, {
      ...head,
      learn: (lesson) => void learned.push(lesson.text.trim()),
    })
    expect(learned.at(-1)).toBe('the former words')
    await write(stage.app.ctx, async (_tx, emit) => emit({ name: 'learning.changed' }))
    await expectSame()
  })

  it('is bounded, and lets go of the oldest', async () => {
    const head = openHouseHead(loadModel())
    const all = await readLessons(stage.app.ctx, openHouseHead(loadModel()))
    const max = all.known.size - 1
    const some = await readLessons(stage.app.ctx, head, { max, block: 2 })
    expect([some.known.size, some.hasOlder]).toEqual([max - 1, true])
    const whole = await readLessons(stage.app.ctx, openHouseHead(loadModel()), {
      max: all.known.size,
      block: 2,
    })
    expect([whole.known.size, whole.hasOlder]).toEqual([all.known.size, false])
  })

  it('goes when its author erases it', async () => {
    const author = await signUp(stage)
    const response = await fetch(`${stage.address}/api/v1/articles/${stage.slug}/comments`, {
      method: 'POST',
      headers: {
        ...author.headers,
        'content-type': 'application/json',
        'idempotency-key': 'erased-comment-of-the-author',
      },
      body: JSON.stringify({ text: `My own words ${UNWANTED}`, parentId: null }),
    })
    expect(response.status).toBe(201)
    const { comment } = (await response.json()) as { comment: { id: string } }
    const before = (await expectSame()).lessons
    await decide(comment.id, 'remove')
    expect((await expectSame()).lessons).toBe(before + 1)
    const { eraseComments } = await import('../../src/discussion/erase-comments.js')
    await eraseComments(stage.app.ctx, { personIds: [author.personId], texts: 'erase' })
    expect((await expectSame()).lessons).toBe(before)
  })

  it('is the same in every process', async () => {
    const mine = (await expectSame()).lessons
    await expect.poll(async () => (await other.app.ctx.learning.head()).lessons()).toBe(mine)
    await decide(await say(UNWANTED), 'remove')
    await expect.poll(async () => (await other.app.ctx.learning.head()).lessons()).toBe(mine + 1)
    await expectSame(other)
  })
})

describe('after some hundred decisions', () => {
  it('the judge shows what moderators often remove, in words it never saw in training', async () => {
    const text = `tomorrow at the pier ${UNWANTED} again`
    const reasons = () =>
      stage.app.ctx.judge
        .judge({
          id: newId(Date.now()),
          text,
          links: [],
          authorName: null,
          placeId: 'here',
          at: new Date(),
        })
        .verdict.signals.map((one) => one.reason)
    expect(reasons()).not.toContain('often-removed-here')
    for (let i = 0; i < 320; i++) {
      const id = await say(i % 2 === 0 ? UNWANTED : WANTED)
      await decide(id, 'remove', { by: idOf(i >> 1) })
      if (i % 2 === 1) await decide(id, 'publish', { by: idOf(i >> 1) })
    }
    const report = await expectSame()
    expect(report.state).toBe('ready')
    expect(report.house.auc).toBeGreaterThan(report.model.auc ?? 1)
    expect(reasons()).toContain('often-removed-here')
    const posted = await stage.say('Eve', `${chatter(9_000)} ${UNWANTED}`)
    expect(posted.state).toBe('published')
    expect(posted.reasons).toEqual([])
  }, 60_000)

  it('the desk shows state, shares without names, and where it was wrong', async () => {
    const [moderator] = moderators
    const html = (await (await moderator?.get('/desk/learning'))?.text()) ?? ''
    expect(html).toContain('It helps.')
    expect(html).toContain('You')
    expect(html).toMatch(/<span>Moderator [1-4]<\/span>/)
    for (const one of moderators.slice(1)) expect(html).not.toContain(`>${one.name}<`)
    expect(html).toContain('Model alone')
    expect(html).toContain('<polyline')
    expect(html).not.toContain('/desk/learning/reset')
    expect((await moderator?.send('/desk/learning/reset', { sure: 'yes' }))?.status).toBe(403)
  })

  it.skipIf(NO_BROWSER)('the page is accessible in both languages, light and dark', async () => {
    const browser = await openBrowser()
    try {
      for (const [language, scheme, width] of [
        ['en', 'light', 1280],
        ['de', 'dark', 320],
      ] as const) {
        const editor = await signUp(stage, { role: 'editor', language })
        const context = await browser.newContext({
          colorScheme: scheme,
          viewport: { width, height: 900 },
          baseURL: stage.address,
        })
        await signIn(context, stage.address, editor.cookie)
        const page = await context.newPage()
        await page.goto('/desk/learning')
        expect(await page.locator('h1').textContent()).toContain(
          language === 'de' ? 'gelernt' : 'learned',
        )
        expect(await violationsOf(page)).toEqual([])
        expect(
          await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth),
        ).toBe(true)
        await context.close()
      }
    } finally {
      await browser.close()
    }
  })
})

describe('a reset', () => {
  it('asks twice, makes the judge begin anew everywhere, and stays on record', async () => {
    const editor = await signUp(stage, { role: 'editor' })
    const unsure = await editor.send('/desk/learning/reset', {})
    expect(unsure.status).toBe(422)
    expect(await unsure.text()).toContain('Please tick the box')
    expect((await expectSame()).lessons).toBeGreaterThan(300)
    expect((await editor.send('/desk/learning/reset', { sure: 'yes' })).status).toBe(303)
    expect((await expectSame()).lessons).toBe(0)
    await expect.poll(async () => (await other.app.ctx.learning.head()).lessons()).toBe(0)
    await decide(await say(UNWANTED), 'remove')
    expect((await expectSame()).lessons).toBe(1)
    const { db } = stage.app.ctx
    await expect(db.deleteFrom('learning_event').execute()).rejects.toThrow()
    expect(await (await editor.get('/desk/learning')).text()).toContain('Begun anew before')
  })

  it('can be asked for by API', async () => {
    const headers = {
      authorization: `Bearer ${other.staffToken}`,
      'content-type': 'application/json',
    }
    const url = `${stage.address}/api/v1/learning`
    expect((await fetch(`${url}/reset`, { method: 'POST', headers, body: '{}' })).status).toBe(200)
    const answer = (await (await fetch(url, { headers })).json()) as object
    expect(answer).toMatchObject({
      state: 'few',
      decisions: 0,
      needed: { decisions: 300, ofEach: 50 },
      house: { decisions: 0, auc: null },
    })
  })
})

describe('the terminal', () => {
  it('says what was learned, and begins anew', async () => {
    await decide(await say(UNWANTED), 'remove')
    expect((await expectSame()).lessons).toBe(1)
    expect(await learned(stage.app.ctx, [])).toBe(0)
    expect(await learned(stage.app.ctx, ['burn'])).toBeNull()
    expect((await expectSame()).lessons).toBe(1)
    expect(await learned(stage.app.ctx, ['reset'])).toBe(0)
    expect((await expectSame()).lessons).toBe(0)
  })
})

describe('a pick', () => {
  it('teaches like a decision while it stands, if somebody of the house made it', async () => {
    const { kinds } = await expectSame()
    const id = await say(WANTED)
    await pick(id, true)
    expect((await expectSame()).kinds).toEqual(kinds)
    await pick(id, false)
    const editor = await signUp(stage, { role: 'editor' })
    expect((await editor.send(`/comments/${id}/pick`, {})).status).toBe(303)
    expect((await expectSame()).kinds).toEqual({ ...kinds, picked: kinds.picked + 1 })
    expect((await editor.send(`/comments/${id}/pick`, { take: 'back' })).status).toBe(303)
    expect((await expectSame()).kinds).toEqual(kinds)
  })
})
