/** How long the first visitor waits after a comment made a page stale, in threads of three sizes. */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { brotliDecompressSync } from 'node:zlib'
import { CHANNEL, type Told } from '../../src/platform/events.js'
import { urls } from '../../src/web/urls.js'
import type { FilledThread } from '../fill.js'
import { type Answer, ask, getRequest } from '../http-load.js'
import { figure, median, quantile } from '../numbers.js'
import type { Stage } from '../stage.js'
import type { Line } from '../table.js'
import { createTexts } from '../texts.js'
import { postRequest } from './post-request.js'
import { type Row, THREAD_SIZES } from './row.js'

const ROUNDS = { quick: 30, full: 60 }
const WARM_UP_ROUNDS = { quick: 3, full: 10 }
/** best fills a page with the busiest conversations of a big thread, newest shows much the same of each. */
const ORDERS = { quick: ['newest'], full: ['best', 'newest'] } as const
/** The program hears what another process did in milliseconds. */
const NEWS_MS_MAX = 2_000

export const cold: Row = {
  name: 'cold',
  after: [],
  async run(stage, effort) {
    const threads: FilledThread[] = []
    for (const size of THREAD_SIZES) threads.push(await stage.thread(size))
    const lines: Line[] = []
    for (const order of ORDERS[effort]) {
      const times = threads.map((): number[] => [])
      const shown = threads.map(() => 0)
      for (let round = -WARM_UP_ROUNDS[effort]; round < ROUNDS[effort]; round++)
        for (const [i, thread] of threads.entries()) {
          const visit = await firstVisit(stage, thread, urls.article(thread.slug, order))
          if (round >= 0) times[i]?.push(visit.ms)
          shown[i] = visit.shown
        }
      const small = times[0] ?? []
      for (const [i, thread] of threads.entries()) {
        const own = times[i] ?? []
        lines.push({
          what: `${order}, ${thread.comments.toLocaleString('en-US')} comments, ${shown[i]} on the page, ms`,
          ours: `${figure(median(own))} (p99 ${figure(quantile(own, 0.99))})`,
          yardstick: `${figure(median(small))} (p99 ${figure(quantile(small, 0.99))})`,
          ratio: median(own) / median(small),
          ...(i === threads.length - 1 && { goal: { atMost: 1.5 } }),
        })
      }
    }
    return {
      title: `Cold article page, first visit after a comment (n = ${ROUNDS[effort]}); yardstick: the thread of ${THREAD_SIZES[0]}`,
      lines,
      notes: [
        'A page shows 20 roots with their first replies, 200 comments at most; a thread of 100 has fewer to show.',
      ],
    }
  },
}

const texts = createTexts(7)

/** Posts a comment, times the next visit, takes the comment out again. @throws Error when the page was not made anew */
async function firstVisit(stage: Stage, thread: FilledThread, path: string) {
  const posted = await ask(
    stage.address,
    postRequest(thread.slug, {
      name: texts.name(),
      text: texts.text(),
      parentId: null,
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
  const page = await ask(stage.address, getRequest(path))
  const ms = performance.now() - startedAt
  await takeOut(stage, thread.threadId, comment.id)
  if (page.status !== 200 || !(await becomesOther(stage.address, path, page)))
    throw new Error(`${path} answered ${page.status}, or was not made anew`)
  return { ms, shown: shownOn(page) }
}

/** Comments on a page: the costs of a page are those of what it shows. */
const shownOn = ({ body }: Answer): number =>
  brotliDecompressSync(body).toString().split(' id="c-').length - 1

const etagOf = (head: string) => /^etag: (.*)$/im.exec(head)?.[1]

/** Takes a comment out of the tables and tells the program, as another process would. */
async function takeOut({ client }: Stage, threadId: string, commentId: string): Promise<void> {
  await client.query(
    'update thread set comment_count = comment_count - 1, question_count = question_count - 1 where id = $1',
    [threadId],
  )
  await client.query('delete from verdict where subject_id = $1', [commentId])
  await client.query('delete from fingerprint where subject_id = $1', [commentId])
  await client.query('delete from comment where id = $1', [commentId])
  const told: Told = { from: 'bench', event: { name: 'thread.imported', threadId } }
  await client.query('select pg_notify($1, $2)', [CHANNEL, JSON.stringify(told)])
}

/** True when the page soon counts one comment less: so what was timed is not what memory still held. */
async function becomesOther(address: string, path: string, page: Answer): Promise<boolean> {
  const until = performance.now() + NEWS_MS_MAX
  while (performance.now() < until) {
    const now = await ask(address, getRequest(path))
    if (etagOf(now.head) !== etagOf(page.head)) return true
    await sleep(2)
  }
  return false
}
