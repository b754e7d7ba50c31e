import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Refusal } from '../../src/core/refusals.js'
import { isFault, migrate, type OpenDatabase, openDatabase } from '../../src/platform/database.js'
import { LIMITS, type LimitName, type Limits, openLimits } from '../../src/platform/limits.js'
import { networkOf } from '../../src/platform/network.js'
import { type Cluster, openCluster } from '../cast.js'

let cluster: Cluster
let database: OpenDatabase
beforeAll(async () => {
  cluster = await openCluster()
  database = open(await cluster.create())
  await migrate(database.db)
})
afterAll(async () => {
  await database.close()
  await cluster.stop()
})

const open = (url: string) =>
  openDatabase(
    { connectionString: url },
    { connections: 4, statementTimeoutMs: 10_000, onIdleError: () => undefined },
  )

let now: Date
beforeEach(async () => {
  now = new Date('2026-11-20T12:00:00Z')
  await database.pool.query('delete from request_limit')
})
const clock = () => now
const later = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1_000)
}
const limitsOf = (points?: Partial<Record<LimitName, number>>) =>
  openLimits({ pool: database.pool, clock, points })

const rows = async () =>
  (await database.pool.query<{ key: string; points: number }>('select * from request_limit')).rows

/** Takes `times` points. @returns which takes were let through */
async function takeTimes(limits: Limits, name: LimitName, key: string, times: number) {
  const oks: boolean[] = []
  for (let n = 0; n < times; n++) oks.push((await limits.take(name, key)).ok)
  return oks
}

const names = Object.keys(LIMITS) as LimitName[]
const isShared = (name: LimitName) => LIMITS[name].counted === 'together'

describe('every limit', () => {
  it.each(names)('%s lets its points through and not one more', async (name) => {
    const limits = limitsOf()
    const { points, seconds } = LIMITS[name]
    const oks = await takeTimes(limits, name, 'somebody', points)
    expect(oks.every(Boolean)).toBe(true)
    expect(await limits.take(name, 'somebody')).toMatchObject({ ok: false, remaining: 0 })
    expect((await limits.take(name, 'another')).ok).toBe(true)
    later(seconds)
    const again = await limits.take(name, 'somebody')
    expect(again).toMatchObject({ ok: true, remaining: points - 1, limit: points })
  })

  it.each(names)('%s says why', (name) => {
    expect(LIMITS[name].why).toMatch(/^[A-Z].{20,}\.$/)
  })

  it('tells how many are left and until when', async () => {
    const limits = limitsOf()
    const first = await limits.take('export', 'ada')
    expect(first).toMatchObject({ ok: true, limit: 5, remaining: 4, windowSeconds: 3_600 })
    expect(first.resetSeconds).toBeGreaterThanOrEqual(1)
    expect(first.resetSeconds).toBeLessThanOrEqual(3_600)
    later(first.resetSeconds - 1)
    expect(await limits.take('export', 'ada')).toMatchObject({ remaining: 3, resetSeconds: 1 })
    later(1)
    expect(await limits.take('export', 'ada')).toMatchObject({ remaining: 4, resetSeconds: 3_600 })
  })

  it('gives points back to different keys at different moments', async () => {
    const limits = limitsOf()
    const resets = new Set<number>()
    for (let n = 0; n < 20; n++)
      resets.add((await limits.take('export', `account ${n}`)).resetSeconds)
    expect(resets.size).toBeGreaterThan(15)
  })

  it('refuses with the seconds to wait', async () => {
    const limits = limitsOf({ claim: 1 })
    expect((await limits.require('claim', 'ada')).remaining).toBe(0)
    const refused = await limits.require('claim', 'ada').catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(Refusal)
    const { resetSeconds } = await limits.take('claim', 'ada')
    expect(refused).toMatchObject({
      code: 'request/too-many',
      status: 429,
      values: { seconds: resetSeconds },
    })
  })

  it.each(['sign-in-try-account', 'comment-account'] as const)('%s forgives', async (name) => {
    const limits = limitsOf({ [name]: 2 })
    expect(await takeTimes(limits, name, 'ada', 3)).toEqual([true, true, false])
    await takeTimes(limits, name, 'bob', 3)
    await limits.forgive(name, 'ada')
    await limits.forgive(name, 'nobody')
    expect(await takeTimes(limits, name, 'ada', 3)).toEqual([true, true, false])
    expect((await limits.take(name, 'bob')).ok).toBe(false)
  })

  it('is told in the fields of the draft', async () => {
    const limits = limitsOf()
    const taken = { ok: true, limit: 100, remaining: 50, resetSeconds: 30, windowSeconds: 60 }
    expect(limits.headersOf('api-write', taken)).toEqual({
      'RateLimit-Policy': '"api-write";q=100;w=60',
      RateLimit: '"api-write";r=50;t=30',
    })
  })
})

describe('limits counted together', () => {
  it('are one for several processes', async () => {
    const [here, there] = [limitsOf(), limitsOf()]
    const oks: boolean[] = []
    for (let n = 0; n < 6; n++) oks.push((await (n % 2 ? here : there).take('export', 'ada')).ok)
    expect(oks).toEqual([true, true, true, true, true, false])
  })

  it('are exact when everybody comes at once', async () => {
    const processes = [limitsOf(), limitsOf(), limitsOf()]
    const takes = Array.from({ length: 150 }, (_, n) =>
      processes[n % 3]?.take('sign-in-try', '203.0.113.0/24'),
    )
    const oks = (await Promise.all(takes)).filter((taken) => taken?.ok)
    expect(oks).toHaveLength(LIMITS['sign-in-try'].points)
  })

  it('are not shared where memory counts', async () => {
    const [here, there] = [limitsOf({ 'api-write': 1 }), limitsOf({ 'api-write': 1 })]
    expect(await takeTimes(here, 'api-write', 'ada', 2)).toEqual([true, false])
    expect((await there.take('api-write', 'ada')).ok).toBe(true)
    expect(await rows()).toEqual([])
  })

  it('count one /64 as one, whoever of its 1,000 addresses tries', async () => {
    const limits = limitsOf()
    const oks: boolean[] = []
    for (let n = 0; n < 1_000; n++) {
      const ip = `2001:db8:1:2:${(n * 61).toString(16)}:${n.toString(16)}::1`
      oks.push((await limits.take('sign-in-ask', networkOf(ip))).ok)
    }
    expect(oks.filter(Boolean)).toHaveLength(LIMITS['sign-in-ask'].points)
    expect(oks.lastIndexOf(true)).toBe(LIMITS['sign-in-ask'].points - 1)
    expect(await rows()).toHaveLength(1)
    expect((await limits.take('sign-in-ask', networkOf('2001:db8:1:3::1'))).ok).toBe(true)
  })

  it('cost no statement once they are used up', async () => {
    const limits = limitsOf({ 'sign-in-try': 3 })
    await takeTimes(limits, 'sign-in-try', 'somebody', 50)
    expect(await rows()).toMatchObject([{ points: 3 }])
  })

  it('keep no keys in clear', async () => {
    const limits = limitsOf()
    const keys = ['203.0.113.0/24', 'ada@example.org 2001:db8::/64']
    for (const name of names.filter(isShared)) for (const key of keys) await limits.take(name, key)
    const kept = await rows()
    expect(kept).toHaveLength(names.filter(isShared).length * keys.length)
    for (const { key } of kept) expect(key).toMatch(/^[a-z-]+:[\w-]{43}:\d+$/)
    expect(new Set(kept.map(({ key }) => key.split(':')[1])).size).toBe(kept.length)
  })

  it('are swept when their window is over, not before', async () => {
    const limits = limitsOf()
    await limits.take('export', 'ada')
    await database.pool.query(
      `insert into request_limit select 'old:' || n, 1, $1 from generate_series(1, 20001) n`,
      [Date.now() - 1],
    )
    expect(await limits.sweep()).toBe(20_001)
    expect(await rows()).toHaveLength(1)
    expect(await limits.sweep()).toBe(0)
  })

  it('may be swept by two processes at once, while people are counted', async () => {
    await database.pool.query(
      `insert into request_limit select 'old:' || n, 1, $1 from generate_series(1, 30000) n`,
      [Date.now() - 1],
    )
    const limits = limitsOf()
    const [swept, sweptToo, oks] = await Promise.all([
      limits.sweep(),
      limits.sweep(),
      takeTimes(limits, 'account-form', 'ada', 50),
    ])
    // One that passes by the other's rows may end early; the next sweep finds the rest.
    expect(swept + sweptToo + (await limits.sweep())).toBe(30_000)
    expect(oks.every(Boolean)).toBe(true)
  })

  it('stay shut while the database does not answer', async () => {
    const gone = open(await cluster.create())
    const limits = openLimits({ pool: gone.pool, clock })
    // No table there: the lock cannot be read.
    await gone.pool.query('drop table request_limit')
    await expect(limits.take('sign-in-try', 'ada')).rejects.toThrow(/request_limit/)
    await gone.close()
    await expect(limits.require('sign-in-try', 'ada')).rejects.not.toBeInstanceOf(Refusal)
    const nowhere = open('postgres://nobody@127.0.0.1:1/nothing')
    const shut = openLimits({ pool: nowhere.pool, clock })
    const fault = await shut.require('sign-in-try', 'ada').catch((error: unknown) => error)
    expect(isFault(fault)).toBe(true)
    expect((await shut.take('comment-account', 'ada')).ok).toBe(true)
    await nowhere.close()
  })
})

describe('limits counted in memory', () => {
  it('keep 20,000 networks apart though counters are bounded', async () => {
    const limits = limitsOf()
    let isRefused = false
    for (let n = 0; n < 20_000; n++)
      isRefused ||= !(await limits.take('comment-network', `network ${n}`)).ok
    expect(isRefused).toBe(false)
  })
})
