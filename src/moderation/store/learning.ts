/** SQL of what staff did to what was learned: resets. */
import type { Db } from '../../platform/database.js'

export type LearningReset = { id: string; byAccountId: string | null; at: Date }

export const insertReset = (db: Db, row: LearningReset & { siteId: string }) =>
  db
    .insertInto('learning_event')
    .values({
      id: row.id,
      site_id: row.siteId,
      what: 'reset',
      by_account_id: row.byAccountId,
      happened_at: row.at,
    })
    .execute()

/** The newest first. */
export async function findResets(db: Db, siteId: string, limit: number): Promise<LearningReset[]> {
  const rows = await db
    .selectFrom('learning_event')
    .select(['id', 'by_account_id', 'happened_at'])
    .where('site_id', '=', siteId)
    .orderBy('happened_at', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ id: row.id, byAccountId: row.by_account_id, at: row.happened_at }))
}
