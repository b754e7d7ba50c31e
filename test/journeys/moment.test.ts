import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { eraseComments } from '../../src/discussion/erase-comments.js'
import { newToken } from '../../src/platform/secrets.js'
import { signUp } from '../accounts/people.js'
import {
  type Cluster,
  chatter,
  openCluster,
  openStage,
  type Posted,
  publish,
  type Stage,
} from '../cast.js'
import { eventually } from '../program.js'

type Frame = { event: string; id: string; data: { id?: string; total?: number } }

let cluster: Cluster
let stage: Stage
let other: Stage
let count = 0
const open: AbortController[] = []

beforeAll(async () => {
  cluster = await openCluster()
  const url = await cluster.create()
  stage = await openStage(url)
  other = await openStage(url)
})
afterAll(async () => {
  await other?.app.close()
  await stage?.app.close()
  await cluster?.stop()
})
afterEach(() => {
  for (const one of open.splice(0)) one.abort()
})

async function newThread(): Promise<string> {
  count += 1
  const slug = `moment-${count}`
  await publish(stage.app, { slug, headline: `Article ${count}` })
  return slug
}
const say = async (
  slug: string,
  number: number,
  headers: Record<string, string> = {},
  at = stage,
) => (await (await at.post({ text: chatter(number) }, { slug, headers })).json()) as Posted

/** What a browser finds on the page: from which moment on to listen, and which comments are there. */
async function loadPage(slug: string, at = stage, headers: Record<string, string> = {}) {
  const html = await (await at.get(`/articles/${slug}`, headers)).text()
  return {
    moment: /data-moment="([^"]+)"/.exec(html)?.[1] ?? '',
    ids: [...html.matchAll(/<li class="branch" id="c-([^"]+)"/g)].map((match) => match[1]),
  }
}

/** Listens from a moment on; resolves when the stream says where it stands. */
async function listen(slug: string, from: string, at = stage): Promise<Frame[]> {
  const abort = new AbortController()
  open.push(abort)
  const response = await fetch(
    `${at.address}/api/v1/articles/${slug}/live?lastEventId=${encodeURIComponent(from)}`,
    { signal: abort.signal },
  )
  expect(response.status).toBe(200)
  const frames: Frame[] = []
  let begun = () => {}
  const beginning = new Promise<void>((done) => {
    begun = done
  })
  const read = async () => {
    let rest = ''
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      rest += Buffer.from(chunk).toString()
      const parts = rest.split('\n\n')
      rest = parts.pop() ?? ''
      for (const part of parts) {
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(part)?.[1]
        const [event, data, id] = [field('event'), field('data'), field('id')]
        if (event && data && event !== 'meter')
          frames.push({ event, id: id ?? '', data: JSON.parse(data) })
        if (id) begun()
      }
    }
  }
  read().catch(() => undefined)
  await beginning
  return frames
}
const told = (frames: Frame[], event: string) =>
  frames.filter((one) => one.event === event).map((one) => one.data.id)

const browser = () => ({ cookie: `__Host-browser=${newToken()}`, 'sec-fetch-site': 'same-origin' })
const edit = (id: string, number: number, headers: Record<string, string>) =>
  fetch(`${stage.address}/api/v1/comments/${id}/edit`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ text: chatter(number) }),
  })
const remove = (id: string, headers: Record<string, string>) =>
  fetch(`${stage.address}/comments/${id}/delete`, {
    method: 'POST',
    headers,
    body: new URLSearchParams(),
    redirect: 'manual',
  })

describe('what happens between the making of a page and its first connection', () => {
  it('is told, once, also of a page that was kept, and by whichever process', async () => {
    for (const [page, live] of [
      [stage, stage],
      [stage, other],
      [other, stage],
    ] as const) {
      const slug = await newThread()
      const first = await say(slug, 1_000 + count)
      await eventually(async () => (await loadPage(slug, page)).ids.length === 1)
      const made = await loadPage(slug, page)
      expect(made.ids).toEqual([first.comment.id])
      expect(made.moment).toMatch(/^[0-9a-f-]{36}\.\d+\.1\.[0-9a-z]+$/)
      // The very bytes that somebody else was sent before.
      expect((await loadPage(slug, page)).moment).toBe(made.moment)
      const missed = await say(slug, 2_000 + count)
      await eventually(async () => (await loadPage(slug, live)).ids.length === 2)
      const frames = await listen(slug, made.moment, live)
      expect(frames.map((one) => [one.event, one.data.id])).toEqual([
        ['comment', missed.comment.id],
      ])
      const next = await say(slug, 3_000 + count)
      await eventually(async () => told(frames, 'comment').length === 2)
      expect(told(frames, 'comment')).toEqual([missed.comment.id, next.comment.id])
      expect(await listen(slug, (await loadPage(slug, live)).moment, live)).toEqual([])
    }
  })

  it('is nothing on a page that was just made, with many readers or none', async () => {
    const slug = await newThread()
    for (let i = 0; i < 5; i += 1) await say(slug, 4_000 + i)
    expect(await listen(slug, (await loadPage(slug)).moment)).toEqual([])
    await say(slug, 4_010)
    // Now somebody has it open, so the moment comes from memory.
    expect(await listen(slug, (await loadPage(slug)).moment)).toEqual([])
    const member = await signUp(stage)
    const own = await loadPage(slug, stage, { cookie: member.cookie })
    expect(await listen(slug, own.moment)).toEqual([])
  })

  it('never loses one while many write', async () => {
    const slug = await newThread()
    const all: string[] = []
    const writing = (async () => {
      for (let i = 0; i < 40; i += 1) {
        const said = await Promise.all([say(slug, 5_000 + i), say(slug, 5_100 + i, {}, other)])
        all.push(...said.filter((one) => one.state === 'published').map((one) => one.comment.id))
      }
    })()
    const readers: { ids: (string | undefined)[]; frames: Frame[] }[] = []
    for (let i = 0; i < 10; i += 1) {
      const at = i % 2 === 0 ? stage : other
      const html = await (await at.get(`/articles/${slug}?order=newest`)).text()
      const moment = /data-moment="([^"]+)"/.exec(html)?.[1] ?? ''
      const ids = [...html.matchAll(/id="c-([^"]+)"/g)].map((match) => match[1])
      const isWhole = ids.length < 20
      const frames = await listen(slug, moment, at)
      if (isWhole) readers.push({ ids, frames })
    }
    await writing
    expect(readers.length).toBeGreaterThan(0)
    for (const { ids, frames } of readers)
      await eventually(async () => {
        const known = new Set([...ids, ...told(frames, 'comment')])
        const isToldToReload = frames.some((one) => one.event === 'reload')
        return isToldToReload || all.every((id) => known.has(id))
      })
  })
})

describe('a page that nobody changed for hours', () => {
  it('is as good as new, and has nobody load it again', async () => {
    let now = new Date('2026-11-20T10:00:00Z')
    const later = await openStage(await cluster.create(), { clock: () => now })
    try {
      const headers = browser()
      const posted = await later.post({ text: chatter(500) }, { headers })
      const { comment } = (await posted.json()) as Posted
      await fetch(`${later.address}/api/v1/comments/${comment.id}/edit`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ text: chatter(501) }),
      })
      const { moment } = await loadPage('ferry', later)
      for (const hours of [3, 0, 3]) {
        now = new Date(now.getTime() + hours * 60 * 60_000)
        expect((await loadPage('ferry', later)).moment).toBe(moment)
        expect(await listen('ferry', moment, later)).toEqual([])
      }
      const frames = await listen('ferry', moment, later)
      const next = (await (await later.post({ text: chatter(502) })).json()) as Posted
      await eventually(async () => frames.length === 1)
      expect(frames.map((one) => [one.event, one.data.id])).toEqual([['comment', next.comment.id]])
      // Who comes with the old page after that is told what it lacks.
      now = new Date(now.getTime() + 3 * 60 * 60_000)
      expect(told(await listen('ferry', moment, later), 'comment')).toEqual([next.comment.id])
    } finally {
      await later.app.close()
    }
  })
})

describe('a comment that changes', () => {
  it('is told to who has the page open, by whichever process, and so is its end', async () => {
    const slug = await newThread()
    const headers = browser()
    const { comment } = await say(slug, 6_000, headers)
    await say(slug, 6_001)
    const [here, there] = [
      await listen(slug, (await loadPage(slug)).moment),
      await listen(slug, (await loadPage(slug, other)).moment, other),
    ]
    expect((await edit(comment.id, 6_002, headers)).status).toBe(200)
    for (const frames of [here, there])
      await eventually(async () => told(frames, 'changed').length === 1)
    expect((await remove(comment.id, headers)).status).toBe(303)
    for (const frames of [here, there])
      await eventually(async () => told(frames, 'changed').length >= 2)
    // The process where it happened explains the count by it, and has nobody load anew.
    expect(here.map((one) => [one.event, one.data.id])).toEqual([
      ['changed', comment.id],
      ['changed', comment.id],
    ])
    expect(new Set(told(there, 'changed'))).toEqual(new Set([comment.id]))
  })

  it('is told to who was away', async () => {
    const slug = await newThread()
    const headers = browser()
    const { comment } = await say(slug, 7_000, headers)
    const before = await loadPage(slug)
    await edit(comment.id, 7_001, headers)
    expect(told(await listen(slug, before.moment), 'changed')).toEqual([comment.id])
    expect(told(await listen(slug, before.moment, other), 'changed')).toEqual([comment.id])
  })

  it('is told when its author leaves, one by one, or as a whole when they wrote much', async () => {
    const slug = await newThread()
    const [few, many] = [await signUp(stage), await signUp(stage)]
    const { comment } = await say(slug, 8_000, few.headers)
    for (let i = 0; i < 25; i += 1) await say(slug, 8_100 + i, many.headers)
    const frames = await listen(slug, (await loadPage(slug)).moment)
    const { ctx } = stage.app
    await eraseComments(ctx, { personIds: [few.personId], texts: 'keep' })
    await eventually(async () => told(frames, 'changed').includes(comment.id))
    expect(told(frames, 'reload')).toEqual([])
    await eraseComments(ctx, { personIds: [many.personId], texts: 'keep' })
    await eventually(async () => told(frames, 'reload').length === 1)
  })

  it('is shown alone as it is now, without its replies', async () => {
    const slug = await newThread()
    const headers = browser()
    const { comment } = await say(slug, 9_000, headers)
    const reply = await stage.post({ text: chatter(9_001), parentId: comment.id }, { slug })
    const replyId = ((await reply.json()) as Posted).comment.id
    const alone = async (id: string) => {
      const response = await stage.get(`/articles/${slug}/comments/${id}/alone`)
      return { status: response.status, html: await response.text() }
    }
    expect((await alone(comment.id)).html).toMatch(/^<li class="branch" id="c-/)
    expect((await alone(comment.id)).html).not.toContain(chatter(9_001))
    expect((await alone(replyId)).html).toContain(chatter(9_001))
    await edit(comment.id, 9_002, headers)
    expect((await alone(comment.id)).html).toContain(chatter(9_002))
    await remove(comment.id, headers)
    const gone = await alone(comment.id)
    expect(gone.html).toContain('Deleted by its author')
    expect(gone.html).not.toContain(chatter(9_002))
    expect((await stage.get(`/articles/ferry/comments/${replyId}/alone`)).status).toBe(404)
  })
})
