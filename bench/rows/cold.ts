/** How long the first visitor waits after a comment made a page stale: in a big thread, and in one that holds only that page. */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { bestKeyOf, discussedKeyOf } from '../../src/discussion/ranking.js'
import { CHANNEL, type Told } from '../../src/platform/events.js'
import { ask, getRequest } from '../http-load.js'
import { figure, median, quantile } from '../numbers.js'
import type { Stage } from '../stage.js'
import type { Line } from '../table.js'
import { createTexts } from '../texts.js'
import { postRequest } from './post-request.js'
import { type Row, THREAD_SIZES } from './row.js'
import { pagesOf, type ThreadPage, twinOf } from './thread-page.js'

const ROUNDS = { quick: 30, full: 100 }
const WARM_UP_ROUNDS = { quick: 3, full: 10 }
/** The program hears what another process did in milliseconds. */
const NEWS_MS_MAX = 2_000
const BIGGEST = THREAD_SIZES.at(-1) ?? 0

export const cold: Row = {
  name: 'cold',
  after: [],
  async run(stage, effort) {
    const pages = await pagesOf(stage, await stage.thread(BIGGEST))
    const pairs: Pair[] = []
    for (const page of pages)
      pairs.push({ page, twin: await twinOf(stage, page), big: [], small: [] })
    for (let round = -WARM_UP_ROUNDS[effort]; round < ROUNDS[effort]; round++)
      for (const pair of pairs) {
        const big = await firstVisit(stage, pair.page)
        const small = await firstVisit(stage, pair.twin)
        if (round < 0) continue
        pair.big.push(big)
        pair.small.push(small)
      }
    return {
      title:
        `First visit after a comment, thread of ${BIGGEST.toLocaleString('en-US')} (n = ${ROUNDS[effort]}); ` +
        'yardstick: a thread that holds only this page',
      lines: pairs.map(lineOf),
      notes: ['ms; in brackets the 99th of 100'],
    }
  },
}

type Pair = { page: ThreadPage; twin: ThreadPage; big: number[]; small: number[] }

function lineOf({ page, twin, big, small }: Pair): Line {
  if (page.shown !== twin.shown)
    throw new Error(`${page.what}: ${page.shown} comments beside ${twin.shown}`)
  const times = (ms: number[]) => `${figure(median(ms))} (${figure(quantile(ms, 0.99))})`
  return {
    what: `${page.what}, ${page.shown} comments on the page`,
    ours: times(big),
    yardstick: times(small),
    ratio: median(big) / median(small),
    goal: { atMost: 1.2 },
  }
}

const texts = createTexts(7)
/** Who wrote is shown no page that may be old, so the visit is one to a page made anew. */
const WROTE = '__Host-wrote=1'

/** Posts a comment, times the next visit, takes the comment out again. @throws Error when the page was not made anew */
async function firstVisit(stage: Stage, { slug, path, commentId }: ThreadPage): Promise<number> {
  const posted = await ask(
    stage.address,
    // The page of a comment changes with its replies, the others with the number of comments.
    postRequest(slug, {
      name: texts.name(),
      text: texts.text(),
      parentId: commentId,
      key: randomUUID(),
    }),
  )
  const { comment, state } = JSON.parse(posted.body.toString()) as {
    comment: { id: string }
    state: string
  }
  if (posted.status !== 201 || state !== 'published')
    throw new Error(`Posting answered ${posted.status}: ${posted.body}`)
  const startedAt = performance.now()
  const page = await ask(stage.address, getRequest(path, WROTE))
  const ms = performance.now() - startedAt
  await takeOut(stage, comment.id)
  if (page.status !== 200 || !(await becomesOther(stage.address, path, etagOf(page.head))))
    throw new Error(`${path} answered ${page.status}, or was not made anew`)
  return ms
}

const etagOf = (head: string) => /^etag: (.*)$/im.exec(head)?.[1]

type Counted = { id: string; recommend_count: number; upheld_reports: number; reply_count: number }

/** Takes a comment out of the tables and tells the program, as another process would. */
async function takeOut({ client }: Stage, commentId: string): Promise<void> {
  const { rows } = await client.query<{ thread_id: string; parent_id: string | null }>(
    'delete from comment where id = $1 returning thread_id, parent_id',
    [commentId],
  )
  const { thread_id: threadId, parent_id: parentId } = rows[0] ?? { thread_id: '', parent_id: null }
  await client.query('delete from verdict where subject_id = $1', [commentId])
  await client.query('delete from fingerprint where subject_id = $1', [commentId])
  await client.query(
    `update thread set comment_count = comment_count - 1, question_count = question_count - ($2::uuid is null)::int
     where id = $1`,
    [threadId, parentId],
  )
  if (parentId !== null) await countOut(client, parentId)
  const told: Told = { from: 'bench', event: { name: 'thread.imported', threadId } }
  await client.query('select pg_notify($1, $2)', [CHANNEL, JSON.stringify(told)])
}

/** Takes one reply out of the counts of its parent and of all above. */
async function countOut(client: Stage['client'], parentId: string): Promise<void> {
  const above = await client.query<{
    id: string
    parent_id: string | null
    descendant_count: number
  }>(
    `with recursive up(id) as (
       select $1::uuid union all
       select c.parent_id from up join comment c on c.id = up.id where c.parent_id is not null
     ) update comment c set descendant_count = descendant_count - 1 from up where c.id = up.id
     returning c.id, c.parent_id, c.descendant_count`,
    [parentId],
  )
  const root = above.rows.find((one) => one.parent_id === null)
  if (root)
    await client.query('update comment set discussed_key = $2 where id = $1', [
      root.id,
      discussedKeyOf(root.descendant_count),
    ])
  const { rows } = await client.query<Counted>(
    `update comment set reply_count = reply_count - 1 where id = $1
     returning id, recommend_count, upheld_reports, reply_count`,
    [parentId],
  )
  for (const one of rows)
    await client.query('update comment set best_key = $2 where id = $1', [
      one.id,
      bestKeyOf({
        recommends: one.recommend_count,
        upheldReports: one.upheld_reports,
        replies: one.reply_count,
      }),
    ])
}

/** True when the page soon counts one comment less: so what was timed is not what memory still held. */
async function becomesOther(
  address: string,
  path: string,
  before: string | undefined,
): Promise<boolean> {
  const until = performance.now() + NEWS_MS_MAX
  while (performance.now() < until) {
    if (etagOf((await ask(address, getRequest(path))).head) !== before) return true
    await sleep(2)
  }
  return false
}
