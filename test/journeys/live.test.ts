import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../src/core/ids.js'
import { STREAMS_PER_NETWORK_MAX } from '../../src/web/streams.js'
import { NO_BROWSER, openBrowser } from '../browser.js'
import { type Cluster, chatter, openCluster, openStage, type Posted, type Stage } from '../cast.js'
import { eventually, type Program, startProgram } from '../program.js'

type Frame = { event: string; id: string; data: { id?: string; total?: number } }

/** A browser's EventSource: remembers the last id, and brings it along when it connects again. */
function openReader(slug = 'ferry') {
  const frames: Frame[] = []
  let lastId = ''
  let abort = new AbortController()
  let reading: Promise<void> = Promise.resolve()

  function take(text: string): void {
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(text)?.[1]
    lastId = field('id') ?? lastId
    const [event, data] = [field('event'), field('data')]
    if (event && data) frames.push({ event, id: lastId, data: JSON.parse(data) })
  }

  return {
    frames,
    lastId: () => lastId,
    /** Connects, and resolves when the stream tells where it begins. */
    async connect(address: string, by: 'header' | 'query' = 'header'): Promise<void> {
      abort = new AbortController()
      const query = by === 'query' ? `?lastEventId=${encodeURIComponent(lastId)}` : ''
      const response = await fetch(`${address}/api/v1/articles/${slug}/live${query}`, {
        signal: abort.signal,
        headers: by === 'header' && lastId ? { 'last-event-id': lastId } : {},
      })
      if (response.status !== 200) throw new Error(`the stream answered ${response.status}`)
      let begun: () => void = () => undefined
      const beginning = new Promise<void>((done) => {
        begun = done
      })
      reading = (async () => {
        let rest = ''
        for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
          rest += Buffer.from(chunk).toString()
          const parts = rest.split('\n\n')
          rest = parts.pop() ?? ''
          parts.forEach(take)
          begun()
        }
      })().catch(() => undefined)
      await beginning
    },
    async leave(): Promise<void> {
      abort.abort()
      await reading
    },
    told: (event = 'comment') =>
      frames.filter((one) => one.event === event).map((one) => one.data.id),
  }
}
type Reader = ReturnType<typeof openReader>

const post = async (address: string, text: string, slug = 'ferry') => {
  const response = await fetch(`${address}/api/v1/articles/${slug}/comments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify({ text }),
  })
  if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`)
  return (await response.json()) as Posted
}

/** Of 30 changes between two busy programs those that may end in loading anew; 2 were seen. */
const RELOADS_MAX = 15

/** The thread as a browser loads it when it is told to: at least so many comments. @returns their ids */
async function loadAnew(address: string, total: number): Promise<string[]> {
  let ids: string[] = []
  await eventually(async () => {
    ids = []
    let after = ''
    do {
      const path = `/api/v1/articles/ferry/comments?order=oldest&limit=200${after}`
      const answer = (await (await fetch(address + path)).json()) as {
        comments: { id: string }[]
        next: string | null
      }
      ids.push(...answer.comments.map((one) => one.id))
      after = answer.next === null ? '' : `&after=${answer.next}`
    } while (after !== '')
    return ids.length >= total
  })
  return ids
}

const readers: Reader[] = []
const reader = (slug?: string) => {
  const one = openReader(slug)
  readers.push(one)
  return one
}
afterEach(async () => {
  for (const one of readers.splice(0)) await one.leave()
})

describe('a reader who comes back', () => {
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

  const decide = (id: string, action: string) =>
    fetch(`${stage.address}/api/v1/comments/${id}/decision`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${stage.staffToken}` },
      body: JSON.stringify({ action, ...(action === 'remove' && { rule: 'spam' }) }),
    })

  it('is told what they missed, by header and by address, even if nothing was told before', async () => {
    for (const [at, by] of (['header', 'query'] as const).entries()) {
      const one = reader()
      await one.connect(stage.address)
      await one.leave()
      const missed = [
        await stage.say('Ann', chatter(1 + 1_000 * at)),
        await stage.say('Ben', chatter(2 + 1_000 * at)),
      ].map((said) => said.comment.id)
      await one.connect(stage.address, by)
      expect(one.told()).toEqual(missed)
      const { comment } = await stage.say('Cy', chatter(3 + 1_000 * at))
      await eventually(async () => one.frames.length === 3)
      expect(one.told()).toEqual([...missed, comment.id])
      const totals = one.frames.map((frame) => frame.data.total ?? 0)
      const { total } = await stage.json<{ total: number }>('/api/v1/articles/ferry/comments')
      expect(totals).toEqual([total - 2, total - 1, total])
      for (const said of missed) await decide(said, 'remove')
      await decide(comment.id, 'remove')
      // Whoever has nothing to catch up on is told nothing.
      await eventually(async () => one.told('decided').length === 3)
      expect(one.frames.at(-1)?.data.total).toBe(total - 3)
      const again = one.frames.length
      await one.leave()
      await one.connect(stage.address, by)
      expect(one.frames).toHaveLength(again)
    }
  })

  it('hears of a comment that was held when they left, though its id is older', async () => {
    const copied = chatter(10)
    await stage.say('Ann', copied)
    const held = await stage.say('Ben', copied)
    expect(held.state).toBe('held')
    const one = reader()
    await one.connect(stage.address)
    const { comment } = await stage.say('Cy', chatter(11))
    await eventually(async () => one.frames.length === 1)
    await one.leave()
    await decide(held.comment.id, 'publish')
    await one.connect(stage.address)
    const { total } = await stage.json<{ total: number }>('/api/v1/articles/ferry/comments')
    expect(one.frames.map((frame) => [frame.event, frame.data])).toEqual([
      ['comment', { id: comment.id, parentId: null, total: total - 1 }],
      ['decided', { id: held.comment.id, total }],
    ])
  })

  it('loads anew after more than 200, and when the id is not ours', async () => {
    const one = reader()
    await one.connect(stage.address)
    await one.leave()
    const said = await Promise.all(
      Array.from({ length: 210 }, (_, i) => stage.say('Ann', chatter(100 + i))),
    )
    const published = said.filter((each) => each.state === 'published')
    const { total } = await stage.json<{ total: number }>('/api/v1/articles/ferry/comments')
    await one.connect(stage.address)
    expect(published.length).toBeGreaterThan(200)
    expect(one.frames).toMatchObject([{ event: 'reload', data: { total } }])
    const response = await fetch(
      `${stage.address}/api/v1/articles/ferry/live?lastEventId=${randomUUID()}`,
    )
    const chunk = await response.body?.getReader().read()
    expect(Buffer.from(chunk?.value ?? []).toString()).toContain('event: reload')
    await response.body?.cancel().catch(() => undefined)
  })

  it('hears each of 300 comments once or is told to load anew, through 30 reconnects', async () => {
    const one = reader()
    await one.connect(stage.address)
    const said: string[] = []
    const posting = Promise.all(
      Array.from({ length: 6 }, async (_, writer) => {
        for (let i = 0; i < 50; i += 1) {
          const posted = await stage.say('Ann', chatter(20_000 + writer * 1_000 + i))
          if (posted.state === 'published') said.push(posted.comment.id)
        }
      }),
    )
    for (let i = 0; i < 30; i += 1) {
      await eventually(async () => said.length >= Math.min(290, i * 10))
      await one.leave()
      await one.connect(stage.address)
    }
    await posting
    await eventually(async () => one.told().includes(said.at(-1)))
    expect(one.told('reload')).toEqual([])
    expect(one.told().toSorted()).toEqual(said.toSorted())
    const { total } = await stage.json<{ total: number }>('/api/v1/articles/ferry/comments')
    expect(one.frames.at(-1)?.data.total).toBe(total)
  })

  it('who does not read is cut off, and who reads goes on', async () => {
    const { hostname, port } = new URL(stage.address)
    const lazy = connect(Number(port), hostname)
    lazy.write('GET /api/v1/articles/ferry/live HTTP/1.1\r\nhost: localhost\r\n\r\n')
    await new Promise((done) => lazy.once('data', done))
    lazy.pause()
    const eager = reader()
    await eager.connect(stage.address)
    const thread = await stage.app.ctx.db
      .selectFrom('thread')
      .select(['id'])
      .executeTakeFirstOrThrow()
    // The system holds a few MB for a socket before anything waits in the program.
    let lastId = ''
    for (let i = 0; i < 2_000; i += 1) {
      const comments = Array.from({ length: 60 }, () => ({ id: newId(Date.now()), parentId: null }))
      lastId = comments.at(-1)?.id ?? ''
      stage.app.ctx.live.hear({ name: 'comment.posted', threadId: thread.id, comments, total: 1 })
      await new Promise((done) => setImmediate(done))
    }
    await eventually(async () => eager.told().at(-1) === lastId, 20_000)
    const isEnded = new Promise((done) => lazy.once('close', done))
    let bytes = 0
    lazy.on('data', (chunk) => {
      bytes += chunk.length
    })
    lazy.on('error', () => undefined)
    lazy.resume()
    await isEnded
    expect(bytes).toBeLessThan(20 * 2 ** 20)
  }, 60_000)

  it('waits when there are too many of one network, and finds a place when one leaves', async () => {
    const { hostname, port } = new URL(stage.address)
    const sockets = await Promise.all(
      Array.from(
        { length: STREAMS_PER_NETWORK_MAX },
        () =>
          new Promise<ReturnType<typeof connect>>((done, fail) => {
            const socket = connect(Number(port), hostname)
            socket.once('error', fail)
            socket.once('data', () => done(socket))
            socket.write('GET /api/v1/articles/ferry/live HTTP/1.1\r\nhost: localhost\r\n\r\n')
          }),
      ),
    )
    const refused = await stage.get('/api/v1/articles/ferry/live')
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    sockets.pop()?.destroy()
    const one = reader()
    await eventually(() =>
      one.connect(stage.address).then(
        () => true,
        () => false,
      ),
    )
    for (const socket of sockets) socket.destroy()
  })

  it('by HEAD learns what there is, and holds no stream', async () => {
    const answer = await fetch(`${stage.address}/api/v1/articles/ferry/live`, { method: 'HEAD' })
    expect(answer.headers.get('content-type')).toContain('text/event-stream')
  })
})

describe('readers of programs that come and go', () => {
  let cluster: Cluster
  let url: string
  const programs: Program[] = []
  const start = async (env: Record<string, string>) => {
    const program = await startProgram({ COMMENTS_PER_MINUTE: '1000000', ...env })
    programs.push(program)
    return program
  }
  beforeAll(async () => {
    cluster = await openCluster()
    url = await cluster.create()
    await (await openStage(url)).app.close()
  })
  afterEach(async () => {
    for (const program of programs.splice(0)) await program.end('SIGKILL')
  })
  afterAll(() => cluster?.stop())

  it('hear the same ids at both, and miss nothing when they change over', async () => {
    const [one, two] = [await start({ DATABASE_URL: url }), await start({ DATABASE_URL: url })]
    const [here, there] = [reader(), reader()]
    await here.connect(one.address)
    await there.connect(two.address)
    const said: string[] = []
    for (let i = 0; i < 10; i += 1)
      said.push((await post(i % 2 ? one.address : two.address, chatter(40_000 + i))).comment.id)
    await eventually(async () => here.frames.length === 10 && there.frames.length === 10)
    expect(here.frames.map((frame) => frame.id)).toEqual(there.frames.map((frame) => frame.id))
    expect(here.told()).toEqual(said)
    for (let i = 0; i < 20; i += 1) {
      const [from, to] = i % 2 ? [two, one] : [one, two]
      said.push((await post(from.address, chatter(41_000 + i))).comment.id)
      await here.leave()
      await here.connect(to.address)
    }
    await eventually(async () => here.told().length === said.length)
    expect(here.told()).toEqual(said)
  })

  it('hear each of 300 comments of two programs once, or load anew, through 30 changes', async () => {
    const both = [await start({ DATABASE_URL: url }), await start({ DATABASE_URL: url })]
    const addressOf = (i: number) => both[i % 2]?.address ?? ''
    const one = reader()
    await one.connect(addressOf(0))
    const said: string[] = []
    const posting = Promise.all(
      Array.from({ length: 6 }, async (_, writer) => {
        for (let i = 0; i < 50; i += 1) {
          const posted = await post(addressOf(writer), chatter(50_000 + writer * 1_000 + i))
          if (posted.state === 'published') said.push(posted.comment.id)
        }
      }),
    )
    let reloads = 0
    const told = new Set<string>()
    for (let i = 1; i <= 30; i += 1) {
      await eventually(async () => said.length >= Math.min(290, i * 9))
      await one.leave()
      await one.connect(addressOf(i))
      const asked = one.frames.filter((frame) => frame.event === 'reload')
      if (asked.length === reloads) continue
      reloads = asked.length
      for (const id of await loadAnew(addressOf(i), asked.at(-1)?.data.total ?? 0)) told.add(id)
    }
    await posting
    const all = () => new Set([...told, ...one.told()])
    await eventually(async () => said.every((id) => all().has(id)))
    expect(new Set(one.told()).size).toBe(one.told().length)
    expect(reloads).toBeLessThan(RELOADS_MAX)
  })

  it.skipIf(NO_BROWSER)(
    'see in a real browser what was posted while the program was killed, and nothing moves',
    async () => {
      const [one, two] = [await start({ DATABASE_URL: url }), await start({ DATABASE_URL: url })]
      for (let i = 0; i < 15; i += 1) await post(two.address, chatter(70_000 + i))
      const browser = await openBrowser()
      try {
        const page = await browser.newPage({ viewport: { width: 360, height: 640 } })
        const complaints: string[] = []
        page.on('pageerror', (error) => complaints.push(error.message))
        await page.goto(`${one.address}/articles/ferry`)
        const read = page.locator('.branch').nth(5)
        await read.scrollIntoViewIfNeeded()
        const pill = page.locator('#discussion > .live button')
        const placeOf = async () => (await read.boundingBox())?.y
        const place = await placeOf()
        await pause(500)
        await one.end('SIGKILL')
        for (let i = 0; i < 3; i += 1) await post(two.address, chatter(71_000 + i))
        expect(await pill.count()).toBe(0)
        await start({ DATABASE_URL: url, PORT: new URL(one.address).port })
        await eventually(async () => (await pill.count()) === 1, 20_000)
        await eventually(async () => (await pill.textContent())?.startsWith('3 new') === true)
        await post(two.address, chatter(72_000))
        await eventually(async () => (await pill.textContent())?.startsWith('4 new') === true)
        expect(await placeOf()).toBe(place)
        expect(complaints).toEqual([])
        const heading = page.locator('#discussion-title')
        const before = await heading.textContent()
        await pill.click()
        await eventually(async () => (await heading.textContent()) !== before)
        expect(await pill.count()).toBe(0)
      } finally {
        await browser.close()
      }
    },
    60_000,
  )

  it('hear what was posted before a kill, after a new start on the same data', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'readership-live-'))
    try {
      const env = { READERSHIP_DATA: folder, READERSHIP_DEMO: 'on' }
      const first = await start(env)
      const one = reader('ferry-horn')
      await one.connect(first.address)
      const heard = await post(first.address, chatter(60_000), 'ferry-horn')
      await eventually(async () => one.told().length === 1)
      const missed: string[] = []
      await one.leave()
      for (let i = 1; i < 20; i += 1)
        missed.push((await post(first.address, chatter(60_000 + i), 'ferry-horn')).comment.id)
      await first.end('SIGKILL')
      const second = await start(env)
      await one.connect(second.address)
      expect(one.told()).toEqual([heard.comment.id, ...missed])
      const live = await post(second.address, chatter(61_000), 'ferry-horn')
      await eventually(async () => one.told().at(-1) === live.comment.id)
      expect(one.frames.at(-1)?.data.total).toBe((one.frames[0]?.data.total ?? 0) + 20)
      await one.leave()
      await second.end('SIGTERM')
    } finally {
      await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
    }
  })
})
