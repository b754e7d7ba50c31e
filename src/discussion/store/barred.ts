/** SQL of barred pictures: what is kept of pictures in removed comments, to know copies of them. */
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/database.js'

/** Remembers the pictures of a comment that is removed. */
export const barPictures = (tx: Tx, commentId: string, at: Date): Promise<unknown> =>
  sql`
    insert into barred_picture (comment_id, sha256, site_id, look, barred_at)
    select cp.comment_id, p.sha256, p.site_id, p.look, ${at}
    from comment_picture cp join picture p on p.id = cp.picture_id
    where cp.comment_id = ${commentId}::uuid
    on conflict do nothing`.execute(tx)

/** Forgets that the pictures of a comment were ever removed. */
export const unbarPictures = (tx: Tx, commentId: string): Promise<unknown> =>
  tx.deleteFrom('barred_picture').where('comment_id', '=', commentId).execute()

/** Removed pictures that are looked at for a copy: the newest. Half a millisecond for each thousand. */
export const BARRED_LOOKED_AT_MAX = 20_000

/** The removed picture that is nearest to one of these, if it is near enough. */
export async function findBarred(
  db: Db,
  wanted: {
    siteId: string
    pictures: { sha256: string; look: bigint | null }[]
    bitsMax: number
    /** A comment that is no copy of itself. */
    butOf: string | null
  },
): Promise<{ comment_id: string; bits: number } | null> {
  const { rows } = await sql<{ comment_id: string; bits: number }>`
    select b.comment_id, case when b.sha256 = p.sha256 then 0
      else bit_count((b.look # p.look)::bit(64))::int end as bits
    from (
      select * from barred_picture where site_id = ${wanted.siteId}::uuid
        and comment_id is distinct from ${wanted.butOf}::uuid
      order by barred_at desc limit ${BARRED_LOOKED_AT_MAX}
    ) b, unnest(${wanted.pictures.map((one) => one.sha256)}::text[],
      ${wanted.pictures.map((one) => one.look)}::bigint[]) as p(sha256, look)
    where b.sha256 = p.sha256 or bit_count((b.look # p.look)::bit(64)) <= ${wanted.bitsMax}
    order by bits limit 1`.execute(db)
  return rows[0] ?? null
}
