/** SQL of pictures and their files. */
import type { Db } from '../../platform/database.js'
import type { Tables } from '../../platform/schema.js'

export const findPicture = (db: Db, siteId: string, sha256: string) =>
  db
    .selectFrom('picture')
    .select('id')
    .where('site_id', '=', siteId)
    .where('sha256', '=', sha256)
    .executeTakeFirst()

export const insertPicture = (db: Db, row: Tables['picture']) =>
  db.insertInto('picture').values(row).execute()

export const insertPictureFile = (db: Db, row: Tables['picture_file']) =>
  db
    .insertInto('picture_file')
    .values(row)
    .onConflict((conflict) => conflict.columns(['picture_id', 'width']).doNothing())
    .execute()

export const findPictureFile = (db: Db, pictureId: string, width: number) =>
  db
    .selectFrom('picture_file')
    .select('bytes')
    .where('picture_id', '=', pictureId)
    .where('width', '=', width)
    .executeTakeFirst()

export const findLargestFile = (db: Db, pictureId: string) =>
  db
    .selectFrom('picture_file')
    .select(['width', 'bytes'])
    .where('picture_id', '=', pictureId)
    .orderBy('width', 'desc')
    .limit(1)
    .executeTakeFirst()
