/** SQL of copies: stored texts that share a key with others, and what was decided on clusters. */
import { sql } from 'kysely'
import { type Db, NAMED } from '../../platform/database.js'
import { COPY_KEYS } from '../detectors/copy-keys.js'
import type { ClusterDecision } from '../submission.js'

/** Stored texts compared for one key, so that what everybody writes costs no more than what few write. */
const CANDIDATES_PER_KEY = 8

const COLUMNS = Array.from({ length: COPY_KEYS }, (_, k) => `k${k + 1}`)
/** The columns of keys, in order. */
export const KEY_NAMES = sql.raw(COLUMNS.join(', '))

/** The keys of many texts, an array a column. Sites share the indexes, and never a key. */
export const keyColumns = (rows: { siteId: string; keys: number[] }[]) =>
  sql.join(
    COLUMNS.map(
      (_, k) => sql`${rows.map(({ siteId, keys }) => saltedWith(saltOf(siteId), keys[k]))}::int4[]`,
    ),
  )

const saltedWith = (salt: number, key: number | undefined): number | null =>
  key === undefined ? null : key ^ salt

const saltOf = (siteId: string): number => Number.parseInt(siteId.slice(-8), 16)

export type Candidate = {
  bytes: Buffer
  clusterId: string
  decided: ClusterDecision | null
}

type Question = { keys: number[]; exceptId?: string }

/**
 * First texts of clusters that share a key with what is asked about, by question; twice where they share two.
 * Cost: one statement; COPY_KEYS look-ups a question in each generation of keys, of which five million comments have five.
 */
export async function findCandidates<Q extends Question>(
  db: Db,
  siteId: string,
  questions: Q[],
): Promise<Map<Q, Candidate[]>> {
  const salt = saltOf(siteId)
  const asked = questions.map(({ keys }, i) => ({
    i,
    ...Object.fromEntries(COLUMNS.map((column, k) => [column, saltedWith(salt, keys[k])])),
  }))
  // As JSON, whose length no planner looks at: it would make a plan for each number of questions, which takes longer
  // than the answer.
  const { rows } = await sql<{
    i: number
    subject_id: string
    bytes: Buffer
    cluster_id: string
    decided: [ClusterDecision['action'], string | null] | null
  }>`${NAMED}
    select a.i, f.subject_id, f.bytes, f.cluster_id, (
      select array[k.action, k.rule] from copy_cluster k where k.id = f.cluster_id and k.action is not null
    ) as decided
    from json_to_recordset(${JSON.stringify(asked)}::json) as a(i int, ${COLUMNS_ASKED})
    cross join lateral (${sql.join(COLUMNS.map(firstWith), sql` union all `)}) f`.execute(db)
  const found = new Map<Q, Candidate[]>()
  for (const row of rows) {
    const question = questions[row.i]
    if (!question || row.subject_id === question.exceptId) continue
    const { bytes, cluster_id: clusterId } = row
    const decided = row.decided && { action: row.decided[0], rule: row.decided[1] }
    const candidates = found.get(question) ?? []
    candidates.push({ bytes, clusterId, decided })
    found.set(question, candidates)
  }
  return found
}

const COLUMNS_ASKED = sql.raw(COLUMNS.map((column) => `${column} int`).join(', '))

/** Every generation of keys that there is; the size is that of the migration which began them. */
const GENERATIONS = sql.raw(
  `(select array_agg(g::int4) from generate_series(0, (select last_value from copy_number) / 1048576) g)::int4[]`,
)

/** Texts with one of the keys, by the index of that key. */
const firstWith = (column: string) => sql`
      (select subject_id, bytes, coalesce(cluster_id, subject_id) as cluster_id from fingerprint
        where is_first and generation = any(${GENERATIONS})
          and ${sql.raw(`${column} = a.${column} limit ${CANDIDATES_PER_KEY}`)})`

/** The clusters decided on last, the latest at the end. Cost: one index range. */
export async function findDecidedClusters(
  db: Db,
  siteId: string,
  limit: number,
): Promise<{ id: string; decided: ClusterDecision }[]> {
  const { rows } = await sql<{ id: string } & ClusterDecision>`
    select id, action, rule from copy_cluster where site_id = ${siteId}::uuid and action is not null
    order by decided_at desc limit ${limit}`.execute(db)
  return rows.reverse().map(({ id, action, rule }) => ({ id, decided: { action, rule } }))
}
