import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../src/core/ids.js'
import { STREAMS_PER_NETWORK_MAX } from '../../src/web/streams.js'
import { type Cluster, chatter, openCluster, openStage, type Stage } from '../cast.js'
import { openReader, type Reader } from '../event-source.js'
import { eventually } from '../program.js'

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
