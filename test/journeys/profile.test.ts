/** The public page of a person: who has one, what it shows, and what it costs. */
import { Kysely, PostgresDialect, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ban } from '../../src/accounts/index.js'
import { newId } from '../../src/core/ids.js'
import { decideComment } from '../../src/discussion/index.js'
import { SAID_PER_PAGE } from '../../src/discussion/read-profile.js'
import { findSaid } from '../../src/discussion/store/read-profile.js'
import type { Tables } from '../../src/platform/schema.js'
import { type Member, signUp } from '../accounts/people.js'
import {
  type Cluster,
  chatter,
  openCluster,
  openStage,
  type Posted,
  publish,
  type Stage,
} from '../cast.js'

const NOW = new Date('2031-03-03T12:00:00Z')

let cluster: Cluster
let stage: Stage
let said = 10_000

beforeAll(async () => {
  cluster = await openCluster()
  stage = await openStage(await cluster.create(), { clock: () => NOW })
})
afterAll(async () => {
  await stage?.app.close()
  await cluster?.stop()
})

const ctx = () => stage.app.ctx

async function say(who: Member, text?: string): Promise<string> {
  said += 1
  const body = { text: text ?? chatter(said), parentId: null, name: null }
  const response = await stage.post(body, { headers: who.headers })
  if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`)
  const { comment, state } = (await response.json()) as Posted
  expect(state).toBe('published')
  return comment.id
}

async function insertPerson(
  kind: 'guest' | 'imported' | 'erased',
  who: { accountId?: string; name?: string } = {},
): Promise<string> {
  const id = newId(NOW.getTime())
  await ctx()
    .db.insertInto('person')
    .values({
      id,
      site_id: ctx().site.id,
      kind,
      name: who.name ?? `Old ${id.slice(-4)}`,
      name_skeleton: id,
      source_key: id,
      account_id: who.accountId ?? null,
      created_at: NOW,
    })
    .execute()
  return id
}

/** Comments of one person, a minute apart, the last of them now. */
async function insertComments(
  personId: string,
  count: number,
  as: { kind?: 'guest' | 'imported'; thread?: string; text?: string } = {},
): Promise<void> {
  const thread = as.thread ?? (await threadOf('ferry'))
  await sql`
    insert into comment (id, site_id, thread_id, parent_id, depth, person_id, author_name, author_kind, format, source,
      html, text, language, state, posted_at)
    select gen_random_uuid(), ${ctx().site.id}::uuid, ${thread}::uuid, null, 0, ${personId}::uuid, 'Old name',
      ${as.kind ?? 'imported'}, 'text', t, '<p>' || t || '</p>', t, 'en', 'published', ${NOW}::timestamptz - n * interval '1 minute'
    from (select n, ${as.text ?? 'Sentence'} || ' ' || n as t from generate_series(0, ${count - 1}::int) n) x`.execute(
    ctx().db,
  )
}

const threadOf = async (slug: string): Promise<string> =>
  (
    await ctx()
      .db.selectFrom('thread')
      .innerJoin('article', 'article.id', 'thread.article_id')
      .select('thread.id')
      .where('article.slug', '=', slug)
      .executeTakeFirstOrThrow()
  ).id

const page = (personId: string, query = '') =>
  fetch(`${stage.address}/people/${personId}${query}`, { redirect: 'manual' })
const htmlOf = async (personId: string, query = '') => (await page(personId, query)).text()
const mayBeIndexed = (html: string) => !html.includes('name="robots" content="noindex"')

describe('the page of a reader', () => {
  it('shows their name, since when they are here, and their published comments, newest first', async () => {
    const ada = await signUp(stage, { name: 'Ada Weathervane' })
    const first = await say(ada, 'The first boat of the year had no captain for an hour.')
    const gone = await say(ada, 'This sentence about whelks was a mistake of mine.')
    const last = await say(ada, 'مرحبا بالعالم')
    await decideComment(ctx(), { commentId: gone, action: 'remove', rule: null })
    const response = await page(ada.personId)
    const html = await response.text()
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('private, no-store')
    expect(html).toContain('<bdi>Ada Weathervane</bdi>')
    expect(html).toMatch(/Here since <time dateTime="2031-03-03/i)
    expect(html).toContain('2 published comments')
    expect(html).not.toContain('whelks')
    expect(html.indexOf(last)).toBeLessThan(html.indexOf(first))
    expect(html).toContain(`/articles/ferry/comments/${first}#c-${first}`)
    expect(html).toContain('<a href="/articles/ferry"><bdi>The ferry sails again</bdi></a>')
    expect(html).toContain('dir="rtl"')
    expect(html).not.toContain('class="tag"')
  })

  it('leaves out what stands under an article that is not published', async () => {
    const ada = await signUp(stage)
    const { id } = await publish(stage.app, { slug: 'drawn-back', headline: 'Drawn back' })
    await insertComments(ada.personId, 1, {
      thread: await threadOf('drawn-back'),
      text: 'Under a draft',
    })
    expect(await htmlOf(ada.personId)).toContain('Under a draft')
    await ctx().db.updateTable('article').set({ state: 'draft' }).where('id', '=', id).execute()
    const html = await htmlOf(ada.personId)
    expect(html).not.toContain('Under a draft')
    expect(html).not.toContain('Drawn back')
    expect(html).toContain('No comment of theirs is published.')
  })

  it('marks staff by their role', async () => {
    const editor = await signUp(stage, { role: 'editor' })
    expect(await htmlOf(editor.personId)).toContain('<span class="tag">Staff</span>')
  })

  it('is there for search engines from three comments on', async () => {
    const ada = await signUp(stage)
    await say(ada)
    await say(ada)
    expect(mayBeIndexed(await htmlOf(ada.personId))).toBe(false)
    await say(ada)
    expect(mayBeIndexed(await htmlOf(ada.personId))).toBe(true)
  })

  it('has 20 comments, and the next one on the page after', async () => {
    const ada = await signUp(stage)
    await insertComments(ada.personId, SAID_PER_PAGE)
    expect(await htmlOf(ada.personId)).not.toContain('rel="next"')
    const older = await insertPerson('imported', { accountId: ada.accountId })
    await insertComments(older, 1)
    const html = await htmlOf(ada.personId)
    expect(html.match(/class="comment"/g)).toHaveLength(SAID_PER_PAGE)
    const before = /\?before=([0-9a-f-]{36})/.exec(html)?.[1] ?? ''
    const second = await htmlOf(ada.personId, `?before=${before}`)
    expect(second.match(/class="comment"/g)).toHaveLength(1)
    expect(second).not.toContain('rel="next"')
    expect(mayBeIndexed(second)).toBe(false)
    const eve = await signUp(stage)
    expect((await page(eve.personId, `?before=${before}`)).status).toBe(400)
    expect((await page(ada.personId, '?before=x')).status).toBe(400)
  })
})

describe('who has no page', () => {
  it('is a guest: it would tie together what one browser said under different names', async () => {
    const guest = await insertPerson('guest')
    await insertComments(guest, 2, { kind: 'guest' })
    expect((await page(guest)).status).toBe(404)
  })

  it('is whoever has no name yet, or never was', async () => {
    const nameless = await signUp(stage, { name: null })
    for (const id of [nameless.personId, newId(NOW.getTime()), 'x'])
      expect((await page(id)).status).toBe(404)
  })

  it('is whoever was erased: mentions lead to a page that says so, and nothing more', async () => {
    const erased = await insertPerson('erased', { name: '' })
    const left = await page(erased)
    expect(left.status).toBe(410)
    expect(await left.text()).toContain('This person has left')
  })

  it('is an account that is gone', async () => {
    const ada = await signUp(stage)
    await ctx()
      .db.updateTable('account')
      .set({ state: 'gone', mail: null, mail_key: null })
      .where('id', '=', ada.accountId)
      .execute()
    expect((await page(ada.personId)).status).toBe(410)
  })
})

describe('older names', () => {
  it('have a page of their own until they are claimed, and not for search engines', async () => {
    const imported = await insertPerson('imported', { name: 'Harbour Pilot' })
    await insertComments(imported, 5, { text: 'From the old site' })
    const html = await htmlOf(imported)
    expect(html).toContain('Harbour Pilot')
    expect(html).toContain('From the old site 4')
    expect(mayBeIndexed(html)).toBe(false)
  })

  it('lead to the page of the account once they are claimed, which shows everything', async () => {
    const ada = await signUp(stage)
    const imported = await insertPerson('imported', { accountId: ada.accountId })
    const guest = await insertPerson('guest', { accountId: ada.accountId })
    await insertComments(imported, 1, { text: 'Said long ago' })
    await insertComments(guest, 1, { text: 'Said by the browser afterwards', kind: 'guest' })
    for (const id of [imported, guest]) {
      const response = await page(id)
      expect([response.status, response.headers.get('location')]).toEqual([
        303,
        `/people/${ada.personId}`,
      ])
    }
    const html = await htmlOf(ada.personId)
    expect(html).toContain('Said long ago 0')
    // What a guest says stays a guest's, whoever has claimed earlier words of the same browser.
    expect(html).not.toContain('Said by the browser afterwards')
  })
})

describe('what else the page says', () => {
  it('is a ban, to staff alone', async () => {
    const [ada, moderator] = [await signUp(stage), await signUp(stage, { role: 'moderator' })]
    await ban(ctx(), { kind: 'token', role: 'owner' }, { accountId: ada.accountId })
    const path = `/people/${ada.personId}`
    expect(await (await moderator.get(path)).text()).toContain('Banned.')
    const reader = await signUp(stage)
    expect(await (await reader.get(path)).text()).not.toContain('Banned.')
    expect(await htmlOf(ada.personId)).not.toContain('Banned.')
  })

  it('is a way to mute for signed-in readers, but not for oneself', async () => {
    const [ada, bob] = [await signUp(stage), await signUp(stage)]
    const path = `/people/${bob.personId}`
    expect(await htmlOf(bob.personId)).not.toContain('/mute"')
    expect(await (await bob.get(path)).text()).not.toContain('/mute"')
    expect(await (await ada.get(path)).text()).toContain(`action="${path}/mute"`)
    const sent = await ada.send(`${path}/mute`, { csrf: ada.csrf })
    expect([sent.status, sent.headers.get('location')]).toEqual([303, path])
    const muted = await (await ada.get(path)).text()
    expect(muted).toContain(`action="${path}/unmute"`)
    expect(muted).toContain('You muted this person')
  })
})

describe('the cost of the page', () => {
  it('is an index range a person, however many comments there are', async () => {
    const ada = await signUp(stage)
    const persons = [
      ada.personId,
      await insertPerson('imported', { accountId: ada.accountId }),
      await insertPerson('imported', { accountId: ada.accountId }),
    ]
    for (const id of persons) await insertComments(id, 3_000)
    const crowd = await Promise.all(Array.from({ length: 20 }, () => insertPerson('imported')))
    for (const id of crowd) await insertComments(id, 5_000)
    await sql`analyze`.execute(ctx().db)

    const plans = await explained(async (db) => {
      const first = await findSaid(db, persons, { before: null, limit: SAID_PER_PAGE + 1 })
      expect(first).toHaveLength(SAID_PER_PAGE + 1)
      const before = first.at(-1)?.id ?? null
      await findSaid(db, persons, { before, limit: SAID_PER_PAGE + 1 })
    })
    expect(plans).toHaveLength(2)
    for (const plan of plans) {
      expect(plan).toContain('comment_by_person')
      expect(plan).not.toMatch(/Seq Scan on comment\b/)
      expect(rowsRead(plan)).toEqual([SAID_PER_PAGE + 1])
    }
    expect(await htmlOf(ada.personId)).toContain('1,000 published comments or more')
  })

  it('counts up to that exactly', async () => {
    const ada = await signUp(stage)
    await insertComments(ada.personId, 999)
    expect(await htmlOf(ada.personId)).toContain('999 published comments<')
    await insertComments(ada.personId, 1)
    expect(await htmlOf(ada.personId)).toContain('1,000 published comments or more')
  })
})

/** Runs queries and then asks PostgreSQL how it ran each of them. */
async function explained(ask: (db: Kysely<Tables>) => Promise<void>) {
  const queries: { sql: string; parameters: readonly unknown[] }[] = []
  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: ctx().pool }),
    log: ({ query }) => {
      queries.push({ sql: query.sql, parameters: query.parameters })
    },
  })
  await ask(db)
  const plans: string[] = []
  for (const query of queries) {
    const { rows } = await ctx().pool.query<{ 'QUERY PLAN': string }>(
      `explain (analyze, buffers) ${query.sql}`,
      [...query.parameters],
    )
    plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'))
  }
  return plans
}

/** Comments that a plan took from the index for each person. */
const rowsRead = (plan: string): number[] =>
  [...plan.matchAll(/comment_by_person .*\(actual time=\S+ rows=([\d.]+) loops/g)].map(([, rows]) =>
    Number(rows),
  )
