/** SQL of moderation: verdicts with their evidence, fingerprints, decisions. */
import { sql } from 'kysely'
import type { Db } from '../../platform/database.js'
import { labelled } from '../label-of-reason.js'
import type { Doubt, Verdict } from '../submission.js'
import { KEY_NAMES, keyColumns } from './copies.js'

export type NewVerdict = {
  id: string
  siteId: string
  subjectId: string
  verdict: Verdict
  judgedAt: Date
}

export type NewFingerprint = {
  subjectId: string
  siteId: string
  bytes: Uint8Array
  /** By which it is found: see `copyKeysOf`. */
  keys: number[]
  /** The cluster that it is in; null: one of its own. */
  clusterId: string | null
  /** Whether its cluster is found by it; left out: in one of its own. */
  isFirst?: boolean
}

/** The statement that inserts verdicts: to stand in a larger one with what was judged. */
export const verdictInsert = (rows: NewVerdict[]) => sql`
    insert into verdict (id, site_id, subject_id, outcome, signals, policy_version, judged_at, policy_ids, was_nudged, waits)
    select id, site_id, subject_id, outcome, signals, policy_version, judged_at, policy_ids::uuid[], was_nudged, waits
    from unnest(${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.siteId)}::uuid[],
      ${rows.map((row) => row.subjectId)}::uuid[], ${rows.map((row) => row.verdict.outcome)}::text[],
      ${rows.map((row) => JSON.stringify(row.verdict.signals))}::jsonb[],
      ${rows.map((row) => row.verdict.policyVersion)}::int[], ${rows.map((row) => row.judgedAt)}::timestamptz[],
      ${rows.map((row) => `{${row.verdict.policyIds.join(',')}}`)}::text[], ${rows.map((row) => row.verdict.wasNudged)}::boolean[],
      ${rows.map((row) => row.verdict.waits)}::text[])
      as r(id, site_id, subject_id, outcome, signals, policy_version, judged_at, policy_ids, was_nudged, waits)`

/** The statement that inserts fingerprints: to stand in a larger one with what they are of. */
export const fingerprintInsert = (rows: NewFingerprint[]) => sql`
    insert into fingerprint (subject_id, site_id, bytes, cluster_id, is_first, ${KEY_NAMES})
    select subject_id, site_id, bytes, cluster_id, is_first, ${KEY_NAMES}
    from unnest(${rows.map((row) => row.subjectId)}::uuid[], ${rows.map((row) => row.siteId)}::uuid[],
      ${rows.map((row) => Buffer.from(row.bytes))}::bytea[], ${rows.map((row) => row.clusterId)}::uuid[],
      ${rows.map((row) => row.isFirst ?? row.clusterId === null)}::boolean[],
      ${keyColumns(rows)}) as r(subject_id, site_id, bytes, cluster_id, is_first, ${KEY_NAMES})`

/** The latest fingerprints, oldest first: what a starting process must remember. */
export async function findLatestFingerprints(db: Db, siteId: string, limit: number) {
  const rows = await db
    .selectFrom('fingerprint')
    .select(['subject_id', 'bytes', 'cluster_id'])
    .where('site_id', '=', siteId)
    .orderBy('subject_id', 'desc')
    .limit(limit)
    .execute()
  return rows.reverse()
}

/** Fingerprints of some submissions: what another process has just judged. */
export async function findFingerprints(db: Db, ids: string[]) {
  const { rows } = await sql<{ subject_id: string; bytes: Buffer; cluster_id: string | null }>`
    select subject_id, bytes, cluster_id from fingerprint where subject_id = any(${ids}::uuid[])`.execute(
    db,
  )
  return rows
}

/** The last verdict on something, with its evidence. */
export async function findVerdict(db: Db, subjectId: string): Promise<Verdict | null> {
  const row = await db
    .selectFrom('verdict')
    .select(['outcome', 'signals', 'policy_version', 'policy_ids', 'was_nudged', 'waits'])
    .where('subject_id', '=', subjectId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return null
  return {
    outcome: row.outcome,
    signals: (row.signals as Doubt[]).map(labelled),
    policyVersion: row.policy_version,
    policyIds: row.policy_ids,
    wasNudged: row.was_nudged,
    waits: row.waits,
  }
}

export const insertDecision = (
  db: Db,
  row: {
    id: string
    siteId: string
    subjectId: string
    action: 'publish' | 'remove'
    rule: string | null
    /** Null when a program with an access token decided. */
    byAccountId: string | null
    /** The same for all that is decided with one act. */
    batchId?: string
    at: Date
  },
) =>
  db
    .insertInto('moderation_event')
    .values({
      id: row.id,
      site_id: row.siteId,
      subject_id: row.subjectId,
      action: row.action,
      rule: row.rule,
      by_account_id: row.byAccountId,
      batch_id: row.batchId ?? null,
      decided_at: row.at,
    })
    .execute()

/** What must hold: every comment of the house was judged. Each line is a violation. */
export async function findModerationViolations(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select c.id from comment c where c.state in ('published', 'held')
    and not exists (select 1 from verdict v where v.subject_id = c.id)`.execute(db)
  return rows.map((row) => `comment ${row.id} was never judged`)
}

/** Forgets what some submissions said: the evidence of their verdicts and their fingerprints. That they were judged stays. */
export async function forgetEvidence(db: Db, subjectIds: string[]): Promise<void> {
  await sql`update verdict set signals = '[]'
    where subject_id = any(${subjectIds}::uuid[]) and signals <> '[]'`.execute(db)
  await sql`delete from fingerprint where subject_id = any(${subjectIds}::uuid[])`.execute(db)
}
