/** SQL of the house rules: rules that are never changed, only ended, and who did what. */
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/database.js'
import { HOUSE_RULES_MAX, type HouseRule } from '../house-rules/house-rule.js'
import type { Label } from '../labels.js'

export type StoredHouseRule = HouseRule & { createdAt: Date }

/** Rules in force, the newest first. Cost: one index range. */
export async function findHouseRules(db: Db, siteId: string): Promise<StoredHouseRule[]> {
  const rows = await db
    .selectFrom('house_rule')
    .select(['id', 'kind', 'pattern', 'language', 'label', 'action', 'note', 'created_at'])
    .where('site_id', '=', siteId)
    .where('ended_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(HOUSE_RULES_MAX)
    .execute()
  return rows.map(({ created_at, label, ...row }) => ({
    ...row,
    label: label as Label,
    createdAt: created_at,
  }))
}

/** One change of rules at a time on a site, until the end of the transaction: limits are counted. */
export async function lockHouseRules(tx: Tx, siteId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`house rules ${siteId}`}, 0))`.execute(
    tx,
  )
}

export async function insertHouseRule(
  tx: Tx,
  row: HouseRule & { siteId: string; at: Date },
): Promise<void> {
  const { siteId, at, ...rule } = row
  await tx
    .insertInto('house_rule')
    .values({ ...rule, site_id: siteId, created_at: at, ended_at: null })
    .execute()
}

/** @returns false when there is no such rule in force */
export async function endStoredHouseRule(
  tx: Tx,
  input: { siteId: string; id: string; at: Date },
): Promise<boolean> {
  const result = await tx
    .updateTable('house_rule')
    .set({ ended_at: input.at })
    .where('id', '=', input.id)
    .where('site_id', '=', input.siteId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export async function insertHouseRuleEvent(
  tx: Tx,
  row: {
    id: string
    siteId: string
    ruleId: string
    what: 'added' | 'ended'
    byAccountId: string | null
    at: Date
  },
): Promise<void> {
  await tx
    .insertInto('house_rule_event')
    .values({
      id: row.id,
      site_id: row.siteId,
      rule_id: row.ruleId,
      what: row.what,
      by_account_id: row.byAccountId,
      at: row.at,
    })
    .execute()
}
