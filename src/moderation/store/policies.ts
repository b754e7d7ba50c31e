/** SQL of moderation policies: appended, the latest change of each place counts. */
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/database.js'
import type { OwnPolicy, OwnThresholds, Preset } from '../policies/policy.js'

/** @param sectionId null: the site */
export type PolicyPlace = { siteId: string; sectionId: string | null }

type Row = { id: string; section_id: string | null; preset: string | null; thresholds: unknown }

/** What the site and its sections say. Cost: one index, read whole; a change is rare. */
export async function findPolicies(
  db: Db,
  siteId: string,
): Promise<(OwnPolicy & { sectionId: string | null })[]> {
  const { rows } = await sql<Row>`
    select distinct on (section_id) id, section_id, preset, thresholds from policy_change
    where site_id = ${siteId}::uuid order by section_id, id desc`.execute(db)
  return rows.map((row) => ({ ...ownOf(row), sectionId: row.section_id }))
}

const ownOf = ({ id, preset, thresholds }: Omit<Row, 'section_id'>): OwnPolicy => ({
  id,
  preset: preset as Preset | null,
  thresholds: thresholds as OwnThresholds,
})

/** One change of policies at a time on a site, until the end of the transaction. */
export async function lockPolicies(tx: Tx, siteId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`policies ${siteId}`}, 0))`.execute(tx)
}

export async function insertPolicyChange(
  tx: Tx,
  row: OwnPolicy & PolicyPlace & { byAccountId: string | null; at: Date },
): Promise<void> {
  await tx
    .insertInto('policy_change')
    .values({
      id: row.id,
      site_id: row.siteId,
      section_id: row.sectionId,
      preset: row.preset,
      thresholds: JSON.stringify(row.thresholds),
      by_account_id: row.byAccountId,
      changed_at: row.at,
    })
    .execute()
}

export type PolicyChangeRow = OwnPolicy & {
  changedAt: Date
  /** Of who did it; null for a program, and for somebody who left. */
  byName: string | null
}

/** The latest changes of a place, the newest first. Cost: one index range. */
export async function findPolicyChanges(
  db: Db,
  { siteId, sectionId }: PolicyPlace,
  limit: number,
): Promise<PolicyChangeRow[]> {
  const { rows } = await sql<Row & { changed_at: Date; by_name: string | null }>`
    select c.id, c.preset, c.thresholds, c.changed_at, nullif(p.name, '') as by_name
    from policy_change c left join account a on a.id = c.by_account_id left join person p on p.id = a.person_id
    where c.site_id = ${siteId}::uuid and c.section_id is not distinct from ${sectionId}::uuid
    order by c.id desc limit ${limit}`.execute(db)
  return rows.map((row) => ({ ...ownOf(row), changedAt: row.changed_at, byName: row.by_name }))
}
