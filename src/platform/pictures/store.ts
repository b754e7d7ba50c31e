/** SQL of pictures and their files. */
import { sql } from 'kysely'
import type { Db, Tx } from '../database.js'
import type { PicturePurpose, Tables } from '../schema.js'

/** Which picture: the same bytes for the same purpose are one. */
export type PictureKey = { siteId: string; purpose: PicturePurpose; sha256: string }

/** Kept until the end of the transaction: nobody deletes it meanwhile. */
export async function lockPicture(tx: Tx, key: PictureKey): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from picture where site_id = ${key.siteId}::uuid and purpose = ${key.purpose}
      and sha256 = ${key.sha256} for key share`.execute(tx)
  return rows[0]?.id ?? null
}

export const findPicture = (db: Db, key: PictureKey) =>
  db
    .selectFrom('picture')
    .select(['id', 'width', 'height', 'look'])
    .where('site_id', '=', key.siteId)
    .where('purpose', '=', key.purpose)
    .where('sha256', '=', key.sha256)
    .executeTakeFirst()

/** @returns false when somebody else has just inserted the same picture */
export async function insertPicture(tx: Tx, row: Tables['picture']): Promise<boolean> {
  const inserted = await tx
    .insertInto('picture')
    .values(row)
    .onConflict((conflict) => conflict.columns(['site_id', 'purpose', 'sha256']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

export const insertPictureFile = (db: Db, row: Tables['picture_file']) =>
  db
    .insertInto('picture_file')
    .values(row)
    .onConflict((conflict) => conflict.columns(['picture_id', 'width']).doNothing())
    .execute()

export const findLargestFile = (db: Db, pictureId: string) =>
  db
    .selectFrom('picture_file')
    .select(['width', 'bytes'])
    .where('picture_id', '=', pictureId)
    .orderBy('width', 'desc')
    .limit(1)
    .executeTakeFirst()
