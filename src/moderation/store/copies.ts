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
      (_, k) =>
        sql`${rows.map(({ siteId, keys }) => {
          const key = keys[k]
          return key === undefined ? null : key ^ saltOf(siteId)
        })}::int4[]`,
    ),
  )

const saltOf = (siteId: string): number => Number.parseInt(siteId.slice(-8), 16)

export type Candidate = {
  bytes: Buffer
  clusterId: string
  decided: ClusterDecision | null
}

type Question = { keys: number[]; exceptId?: string }

/**
 * First texts of clusters that share a key with what is asked about, by question; twice where they share two.
 * Cost: one statement; COPY_KEYS look-ups a question in each generation of keys, of which five million comments have 20.
 */
export async function findCandidates<Q extends Question>(
  db: Db,
  siteId: string,
  questions: Q[],
): Promise<Map<Q, Candidate[]>> {
  const { rows } = await sql<{
    i: number
    subject_id: string
    bytes: Buffer
    cluster_id: string
    action: ClusterDecision['action'] | null
    rule: string | null
  }>`${NAMED}
    select a.i, f.subject_id, f.bytes,
      coalesce(f.cluster_id, f.subject_id) as cluster_id, k.action, k.rule
    from unnest(${questions.map((_, i) => i)}::int[],
      ${keyColumns(questions.map(({ keys }) => ({ siteId, keys })))}) as a(i, ${KEY_NAMES})
    cross join lateral (${sql.join(COLUMNS.map(firstWith), sql` union all `)}) f
    left join copy_cluster k on k.id = coalesce(f.cluster_id, f.subject_id)`.execute(db)
  const found = new Map<Q, Candidate[]>()
  for (const row of rows) {
    const question = questions[row.i]
    if (!question || row.subject_id === question.exceptId) continue
    const decided = row.action && { action: row.action, rule: row.rule }
    const candidates = found.get(question) ?? []
    candidates.push({ bytes: row.bytes, clusterId: row.cluster_id, decided })
    found.set(question, candidates)
  }
  return found
}

/** Every generation of keys that there is; the size is that of the migration which began them. */
const GENERATIONS = sql.raw(
  `(select array_agg(g::int4) from generate_series(0, (select last_value from copy_number) / 262144) g)::int4[]`,
)

/** Texts with one of the keys, by the index of that key. */
const firstWith = (column: string) => sql`
      (select subject_id, bytes, cluster_id from fingerprint
        where is_first and generation = any(${GENERATIONS}) and ${sql.raw(`${column} = a.${column}`)} limit ${CANDIDATES_PER_KEY})`

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
