/** SQL of pictures in comments: what a comment shows, and who may fetch a picture. */
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/database.js'
import type { PicturePurpose } from '../../platform/schema.js'
import type { ShownPicture } from './media-columns.js'

export type AttachedRow = {
  commentId: string
  uploadId: string
  pictureId: string
  position: number
  alt: string
}

/** Gives comments their pictures, which their uploads kept until now. Cost: one statement. */
export async function insertCommentPictures(tx: Tx, rows: AttachedRow[]): Promise<void> {
  const column = <K extends keyof AttachedRow>(key: K) => rows.map((row) => row[key])
  await sql`
    with r as (
      select * from unnest(${column('commentId')}::uuid[], ${column('uploadId')}::uuid[],
        ${column('pictureId')}::uuid[], ${column('position')}::smallint[], ${column('alt')}::text[])
        as r(comment_id, upload_id, picture_id, position, alt)
    ), taken as (
      update picture_upload u set comment_id = r.comment_id from r where u.id = r.upload_id
    ), shown as (
      insert into comment_picture (comment_id, position, picture_id, alt)
      select comment_id, position, picture_id, alt from r
    )
    update comment c set picture_count = n.n
    from (select comment_id, count(*)::smallint as n from r group by comment_id) n
    where c.id = n.comment_id`.execute(tx)
}

/** Puts another list of its own pictures in the place of a comment's. @returns pictures that it no longer shows */
export async function replaceCommentPictures(
  tx: Tx,
  commentId: string,
  pictures: Pick<ShownPicture, 'id' | 'alt'>[],
): Promise<string[]> {
  const ids = pictures.map((one) => one.id)
  const { rows } = await sql<{ picture_id: string }>`
    delete from comment_picture
    where comment_id = ${commentId}::uuid and picture_id <> all(${ids}::uuid[])
    returning picture_id`.execute(tx)
  await sql`
    update comment_picture p set alt = r.alt
    from unnest(${ids}::uuid[], ${pictures.map((one) => one.alt)}::text[]) as r(id, alt)
    where p.comment_id = ${commentId}::uuid and p.picture_id = r.id and p.alt <> r.alt`.execute(tx)
  await sql`update comment set picture_count = ${pictures.length}
    where id = ${commentId}::uuid`.execute(tx)
  return rows.map((row) => row.picture_id)
}

/** Takes pictures and cards off comments. @returns pictures that they no longer show */
export async function detachMedia(tx: Tx, commentIds: string[]): Promise<string[]> {
  const { rows: found } = await sql<{ id: string }>`
    update comment set picture_count = 0, card_count = 0
    where id = any(${commentIds}::uuid[]) and (picture_count > 0 or card_count > 0)
    returning id`.execute(tx)
  if (found.length === 0) return []
  const ids = found.map((row) => row.id)
  // A statement of its own: the one above may have waited for a job that was giving a comment its cards.
  await sql`delete from comment_card where comment_id = any(${ids}::uuid[])`.execute(tx)
  const { rows } = await sql<{ picture_id: string }>`
    delete from comment_picture where comment_id = any(${ids}::uuid[]) returning picture_id`.execute(
    tx,
  )
  return rows.map((row) => row.picture_id)
}

/** Takes the cards off a comment. */
export async function detachCards(tx: Tx, commentId: string): Promise<void> {
  await tx.deleteFrom('comment_card').where('comment_id', '=', commentId).execute()
  await sql`update comment set card_count = 0 where id = ${commentId}::uuid`.execute(tx)
}

/** Deletes those of these pictures that nobody shows and nobody is about to show, with their bytes. */
export async function deleteUnusedPictures(tx: Tx, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  await sql`
    delete from picture p where p.id = any(${ids}::uuid[]) and p.purpose <> 'article'
      and not exists (select from comment_picture c where c.picture_id = p.id)
      and not exists (select from picture_upload u where u.picture_id = p.id and u.comment_id is null)
      and not exists (select from link_card k where k.picture_id = p.id)`.execute(tx)
}

/** What a picture is, and whether somebody who sees published comments alone may see it. */
export type PictureFileRow = { bytes: Buffer; purpose: PicturePurpose; is_shown: boolean }

/** A published comment in a published article. */
const published = (alias: string) =>
  sql.raw(`${alias}.state = 'published' and exists (
    select from thread t join article a on a.id = t.article_id
    where t.id = ${alias}.thread_id and a.state = 'published')`)

/** One file of a picture. Cost: look-ups in indexes, a few for each comment that has the picture. */
export async function findPictureFile(
  db: Db,
  wanted: { siteId: string; id: string; width: number },
): Promise<PictureFileRow | undefined> {
  const { rows } = await sql<PictureFileRow>`
    select f.bytes, p.purpose, case p.purpose
      when 'article' then true
      when 'comment' then exists (
        select from comment_picture cp join comment c on c.id = cp.comment_id
        where cp.picture_id = p.id and ${published('c')})
      else exists (
        select from link_card k join comment_card cc on cc.card_id = k.id
        join comment c on c.id = cc.comment_id
        where k.picture_id = p.id and k.state = 'shown' and ${published('c')})
      end as is_shown
    from picture p join picture_file f on f.picture_id = p.id
    where p.id = ${wanted.id}::uuid and p.site_id = ${wanted.siteId}::uuid and f.width = ${wanted.width}`.execute(
    db,
  )
  return rows[0]
}

/** One file of a picture that a comment has, whatever its state. */
export async function findCommentPictureFile(
  db: Db,
  wanted: { commentId: string; pictureId: string; width: number },
): Promise<Buffer | null> {
  const { rows } = await sql<{ bytes: Buffer }>`
    select f.bytes from comment_picture cp join picture_file f on f.picture_id = cp.picture_id
    where cp.comment_id = ${wanted.commentId}::uuid and cp.picture_id = ${wanted.pictureId}::uuid
      and f.width = ${wanted.width}`.execute(db)
  return rows[0]?.bytes ?? null
}

/** Whether a picture of this owner was ever published here and still is. Cost: their comments, until one is found. */
export async function hasShownPicture(
  db: Db,
  siteId: string,
  owner: { personId: string | null; guestKey: string | null },
): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`
    select exists (
      select from person p join comment c on c.person_id = p.id
      where p.site_id = ${siteId}::uuid and c.state = 'published' and c.picture_count > 0
        and (p.id = ${owner.personId}::uuid or p.source_key = ${owner.guestKey})
    ) as is`.execute(db)
  return rows[0]?.is ?? false
}

/** Pictures of some comments with what copies are known by. */
export async function findPictureKeys(
  db: Db,
  ids: string[],
): Promise<{ sha256: string; look: bigint | null }[]> {
  const { rows } = await sql<{ sha256: string; look: bigint | null }>`
    select sha256, look from picture where id = any(${ids}::uuid[])`.execute(db)
  return rows
}

/** What must hold of pictures in comments. Each line is a violation. */
export async function findPictureViolations(db: Db): Promise<string[]> {
  const counts = await sql<{ id: string }>`
    select c.id from comment c
    left join (select comment_id, count(*) as n from comment_picture group by 1) p on p.comment_id = c.id
    left join (select comment_id, count(*) as n from comment_card group by 1) k on k.comment_id = c.id
    where c.picture_count <> coalesce(p.n, 0) or c.card_count <> coalesce(k.n, 0)
      or (c.state = 'deleted' and (c.picture_count > 0 or c.card_count > 0))`.execute(db)
  const unused = await sql<{ id: string }>`
    select p.id from picture p where p.purpose = 'comment'
      and not exists (select from comment_picture c where c.picture_id = p.id)
      and not exists (select from picture_upload u where u.picture_id = p.id and u.comment_id is null)`.execute(
    db,
  )
  return [
    ...counts.rows.map((row) => `comment ${row.id} counts other pictures or cards than it has`),
    ...unused.rows.map((row) => `picture ${row.id} is kept for nobody`),
  ]
}
