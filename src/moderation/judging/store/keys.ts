/** SQL of the keys of other software, and of how much each of them asked. */
import { sql } from 'kysely'
import type { Db } from '../../../platform/database.js'

export type KeyRow = {
  id: string
  name: string
  per_second: number
  per_minute: number
  per_day: number
  signing_secret: string | null
}

export const insertKey = (
  db: Db,
  row: KeyRow & {
    siteId: string
    keyHash: string
    byAccountId: string | null
    createdAt: Date
  },
) =>
  db
    .insertInto('judge_key')
    .values({
      id: row.id,
      site_id: row.siteId,
      name: row.name,
      key_hash: row.keyHash,
      per_second: row.per_second,
      per_minute: row.per_minute,
      per_day: row.per_day,
      signing_secret: row.signing_secret,
      by_account_id: row.byAccountId,
      created_at: row.createdAt,
      ended_at: null,
    })
    .execute()

/** Keys that open something; locked, so that two that are made together do not pass the limit. */
export async function countOpenKeys(db: Db, siteId: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`judge keys ${siteId}`}, 0))`.execute(
    db,
  )
  const row = await db
    .selectFrom('judge_key')
    .select((at) => at.fn.countAll<string>().as('count'))
    .where('site_id', '=', siteId)
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** A key that has not ended, with what it asked on a day. */
export async function findOpenKey(
  db: Db,
  siteId: string,
  at: { keyHash: string; day: string },
): Promise<(KeyRow & { asked: number }) | undefined> {
  const { rows } = await sql<KeyRow & { asked: number }>`
    select k.id, k.name, k.per_second, k.per_minute, k.per_day, k.signing_secret, coalesce(u.asked, 0) as asked
    from judge_key k left join judge_key_use u on u.key_id = k.id and u.day = ${at.day}::date
    where k.site_id = ${siteId} and k.key_hash = ${at.keyHash} and k.ended_at is null`.execute(db)
  return rows[0]
}

/** @returns whether there was such a key */
export async function endKey(db: Db, siteId: string, id: string, at: Date): Promise<boolean> {
  const result = await db
    .updateTable('judge_key')
    .set({ ended_at: at, signing_secret: null })
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** @returns whether there was such a key */
export async function setSigningSecret(
  db: Db,
  siteId: string,
  id: string,
  secret: string | null,
): Promise<boolean> {
  const result = await db
    .updateTable('judge_key')
    .set({ signing_secret: secret })
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export type KeyUse = {
  id: string
  name: string
  perSecond: number
  perMinute: number
  perDay: number
  isSigned: boolean
  createdAt: Date
  endedAt: Date | null
  /** Last day with a question, YYYY-MM-DD; null: never used. */
  lastUsedOn: string | null
  askedToday: number
  asked30Days: number
  refused30Days: number
  decisions: number
}

/** The newest keys, ended ones too, each with its use. */
export async function findKeys(
  db: Db,
  siteId: string,
  at: { day: string; limit: number },
): Promise<KeyUse[]> {
  const { rows } = await sql<KeyUse>`
    select k.id, k.name, k.per_second as "perSecond", k.per_minute as "perMinute", k.per_day as "perDay",
      k.signing_secret is not null as "isSigned", k.created_at as "createdAt", k.ended_at as "endedAt",
      to_char(max(u.day) filter (where u.asked > 0), 'YYYY-MM-DD') as "lastUsedOn",
      coalesce(sum(u.asked) filter (where u.day = ${at.day}::date), 0)::int as "askedToday",
      coalesce(sum(u.asked) filter (where u.day > ${at.day}::date - 30), 0)::int as "asked30Days",
      coalesce(sum(u.refused) filter (where u.day > ${at.day}::date - 30), 0)::int as "refused30Days",
      (select count(*)::int from judge_decision d where d.key_id = k.id) as decisions
    from judge_key k left join judge_key_use u on u.key_id = k.id
    where k.site_id = ${siteId}
    group by k.id order by k.ended_at is not null, k.id desc limit ${at.limit}`.execute(db)
  return rows
}

/** Adds to the counts of days; a key that is gone meanwhile is passed over. */
export async function addUse(
  db: Db,
  uses: { keyId: string; day: string; asked: number; refused: number }[],
): Promise<void> {
  await sql`
    insert into judge_key_use (key_id, day, asked, refused)
    select u.key_id, u.day, u.asked, u.refused
    from unnest(${uses.map((one) => one.keyId)}::uuid[], ${uses.map((one) => one.day)}::date[],
      ${uses.map((one) => one.asked)}::int[], ${uses.map((one) => one.refused)}::int[])
      as u (key_id, day, asked, refused)
    where exists (select 1 from judge_key k where k.id = u.key_id)
    order by u.key_id, u.day
    on conflict (key_id, day) do update
      set asked = judge_key_use.asked + excluded.asked, refused = judge_key_use.refused + excluded.refused`.execute(
    db,
  )
}

export const deleteUseBefore = (db: Db, day: string) =>
  sql`delete from judge_key_use where day < ${day}::date`.execute(db)
