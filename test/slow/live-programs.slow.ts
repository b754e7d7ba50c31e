/** Streams while programs come and go: two on one PostgreSQL, and one that is killed. Only by `npm run test:slow`. */
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { NO_BROWSER, openBrowser } from '../browser.js'
import { type Cluster, chatter, openCluster, openStage, type Posted } from '../cast.js'
import { openReader, type Reader } from '../event-source.js'
import { eventually, type Program, startProgram } from '../program.js'

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
