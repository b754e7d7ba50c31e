/** Akismet, played by a real HTTP server on loopback: asked after the answer, told what moderators find. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { checkData } from '../../src/check.js'
import { decideComment } from '../../src/discussion/index.js'
import { findThreadEvents } from '../../src/discussion/store/replay.js'
import { findVerdict } from '../../src/moderation/index.js'
import { type Cluster, chatter, openCluster, openStage, type Stage } from '../cast.js'

type Call = { verb: string; fields: Record<string, string> }

let cluster: Cluster
let server: Server
let stage: Stage
let calls: Call[] = []

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      const fields = Object.fromEntries(new URLSearchParams(body))
      calls.push({ verb: request.url ?? '', fields })
      const isSpam = fields.comment_content?.includes('limpets for sale') ?? false
      response.end(request.url === '/1.1/comment-check' ? String(isSpam) : 'Thanks.')
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const place = `127.0.0.1:${(server.address() as AddressInfo).port}`
  cluster = await openCluster()
  stage = await openStage(
    await cluster.create(),
    {},
    {
      AKISMET_KEY: 'k3y',
      AKISMET_URL: `http://${place}`,
      OUTBOUND_ALLOW: place,
    },
  )
})
afterEach(() => {
  calls = []
})
afterAll(async () => {
  await stage.app.close()
  await cluster.stop()
  server.closeAllConnections()
  await new Promise((done) => server.close(done))
})

const say = async (text: string) => {
  const posted = await stage.say('Eve', text)
  await stage.app.drain()
  return posted
}
const stateOf = async (id: string) =>
  (
    await stage.app.ctx.db
      .selectFrom('comment')
      .select('state')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
  ).state
const decide = async (commentId: string, action: 'publish' | 'remove', rule: string | null) => {
  await decideComment(stage.app.ctx, { commentId, action, rule })
  await stage.app.drain()
}

describe('Akismet', () => {
  it('is asked after the answer, and what it takes for spam is held', async () => {
    const { comment, state } = await say(`${chatter(1)} limpets for sale`)
    expect(state).toBe('published')
    expect(await stateOf(comment.id)).toBe('held')
    const verdict = await findVerdict(stage.app.ctx.db, comment.id)
    expect(verdict?.outcome).toBe('hold')
    expect(verdict?.signals[0]).toMatchObject({ reason: 'spam-to-akismet', label: 'spam' })
    expect((await checkData(stage.app.ctx.db)).flatMap((one) => one.violations)).toEqual([])
  })

  it('leaves no comment on open pages, nor on those of readers who come back', async () => {
    const { comment } = await say(`${chatter(7)} limpets for sale`)
    const row = await stage.app.ctx.db
      .selectFrom('comment')
      .select(['thread_id', 'changed_at'])
      .where('id', '=', comment.id)
      .executeTakeFirstOrThrow()
    expect(row.changed_at).not.toBeNull()
    const after = new Date(0)
    const page = { afterKey: '00000000-0000-0000-0000-000000000000', after, limit: 200 }
    const { events, changes } = await findThreadEvents(stage.app.ctx.db, row.thread_id, page)
    expect(changes.map((one) => one.commentId)).toContain(comment.id)
    expect(events.map((one) => one.commentId)).not.toContain(comment.id)
    expect(await (await stage.get('/articles/ferry')).text()).not.toContain('limpets for sale')
  })

  it('is told what everybody can read and the network, not the address', async () => {
    const { comment } = await say(chatter(2))
    expect(await stateOf(comment.id)).toBe('published')
    expect(calls).toHaveLength(1)
    expect(calls[0]?.verb).toBe('/1.1/comment-check')
    expect(calls[0]?.fields).toMatchObject({
      api_key: 'k3y',
      user_ip: '127.0.0.0',
      comment_author: 'Eve',
      comment_content: comment.text,
      comment_type: 'comment',
    })
    expect(calls[0]?.fields.permalink).toContain(`/articles/ferry/comments/${comment.id}`)
  })

  it('hears of its mistakes', async () => {
    const wrong = await say(`${chatter(3)} limpets for sale`)
    const missed = await say(chatter(4))
    const rude = await say(chatter(5))
    calls = []
    await decide(wrong.comment.id, 'publish', null)
    await decide(missed.comment.id, 'remove', 'spam')
    await decide(rude.comment.id, 'remove', 'insults')
    expect(calls.map((one) => one.verb)).toEqual(['/1.1/submit-ham', '/1.1/submit-spam'])
    expect(await stateOf(wrong.comment.id)).toBe('published')
  })

  it('is not asked without a key', async () => {
    const quiet = await openStage(await cluster.create())
    await quiet.say('Ada', `${chatter(6)} limpets for sale`)
    await quiet.app.drain()
    await quiet.app.close()
    expect(calls).toEqual([])
  })
})
