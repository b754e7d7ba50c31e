import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { askToLeave, LEAVE_MS } from '../../src/accounts/index.js'
import {
  eraseAccount,
  noteVisit,
  sweepVisits,
  VISIT_KEPT_MS,
  VISIT_PAUSE_MS,
  VISITS_MAX,
} from '../../src/discussion/index.js'
import { LIMITS } from '../../src/platform/limits.js'
import { type Member, signUp } from '../accounts/people.js'
import { type Cluster, openCluster, openStage, type Stage } from '../cast.js'

const START = new Date('2026-11-20T10:00:00Z')
let now = START
let cluster: Cluster
let stage: Stage
beforeAll(async () => {
  cluster = await openCluster()
  stage = await openStage(await cluster.create(), { clock: () => now })
})
afterAll(async () => {
  await stage?.app.close()
  await cluster?.stop()
})
beforeEach(() => {
  now = START
})

const at = (minutes: number) => new Date(START.getTime() + minutes * 60_000)
const json = async (response: Response) => ({
  status: response.status,
  ...((await response.json()) as Record<string, unknown>),
})
const ask = async (who: Member) => json(await who.get('/api/v1/articles/ferry/visit'))
const note = async (who: Member, seenUntil: Date | string) =>
  json(
    await fetch(`${stage.address}/api/v1/articles/ferry/visit`, {
      method: 'POST',
      headers: { ...who.headers, 'content-type': 'application/json' },
      body: JSON.stringify({
        seenUntil: typeof seenUntil === 'string' ? seenUntil : seenUntil.toISOString(),
      }),
    }),
  )
const keep = (who: Member, wish: 'on' | 'off') =>
  who.send('/account/visits', { keep: wish, csrf: who.csrf })
const rowsOf = async (who: Member) =>
  (
    await stage.app.ctx.pool.query(
      `select seen_until, visited_at from visit where account_id = $1 order by visited_at desc`,
      [who.accountId],
    )
  ).rows
const threadId = async () =>
  (await stage.app.ctx.pool.query(`select id from thread limit 1`)).rows[0].id as string

describe('how far an account has seen a discussion', () => {
  it('is kept only for those who want it', async () => {
    const reader = await signUp(stage)
    expect(await ask(reader)).toEqual({ status: 200, isKept: false, seenUntil: null })
    expect(await note(reader, at(0))).toEqual({ status: 200, isKept: false, seenUntil: null })
    expect(await rowsOf(reader)).toEqual([])
    const turnedOn = await keep(reader, 'on')
    expect([turnedOn.status, turnedOn.headers.get('location')]).toEqual([
      303,
      '/account?done=visits',
    ])
    const page = await (await reader.get('/account?done=visits')).text()
    expect(page).toContain('From now on it is remembered')
    expect(page).toContain('Do not remember it any more')
    expect(await note(reader, at(0))).toMatchObject({ seenUntil: at(0).toISOString() })
    expect(await ask(reader)).toEqual({
      status: 200,
      isKept: true,
      seenUntil: at(0).toISOString(),
    })
    await keep(reader, 'off')
    expect(await rowsOf(reader)).toEqual([])
    expect(await ask(reader)).toEqual({ status: 200, isKept: false, seenUntil: null })
    expect(await (await reader.get('/account')).text()).toContain('Remember it on all my devices')
  })

  it('is told to nobody else, and to no cache', async () => {
    const [one, another] = [await signUp(stage), await signUp(stage)]
    for (const who of [one, another]) await keep(who, 'on')
    await note(one, at(0))
    expect(await ask(another)).toEqual({ status: 200, isKept: true, seenUntil: null })
    const response = await one.get('/api/v1/articles/ferry/visit')
    expect(response.headers.get('cache-control')).toBe('private, no-store')
    expect((await stage.get('/api/v1/articles/ferry/visit')).status).toBe(401)
  })

  it('goes on and never back, not past now, and is written once a minute', async () => {
    const reader = await signUp(stage)
    await keep(reader, 'on')
    await note(reader, at(-30))
    expect(await note(reader, at(-20))).toMatchObject({ seenUntil: at(-30).toISOString() })
    now = new Date(START.getTime() + VISIT_PAUSE_MS - 1)
    expect(await note(reader, at(-20))).toMatchObject({ seenUntil: at(-30).toISOString() })
    now = new Date(START.getTime() + VISIT_PAUSE_MS)
    expect(await note(reader, at(-20))).toMatchObject({ seenUntil: at(-20).toISOString() })
    now = at(10)
    expect(await note(reader, at(-25))).toMatchObject({ seenUntil: at(-20).toISOString() })
    expect(await note(reader, at(500))).toMatchObject({ seenUntil: at(10).toISOString() })
    for (const wrong of ['yesterday', '', '2026-11-20'])
      expect(await note(reader, wrong)).toMatchObject({ status: 400, code: 'request/invalid' })
    expect(await ask(reader)).toMatchObject({ seenUntil: at(10).toISOString() })
  })

  it('is written so often by an account and no more', async () => {
    const reader = await signUp(stage)
    const codes = []
    for (let i = 0; i <= LIMITS['visit-note'].points; i += 1)
      codes.push((await note(reader, at(0))).status)
    expect(codes.slice(0, -1).every((code) => code === 200)).toBe(true)
    expect(codes.at(-1)).toBe(429)
  })

  it('is kept of the latest discussions, and for so long', async () => {
    const reader = await signUp(stage)
    await keep(reader, 'on')
    const { pool, site } = stage.app.ctx
    await pool.query(
      `with made as (
         insert into article (id, site_id, slug, home, headline, language, body_format, body_source, body_html, state,
           sort_at, created_at, updated_at)
         select gen_random_uuid(), $1, 'many-' || n, 'here', 'Many ' || n, 'en', 'text', '', '', 'published', $2, $2, $2
         from generate_series(1, $3::int) n returning id, slug
       ), threads as (
         insert into thread (id, site_id, article_id, created_at) select id, $1, id, $2 from made returning id
       )
       select count(*) from threads`,
      [site.id, START, VISITS_MAX],
    )
    await pool.query(
      `insert into visit (account_id, thread_id, seen_until, visited_at)
       select $1, a.id, $2, $2::timestamptz - substr(a.slug, 6)::int * interval '1 second' from article a
       where a.slug like 'many-%'`,
      [reader.accountId, at(-60)],
    )
    expect(await rowsOf(reader)).toHaveLength(VISITS_MAX)
    await noteVisit(stage.app.ctx, {
      accountId: reader.accountId,
      threadId: await threadId(),
      seenUntil: at(0),
    })
    const rows = await rowsOf(reader)
    expect(rows).toHaveLength(VISITS_MAX)
    expect(rows[0].visited_at).toEqual(at(0))
    now = new Date(START.getTime() + VISIT_KEPT_MS)
    await sweepVisits(stage.app.ctx)
    expect(await rowsOf(reader)).toHaveLength(1)
    now = new Date(START.getTime() + VISIT_KEPT_MS + 1)
    await sweepVisits(stage.app.ctx)
    expect(await rowsOf(reader)).toEqual([])
  })

  it('goes with the account, and is in the export before', async () => {
    const reader = await signUp(stage)
    await keep(reader, 'on')
    await note(reader, at(0))
    const { ctx } = stage.app
    await askToLeave(ctx, { accountId: reader.accountId, texts: 'keep' })
    now = new Date(START.getTime() + LEAVE_MS)
    await eraseAccount(ctx, { accountId: reader.accountId })
    expect(await rowsOf(reader)).toEqual([])
    await noteVisit(ctx, {
      accountId: reader.accountId,
      threadId: await threadId(),
      seenUntil: at(0),
    })
    expect(await rowsOf(reader)).toEqual([])
  })
})
