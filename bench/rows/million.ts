/** Pages that nobody has asked for yet, with a million comments stored: in threads of every size. */
import { urls } from '../../src/web/urls.js'
import { addFilledArticle } from '../fill.js'
import { ask, getRequest } from '../http-load.js'
import { figure, median, quantile } from '../numbers.js'
import type { Stage } from '../stage.js'
import { createTexts } from '../texts.js'
import type { Effort, Row } from './row.js'
import { commentsOn } from './thread-page.js'

/** Together with the threads of the other rows a million comments: few big threads hold most of them. */
const THREADS: Record<Effort, { comments: number; threads: number }[]> = {
  quick: [
    { comments: 10_000, threads: 8 },
    { comments: 200, threads: 100 },
  ],
  full: [
    { comments: 100_000, threads: 3 },
    { comments: 30_000, threads: 10 },
    { comments: 4_000, threads: 50 },
    { comments: 200, threads: 1_000 },
  ],
}
const VISITS: Record<Effort, number> = { quick: 200, full: 2_000 }
/** The first visits teach the program; pages like them follow. */
const WARM_UP = 200
/** A thread that fits on few pages. */
const SMALL_COMMENTS = 200
const GOAL_MS = 50

export const million: Row = {
  name: 'million',
  after: [],
  isFullOnly: true,
  async run(stage, effort) {
    const startedAt = performance.now()
    for (const { comments, threads } of THREADS[effort])
      for (let i = 0; i < threads; i++)
        await addFilledArticle(stage.client, comments, `one-of-${threads}-of-${comments}-${i}`)
    await stage.client.query('vacuum analyze comment, verdict, thread, article')
    await stage.client.query('checkpoint')
    const fillSeconds = (performance.now() - startedAt) / 1_000
    const [stored, bytes] = await sizes(stage)
    const any = await pagesToVisit(stage, VISITS[effort] + WARM_UP, 0)
    const small = await pagesToVisit(stage, VISITS[effort] + WARM_UP, SMALL_COMMENTS)
    const times = { any: [] as number[], small: [] as number[] }
    const shown = { any: [] as number[], small: [] as number[] }
    for (const [i, path] of any.entries())
      for (const [side, page] of [
        ['any', path],
        ['small', small[i]],
      ] as const) {
        if (page === undefined) continue
        const visit = await firstVisit(stage, page)
        if (i < WARM_UP) continue
        times[side].push(visit.ms)
        shown[side].push(visit.shown)
      }
    const line = (what: string, q: number) => ({
      what,
      ours: figure(quantile(times.any, q)),
      yardstick: figure(quantile(times.small, q)),
    })
    const p99 = quantile(times.any, 0.99)
    return {
      title:
        `First visits with ${stored.toLocaleString('en-US')} comments stored (n = ${times.any.length}), ms; ` +
        `yardstick: the same in threads of ${SMALL_COMMENTS}`,
      lines: [
        line('median', 0.5),
        { ...line('p99', 0.99), ratio: p99, goal: { atMost: GOAL_MS } },
        line('the slowest', 1),
      ],
      notes: [
        'pages of comments drawn from all: a third permalinks, a third pages after the root of one, a third first pages; all orders',
        `${figure(median(shown.any))} comments on a page, beside ${figure(median(shown.small))}; the ratio of p99 is our figure itself`,
        `the tables of comments hold ${figure(bytes / 2 ** 20)} MiB; filled in ${Math.round(fillSeconds)} s`,
      ],
    }
  },
}

async function sizes({ client }: Stage): Promise<[stored: number, bytes: number]> {
  const { rows } = await client.query<{ stored: string; bytes: string }>(
    `select (select count(*) from comment) as stored, pg_total_relation_size('comment') as bytes`,
  )
  return [Number(rows[0]?.stored), Number(rows[0]?.bytes)]
}

type Drawn = { id: string; root_id: string; slug: string }

/** Different pages around comments drawn evenly, so that big threads are met as often as they are big. */
async function pagesToVisit(stage: Stage, count: number, commentsOf: number): Promise<string[]> {
  const { random01 } = createTexts(count + commentsOf)
  const paths = new Set<string>()
  const orders = ['best', 'newest', 'oldest'] as const
  for (const [i, { slug, id, root_id }] of (await draw(stage, count * 2, commentsOf)).entries()) {
    const order = orders[Math.floor(random01() * orders.length)]
    if (i % 3 === 0) paths.add(urls.comment(slug, id))
    else if (i % 3 === 1) paths.add(urls.article(slug, order, root_id))
    // A first page is new once; then it is one that follows.
    else paths.add(urls.article(slug, order, paths.has(urls.article(slug, order)) ? root_id : null))
    if (paths.size === count) break
  }
  return [...paths]
}

async function draw({ client }: Stage, count: number, commentsOf: number): Promise<Drawn[]> {
  const { rows } = await client.query<Drawn>(
    `with recursive drawn as (
       select c.id, c.parent_id, a.slug from comment c
       join thread t on t.id = c.thread_id join article a on a.id = t.article_id
       where a.slug like 'one-of-%' and ($2 = 0 or t.comment_count = $2)
       order by md5(c.id::text) limit $1
     ), up(id, root_id, parent_id, slug) as (
       select id, id, parent_id, slug from drawn union all
       select up.id, p.id, p.parent_id, up.slug from up join comment p on p.id = up.parent_id
     ) select id, root_id, slug from up where parent_id is null order by md5(id::text)`,
    [count, commentsOf],
  )
  return rows
}

async function firstVisit(stage: Stage, path: string): Promise<{ ms: number; shown: number }> {
  const startedAt = performance.now()
  const page = await ask(stage.address, getRequest(path))
  const ms = performance.now() - startedAt
  if (page.status !== 200) throw new Error(`${path} answered ${page.status}`)
  return { ms, shown: commentsOn(page).length }
}
