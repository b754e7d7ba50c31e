import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { guestKeyOf } from '../../src/accounts/index.js'
import { checkData } from '../../src/check.js'
import { write } from '../../src/platform/events.js'
import { hashOf, newToken } from '../../src/platform/secrets.js'
import { type Member, signUp } from '../accounts/people.js'
import { NO_BROWSER, openBrowser, violationsOf } from '../browser.js'
import {
  type ApiComment,
  type Cluster,
  chatter,
  openCluster,
  openStage,
  publish,
  type Stage,
} from '../cast.js'
import { eventually, startProgram } from '../program.js'

let cluster: Cluster
let stage: Stage
beforeAll(async () => {
  cluster = await openCluster()
  stage = await openStage(await cluster.create())
})
afterAll(async () => {
  await stage?.app.close()
  await cluster?.stop()
})

let count = 0
/** A comment in an article of its own. */
async function newComment(): Promise<{ id: string; slug: string }> {
  count += 1
  const slug = `votes-${count}`
  await publish(stage.app, { slug, headline: `Article ${count}` })
  return { id: await said(slug), slug }
}

async function said(slug: string, parentId: string | null = null): Promise<string> {
  count += 1
  const response = await stage.post({ text: chatter(count), name: 'Ann', parentId }, { slug })
  const { comment } = (await response.json()) as { comment: ApiComment }
  return comment.id
}

const browser = () => ({ cookie: `__Host-browser=${newToken()}` })
const vote = (id: string, headers: Record<string, string>, on = true) =>
  fetch(`${stage.address}/api/v1/comments/${id}/recommend`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ on }),
  })
const counted = async (response: Response) => {
  expect(response.status).toBe(200)
  return ((await response.json()) as { recommends: number }).recommends
}
const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code
const sendForm = (path: string, fields: Record<string, string>, headers = browser()) =>
  fetch(`${stage.address}${path}`, {
    method: 'POST',
    headers,
    body: new URLSearchParams(fields),
    redirect: 'manual',
  })
const countInDatabase = async (id: string) => {
  const row = await stage.app.ctx.db
    .selectFrom('comment')
    .select('recommend_count')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return row.recommend_count
}
const votesOf = (id: string) =>
  stage.app.ctx.db.selectFrom('vote').selectAll().where('comment_id', '=', id).execute()
const reportsOf = (id: string) =>
  stage.app.ctx.db.selectFrom('report').selectAll().where('comment_id', '=', id).execute()
const violations = async () => (await checkData(stage.app.ctx.db)).flatMap((one) => one.violations)
const mine = async (slug: string, headers: Record<string, string> = {}) =>
  (await stage.json<{ recommended: string[] }>(`/api/v1/articles/${slug}/mine`, headers))
    .recommended
const ban = (who: Member, at: Date | null) =>
  write(stage.app.ctx, async (tx, emit) => {
    await tx.updateTable('account').set({ banned_at: at }).where('id', '=', who.accountId).execute()
    emit({ name: 'account.changed', accountId: who.accountId })
  })

describe('recommending', () => {
  it('counts a reader once, however often they say it, and forgets who takes it back', async () => {
    const { id, slug } = await newComment()
    const reader = await signUp(stage)
    expect(await counted(await vote(id, reader.headers))).toBe(1)
    expect(await counted(await vote(id, reader.headers))).toBe(1)
    expect(await mine(slug, reader.headers)).toEqual([id])
    expect(await counted(await vote(id, reader.headers, false))).toBe(0)
    expect(await counted(await vote(id, reader.headers, false))).toBe(0)
    expect(await mine(slug, reader.headers)).toEqual([])
    expect(await votesOf(id)).toEqual([])
  })

  it('counts a guest once a browser, and gives the browser its cookie', async () => {
    const { id, slug } = await newComment()
    const first = await vote(id, {})
    const [cookie = ''] = (first.headers.get('set-cookie') ?? '').split(';')
    expect(cookie).toMatch(/^__Host-browser=/)
    expect(await counted(first)).toBe(1)
    expect(await counted(await vote(id, { cookie }))).toBe(1)
    expect(await counted(await vote(id, browser()))).toBe(2)
    expect(await mine(slug, { cookie })).toEqual([id])
    expect(await mine(slug)).toEqual([])
  })

  it('keeps the name that a guest gave with a comment', async () => {
    const { id, slug } = await newComment()
    const headers = browser()
    await stage.post({ text: chatter(90_001), name: 'Greta Guest' }, { slug, headers })
    await vote(id, headers)
    const { rows } = await stage.app.ctx.pool.query(
      `select p.name from vote v join person p on p.id = v.person_id where v.comment_id = $1`,
      [id],
    )
    expect(rows).toEqual([{ name: 'Greta Guest' }])
  })

  it('is refused for what one wrote, as a reader, as a guest, and as both in one browser', async () => {
    const { slug } = await newComment()
    const reader = await signUp(stage)
    const guest = browser()
    const posted = async (headers: Record<string, string>, number: number) => {
      const response = await stage.post({ text: chatter(number) }, { slug, headers })
      return ((await response.json()) as { comment: ApiComment }).comment.id
    }
    const byReader = await posted(reader.headers, 90_101)
    const byGuest = await posted(guest, 90_102)
    const both = { ...reader.headers, cookie: `${reader.cookie}; ${guest.cookie}` }
    for (const [id, headers] of [
      [byReader, reader.headers],
      [byGuest, guest],
      [byGuest, both],
    ] as const) {
      const answer = await vote(id, headers)
      expect(answer.status).toBe(403)
      expect(await codeOf(answer)).toBe('comment/own')
    }
    expect(await counted(await vote(byGuest, reader.headers))).toBe(1)
    expect(await counted(await vote(byReader, guest))).toBe(1)
  })

  it('is refused for what is not there, held or removed', async () => {
    const { id } = await newComment()
    expect(await codeOf(await vote(randomUUID(), browser()))).toBe('comment/not-found')
    for (const state of ['held', 'removed', 'deleted'] as const) {
      await stage.app.ctx.pool.query('update comment set state = $2 where id = $1', [id, state])
      const answer = await vote(id, browser())
      expect(answer.status).toBe(404)
    }
    expect(await votesOf(id)).toEqual([])
    await stage.app.ctx.pool.query(`update comment set state = 'published' where id = $1`, [id])
  })

  it('is refused for the banned and the leaving, and for programs', async () => {
    const { id } = await newComment()
    const reader = await signUp(stage)
    await ban(reader, new Date())
    expect(await codeOf(await vote(id, reader.headers))).toBe('access/banned')
    await ban(reader, null)
    expect(await counted(await vote(id, reader.headers))).toBe(1)
    const leaving = await signUp(stage)
    await leaving.send('/account/leave', { texts: 'keep', csrf: leaving.csrf })
    expect(await codeOf(await vote(id, leaving.headers))).toBe('access/leaving')
    const token = { authorization: `Bearer ${stage.staffToken}` }
    expect(await codeOf(await vote(id, token))).toBe('access/forbidden')
    expect(await countInDatabase(id)).toBe(1)
  })

  it('is refused when a network does it too often', async () => {
    const now = new Date('2026-11-20T10:00:00Z')
    const settings = { COMMENTS_PER_MINUTE: '3' }
    const other = await openStage(await cluster.create(), { clock: () => now }, settings)
    try {
      const { comment } = await other.say('Ann', chatter(90_201))
      const tries = []
      for (let i = 0; i < 3; i += 1)
        tries.push(
          await fetch(`${other.address}/api/v1/comments/${comment.id}/recommend`, {
            method: 'POST',
            headers: { 'content-type': 'application/json', ...browser() },
            body: '{"on":true}',
          }),
        )
      // The comment took one of the three.
      expect(tries.map((one) => one.status)).toEqual([200, 200, 429])
    } finally {
      await other.app.close()
    }
  })

  it('is for readers alone where guests may not comment', async () => {
    const other = await openStage(await cluster.create(), {}, { GUEST_COMMENTS: 'off' })
    try {
      const author = await signUp(other)
      const reader = await signUp(other)
      const response = await other.post({ text: chatter(90_301) }, { headers: author.headers })
      const { comment } = (await response.json()) as { comment: ApiComment }
      const by = (headers: Record<string, string>) =>
        fetch(`${other.address}/api/v1/comments/${comment.id}/recommend`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: '{"on":true}',
        })
      expect(await codeOf(await by(browser()))).toBe('access/guests-closed')
      expect(await counted(await by(reader.headers))).toBe(1)
      const reported = await fetch(`${other.address}/comments/${comment.id}/report`, {
        method: 'POST',
        headers: browser(),
        body: new URLSearchParams({ reason: 'threat' }),
        redirect: 'manual',
      })
      expect(reported.status).toBe(303)
    } finally {
      await other.app.close()
    }
  })
})

describe('recommending at once', () => {
  it('counts 64 votes of one reader as one', async () => {
    const { id } = await newComment()
    const reader = await signUp(stage)
    const answers = await Promise.all(
      Array.from({ length: 64 }, () => vote(id, reader.headers).then(counted)),
    )
    expect(new Set(answers)).toEqual(new Set([1]))
    expect(await countInDatabase(id)).toBe(1)
    expect(await votesOf(id)).toHaveLength(1)
  })

  it('counts 300 votes of 300 guests, and every take-back', async () => {
    const { id, slug } = await newComment()
    const other = await said(slug)
    const guests = Array.from({ length: 300 }, browser)
    await Promise.all(guests.flatMap((one) => [vote(id, one), vote(other, one)]))
    expect([await countInDatabase(id), await countInDatabase(other)]).toEqual([300, 300])
    await Promise.all(guests.slice(0, 100).map((one) => vote(id, one, false)))
    expect(await countInDatabase(id)).toBe(200)
    expect(await votesOf(id)).toHaveLength(200)
    expect(await violations()).toEqual([])
  })

  it('ends as the last word said, when one reader presses again and again', async () => {
    const { id } = await newComment()
    const reader = await signUp(stage)
    await Promise.all([true, false, true, false].map((on) => vote(id, reader.headers, on)))
    const rows = await votesOf(id)
    expect(await countInDatabase(id)).toBe(rows.length)
    expect(await violations()).toEqual([])
  })

  it('counts beside comments that come into the same thread', async () => {
    const { id, slug } = await newComment()
    await Promise.all(
      Array.from({ length: 60 }, (_, i) => (i % 2 === 0 ? vote(id, browser()) : said(slug, id))),
    )
    const row = await stage.app.ctx.db
      .selectFrom('comment')
      .select(['recommend_count', 'reply_count'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    expect(row.recommend_count).toBe(30)
    expect(row.reply_count).toBeGreaterThan(0)
    expect(await violations()).toEqual([])
  })
})

describe('the order "best"', () => {
  it('puts recommended comments first, then the answered, then the others, in API and pages', async () => {
    const { id: plain, slug } = await newComment()
    const answered = await said(slug)
    await said(slug, answered)
    const one = await said(slug)
    const three = await said(slug)
    await vote(one, browser())
    for (let i = 0; i < 3; i += 1) await vote(three, browser())
    const wanted = [three, one, answered, plain]
    await eventually(async () => {
      const thread = await stage.wholeThread('best', 2, {}, slug)
      const roots = thread.filter((comment) => comment.parentId === null)
      return JSON.stringify(roots.map((root) => root.id)) === JSON.stringify(wanted)
    })
    const page = await (await stage.get(`/articles/${slug}`)).text()
    const places = wanted.map((id) => page.indexOf(`id="c-${id}"`))
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(places).not.toContain(-1)
    const { comment } = await stage.json<{ comment: ApiComment & { recommends: number } }>(
      `/api/v1/comments/${three}`,
    )
    expect(comment.recommends).toBe(3)
  })

  it('shows the new count on pages within a second, though not for every vote', async () => {
    const { id, slug } = await newComment()
    const told: string[] = []
    const stop = stage.app.ctx.live.on((event) => {
      if (event.name === 'comment.recommended') told.push(event.threadId)
    })
    const shown = async () =>
      (await stage.wholeThread('best', 50, {}, slug)).find((one) => one.id === id) as ApiComment & {
        recommends: number
      }
    await vote(id, browser())
    expect((await shown()).recommends).toBe(1)
    for (let i = 0; i < 20; i += 1) await vote(id, browser())
    await eventually(async () => (await shown()).recommends === 21, 2_500)
    stop()
    const [one] = await votesOf(id)
    expect(told.filter((threadId) => threadId === one?.thread_id)).toHaveLength(2)
  })
})

describe('recommending without script', () => {
  it('leads back to the comment; a second time to the way to take it back', async () => {
    const { id, slug } = await newComment()
    const place = `/articles/${slug}/comments/${id}`
    const page = await (await stage.get(place)).text()
    expect(page).toContain(`action="/comments/${id}/recommend"`)
    expect(page).toContain(`href="/comments/${id}/report"`)
    const headers = browser()
    const first = await sendForm(`/comments/${id}/recommend`, {}, headers)
    expect([first.status, first.headers.get('location')]).toEqual([303, `${place}#c-${id}`])
    expect(await (await stage.get(place)).text()).toContain('<span class="votes">1</span>')
    const again = await sendForm(`/comments/${id}/recommend`, {}, headers)
    expect(again.headers.get('location')).toBe(`/comments/${id}/recommend`)
    const ask = await (await stage.get(`/comments/${id}/recommend`, headers)).text()
    expect(ask).toContain('Take it back')
    const back = await sendForm(`/comments/${id}/recommend`, { take: 'back' }, headers)
    expect(back.headers.get('location')).toBe(`${place}#c-${id}`)
    expect(await countInDatabase(id)).toBe(0)
    const none = await fetch(`${stage.address}/comments/${id}/recommend`, {
      headers,
      redirect: 'manual',
    })
    expect(none.headers.get('location')).toBe(`${place}#c-${id}`)
  })

  it('is a page for all: the same bytes for who recommends and who does not', async () => {
    const { id, slug } = await newComment()
    const headers = browser()
    await vote(id, headers)
    const [own, others] = await Promise.all(
      [headers, browser()].map(async (one) => (await stage.get(`/articles/${slug}`, one)).text()),
    )
    expect(own).toBe(others)
  })

  it('is refused from another site, and with fields that the form does not have', async () => {
    const { id } = await newComment()
    const foreign = { ...browser(), 'sec-fetch-site': 'cross-site' }
    expect((await sendForm(`/comments/${id}/recommend`, {}, foreign)).status).toBe(403)
    expect((await sendForm(`/comments/${id}/recommend`, { more: '1' })).status).toBe(400)
    expect((await sendForm('/comments/nothing/recommend', {})).status).toBe(404)
    expect(await countInDatabase(id)).toBe(0)
  })
})

describe('reporting', () => {
  it('keeps the first report of a person, and thanks each time', async () => {
    const { id } = await newComment()
    const page = await (await stage.get(`/comments/${id}/report`)).text()
    expect(page).toContain('Report this comment')
    const headers = browser()
    for (const words of ['He threatens my neighbour.', 'And again.']) {
      const sent = await sendForm(`/comments/${id}/report`, { reason: 'threat', words }, headers)
      expect(sent.headers.get('location')).toBe(`/comments/${id}/reported`)
    }
    const thanks = await stage.get(`/comments/${id}/reported`)
    expect(await thanks.text()).toContain('Thank you for telling us')
    expect(await reportsOf(id)).toMatchObject([
      { reason: 'threat', words: 'He threatens my neighbour.', state: 'open' },
    ])
    const reader = await signUp(stage)
    await reader.send(`/comments/${id}/report`, { reason: 'spam', csrf: reader.csrf })
    expect((await reportsOf(id)).map((one) => one.reason).sort()).toEqual(['spam', 'threat'])
  })

  it('takes 1,000 characters and not one more; what was typed comes back', async () => {
    const { id } = await newComment()
    const long = await sendForm(`/comments/${id}/report`, {
      reason: 'hate',
      words: 'ß'.repeat(1_001),
    })
    expect(long.status).toBe(422)
    const page = await long.text()
    expect(page).toContain('At most 1000 characters')
    expect(page).toContain('ß'.repeat(1_001))
    expect(page).toMatch(/id="reason-hate"[^>]*checked|checked[^>]*id="reason-hate"/)
    expect(await reportsOf(id)).toEqual([])
    const fits = await sendForm(`/comments/${id}/report`, {
      reason: 'hate',
      words: 'ß'.repeat(1_000),
    })
    expect(fits.status).toBe(303)
  })

  it('asks for a reason of the list', async () => {
    const { id } = await newComment()
    for (const reason of ['', 'dislike']) {
      const sent = await sendForm(`/comments/${id}/report`, { reason, words: 'x' })
      expect(sent.status).toBe(422)
      expect(await sent.text()).toContain('Please choose what is wrong.')
    }
  })

  it('shows nothing of it to anybody', async () => {
    const { id, slug } = await newComment()
    await sendForm(`/comments/${id}/report`, { reason: 'other', words: 'PrivateWordsOfReport' })
    const places = [
      `/articles/${slug}`,
      `/articles/${slug}/comments/${id}`,
      `/comments/${id}/report`,
      `/comments/${id}/reported`,
      `/api/v1/comments/${id}`,
      `/api/v1/articles/${slug}/comments`,
    ]
    for (const place of places)
      expect(await (await stage.get(place)).text()).not.toContain('PrivateWordsOfReport')
  })

  it('is refused for the banned, and for what is not published', async () => {
    const { id } = await newComment()
    const reader = await signUp(stage)
    await ban(reader, new Date())
    const fields = { reason: 'spam', csrf: reader.csrf }
    expect((await reader.send(`/comments/${id}/report`, fields)).status).toBe(403)
    await stage.app.ctx.pool.query(`update comment set state = 'removed' where id = $1`, [id])
    expect((await stage.get(`/comments/${id}/report`)).status).toBe(404)
    expect((await sendForm(`/comments/${id}/report`, { reason: 'spam' })).status).toBe(404)
    expect(await reportsOf(id)).toEqual([])
    await stage.app.ctx.pool.query(`update comment set state = 'published' where id = $1`, [id])
  })
})

describe('a kill -9 among 2,000 votes', () => {
  it('loses none that was acknowledged, and leaves counts that are right', async () => {
    const url = await cluster.create()
    const first = await openStage(url)
    const { comment } = await first.say('Ann', chatter(90_401))
    await first.app.close()
    const env = { DATABASE_URL: url, COMMENTS_PER_MINUTE: '1000000' }
    const program = await startProgram(env)
    const acknowledged: string[] = []
    const path = `${program.address}/api/v1/comments/${comment.id}/recommend`
    const body = '{"on":true}'
    let next = 0
    const client = async () => {
      while (next < 2_000) {
        next += 1
        const { cookie } = browser()
        const headers = { 'content-type': 'application/json', cookie }
        const answer = await fetch(path, { method: 'POST', headers, body }).catch(() => null)
        if (answer?.status !== 200) return
        acknowledged.push(cookie)
        if (acknowledged.length === 1_000) await program.end('SIGKILL')
      }
    }
    await Promise.all(Array.from({ length: 64 }, client))
    expect(acknowledged.length).toBeGreaterThanOrEqual(1_000)
    const again = await openStage(url)
    try {
      const { db } = again.app.ctx
      const persons = await db
        .selectFrom('vote')
        .innerJoin('person', 'person.id', 'vote.person_id')
        .select('person.source_key')
        .execute()
      const kept = new Set(persons.map((one) => one.source_key))
      for (const cookie of acknowledged)
        expect(kept).toContain(guestKeyOf(hashOf(cookie.split('=')[1] ?? '')))
      expect((await checkData(db)).flatMap((one) => one.violations)).toEqual([])
    } finally {
      await again.app.close()
    }
  })
})

describe.skipIf(NO_BROWSER)('in a real browser', () => {
  it('marks own votes, counts a press at once, and says when it was not counted', async () => {
    const { id, slug } = await newComment()
    const chromium = await openBrowser()
    try {
      const context = await chromium.newContext()
      const page = await context.newPage()
      await page.goto(`${stage.address}/articles/${slug}`)
      const button = page.locator(`form[data-vote="${id}"] button`)
      const votes = page.locator(`form[data-vote="${id}"] .votes`)
      const isPressed = async (wanted: string) =>
        eventually(async () => (await button.getAttribute('aria-pressed')) === wanted)
      await isPressed('false')
      await button.click()
      await isPressed('true')
      await eventually(async () => (await countInDatabase(id)) === 1)
      expect(await votes.textContent()).toBe('1')
      await page.reload()
      await isPressed('true')
      await button.click()
      await isPressed('false')
      await eventually(async () => (await countInDatabase(id)) === 0)
      await page.route('**/recommend', (route) => route.abort())
      await button.click()
      await page.locator('.note.is-problem').waitFor()
      expect(await page.locator('.note.is-problem').textContent()).toContain('do not know')
      await isPressed('false')
      expect(await violationsOf(page)).toEqual([])
      await page.goto(`${stage.address}/comments/${id}/report`)
      expect(await violationsOf(page)).toEqual([])
    } finally {
      await chromium.close()
    }
  })
})

describe('check', () => {
  it('notices counts and keys that are not those of the rows', async () => {
    const { id } = await newComment()
    expect(await violations()).toEqual([])
    const { pool } = stage.app.ctx
    await pool.query('update comment set recommend_count = 5 where id = $1', [id])
    const found = await violations()
    expect(found).toContain(`recommend_count of ${id} says 5, there are 0`)
    expect(found.join('\n')).toContain(`best_key of ${id}`)
    await pool.query('update comment set recommend_count = 0, upheld_reports = 2 where id = $1', [
      id,
    ])
    expect(await violations()).toContain(`upheld_reports of ${id} says 2, there are 0`)
    await pool.query('update comment set upheld_reports = 0 where id = $1', [id])
    expect(await violations()).toEqual([])
  })
})
