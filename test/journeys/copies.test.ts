/** Near copies across people, threads and time: found in the database, one cluster, decided once. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { checkData } from '../../src/check.js'
import { decideComment, decideCopies, readWaitingCopies } from '../../src/discussion/index.js'
import { type Cluster, chatter, openCluster, openStage, publish, type Stage } from '../cast.js'

let cluster: Cluster
let stage: Stage

beforeAll(async () => {
  cluster = await openCluster()
  stage = await openStage(await cluster.create())
  await publish(stage.app, { slug: 'tram', headline: 'The tram' })
})
afterAll(async () => {
  await stage.app.close()
  await cluster.stop()
})
afterEach(async () => {
  await stage.app.drain()
  expect((await checkData(stage.app.ctx.db)).flatMap((one) => one.violations)).toEqual([])
})

/** Starts the same site in a process that remembers nothing of what was said before. */
async function withoutMemory<T>(act: (fresh: Stage) => Promise<T>): Promise<T> {
  const { db } = stage.app.ctx
  const rows = await db.selectFrom('fingerprint').selectAll().execute()
  // Only while it starts: the judge reads the latest fingerprints once.
  await db.deleteFrom('fingerprint').execute()
  const fresh = await openStage(stage.app.ctx.config.databaseUrl)
  try {
    if (rows.length > 0) await db.insertInto('fingerprint').values(rows).execute()
    return await act(fresh)
  } finally {
    await fresh.app.drain()
    await fresh.app.close()
  }
}

const clusterOf = async (id: string) => {
  const { db } = stage.app.ctx
  const print = await db
    .selectFrom('fingerprint')
    .select(['cluster_id', 'is_first'])
    .where('subject_id', '=', id)
    .executeTakeFirst()
  const row = await db
    .selectFrom('copy_cluster')
    .selectAll()
    .where('id', '=', print?.cluster_id ?? id)
    .executeTakeFirst()
  return { ...print, members: row?.members, held: row?.held, action: row?.action }
}
const waiting = async () => (await readWaitingCopies(stage.app.ctx, { afterId: null })).clusters
const sayIn = async (slug: string, name: string, text: string, at = stage) => {
  const response = await at.post({ name, text }, { slug })
  expect(response.status).toBe(201)
  return (await response.json()) as Awaited<ReturnType<Stage['say']>>
}
const remove = { action: 'remove', rule: 'no slogans' } as const
const decide = (
  clusterId: string,
  decided: { action: 'publish' | 'remove'; rule: string | null },
) => decideCopies(stage.app.ctx, { clusterId, decided, byAccountId: null })
const stateOf = async (id: string) =>
  (
    await stage.app.ctx.db
      .selectFrom('comment')
      .select('state')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
  ).state

describe('a copy', () => {
  it('is known in the database by a process that remembers nothing, in another thread, by somebody else', async () => {
    const text = chatter(1)
    const first = await stage.say('Ada', text)
    await withoutMemory(async (fresh) => {
      const copy = await sayIn('tram', 'Rob', `${text} Indeed.`, fresh)
      expect(copy.state).toBe('held')
      expect(copy.reasons).toHaveLength(1)
      expect(await clusterOf(copy.comment.id)).toMatchObject({
        cluster_id: first.comment.id,
        is_first: false,
        members: 2,
        held: 1,
      })
    })
  })
  it('of what is only in memory belongs to the same cluster', async () => {
    const text = chatter(2)
    const first = await stage.say('Ada', text)
    for (const name of ['Rob', 'Eve', 'Ida']) await sayIn('tram', name, text)
    expect(await clusterOf(first.comment.id)).toMatchObject({ members: 4, held: 3 })
    const [line] = await waiting()
    expect(line).toMatchObject({
      id: first.comment.id,
      members: 4,
      held: 3,
      decided: null,
      people: { count: 4, isMore: false },
      places: { count: 2 },
    })
  })
  it('is none to texts that say something else', async () => {
    const other = await stage.say('Ada', chatter(3))
    expect(other.state).toBe('published')
    expect(await clusterOf(other.comment.id)).toMatchObject({ cluster_id: null, is_first: true })
  })
  it('is judged without the database where that takes too long, until it answers again', async () => {
    const text = chatter(4)
    await stage.say('Ada', text)
    await withoutMemory(async (fresh) => {
      const { copies, judge } = fresh.app.ctx
      const ask = () => copies.find(judge.lookAhead(text).question)
      await stage.app.ctx.db.transaction().execute(async (tx) => {
        await sql`lock table fingerprint in access exclusive mode`.execute(tx)
        expect(await ask()).toBeNull()
        // Nothing more is asked while the first question is late.
        expect(await ask()).toBeNull()
      })
      await expect.poll(ask).toMatchObject({ similarity01: 1 })
    })
  })
})

describe('one decision on all copies', () => {
  it('removes what is held, each with its own event in one batch, and holds copies to come for it', async () => {
    const text = chatter(10)
    const first = await stage.say('Ada', text)
    const held = [await sayIn('tram', 'Rob', text), await sayIn('ferry', 'Eve', text)]
    const { batchId, done } = await decide(first.comment.id, remove)
    expect(done).toBe(2)
    await stage.app.drain()
    for (const { comment } of held) expect(await stateOf(comment.id)).toBe('removed')
    expect(await stateOf(first.comment.id)).toBe('published')
    const events = await stage.app.ctx.db
      .selectFrom('moderation_event')
      .select(['subject_id', 'action', 'rule'])
      .where('batch_id', '=', batchId)
      .execute()
    expect(events.map((one) => one.subject_id).sort()).toEqual(
      held.map((one) => one.comment.id).sort(),
    )
    expect(events.every((one) => one.action === 'remove' && one.rule === 'no slogans')).toBe(true)
    expect((await waiting()).some((one) => one.id === first.comment.id)).toBe(false)

    const later = await sayIn('tram', 'Ida', `${text} Yes.`)
    expect(later.state).toBe('held')
    expect(later.reasons).toEqual([
      'It repeats almost word for word what our moderators have removed before.',
    ])
    expect((await waiting())[0]).toMatchObject({ held: 1, decided: remove })
    await withoutMemory(async (fresh) => {
      const again = await sayIn('tram', 'Max', text, fresh)
      expect(again.reasons).toEqual(later.reasons)
    })
  })
  it('publishes what is held, and doubts no copy to come for being one', async () => {
    const text = chatter(11)
    const first = await stage.say('Ada', text)
    const copy = await sayIn('tram', 'Rob', text)
    await decide(first.comment.id, { action: 'publish', rule: null })
    await stage.app.drain()
    expect(await stateOf(copy.comment.id)).toBe('published')
    const later = await sayIn('tram', 'Eve', text)
    expect(later.state).toBe('published')
    expect(await clusterOf(first.comment.id)).toMatchObject({ members: 3, held: 0 })
    // Remembered by a process that starts now, and found by one that does not know the text.
    await withoutMemory(async (fresh) => {
      expect((await sayIn('tram', 'Max', text, fresh)).state).toBe('published')
    })
  })
  it('is refused of what is no cluster', async () => {
    await expect(decide(randomUUID(), remove)).rejects.toMatchObject({ code: 'copies/not-found' })
  })
})

describe('a cluster', () => {
  it('counts what is decided alone', async () => {
    const text = chatter(20)
    const first = await stage.say('Ada', text)
    const copy = await sayIn('tram', 'Rob', text)
    const decision = { commentId: copy.comment.id, action: 'publish', rule: null } as const
    await decideComment(stage.app.ctx, decision)
    expect(await clusterOf(first.comment.id)).toMatchObject({ members: 2, held: 0 })
  })
})
