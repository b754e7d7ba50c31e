import pg from 'pg'
import { afterAll, beforeAll, it } from 'vitest'
import { addFilledArticle } from '../../bench/fill.js'
import { readThread } from '../../src/discussion/index.js'
import { ANYONE } from '../../src/discussion/index.js'
import { type Cluster, openCluster, openStage, type Stage } from '../cast.js'
import { checkData } from '../../src/check.js'

let cluster: Cluster
let stage: Stage
let client: pg.Client
beforeAll(async () => {
  cluster = await openCluster()
  const url = await cluster.create()
  stage = await openStage(url)
  client = new pg.Client({ connectionString: url })
  await client.connect()
}, 60000)
afterAll(async () => { await client?.end(); await stage?.app.close(); await cluster?.stop() })

it('explains', async () => {
  const out: string[] = []
  const threads = []
  for (const n of [100, 100_000]) threads.push(await addFilledArticle(client, n))
  // 1000 answered questions in the big one, 50 picks
  await client.query(`vacuum analyze comment`)
  for (const t of threads) {
    await client.query(`with roots as (select id from comment where thread_id = $1 and parent_id is null and reply_count > 0 order by id limit 1000),
      a as (select distinct on (parent_id) id, parent_id from comment where parent_id in (select id from roots) order by parent_id, id)
      update comment c set answer_rank = 0 where c.id in (select id from a) or c.id in (select parent_id from a)`, [t.threadId])
    await client.query(`update comment set picked_at = posted_at where id in (select id from comment where thread_id = $1 order by md5(id::text) limit 50)`, [t.threadId])
  }
  await client.query(`vacuum analyze comment`)
  const { db } = stage.app.ctx
  const seen: { sql: string; parameters: readonly unknown[] }[] = []
  const ctx = { ...stage.app.ctx, db: db.withPlugin({
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => result,
  }) }
  // record statements through the driver
  const pool = stage.app.ctx.pool as unknown as { on: Function }
  const origQuery = pg.Client.prototype.query
  ;(pg.Client.prototype as any).query = function (...args: any[]) {
    const q = args[0]
    if (recording) {
      const text = typeof q === 'string' ? q : q?.text
      const values = typeof q === 'string' ? args[1] : q?.values
      if (text?.includes('comment c')) seen.push({ sql: text, parameters: Array.isArray(values) ? values : [] })
    }
    return (origQuery as any).apply(this, args)
  }
  let recording = false
  void pool; void ctx
  const orders = ['best', 'discussed', 'newest', 'oldest', 'highlights'] as const
  for (const mode of ['discussion', 'questions'] as const) {
    await client.query(`update site set mode = $1`, [mode])
    for (const t of threads)
      for (const order of orders) {
        for (const page of [1, 2]) {
          let afterId: string | null = null
          if (page === 2) {
            const col = order === 'highlights'
              ? await client.query(`select id from comment where thread_id=$1 and picked_at is not null order by picked_at desc, id desc offset 24 limit 1`, [t.threadId])
              : await client.query(`select id from comment where thread_id=$1 and parent_id is null order by ${order === 'best' ? (mode === 'questions' ? 'answer_rank, best_key, posted_at, id' : 'best_key, posted_at, id') : order === 'discussed' ? 'discussed_key, best_key, posted_at, id' : order === 'newest' ? 'posted_at desc, id desc' : 'posted_at, id'} offset ${t.comments > 1000 ? 15000 : 10} limit 1`, [t.threadId])
            afterId = col.rows[0]?.id ?? null
            if (afterId === null) continue
          }
          const where = { articleId: t.articleId, order, afterId, viewer: ANYONE }
          for (let i = 0; i < 5; i++) await readThread(stage.app.ctx, where)
          const times = []
          for (let i = 0; i < 15; i++) { const s = performance.now(); await readThread(stage.app.ctx, where); times.push(performance.now() - s) }
          times.sort((a, b) => a - b)
          seen.length = 0
          recording = true
          const got = await readThread(stage.app.ctx, where)
          recording = false
          out.push(`\n#### ${mode} ${t.comments} ${order} page ${page}: median ${times[7]?.toFixed(2)} ms, ${seen.length} statements, roots ${got.roots.length} picks ${got.picks?.length}`)
          if (t.comments > 1000)
            for (const one of seen.filter((s) => /order by/.test(s.sql) && !/with recursive/.test(s.sql)).slice(0, 2)) {
              const plan = await client.query({ text: `explain (analyze, buffers, costs off, timing off) ${one.sql}`, values: one.parameters as unknown[] })
              out.push(one.sql.replace(/\s+/g, ' ').slice(0, 120))
              out.push(...plan.rows.map((r) => '   ' + r['QUERY PLAN']).filter((l) => !/Planning:|Planning Time|Buffers: shared hit=\d+$/.test(l) || /^   Buffers/.test(l)))
            }
        }
      }
  }
  const fs = await import('node:fs')
  fs.writeFileSync('/tmp/explain-marks.txt', out.join('\n'))
  console.log((await checkData(db)).map((c) => [c.part, c.violations.slice(0, 3)]))
}, 600000)
