/** SQL of one-time challenges. */
import { type Insertable, sql } from 'kysely'
import type { Db } from '../../../platform/database.js'
import type { Tables } from '../../../platform/schema.js'

export async function insertCeremony(db: Db, row: Insertable<Tables['ceremony']>): Promise<void> {
  await db.insertInto('ceremony').values(row).execute()
}

/** Deletes a challenge that still counts, and gives what was in it: whoever comes second finds nothing. */
export const takeCeremony = (
  db: Db,
  input: { keyHash: string; siteId: string; kind: string; browserHash: string; now: Date },
) =>
  db
    .deleteFrom('ceremony')
    .where('key_hash', '=', input.keyHash)
    .where('site_id', '=', input.siteId)
    .where('kind', '=', input.kind)
    .where('browser_hash', '=', input.browserHash)
    .where('expires_at', '>', input.now)
    .returning('payload')
    .executeTakeFirst()

/** Rows that somebody else is deleting are left to them: two sweeps never wait for each other. */
export async function deleteExpiredCeremonies(db: Db, now: Date, most: number): Promise<void> {
  await sql`delete from ceremony where key_hash in (
    select key_hash from ceremony where expires_at <= ${now}
    limit ${most} for update skip locked)`.execute(db)
}
