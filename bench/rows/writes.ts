/** Durable comments a second by HTTP with full judging, beside single-row INSERTs of the same rows. */
import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { addArticle, type FilledThread } from '../fill.js'
import { type Load, load } from '../http-load.js'
import { figure, median, quantile } from '../numbers.js'
import type { Stage } from '../stage.js'
import type { Line } from '../table.js'
import { createTexts } from '../texts.js'
import { type Posting, postRequest } from './post-request.js'
import type { Effort, Row } from './row.js'

/** Comments of one round, by clients. */
const EFFORTS: Record<Effort, { rounds: number; comments: Record<number, number> }> = {
  quick: { rounds: 3, comments: { 1: 100, 64: 1_500 } },
  full: { rounds: 7, comments: { 1: 500, 64: 6_000 } },
}
/** Comments of many clients may share a transaction, which single rows do not. */
const GOAL = { ofInserts: 1.5, p99Ms: 100 }
/** Half of the comments answer one that the same client knows. */
const REPLIES_01 = 0.5
/** Replies go no deeper than this. */
const DEPTH_MAX = 8
const COLUMNS =
  'id, site_id, thread_id, parent_id, depth, person_id, author_name, is_staff, format, source, html, text, language, state, posted_at, posted_at_known, client_key'
const COLUMN_NAMES = COLUMNS.split(', ')
const INSERT = `insert into bench_comment (${COLUMNS}) values (${COLUMN_NAMES.map((_, i) => `$${i + 1}`).join(', ')})`

const texts = createTexts(64)

export const writes: Row = {
  name: 'writes',
  after: [],
  async run(stage, effort) {
    await stage.client.query(
      'create table if not exists bench_comment (like comment including all) with (fillfactor = 85)',
    )
    const { rounds, comments } = EFFORTS[effort]
    const lines: Line[] = []
    const notes: string[] = []
    for (const [clients, count] of Object.entries(comments).map(
      ([a, b]) => [Number(a), b] as const,
    )) {
      const thread = await addArticle(stage.client, `posting-by-${clients}`)
      await round(stage, thread, clients, Math.ceil(count / 3))
      const pairs: Pair[] = []
      for (let i = 0; i < rounds; i++) pairs.push(await round(stage, thread, clients, count))
      const ours = summary(pairs.map((one) => one.ours))
      const plain = summary(pairs.map((one) => one.plain))
      lines.push(
        {
          what: `${clients} client${clients > 1 ? 's' : ''}, comments/s`,
          ours: figure(ours.perSecond),
          yardstick: figure(plain.perSecond),
          ratio: median(pairs.map((one) => one.ours.perSecond / one.plain.perSecond)),
          ...(clients > 1 && { goal: { atLeast: GOAL.ofInserts } }),
        },
        { what: '  p50, ms', ours: figure(ours.p50Ms), yardstick: figure(plain.p50Ms) },
        {
          what: '  p99, ms',
          ours: figure(ours.p99Ms),
          yardstick: figure(plain.p99Ms),
          ratio: ours.p99Ms,
          goal: { atMost: GOAL.p99Ms },
        },
      )
      const held = pairs.reduce((sum, one) => sum + one.held, 0)
      notes.push(`${clients}: ${held} of ${count * rounds} held by the judge`)
    }
    return {
      title: 'Durable comments, judged and on disk; yardstick: single-row INSERTs of the same rows',
      lines,
      notes: [...notes, 'the ratio of p99 is our figure itself'],
    }
  },
}

type Timing = Pick<Load, 'perSecond' | 'latenciesMs'>
type Pair = { ours: Timing; plain: Timing; held: number }

const summary = (timings: Timing[]) => ({
  perSecond: median(timings.map((one) => one.perSecond)),
  p50Ms: median(timings.map((one) => median(one.latenciesMs))),
  p99Ms: median(timings.map((one) => quantile(one.latenciesMs, 0.99))),
})

async function round(
  stage: Stage,
  thread: FilledThread,
  clients: number,
  count: number,
): Promise<Pair> {
  const { ours, ids, held } = await post(stage, thread, clients, count)
  const { rows } = await stage.client.query(
    `select ${COLUMNS} from comment where id = any($1::uuid[]) order by id`,
    [ids],
  )
  if (rows.length !== count)
    throw new Error(`${count} comments posted, ${rows.length} in the table`)
  return { ours, plain: await insert(stage, rows, clients), held }
}

/** Posts so many comments by HTTP, each client one after another. */
async function post(stage: Stage, thread: FilledThread, clients: number, count: number) {
  const postings = Array.from({ length: count }, newPosting)
  const ids: string[] = []
  const lastOf = new Map<number, string>()
  let held = 0
  let next = 0
  const ours = await load(stage.address, {
    connections: clients,
    next: (client) => {
      const posting = postings[next++]
      if (!posting) return undefined
      const parentId = texts.random01() < REPLIES_01 ? (lastOf.get(client) ?? null) : null
      return postRequest(thread.slug, { ...posting, parentId })
    },
    check: ({ status, body }, client) => {
      if (status !== 201) throw new Error(`Posting answered ${status}: ${body}`)
      const { comment, state } = JSON.parse(body.toString()) as Posted
      ids.push(comment.id)
      if (state === 'held') held += 1
      else if (comment.depth < DEPTH_MAX) lastOf.set(client, comment.id)
    },
  })
  return { ours, ids, held }
}

type Posted = { comment: { id: string; depth: number }; state: string }

const newPosting = (): Posting => ({
  name: texts.name(),
  text: texts.text(),
  parentId: null,
  key: randomUUID(),
})

/** Inserts the rows one by one, each in a transaction of its own, over so many connections. */
async function insert(stage: Stage, rows: object[], connections: number): Promise<Timing> {
  const clients: pg.Client[] = []
  for (let i = 0; i < connections; i++) clients.push(await stage.connect())
  const values = rows.map((row) =>
    COLUMN_NAMES.map((name) => row[name as keyof typeof row] as unknown),
  )
  // Preparing is not measured.
  await Promise.all(
    clients.map((client) =>
      client
        .query(`prepare warm as ${INSERT}; deallocate warm`)
        .then(() => client.query('select 1')),
    ),
  )
  const latenciesMs: number[] = []
  let next = 0
  const startedAt = performance.now()
  await Promise.all(
    clients.map(async (client) => {
      for (let row = values[next++]; row; row = values[next++]) {
        const sentAt = performance.now()
        await client.query({ name: 'insert', text: INSERT, values: row })
        latenciesMs.push(performance.now() - sentAt)
      }
    }),
  )
  const seconds = (performance.now() - startedAt) / 1000
  await Promise.all(clients.map((client) => client.end()))
  return { perSecond: values.length / seconds, latenciesMs }
}
