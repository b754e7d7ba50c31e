import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkData } from '../../src/check.js'
import {
  type ApiComment,
  type Cluster,
  chatter,
  ENGINES,
  openCluster,
  openStage,
  type Posted,
  type Stage,
} from '../cast.js'

describe.each(ENGINES)('on $name', ({ binFolder }) => {
  let cluster: Cluster
  let stage: Stage
  beforeAll(async () => {
    cluster = await openCluster(binFolder)
    stage = await openStage(await cluster.create())
  })
  afterAll(async () => {
    await stage?.app.close()
    await cluster?.stop()
  })

  const staff = () => ({ authorization: `Bearer ${stage.staffToken}` })
  const violations = async () =>
    (await checkData(stage.app.ctx.db)).flatMap((one) => one.violations)

  describe('posting by API', () => {
    it('publishes a comment and shows it at once', async () => {
      const before = await stage.json<{ total: number }>('/api/v1/articles/ferry/comments')
      const { comment, state, reasons } = await stage.say('Alice', 'The six o’clock was *on time*.')
      expect(state).toBe('published')
      expect(reasons).toEqual([])
      expect(comment.html).toBe('<p>The six o’clock was <em>on time</em>.</p>')
      const after = await stage.json<{ total: number; comments: ApiComment[] }>(
        '/api/v1/articles/ferry/comments',
      )
      expect(after.total).toBe(before.total + 1)
      expect(after.comments.map((one) => one.id)).toContain(comment.id)
    })

    it('answers a retry with the same comment, and posts it once', async () => {
      const key = 'retry-key-0001'
      const body = {
        name: 'Bob',
        text: 'Said once, sent three times because the train was in a tunnel.',
      }
      const answers = await Promise.all([1, 2, 3].map(() => stage.post(body, { key })))
      const ids = await Promise.all(
        answers.map(async (one) => ((await one.json()) as { comment: ApiComment }).comment.id),
      )
      expect(new Set(ids).size).toBe(1)
      const again = (await (await stage.post(body, { key })).json()) as {
        comment: ApiComment
        state: string
      }
      expect(again).toMatchObject({ comment: { id: ids[0] }, state: 'published' })
      const reused = await stage.post({ ...body, text: 'Something else' }, { key })
      expect(reused.status).toBe(422)
      expect(((await reused.json()) as { code: string }).code).toBe('request/key-reused')
    })

    it('never takes a retry for a copy, however many arrive in the same moment', async () => {
      const answers = Array.from({ length: 90 }, async (_, i) => {
        const key = `at-once-${i % 30}`
        const answer = await stage.post({ text: chatter(9_000 + (i % 30)) }, { key })
        const { comment, state } = (await answer.json()) as Posted
        return `${key} ${comment.id} ${state}`
      })
      const told = await Promise.all(answers)
      expect(new Set(told).size).toBe(30)
      expect(told.every((one) => one.endsWith(' published'))).toBe(true)
    })

    it('holds a copy, tells its author why, and shows it to staff only', async () => {
      const text =
        'Whoever planned this timetable has never waited for a boat in February, and it shows.'
      const first = await stage.say('Carol', text)
      const copy = await stage.say('Dave', `${text} Yes.`)
      expect(copy.state).toBe('held')
      expect(copy.reasons.join(' ')).toMatch(/earlier comment/i)
      expect((await stage.wholeThread()).map((one) => one.id)).not.toContain(copy.comment.id)
      expect((await stage.get(`/api/v1/comments/${copy.comment.id}`)).status).toBe(404)
      const seen = await stage.json<{ verdict: { signals: { evidence: { copyOf: string } }[] } }>(
        `/api/v1/comments/${copy.comment.id}`,
        staff(),
      )
      expect(seen.verdict.signals[0]?.evidence.copyOf).toBe(first.comment.id)
      expect((await stage.wholeThread('best', 50, staff())).map((one) => one.id)).toContain(
        copy.comment.id,
      )
    })

    it('lets staff publish what was held and remove what stands, and counts stay right', async () => {
      const root = await stage.say(
        'Erin',
        'The winter timetable begins in two weeks, says the poster on the pier.',
      )
      const held = await stage.say(
        'Frank',
        'The winter timetable begins in two weeks, says the poster on the pier!',
        root.comment.id,
      )
      expect(held.state).toBe('held')
      const decide = (id: string, action: string) =>
        fetch(`${stage.address}/api/v1/comments/${id}/decision`, {
          method: 'POST',
          headers: { ...staff(), 'content-type': 'application/json' },
          body: JSON.stringify({ action }),
        })
      expect((await decide(held.comment.id, 'publish')).status).toBe(200)
      expect((await decide(held.comment.id, 'publish')).status).toBe(200)
      const answer = await stage.say(
        'Grace',
        'Then somebody should tell the ticket office.',
        held.comment.id,
      )
      expect((await decide(held.comment.id, 'remove')).status).toBe(200)
      const thread = await stage.wholeThread()
      const placeholder = thread.find((one) => one.id === held.comment.id)
      expect(placeholder).toMatchObject({ state: 'removed', author: null, text: '', html: '' })
      expect(thread.map((one) => one.id)).toContain(answer.comment.id)
      expect(await violations()).toEqual([])
    })

    it('refuses staff actions without the token', async () => {
      const response = await fetch(`${stage.address}/api/v1/gifts`, { method: 'POST' })
      expect(response.status).toBe(401)
      const wrong = await stage.get('/api/v1/articles/ferry/comments', {
        authorization: 'Bearer nonsense',
      })
      expect(wrong.status).toBe(401)
    })
  })

  describe('reading', () => {
    it('gives every comment once, after its parent, in every order and page size', async () => {
      const ids: string[] = []
      for (let i = 0; i < 60; i += 1) {
        const parent = i % 4 === 0 ? null : (ids[(i * 7) % ids.length] ?? null)
        const { comment } = await stage.say(`Person ${i}`, chatter(i), parent)
        ids.push(comment.id)
      }
      for (const order of ['best', 'discussed', 'newest', 'oldest'])
        for (const limit of [1, 3, 7, 200]) {
          const thread = await stage.wholeThread(order, limit)
          const seen = new Set<string>()
          for (const one of thread) {
            expect(seen.has(one.id)).toBe(false)
            if (one.parentId) expect(seen.has(one.parentId)).toBe(true)
            seen.add(one.id)
          }
          for (const id of ids) expect(seen.has(id)).toBe(true)
        }
      expect(await stage.wholeThread('oldest', 3)).toEqual(await stage.wholeThread('oldest', 200))
    })

    it('shows a comment with its ancestors, the root first', async () => {
      let parent: string | null = null
      const chain: string[] = []
      for (let i = 0; i < 9; i += 1) {
        const posted = await stage.say('Heidi', chatter(1_000 + i), parent)
        parent = posted.comment.id
        chain.push(parent)
      }
      const page = await stage.json<{ comment: ApiComment; ancestors: ApiComment[] }>(
        `/api/v1/comments/${parent}`,
      )
      expect(page.ancestors.map((one) => one.id)).toEqual(chain.slice(0, -1))
      expect(page.comment.depth).toBe(8)
    })

    it('pages through the replies of one comment', async () => {
      const root = await stage.say(
        'Ivan',
        'Which colour should the new boat have? One answer each.',
      )
      const colours = Array.from({ length: 7 }, (_, i) => chatter(3_000 + i))
      for (const colour of colours) await stage.say('Judy', colour, root.comment.id)
      const texts: string[] = []
      let after = ''
      do {
        const page = await stage.json<{ comments: ApiComment[]; next: string | null }>(
          `/api/v1/comments/${root.comment.id}/replies?order=oldest&limit=3${after}`,
        )
        texts.push(...page.comments.map((one) => one.text))
        after = page.next === null ? '' : `&after=${page.next}`
      } while (after !== '')
      expect(texts).toEqual(colours)
    })

    it('says what the API is in OpenAPI 3.1', async () => {
      const openapi = await stage.json<{ openapi: string; paths: Record<string, object> }>(
        '/api/v1/openapi.json',
      )
      expect(openapi.openapi).toBe('3.1.0')
      expect(Object.keys(openapi.paths)).toEqual(
        expect.arrayContaining([
          '/api/v1/articles',
          '/api/v1/articles/{slug}/comments',
          '/api/v1/comments/{id}',
        ]),
      )
    })
  })

  describe('bad input', () => {
    const code = async (response: Response) => ((await response.json()) as { code: string }).code

    it('refuses a text of 1 MB, broken UTF-8, unknown keys and broken JSON', async () => {
      expect((await stage.post({ text: 'x'.repeat(1_000_000) })).status).toBe(413)
      const broken = await fetch(`${stage.address}/api/v1/articles/ferry/comments`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': 'broken-utf8-1' },
        body: Buffer.from([...Buffer.from('{"text":"a'), 0xff, 0xfe, ...Buffer.from('"}')]),
      })
      expect([broken.status, await code(broken)]).toEqual([400, 'request/not-utf8'])
      for (const body of [
        '{"text":"a","sudo":true}',
        '{"text":',
        '[]',
        '{"text":5}',
        '{"__proto__":{"a":1},"text":"a"}',
      ])
        expect((await stage.post(body)).status, body).toBe(400)
    })

    it('refuses empty and over-long texts, at the limit exactly', async () => {
      expect(await code(await stage.post({ text: ' \n\u200b\t ' }))).toBe('comment/empty')
      const words = Array.from({ length: 2_000 }, (_, i) => `w${i}`).join(' ')
      expect(
        (await stage.post({ text: words.slice(0, 10_000).trimEnd().padEnd(10_000, '.') })).status,
      ).toBe(201)
      expect(
        await code(await stage.post({ text: `${words.slice(0, 10_000).padEnd(10_001, 'x')}` })),
      ).toBe('comment/too-long')
    })

    it('refuses an unknown parent, a parent of another thread, a made-up cursor', async () => {
      const nobody = '01900000-0000-7000-8000-000000000000'
      expect(await code(await stage.post({ text: 'Hello?', parentId: nobody }))).toBe(
        'comment/parent-missing',
      )
      for (const path of [
        `/api/v1/articles/ferry/comments?after=${nobody}`,
        '/api/v1/articles/ferry/comments?after=zzz',
        '/api/v1/articles/ferry/comments?after=%00',
        '/api/v1/articles/ferry/comments?limit=0',
        '/api/v1/articles/ferry/comments?order=worst',
        '/api/v1/articles?after=nothing-here',
        '/api/v1/articles/ferry/comments?unknown=1',
      ])
        expect((await stage.get(path)).status, path).toBe(400)
      expect((await stage.get('/api/v1/comments/not-a-uuid')).status).toBe(400)
      expect((await stage.get('/api/v1/articles/nope/comments')).status).toBe(404)
    })

    it('makes scripts, bidi overrides, marks and nesting harmless', async () => {
      const { comment } = await stage.say(
        'Mallory',
        '<img src=x onerror=alert(1)> <script>alert(2)</script> [x](javascript:alert(3))',
      )
      expect(comment.html).not.toMatch(/<img|<script|href="javascript/)
      const name = `\u202eE\u0301${'\u0301'.repeat(1_000)}ve\u2066`
      const marked = await stage.say(
        name,
        'My name is longer than it looks, and it looked long enough.',
      )
      expect([...(marked.comment.author?.name ?? '')].length).toBeLessThanOrEqual(7)
      const nested = await stage.post({ text: `${'> '.repeat(500)}deep down` })
      expect(nested.status).toBe(201)
      const json = await stage.post(`${'{"text":'.repeat(500)}1${'}'.repeat(500)}`)
      expect(json.status).toBe(400)
      for (const odd of ['\ud800 half a pair', 'nul \u0000 inside', '\u202e overridden'])
        expect((await stage.post({ text: `${odd} ${Math.random()}` })).status).toBe(201)
      expect(
        (await stage.post({ text: 'No letters in my name.', name: '\u202e\u200b' })).status,
      ).toBe(422)
      expect((await stage.post({ text: 'Too long a name.', name: 'n'.repeat(61) })).status).toBe(
        422,
      )
    })

    it('lets a thread grow to its depth limit and not deeper', async () => {
      let parent: string | null = null
      for (let i = 0; i <= 100; i += 1) {
        const posted = await stage.say('Niaj', chatter(2_000 + i), parent)
        parent = posted.comment.id
      }
      expect(await code(await stage.post({ text: 'One more.', parentId: parent }))).toBe(
        'comment/too-deep',
      )
      expect(await violations()).toEqual([])
    })
  })
})
