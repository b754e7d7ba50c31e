/** SQL of uploads: pictures that were sent for a comment and wait for it. */
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/database.js'

export type UploadRow = {
  id: string
  picture_id: string
  /** The comment that took it; null while it waits. */
  comment_id: string | null
  sha256: string
  look: bigint | null
  width: number
  height: number
  widths: number[]
}

const UPLOAD = sql.raw(`u.id, u.picture_id, u.comment_id, p.sha256, p.look, p.width, p.height,
  (select jsonb_agg(f.width order by f.width) from picture_file f where f.picture_id = p.id) as widths`)

export const insertUpload = (
  tx: Tx,
  row: { id: string; site_id: string; picture_id: string; owner_key: string; created_at: Date },
): Promise<unknown> => tx.insertInto('picture_upload').values(row).execute()

/** Uploads of one owner by their ids, also such that a comment took. Cost: a look-up by key for each. */
export async function findUploads(
  db: Db,
  wanted: { ids: string[]; ownerKey: string },
): Promise<UploadRow[]> {
  const { rows } = await sql<UploadRow>`
    select ${UPLOAD} from picture_upload u join picture p on p.id = u.picture_id
    where u.id = any(${wanted.ids}::uuid[]) and u.owner_key = ${wanted.ownerKey}`.execute(db)
  return rows
}

/** Of these uploads those that still wait, locked until the end of the transaction: each is taken once. */
export async function lockUploads(tx: Tx, ids: string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from picture_upload where id = any(${ids}::uuid[]) and comment_id is null
    order by id for update`.execute(tx)
  return new Set(rows.map((row) => row.id))
}

/** Deletes the uploads of an owner that wait, all but the newest. @returns whose pictures may be used by nobody now */
export async function deleteOlderUploads(
  tx: Tx,
  owner: { ownerKey: string; keep: number },
): Promise<string[]> {
  const { rows } = await sql<{ picture_id: string }>`
    delete from picture_upload where id in (
      select id from picture_upload where owner_key = ${owner.ownerKey} and comment_id is null
      order by id desc offset ${owner.keep})
    returning picture_id`.execute(tx)
  return rows.map((row) => row.picture_id)
}

/** Deletes some uploads that are older than a time. @returns pictures that may be used by nobody now */
export async function deleteOldUploads(
  tx: Tx,
  where: { siteId: string; before: Date; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ picture_id: string }>`
    delete from picture_upload where id in (
      select id from picture_upload where site_id = ${where.siteId}::uuid and created_at < ${where.before}
      order by created_at limit ${where.limit} for update skip locked)
    returning picture_id`.execute(tx)
  return rows.map((row) => row.picture_id)
}

/** The largest file of an upload that waits, for its owner. */
export async function findUploadFile(
  db: Db,
  wanted: { id: string; ownerKey: string },
): Promise<Buffer | null> {
  const { rows } = await sql<{ bytes: Buffer }>`
    select f.bytes from picture_upload u join picture_file f on f.picture_id = u.picture_id
    where u.id = ${wanted.id}::uuid and u.owner_key = ${wanted.ownerKey}
    order by f.width desc limit 1`.execute(db)
  return rows[0]?.bytes ?? null
}
