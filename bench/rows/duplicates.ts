/**
 * Copies found among millions of stored comments: how soon, how surely, what a comment takes on disk and in writing.
 * Stored fingerprints are of nothing but for some thousand real texts among them, which are asked about.
 */
import { sql } from 'kysely'
import { newId } from '../../src/core/ids.js'
import { openCopies, questionOf } from '../../src/moderation/copies.js'
import { encodeFingerprint } from '../../src/moderation/detectors/minhash.js'
import { prepare } from '../../src/moderation/detectors/prepared.js'
import { fingerprintInsert, type NewFingerprint } from '../../src/moderation/store/verdicts.js'
import { type Db, NAMED } from '../../src/platform/database.js'
import { figure, median, quantile } from '../numbers.js'
import type { Stage } from '../stage.js'
import { createTexts } from '../texts.js'
import type { Effort, Row } from './row.js'

const STORED: Record<Effort, number> = { quick: 200_000, full: 5_000_000 }
/** Texts among them, and as many copies and strangers that are asked about. */
const TEXTS: Record<Effort, number> = { quick: 1_000, full: 5_000 }
/** Comments that arrive together. */
const TOGETHER = 32
/** Comments of one statement when they are written. */
const WRITTEN_TOGETHER = 64
/** The first half touches pages for the first time since they were put on disk; the second half is told. */
const WRITES: Record<Effort, number> = { quick: 80, full: 240 }
/** One word in so many is another one in a copy. */
const CHANGED_EACH = 10
const GOAL = { ms: 5, recall: 0.95, falsePerMillion: 1 }

export const duplicates: Row = {
  name: 'duplicates',
  after: [],
  isFullOnly: true,
  async run(stage, effort) {
    const stored = STORED[effort]
    const database = stage.openDatabase()
    const { db } = database
    try {
      const siteId = await siteOf(stage)
      const before = await sizes(stage)
      const fillSeconds = await fill(stage, stored, siteId)
      const after = await sizes(stage)
      const written = await storeTexts(db, siteId, TEXTS[effort])
      await stage.client.query('vacuum analyze fingerprint')
      await stage.client.query('checkpoint')
      const asked = await ask(db, siteId, written, TEXTS[effort])
      const [withKeys, without] = await writes(db, siteId, WRITES[effort])
      const perComment = (key: keyof typeof after) => (after[key] - before[key]) / stored
      const found = asked.copies.found / asked.copies.asked
      const pairs = (asked.strangers.asked * written.length) / 1e6
      const falsely = asked.strangers.found / pairs
      const line = (what: string, q: number) => ({
        what,
        ours: figure(quantile(asked.ms, q)),
        yardstick: figure(quantile(asked.keyMs, q)),
        ratio: quantile(asked.ms, q) / quantile(asked.keyMs, q),
      })
      const inTime = (what: string, ms: number) => ({
        what,
        ours: figure(ms),
        yardstick: figure(GOAL.ms),
        ratio: ms / GOAL.ms,
        goal: { atMost: 1 },
      })
      return {
        title:
          `Copies found among ${stored.toLocaleString('en-US')} stored comments; ` +
          'yardstick, where nothing else is said: one look-up by primary key in the same table',
        lines: [
          line('ms to ask about one comment, median', 0.5),
          line('ms to ask about one comment, 99th percentile', 0.99),
          inTime('ms, 99th percentile; yardstick: the goal', quantile(asked.ms, 0.99)),
          {
            what: `ms to ask about ${TOGETHER} together, median; yardstick: as many by primary key`,
            ours: figure(median(asked.togetherMs)),
            yardstick: figure(TOGETHER * median(asked.keyMs)),
            ratio: median(asked.togetherMs) / (TOGETHER * median(asked.keyMs)),
          },
          {
            what: `found with one word in ${CHANGED_EACH} changed; yardstick: the goal`,
            ours: figure(found),
            yardstick: figure(GOAL.recall),
            ratio: found / GOAL.recall,
            goal: { atLeast: 1 },
          },
          {
            what: 'false pairs in a million of unrelated texts; yardstick: the goal',
            ours: figure(falsely),
            yardstick: figure(GOAL.falsePerMillion),
            ratio: falsely / GOAL.falsePerMillion,
            goal: { atMost: 1 },
          },
          {
            what: 'us to write the fingerprint of a comment, median; yardstick: without its keys in the indexes',
            ours: figure(withKeys),
            yardstick: figure(without),
            ratio: withKeys / without,
          },
          {
            what: 'bytes a comment on disk, keys and indexes too; yardstick: fingerprint and primary key alone',
            ours: figure(perComment('all')),
            yardstick: figure(perComment('all') - perComment('keys')),
            ratio: perComment('all') / (perComment('all') - perComment('keys')),
          },
        ],
        notes: [
          `filled in ${Math.round(fillSeconds)} s; ${asked.copies.asked} copies and ${asked.strangers.asked} strangers asked about, ${figure(pairs)} million pairs of real texts`,
          `each of the stored texts is the first of its cluster; further copies have no keys in the indexes`,
        ],
      }
    } finally {
      await database.close()
    }
  },
}

const siteOf = async ({ client }: Stage): Promise<string> =>
  (await client.query<{ id: string }>('select id from site limit 1')).rows[0]?.id ?? ''

async function sizes({ client }: Stage): Promise<{ all: number; keys: number }> {
  // Columns of keys take four bytes each.
  const { rows } = await client.query<{ all: string; indexes: string; rows: string }>(
    `select pg_total_relation_size('fingerprint') as all, (select count(*) from fingerprint) as rows,
       (select sum(pg_relation_size(indexrelid)) from pg_index
        where indrelid = 'fingerprint'::regclass and not indisprimary) as indexes`,
  )
  const [row] = rows
  return { all: Number(row?.all), keys: Number(row?.indexes) + Number(row?.rows) * KEYS * 4 }
}

const KEYS = 8
const KEY_NAMES = Array.from({ length: KEYS }, (_, k) => `k${k + 1}`)

/** Fingerprints of nothing, older than all others; indexes are made afterwards, as a restored back-up makes them. */
async function fill({ client }: Stage, count: number, siteId: string): Promise<number> {
  const startedAt = performance.now()
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(
    `select indexname as name, indexdef as definition from pg_indexes
     where tablename = 'fingerprint' and indexname <> 'fingerprint_pkey'`,
  )
  for (const { name } of indexes) await client.query(`drop index ${name}`)
  await client.query(
    `insert into fingerprint (subject_id, site_id, bytes, is_first, ${KEY_NAMES.join(', ')})
     select (lpad(to_hex(1600000000000 + g), 12, '0') || '70008' || substr(md5(g::text), 1, 15))::uuid, $1,
       decode(repeat(md5(g::text), 16), 'hex'), true,
       ${KEY_NAMES.map((_, k) => `hashint4(g * ${KEYS} + ${k})`).join(', ')}
     from generate_series(1, $2::int) g`,
    [siteId, count],
  )
  await client.query(`set maintenance_work_mem = '256MB'`)
  for (const { definition } of indexes) await client.query(definition)
  await client.query('reset maintenance_work_mem')
  return (performance.now() - startedAt) / 1_000
}

const printOf = (text: string, siteId: string): NewFingerprint => {
  const { fingerprint, copyKeys } = prepare(text)
  if (!fingerprint) throw new Error(`too short: ${text}`)
  return {
    subjectId: newId(Date.now()),
    siteId,
    bytes: encodeFingerprint(fingerprint),
    keys: copyKeys,
    clusterId: null,
  }
}

type Written = { id: string; text: string }

async function storeTexts(db: Db, siteId: string, count: number): Promise<Written[]> {
  const made = createTexts(32)
  const written: Written[] = []
  for (let from = 0; from < count; from += WRITTEN_TOGETHER) {
    const texts = Array.from({ length: WRITTEN_TOGETHER }, () => made.text())
    const prints = texts.map((text) => printOf(text, siteId))
    await fingerprintInsert(prints).execute(db)
    written.push(...prints.map(({ subjectId: id }, i) => ({ id, text: texts[i] ?? '' })))
  }
  return written
}

async function ask(db: Db, siteId: string, written: Written[], count: number) {
  const copies = openCopies({
    db,
    site: { id: siteId },
    log: { warn: (facts: object) => console.warn(facts) },
  } as Parameters<typeof openCopies>[0])
  const other = createTexts(33)
  const edited = written.slice(0, count).map(({ text }) => changed(text, other))
  const strangers = Array.from({ length: count }, () => other.text())
  const ms: number[] = []
  const keyMs: number[] = []
  let found = 0
  let falsely = 0
  for (const [i, text] of edited.entries()) {
    const { id } = written[i] ?? { id: '' }
    const answer = await timed(ms, () => copies.find(questionOf(prepare(text))))
    if (answer?.clusterId === id) found += 1
    if (await timed(ms, () => copies.find(questionOf(prepare(strangers[i] ?? ''))))) falsely += 1
    await timed(keyMs, () =>
      sql`${NAMED} select bytes from fingerprint where subject_id = ${id}::uuid`.execute(db),
    )
  }
  const togetherMs: number[] = []
  for (let from = 0; from + TOGETHER <= count; from += TOGETHER) {
    const questions = [...edited.slice(from, from + TOGETHER / 8), ...strangers.slice(from)]
      .slice(0, TOGETHER)
      .map((text) => questionOf(prepare(text)))
    await timed(togetherMs, () => Promise.all(questions.map((one) => copies.find(one))))
  }
  return {
    // The first answers plan the statement.
    ms: ms.slice(50),
    keyMs: keyMs.slice(50),
    togetherMs,
    copies: { asked: edited.length, found },
    strangers: { asked: strangers.length, found: falsely },
  }
}

async function timed<T>(times: number[], act: () => Promise<T>): Promise<T> {
  const startedAt = performance.now()
  const result = await act()
  times.push(performance.now() - startedAt)
  return result
}

/** A text with one word in CHANGED_EACH replaced by one of another text. */
function changed(text: string, other: ReturnType<typeof createTexts>): string {
  const words = text.split(' ')
  const strange = other.text().split(' ')
  const places = words.map((_, i) => i)
  for (let n = Math.round(words.length / CHANGED_EACH); n > 0; n--) {
    const [at = 0] = places.splice(Math.floor(other.random01() * places.length), 1)
    words[at] = strange[n] ?? 'whelk'
  }
  return words.join(' ')
}

/** Microseconds a comment, median of the later statements: with keys in the indexes, and the same rows without. */
async function writes(db: Db, siteId: string, rounds: number): Promise<[number, number]> {
  const made = createTexts(34)
  const times: [number[], number[]] = [[], []]
  for (let i = 0; i < rounds; i++)
    for (const side of [0, 1] as const) {
      const prints = Array.from({ length: WRITTEN_TOGETHER }, () => ({
        ...printOf(made.text(), siteId),
        isFirst: side === 0,
      }))
      await timed(times[side], () => fingerprintInsert(prints).execute(db))
    }
  const perComment = (all: number[]) =>
    (median(all.slice(all.length / 2)) * 1_000) / WRITTEN_TOGETHER
  return [perComment(times[0]), perComment(times[1])]
}
