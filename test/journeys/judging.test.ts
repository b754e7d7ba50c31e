/** What the judge is told of an author, a form and the decisions of moderators, through the whole program. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkData } from '../../src/check.js'
import { decideComment } from '../../src/discussion/index.js'
import { findVerdict, type Signal } from '../../src/moderation/index.js'
import { type Cluster, chatter, openCluster, openStage, type Posted, type Stage } from '../cast.js'

let cluster: Cluster
let stage: Stage
let number = 0

beforeAll(async () => {
  cluster = await openCluster()
  stage = await openStage(await cluster.create())
})
afterAll(async () => {
  await stage.app.close()
  await cluster.stop()
})

/** Posts something that nobody said before. */
const post = async (rest = '', body: object = {}, headers: Record<string, string> = {}) => {
  number += 1
  const text = `${chatter(number)} ${rest}`
  const response = await stage.post({ name: 'Ada', text, ...body }, { headers })
  expect(response.status).toBe(201)
  const cookie = (response.headers.getSetCookie()[0] ?? '').split(';')[0] ?? ''
  return { ...((await response.json()) as Posted), cookie }
}
const signalsOf = async (posted: Posted): Promise<Signal[]> =>
  (await findVerdict(stage.app.ctx.db, posted.comment.id))?.signals ?? []
const reasonsOf = async (posted: Posted) => (await signalsOf(posted)).map((one) => one.reason)
const decide = async (posted: Posted, action: 'publish' | 'remove', rule: string | null = null) => {
  await decideComment(stage.app.ctx, { commentId: posted.comment.id, action, rule })
  await stage.app.drain()
}
const counted = async (domain: string) => {
  const { db, site } = stage.app.ctx
  const row = await db
    .selectFrom('domain_reputation')
    .select(['ham', 'spam'])
    .where('site_id', '=', site.id)
    .where('domain', '=', domain)
    .executeTakeFirst()
  return row ?? null
}

describe('a newcomer', () => {
  it('is doubted for a link until two comments of theirs stand', async () => {
    const link = 'https://tides.example.com/today'
    const first = await post(link)
    expect(await reasonsOf(first)).toEqual(['newcomer-link'])
    const cookie = { cookie: first.cookie }
    expect(await reasonsOf(await post(link, {}, cookie))).toEqual(['newcomer-link'])
    expect(await reasonsOf(await post(link, {}, cookie))).toEqual([])
    expect(await reasonsOf(await post('without any', {}))).toEqual([])
  })

  it('does not vouch for a link by the comment into which it is put', async () => {
    const one = await post()
    const edit = (text: string) =>
      fetch(`${stage.address}/api/v1/comments/${one.comment.id}/edit`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie: one.cookie },
        body: JSON.stringify({ text }),
      })
    expect((await edit(`${one.comment.text} https://tides.example.com/`)).status).toBe(200)
    expect(await reasonsOf(one)).toEqual(['newcomer-link'])
  })
})

describe('decisions', () => {
  const link = 'See https://www.pills.example.net/buy for all of it'

  it('count for and against the domains of a comment, and are taken back with it', async () => {
    const posted = await post(link)
    await decide(posted, 'remove', 'spam')
    expect(await counted('example.net')).toEqual({ ham: 0, spam: 1 })
    await decide(posted, 'publish')
    expect(await counted('example.net')).toEqual({ ham: 1, spam: 0 })
    await decide(posted, 'remove', 'insults')
    expect(await counted('example.net')).toEqual({ ham: 0, spam: 0 })
    expect((await checkData(stage.app.ctx.db)).flatMap((one) => one.violations)).toEqual([])
  })

  it('are heard by the judge', async () => {
    for (const _ of [1, 2]) await decide(await post(link), 'remove')
    expect(await counted('example.net')).toEqual({ ham: 0, spam: 2 })
    await expect
      .poll(async () => reasonsOf(await post(link)))
      .toEqual(['doubtful-domain', 'newcomer-link'])
  })

  it('are heard again after a restart', async () => {
    const { app } = await openStage(stage.app.ctx.config.databaseUrl)
    const { verdict } = app.ctx.judge.judge({
      id: '00000000-0000-7000-8000-000000000000',
      text: 'what a calm evening at the pier',
      links: ['https://pills.example.net/'],
      authorName: null,
      placeId: 'here',
      at: new Date(),
    })
    expect(verdict.signals.map((one) => one.reason)).toEqual(['doubtful-domain'])
    await app.close()
  })
})

describe('the form', () => {
  it('holds what fills in the field that nobody sees, and says why', async () => {
    const form = new URLSearchParams({ text: chatter(5_000), website: 'https://x.example' })
    const response = await fetch(`${stage.address}/articles/${stage.slug}/comments`, {
      method: 'POST',
      headers: { origin: stage.address },
      body: form,
      redirect: 'manual',
    })
    expect(response.status).toBe(303)
    const receipt = response.headers.get('location') ?? ''
    expect(receipt).toMatch(/^\/receipts\//)
    expect(await (await stage.get(receipt)).text()).toContain('programs fill in such fields')
  })

  it('has the field, labelled for browsers without style, out of reach of the keyboard', async () => {
    const page = await (await stage.get(`/articles/${stage.slug}`)).text()
    expect(page).toMatch(
      /<label class="off-form">Please leave this empty: <input name="website" tabindex="-1"/,
    )
  })

  it('doubts what comes faster than anybody types, and nothing without a time', async () => {
    expect(await reasonsOf(await post('', { shownMs: 20 }))).toEqual(['sent-at-once'])
    expect(await reasonsOf(await post('', { shownMs: 60_000 }))).toEqual([])
    expect(await reasonsOf(await post())).toEqual([])
  })
})

describe('reasons', () => {
  it('are told in the language of the site', async () => {
    const german = await openStage(await cluster.create(), {}, { SITE_LANGUAGE: 'de' })
    const posted = await german.say(
      'Bru',
      'Oben https://a.de https://b.de https://c.de https://d.de',
    )
    expect(posted.state).toBe('held')
    expect(posted.reasons[0]).toContain('viele Links')
    await german.app.close()
  })
})
