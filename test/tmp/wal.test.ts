import pg from 'pg'
import { afterAll, beforeAll, it } from 'vitest'
import { addFilledArticle } from '../../bench/fill.js'
import { chatter, type Cluster, openCluster, openStage, publish, type Stage } from '../cast.js'

let cluster: Cluster
beforeAll(async () => { cluster = await openCluster() })
afterAll(async () => cluster?.stop())

async function measure(dropped: boolean) {
  const url = await cluster.create()
  const stage: Stage = await openStage(url)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  if (dropped) await client.query('drop index comment_by_discussed')
  const lsn = async () => (await client.query('select pg_current_wal_insert_lsn() as l')).rows[0].l
  const diff = async (a: string, b: string) => Number((await client.query('select pg_wal_lsn_diff($2::pg_lsn,$1::pg_lsn) as d', [a, b])).rows[0].d)
  let seed = 7
  const random01 = () => { seed = (seed * 1664525 + 1013904223) % 2 ** 32; return seed / 2 ** 32 }
  const said: { id: string; depth: number; parent: number | null }[] = []
  const parentOf = () => {
    const count = said.length
    if (count === 0 || random01() < 0.3) return null
    const picked = random01() < 0.5 ? count - 1 - Math.floor(random01() * Math.min(count, 30)) : Math.floor(count * random01() ** 3)
    return (said[picked]?.depth ?? 0) >= 8 ? said[picked]?.parent ?? null : picked
  }
  const post = async (i: number) => {
    const parent = parentOf()
    const { comment } = await stage.say('Gus', chatter(10_000 + i), parent === null ? null : said[parent]?.id ?? null)
    said.push({ id: comment.id, depth: comment.depth, parent })
  }
  for (let i = 0; i < 300; i++) await post(i)
  await client.query('checkpoint')
  for (let i = 300; i < 600; i++) await post(i)
  const out: Record<string, number> = {}
  const a = await lsn()
  for (let i = 600; i < 2600; i++) await post(i)
  out.mixed = (await diff(a, await lsn())) / 2000
  await client.end()
  await stage.app.close()
  return out
}

it('measures', async () => {
  for (const dropped of [false, true, false, true]) console.log(dropped ? 'without index' : 'with index', await measure(dropped))
}, 600000)
