/** SQL of what other software told of its moderators' decisions, and of what was learned from them. */
import { sql } from 'kysely'
import type { Db } from '../../../platform/database.js'

export type Decision = 'publish' | 'remove'

export type DecisionRow = {
  id: string
  siteId: string
  keyId: string
  /** What makes it the same decision: told again, it changes nothing, and told otherwise, it is changed. */
  once: string
  decision: Decision
  body: string | null
  at: Date
}

/** @returns the id of the decision; null when the same was told before */
export async function insertJudgeDecision(db: Db, row: DecisionRow): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    insert into judge_decision (id, site_id, key_id, once, decision, body, decided_at)
    values (${row.id}, ${row.siteId}, ${row.keyId}, ${row.once}, ${row.decision}, ${row.body}, ${row.at})
    on conflict (key_id, once) do update
      set decision = excluded.decision, is_folded = false, decided_at = excluded.decided_at
      where judge_decision.decision <> excluded.decision
    returning id`.execute(db)
  return rows[0]?.id ?? null
}

export type Lesson = { id: string; decision: Decision; body: string }

/** One decision that can be learned from. */
export async function findLesson(db: Db, siteId: string, id: string): Promise<Lesson | undefined> {
  const { rows } = await sql<Lesson>`select id, decision, body from judge_decision
    where site_id = ${siteId} and id = ${id} and body is not null`.execute(db)
  return rows[0]
}

/** Decisions in the order of their telling; those of the snapshot are left out unless it is to be made anew. */
export async function findLessons(
  db: Db,
  siteId: string,
  at: { folded: boolean; before: Date | null; limit: number },
): Promise<Lesson[]> {
  const { rows } = await sql<Lesson>`
    select id, decision, body from (
      select id, decision, body, decided_at from judge_decision
      where site_id = ${siteId} and body is not null and (${at.folded} or not is_folded)
        and (${at.before}::timestamptz is null or decided_at <= ${at.before})
      order by id desc limit ${at.limit}) newest
    order by id`.execute(db)
  return rows
}

export async function markFolded(db: Db, ids: string[]): Promise<void> {
  await sql`update judge_decision set is_folded = true where id = any(${ids}::uuid[])`.execute(db)
}

export const deleteDecisionsOfKey = (db: Db, keyId: string) =>
  db.deleteFrom('judge_decision').where('key_id', '=', keyId).execute()

/** Those that are too old, and of the others all but the newest. */
export async function deleteOldDecisions(
  db: Db,
  siteId: string,
  at: { before: Date; keep: number },
): Promise<void> {
  await sql`delete from judge_decision where site_id = ${siteId} and decided_at < ${at.before}`.execute(
    db,
  )
  await sql`delete from judge_decision where site_id = ${siteId} and id < (
    select id from judge_decision where site_id = ${siteId} order by id desc
    offset ${at.keep - 1} limit 1)`.execute(db)
}

export type HeadRow = { model_hash: string; bytes: Buffer; published: number; removed: number }

/** Locks the snapshot, so that one process at a time folds decisions into it. */
export async function lockSiteHead(db: Db, siteId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`site head ${siteId}`}, 0))`.execute(db)
}

export const findSiteHead = (db: Db, siteId: string): Promise<HeadRow | undefined> =>
  db
    .selectFrom('site_head')
    .select(['model_hash', 'bytes', 'published', 'removed'])
    .where('site_id', '=', siteId)
    .executeTakeFirst()

export async function saveSiteHead(
  db: Db,
  siteId: string,
  row: { modelHash: string; bytes: Uint8Array; published: number; removed: number; at: Date },
): Promise<void> {
  await sql`insert into site_head (site_id, model_hash, bytes, published, removed, folded_at)
    values (${siteId}, ${row.modelHash}, ${Buffer.from(row.bytes)}, ${row.published}, ${row.removed}, ${row.at})
    on conflict (site_id) do update set model_hash = excluded.model_hash, bytes = excluded.bytes,
      published = excluded.published, removed = excluded.removed, folded_at = excluded.folded_at`.execute(
    db,
  )
}
