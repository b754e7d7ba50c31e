/** SQL of erasing what somebody wrote: names off, texts out, places kept. */
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/database.js'
import { deleteUnusedPictures, detachMedia } from './pictures.js'
import type { Counted } from './write-comments.js'

/** A comment in the order in which those of a person are gone through. */
export type Place = { posted_at: Date; id: string }

/**
 * Comments of a person after one of them, in every state, the oldest first: what is posted meanwhile comes at the end.
 * Cost: one index range.
 */
export async function findCommentsOf(
  db: Db,
  personId: string,
  page: { after: Place | null; limit: number },
): Promise<(Place & { thread_id: string })[]> {
  const beyond = page.after
    ? sql`(posted_at, id) > (${page.after.posted_at}::timestamptz, ${page.after.id}::uuid)`
    : sql`true`
  const { rows } = await sql<Place & { thread_id: string }>`
    select id, thread_id, posted_at from comment where person_id = ${personId}::uuid and ${beyond}
    order by posted_at, id limit ${page.limit}`.execute(db)
  return rows
}

/** Of these comments the published ones. Their threads must be locked. */
export async function findPublished(tx: Tx, ids: string[]): Promise<Counted[]> {
  const { rows } = await sql<Counted>`
    select thread_id, parent_id, person_id from comment where id = any(${ids}::uuid[]) and state = 'published'`.execute(
    tx,
  )
  return rows
}

/** Takes the name off comments. The key of their client goes too: it is made of name and text. */
export const unnameComments = (tx: Tx, ids: string[], now: Date): Promise<unknown> =>
  sql`update comment set author_name = null, is_staff = false, client_key = null, changed_at = ${now}
    where id = any(${ids}::uuid[])
      and (author_name is not null or is_staff or client_key is not null)`.execute(tx)

/** Takes name, text, pictures and cards out of comments, and what was said of them; their places stay, for what answers them. */
export async function emptyComments(tx: Tx, ids: string[], now: Date): Promise<void> {
  await sql`update comment set author_name = null, is_staff = false, client_key = null, changed_at = ${now},
      state = 'deleted', source = '', html = '', text = '', language = null, picked_at = null
    where id = any(${ids}::uuid[])
      and (author_name is not null or is_staff or client_key is not null or state <> 'deleted'
        or source <> '' or html <> '' or text <> '' or language is not null)`.execute(tx)
  // Last: whoever was giving them a card has been waited for, and nobody begins to.
  await deleteUnusedPictures(tx, await detachMedia(tx, ids))
}

/**
 * Deletes kept letters to others that quote a comment of one of these persons.
 * A page of letters at a time, by id. @returns the last letter looked at; null: that was all
 */
export async function deleteLettersAbout(
  tx: Tx,
  page: { siteId: string; personIds: string[]; afterId: string | null; limit: number },
): Promise<string | null> {
  const after = page.afterId === null ? sql`true` : sql`id > ${page.afterId}::uuid`
  const { rows } = await sql<{ last: string | null; n: number }>`
    with looked_at as (
      select id, comment_ids from mail where site_id = ${page.siteId}::uuid and ${after}
      order by id limit ${page.limit}
    ), gone as (
      delete from mail where id in (
        select l.id from looked_at l where exists (select from comment c
          where c.id = any(l.comment_ids) and c.person_id = any(${page.personIds}::uuid[])))
    )
    select (select id from looked_at order by id desc limit 1) as last, (select count(*)::int from looked_at) as n`.execute(
    tx,
  )
  const [row] = rows
  return row && row.n === page.limit ? row.last : null
}
