/** Near copies across people, threads and time: found in the database, one cluster, decided once. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { checkData } from '../../src/check.js'
import { eraseComments } from '../../src/discussion/erase-comments.js'
import {
  decideComment,
  decideCopies,
  deleteComment,
  editComment,
  readWaitingCopies,
} from '../../src/discussion/index.js'
import { runImport } from '../../src/importing/index.js'
import { type Member, signUp } from '../accounts/people.js'
import { NO_BROWSER, openBrowser, violationsOf } from '../browser.js'
import {
  type Cluster,
  chatter,
  openCluster,
  openStage,
  type Posted,
  publish,
  type Stage,
} from '../cast.js'

let cluster: Cluster
let stage: Stage

beforeAll(async () => {
  cluster = await openCluster()
  stage = await openStage(await cluster.create())
  await publish(stage.app, { slug: 'tram', headline: 'The tram' })
})
afterAll(async () => {
  await stage.app.close()
  await cluster.stop()
})
afterEach(async () => {
  await stage.app.drain()
  expect((await checkData(stage.app.ctx.db)).flatMap((one) => one.violations)).toEqual([])
})

/** Starts the same site in a process that remembers nothing of what was said before. */
async function withoutMemory<T>(act: (fresh: Stage) => Promise<T>): Promise<T> {
  const { db } = stage.app.ctx
  const rows = await db.selectFrom('fingerprint').selectAll().execute()
  // Only while it starts: the judge reads the latest fingerprints once.
  await db.deleteFrom('fingerprint').execute()
  const fresh = await openStage(stage.app.ctx.config.databaseUrl)
  try {
    if (rows.length > 0) await db.insertInto('fingerprint').values(rows).execute()
    return await act(fresh)
  } finally {
    await fresh.app.drain()
    await fresh.app.close()
  }
}

const clusterOf = async (id: string) => {
  const { db } = stage.app.ctx
  const print = await db
    .selectFrom('fingerprint')
    .select(['cluster_id', 'is_first'])
    .where('subject_id', '=', id)
    .executeTakeFirst()
  const row = await db
    .selectFrom('copy_cluster')
    .selectAll()
    .where('id', '=', print?.cluster_id ?? id)
    .executeTakeFirst()
  return { ...print, members: row?.members, held: row?.held, action: row?.action }
}
const waiting = async () => (await readWaitingCopies(stage.app.ctx, { afterId: null })).clusters
const sayIn = async (slug: string, name: string, text: string, at = stage) => {
  const response = await at.post({ name, text }, { slug })
  expect(response.status).toBe(201)
  return (await response.json()) as Awaited<ReturnType<Stage['say']>>
}
const remove = { action: 'remove', rule: 'no slogans' } as const
const decide = (
  clusterId: string,
  decided: { action: 'publish' | 'remove'; rule: string | null },
) => decideCopies(stage.app.ctx, { clusterId, decided, byAccountId: null })
const stateOf = async (id: string) =>
  (
    await stage.app.ctx.db
      .selectFrom('comment')
      .select('state')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
  ).state

describe('a copy', () => {
  it('is known in the database by a process that remembers nothing, in another thread, by somebody else', async () => {
    const text = chatter(1)
    const first = await stage.say('Ada', text)
    await withoutMemory(async (fresh) => {
      const copy = await sayIn('tram', 'Rob', `${text} Indeed.`, fresh)
      expect(copy.state).toBe('held')
      expect(copy.reasons).toHaveLength(1)
      expect(await clusterOf(copy.comment.id)).toMatchObject({
        cluster_id: first.comment.id,
        is_first: false,
        members: 2,
        held: 1,
      })
    })
  })
  it('of what is only in memory belongs to the same cluster', async () => {
    const text = chatter(2)
    const first = await stage.say('Ada', text)
    for (const name of ['Rob', 'Eve', 'Ida']) await sayIn('tram', name, text)
    expect(await clusterOf(first.comment.id)).toMatchObject({ members: 4, held: 3 })
    const [line] = await waiting()
    expect(line).toMatchObject({
      id: first.comment.id,
      members: 4,
      held: 3,
      decided: null,
      people: { count: 4, isMore: false },
      places: { count: 2 },
    })
  })
  it('is none to texts that say something else', async () => {
    const other = await stage.say('Ada', chatter(3))
    expect(other.state).toBe('published')
    expect(await clusterOf(other.comment.id)).toMatchObject({ cluster_id: null, is_first: true })
  })
  it('is judged without the database where that takes too long, until it answers again', async () => {
    const text = chatter(4)
    await stage.say('Ada', text)
    await withoutMemory(async (fresh) => {
      const { copies, judge } = fresh.app.ctx
      const ask = () => copies.find(judge.lookAhead(text).question)
      await stage.app.ctx.db.transaction().execute(async (tx) => {
        await sql`lock table fingerprint in access exclusive mode`.execute(tx)
        expect(await ask()).toBeNull()
        // Nothing more is asked while the first question is late.
        expect(await ask()).toBeNull()
      })
      await expect.poll(ask).toMatchObject({ similarity01: 1 })
    })
  })
})

describe('one decision on all copies', () => {
  it('removes what is held, each with its own event in one batch, and holds copies to come for it', async () => {
    const text = chatter(10)
    const first = await stage.say('Ada', text)
    const held = [await sayIn('tram', 'Rob', text), await sayIn('ferry', 'Eve', text)]
    const { batchId, done } = await decide(first.comment.id, remove)
    expect(done).toBe(2)
    await stage.app.drain()
    for (const { comment } of held) expect(await stateOf(comment.id)).toBe('removed')
    expect(await stateOf(first.comment.id)).toBe('published')
    const events = await stage.app.ctx.db
      .selectFrom('moderation_event')
      .select(['subject_id', 'action', 'rule'])
      .where('batch_id', '=', batchId)
      .execute()
    expect(events.map((one) => one.subject_id).sort()).toEqual(
      held.map((one) => one.comment.id).sort(),
    )
    expect(events.every((one) => one.action === 'remove' && one.rule === 'no slogans')).toBe(true)
    expect((await waiting()).some((one) => one.id === first.comment.id)).toBe(false)

    const later = await sayIn('tram', 'Ida', `${text} Yes.`)
    expect(later.state).toBe('held')
    expect(later.reasons).toEqual([
      'It repeats almost word for word what our moderators have removed before.',
    ])
    expect((await waiting())[0]).toMatchObject({ held: 1, decided: remove })
    await withoutMemory(async (fresh) => {
      const again = await sayIn('tram', 'Max', text, fresh)
      expect(again.reasons).toEqual(later.reasons)
    })
  })
  it('publishes what is held, and doubts no copy to come for being one', async () => {
    const text = chatter(11)
    const first = await stage.say('Ada', text)
    const copy = await sayIn('tram', 'Rob', text)
    await decide(first.comment.id, { action: 'publish', rule: null })
    await stage.app.drain()
    expect(await stateOf(copy.comment.id)).toBe('published')
    const later = await sayIn('tram', 'Eve', text)
    expect(later.state).toBe('published')
    expect(await clusterOf(first.comment.id)).toMatchObject({ members: 3, held: 0 })
    // Remembered by a process that starts now, and found by one that does not know the text.
    await withoutMemory(async (fresh) => {
      expect((await sayIn('tram', 'Max', text, fresh)).state).toBe('published')
    })
  })
  it('is refused of what is no cluster', async () => {
    await expect(decide(randomUUID(), remove)).rejects.toMatchObject({ code: 'copies/not-found' })
  })
})

describe('a cluster', () => {
  it('counts what is decided alone', async () => {
    const text = chatter(20)
    const first = await stage.say('Ada', text)
    const copy = await sayIn('tram', 'Rob', text)
    const decision = { commentId: copy.comment.id, action: 'publish', rule: null } as const
    await decideComment(stage.app.ctx, decision)
    expect(await clusterOf(first.comment.id)).toMatchObject({ members: 2, held: 0 })
  })
  it('keeps its counts when texts are changed, deleted and erased, and is still found', async () => {
    const { ctx } = stage.app
    const text = chatter(21)
    const alice = await signUp(stage)
    const bob = await signUp(stage)
    const author = (who: Member) =>
      ({ kind: 'reader', personId: who.personId, name: who.name, isStaff: false }) as const
    const say = async (who: Member, slug = 'ferry', words = text) =>
      (await (
        await stage.post(
          { text: words },
          { slug, headers: { ...who.headers, 'x-csrf-token': who.csrf } },
        )
      ).json()) as Posted
    const first = (await say(alice)).comment.id
    const second = (await say(bob, 'tram')).comment.id
    const third = (await say(bob)).comment.id
    expect(await clusterOf(first)).toMatchObject({ members: 3, held: 2 })

    // A slip corrected: the same cluster, and no doubt about the one who said it first.
    const edit = (who: Member, commentId: string, words: string) =>
      editComment(ctx, { commentId, author: author(who), text: words })
    expect((await edit(alice, first, `${text} Really.`)).state).toBe('published')
    expect(await clusterOf(first)).toMatchObject({ is_first: true, members: 3, held: 2 })

    // Another text: out of the cluster, whose copies are found by another one from now on.
    expect((await edit(alice, first, chatter(22))).state).toBe('published')
    expect(await clusterOf(second)).toMatchObject({ cluster_id: first, is_first: true, members: 2 })
    expect(await clusterOf(first)).toMatchObject({ is_first: true, members: 1, held: 0 })
    await withoutMemory(async (fresh) => {
      const copy = await sayIn('ferry', 'Max', text, fresh)
      expect(await clusterOf(copy.comment.id)).toMatchObject({ cluster_id: first, members: 3 })
    })

    await deleteComment(ctx, { commentId: third, author: author(bob) })
    expect(await clusterOf(second)).toMatchObject({ members: 2, held: 2 })
    await eraseComments(ctx, { personIds: [bob.personId], texts: 'erase' })
    const left = await ctx.db
      .selectFrom('copy_cluster')
      .select(['members', 'held'])
      .where('id', '=', first)
      .execute()
    expect(left).toEqual([{ members: 1, held: 1 }])
  })
  it('counts imported copies', async () => {
    const text = chatter(23)
    const said = (n: number) => ({
      kind: 'comment' as const,
      key: `copy-${n}`,
      articleKey: 'bridge',
      parentKey: null,
      author: { key: null, name: `Guest ${n}`, isStaff: false },
      body: { format: 'text' as const, source: text },
      language: 'en',
      postedAt: new Date('2025-01-01T00:00:00Z'),
      state: 'published' as const,
      place: { line: n, bytesRead: n },
    })
    const article = {
      kind: 'article' as const,
      key: 'bridge',
      home: 'here' as const,
      slug: 'bridge',
      originUrl: null,
      headline: 'The bridge',
      standfirst: null,
      byline: null,
      sectionName: null,
      body: { format: 'text' as const, source: 'It stands.' },
      language: 'en',
      publishedAt: null,
      picture: null,
      state: 'published' as const,
      commentsClosed: false,
      place: { line: 1, bytesRead: 1 },
    }
    const report = await runImport(stage.app.ctx, [article, said(1), said(2), said(3)], {
      source: 'test',
      trust: false,
      dryRun: false,
      folder: null,
    })
    expect(report.comments).toMatchObject({ published: 1, held: 2 })
    expect((await waiting())[0]).toMatchObject({ members: 3, held: 2, people: { count: 3 } })
  })
  it('of hundreds is listed and decided on like one of two, and everybody is told', async () => {
    const text = chatter(24)
    const bob = await signUp(stage)
    const first = await stage.say('Ada', text)
    await stage.post({ text }, { headers: { ...bob.headers, 'x-csrf-token': bob.csrf } })
    for (let i = 0; i < 230; i += 23)
      await Promise.all(Array.from({ length: 23 }, (_, n) => sayIn('tram', `G ${i + n}`, text)))
    const [line] = await waiting()
    expect(line).toMatchObject({ members: 232, held: 231 })
    expect(line?.people).toMatchObject({ count: 50, isMore: true })
    expect(line?.people.shown).toHaveLength(5)
    const { done } = await decide(first.comment.id, remove)
    expect(done).toBe(100)
    await stage.app.drain()
    expect(await clusterOf(first.comment.id)).toMatchObject({ members: 232, held: 0 })
    const notices = await stage.app.ctx.db
      .selectFrom('notice')
      .select(['kind', 'detail'])
      .where('account_id', '=', bob.accountId)
      .execute()
    expect(notices).toMatchObject([{ kind: 'decision', detail: remove }])
  })
})

describe('the desk', () => {
  it('lists a line for each cluster, and decides by plain form and by API', async () => {
    const moderator = await signUp(stage, { role: 'moderator' })
    const text = chatter(30)
    const first = await stage.say('Ada', text)
    for (const name of ['Rob', 'Eve']) await sayIn('tram', name, text)
    const page = await (await moderator.get('/desk/copies')).text()
    expect(page).toContain('3 like this')
    expect(page).toContain('2 discussions')
    const list = await moderator.get('/api/v1/moderation/copies')
    const { copies } = (await list.json()) as { copies: { id: string; members: number }[] }
    expect(copies[0]).toMatchObject({ id: first.comment.id, members: 3, held: 2 })
    const sent = await moderator.send('/desk/copies', {
      copies: first.comment.id,
      action: 'remove',
      rule: 'no slogans',
    })
    expect(sent.status).toBe(303)
    expect(await (await moderator.get('/desk/copies?done=decided')).text()).toContain('Decided.')
    expect(await clusterOf(first.comment.id)).toMatchObject({ held: 0, action: 'remove' })
    const tooLong = { copies: first.comment.id, action: 'remove', rule: 'x'.repeat(201) }
    expect((await moderator.send('/desk/copies', tooLong)).status).toBe(400)
  })
  it.skipIf(NO_BROWSER)(
    'is readable on a phone and in the dark, without what keeps people out',
    { timeout: 60_000 },
    async () => {
      const moderator = await signUp(stage, { role: 'moderator' })
      const text = chatter(31)
      await stage.say('Ada', text)
      for (const name of ['Rob', 'Eve']) await sayIn('tram', name, text)
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
          await page.goto(`${stage.address}/desk/copies`)
          expect(await violationsOf(page)).toEqual([])
          expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(
            width,
          )
          const folder = process.env.READERSHIP_TEST_SHOTS
          if (folder)
            await page.screenshot({ path: `${folder}/copies-${width}.png`, fullPage: true })
        }
      } finally {
        await browser.close()
      }
    },
  )
})
