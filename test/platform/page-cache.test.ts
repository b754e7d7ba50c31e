import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createPageCache, type Rendered } from '../../src/platform/page-cache.js'

let servers: Server[] = []
afterEach(() => {
  for (const server of servers) server.close()
  servers = []
})

const html = (body: string, tags: string[]): Rendered => ({ contentType: 'text/html', body, tags })

/** A server that answers from a cache and counts how often it had to render. */
async function serve(options: { isTrusted?: () => boolean; maxBytes?: number } = {}) {
  const state = { rendered: 0, together: 0, body: 'x'.repeat(5_000), slow: Promise.resolve() }
  let running = 0
  const pages = createPageCache({
    maxBytes: options.maxBytes ?? 1e6,
    isTrusted: options.isTrusted ?? (() => true),
    headers: [['X-Content-Type-Options', 'nosniff']],
  })
  const server = createServer(async (request, response) => {
    if (pages.answer(request, response)) return
    const page = await pages.page(request.url ?? '', async () => {
      state.rendered += 1
      running += 1
      state.together = Math.max(state.together, running)
      const { body } = state
      await state.slow.finally(() => (running -= 1))
      return html(body, ['tag', `url:${request.url}`])
    })
    await pages.send(request, response, page)
  })
  servers.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { state, pages, get: (path: string, headers = {}) => fetch(address + path, { headers }) }
}

describe('the page cache', () => {
  it('renders once, answers in every encoding, and with 304 to who has it', async () => {
    const { state, get } = await serve()
    for (const encoding of ['br', 'gzip', 'identity', 'br;q=0, gzip']) {
      const answers = [
        await get('/a', { 'accept-encoding': encoding }),
        await get('/a', { 'accept-encoding': encoding }),
      ]
      for (const answer of answers) expect(await answer.text()).toBe(state.body)
    }
    const first = await get('/a')
    const again = await get('/a', { 'if-none-match': first.headers.get('etag') ?? '' })
    expect(again.status).toBe(304)
    expect(state.rendered).toBe(1)
  })

  it('renders again after a write, and only what the write changed', async () => {
    const { state, pages, get } = await serve()
    await get('/a')
    await get('/b')
    state.body = 'new'
    pages.forget(['url:/a'])
    expect(await (await get('/a')).text()).toBe('new')
    expect(await (await get('/b')).text()).not.toBe('new')
    expect(state.rendered).toBe(3)
  })

  it('shares one rendering among visitors who come together', async () => {
    const { state, get } = await serve()
    let go = () => {}
    state.slow = new Promise((done) => (go = done))
    const answers = Promise.all(Array.from({ length: 20 }, () => get('/a')))
    setTimeout(go, 50)
    await answers
    expect(state.rendered).toBe(1)
  })

  it('never keeps a page that was rendered from rows older than a write', async () => {
    const { state, pages, get } = await serve()
    let go = () => {}
    state.slow = new Promise((done) => (go = done))
    const early = get('/a')
    await new Promise((done) => setTimeout(done, 50))
    state.body = 'new'
    pages.forget(['tag'])
    const late = get('/a')
    setTimeout(go, 50)
    await early
    expect(await (await late).text()).toBe('new')
    expect(await (await get('/a')).text()).toBe('new')
  })

  it('makes a page once at a time, and once more for all who came after a write', async () => {
    const { state, pages, get } = await serve()
    let go = () => {}
    state.slow = new Promise((done) => (go = done))
    const early = get('/a')
    await new Promise((done) => setTimeout(done, 50))
    state.body = 'new'
    pages.forget(['tag'])
    const late = Array.from({ length: 10 }, () => get('/a'))
    await new Promise((done) => setTimeout(done, 50))
    go()
    await early
    for (const one of late) expect(await (await one).text()).toBe('new')
    expect(state.rendered).toBe(2)
    expect(state.together).toBe(1)
  })

  it('does not tell who came after a write that the page before it failed', async () => {
    const pages = createPageCache({ maxBytes: 1e6, isTrusted: () => true, headers: [] })
    let fail = (_error: Error) => {}
    const early = pages.page('/a', () => new Promise((_, reject) => (fail = reject)))
    pages.forget(['tag'])
    const late = pages.page('/a', async () => html('there now', ['tag']))
    fail(new Error('not there yet'))
    await expect(early).rejects.toThrow('not there yet')
    expect((await late).body.toString()).toBe('there now')
  })

  it('compresses a page once for all who wait for it', async () => {
    const alone = await serve()
    await (await alone.get('/a', { 'accept-encoding': 'br' })).text()
    const crowd = await serve()
    const answers = Array.from({ length: 20 }, () => crowd.get('/a', { 'accept-encoding': 'br' }))
    for (const answer of await Promise.all(answers)) await answer.text()
    expect(crowd.pages.sizeBytes()).toBe(alone.pages.sizeBytes())
  })

  it('keeps nothing while other processes cannot be heard', async () => {
    let isTrusted = true
    const { state, get } = await serve({ isTrusted: () => isTrusted })
    await get('/a')
    isTrusted = false
    state.body = 'new'
    expect(await (await get('/a')).text()).toBe('new')
  })

  it('stays within its memory', async () => {
    const { pages, get } = await serve({ maxBytes: 30_000 })
    for (let i = 0; i < 50; i += 1)
      await (await get(`/${i}`, { 'accept-encoding': 'identity' })).text()
    expect(pages.sizeBytes()).toBeLessThanOrEqual(30_000)
    expect(pages.sizeBytes()).toBeGreaterThan(0)
  })
})

describe('a storm of writes', () => {
  /** Pages of a clock of our own; each rendering shows how many there were. */
  function storm(mayBeOld = true) {
    const state = { now: 0, rendered: 0, wait: Promise.resolve() }
    const pages = createPageCache({
      maxBytes: 1e6,
      isTrusted: () => true,
      headers: [],
      now: () => state.now,
    })
    const render = async () => {
      state.rendered += 1
      const body = String(state.rendered)
      await state.wait
      return { ...html(body, ['tag']), mayBeOld }
    }
    const read = async (isFresh = false) =>
      Number((await pages.page('/a', render, isFresh)).body.toString())
    /** Writes and reads until the page is shown as it was. */
    const exhaust = async () => {
      for (let made = await read(); ; made += 1) {
        pages.forget(['tag'], 'soon')
        if ((await read()) === made) return made
      }
    }
    /** Lets time pass while another page takes all that may be made anew. */
    const passWithout = async (until: number) => {
      const other = async () => ({ ...html('other', ['other']), mayBeOld: true })
      for (; state.now <= until; state.now += 1) {
        pages.forget(['other'], 'soon')
        await pages.page('/other', other)
      }
      state.now = until
    }
    return { state, pages, read, exhaust, passWithout }
  }

  it('is answered with new pages while there are few, then with those of before, two seconds at most', async () => {
    const { state, read, exhaust } = storm()
    const made = await exhaust()
    expect(made).toBe(21)
    state.now = 99
    expect(await read()).toBe(made)
    state.now = 100
    expect(await read()).toBe(made + 1)
  })

  it('shows no page older than two seconds, however many are waited for', async () => {
    const { read, exhaust, passWithout } = storm()
    const made = await exhaust()
    await passWithout(1_999)
    expect(await read()).toBe(made)
    await passWithout(2_000)
    expect(await read()).toBe(made + 1)
  })

  it('shows who wrote what is now', async () => {
    const { read, exhaust } = storm()
    const made = await exhaust()
    expect(await read()).toBe(made)
    expect(await read(true)).toBe(made + 1)
    expect(await read()).toBe(made + 1)
  })

  it('never keeps what must go at once', async () => {
    const { pages, read, exhaust } = storm()
    const made = await exhaust()
    pages.forget(['tag'])
    expect(await read()).toBe(made + 1)
  })

  it('never shows an old page that did not say it may be one', async () => {
    const { state, pages, read } = storm(false)
    for (let i = 1; i <= 60; i += 1) {
      expect(await read()).toBe(i)
      pages.forget(['tag'], 'soon')
    }
    expect(state.rendered).toBe(60)
  })

  it('keeps a page that grew old while it was made, as one of the time when that began', async () => {
    const { state, pages, read, exhaust, passWithout } = storm()
    const made = await exhaust()
    let go = () => {}
    state.wait = new Promise((done) => (go = done))
    const begun = read(true)
    await passWithout(500)
    pages.forget(['tag'], 'soon')
    go()
    expect(await begun).toBe(made + 1)
    state.wait = Promise.resolve()
    await passWithout(1_999)
    expect(await read()).toBe(made + 1)
    await passWithout(2_000)
    expect(await read()).toBe(made + 2)
  })
})
