/** SQL of changing and deleting one's own comments: whose a comment is, its former texts, what quotes it. */
import { sql } from 'kysely'
import { guestKeyOf } from '../../accounts/index.js'
import {
  fingerprintInsert,
  type NewFingerprint,
  type NewVerdict,
  verdictInsert,
} from '../../moderation/index.js'
import type { Db, Tx } from '../../platform/database.js'
import type { FormerPicture } from '../../platform/schema.js'
import { PICTURES, type ShownPicture } from './media-columns.js'
import type { CommentRow } from './write-comments.js'

/** Whose comments: those of an account with all persons that it claimed, or those of a guest's browser. */
export type Owner =
  | { kind: 'reader'; personId: string }
  | { kind: 'guest'; browserHash: string | null }

export type OwnRow = Pick<
  CommentRow,
  | 'id'
  | 'thread_id'
  | 'parent_id'
  | 'person_id'
  | 'author_name'
  | 'is_staff'
  | 'format'
  | 'source'
  | 'text'
  | 'language'
  | 'state'
  | 'posted_at'
  | 'posted_at_known'
> & {
  edited_at: Date | null
  picked_at: Date | null
  card_count: number
  pictures: ShownPicture[] | null
}

/** The persons of an owner. A guest whose comments were claimed is not known by the browser any more. */
const personsOf = (siteId: string, owner: Owner) =>
  owner.kind === 'reader'
    ? sql`select p.id from person me join person p on p.account_id = me.account_id
        where me.id = ${owner.personId}::uuid and me.site_id = ${siteId}::uuid`
    : sql`select p.id from person p where p.site_id = ${siteId}::uuid and p.kind = 'guest'
        and p.account_id is null
        and p.source_key = ${owner.browserHash === null ? null : guestKeyOf(owner.browserHash)}`

/** A comment in any state, if it is theirs. Cost: two look-ups by key. */
export async function findOwn(
  db: Db,
  siteId: string,
  wanted: { commentId: string; owner: Owner },
): Promise<OwnRow | undefined> {
  const { rows } = await sql<OwnRow>`
    select c.id, c.thread_id, c.parent_id, c.person_id, c.author_name, c.is_staff, c.format, c.source, c.text, c.language, c.state,
      c.posted_at, c.posted_at_known, c.edited_at, c.picked_at, c.card_count, ${sql.raw(PICTURES)}
    from comment c
    where c.id = ${wanted.commentId}::uuid and c.site_id = ${siteId}::uuid
      and c.person_id in (${personsOf(siteId, wanted.owner)})`.execute(db)
  return rows[0]
}

/** Comments of one person that are looked at for those in one thread; who wrote more has links to the latest of them. */
const LOOKED_AT_MAX = 2_000

/** Their comments in a thread that are published or held, the newest first. Cost: one index range a person, bounded. */
export async function findOwnInThread(
  db: Db,
  siteId: string,
  wanted: { threadId: string; owner: Owner; limit: number },
): Promise<{ id: string; posted_at: Date }[]> {
  const { rows } = await sql<{ id: string; posted_at: Date }>`
    select c.id, c.posted_at from (${personsOf(siteId, wanted.owner)}) p
    cross join lateral (
      select id, thread_id, state, posted_at from comment where person_id = p.id
      order by posted_at desc, id desc limit ${LOOKED_AT_MAX}
    ) c
    where c.thread_id = ${wanted.threadId}::uuid and c.state in ('published', 'held')
    order by c.posted_at desc, c.id desc limit ${wanted.limit}`.execute(db)
  return rows
}

export type RevisionRow = {
  id: string
  comment_id: string
  format: CommentRow['format']
  source: string
  text: string
  language: string | null
  /** False for a text that only its author and staff could see. */
  was_public: boolean
  replaced_at: Date
  pictures: FormerPicture[]
}

export const insertRevision = (tx: Tx, row: RevisionRow & { site_id: string }): Promise<unknown> =>
  tx
    .insertInto('comment_revision')
    .values({ ...row, pictures: JSON.stringify(row.pictures) })
    .execute()

/** Every former text of some comments, the oldest first of each. */
export const findRevisions = (db: Db, commentIds: string[]): Promise<RevisionRow[]> =>
  db
    .selectFrom('comment_revision')
    .select([
      'id',
      'comment_id',
      'format',
      'source',
      'text',
      'language',
      'was_public',
      'replaced_at',
      'pictures',
    ])
    .where('comment_id', '=', sql<string>`any(${commentIds}::uuid[])`)
    .orderBy('comment_id')
    .orderBy('id')
    .execute()

/** Former texts of a comment that everybody could read, the newest first, from one of them on. Cost: one index range. */
export async function findPublicRevisions(
  db: Db,
  commentId: string,
  page: { fromId: string | null; limit: number },
): Promise<RevisionRow[]> {
  const from = page.fromId === null ? sql`true` : sql`id <= ${page.fromId}::uuid`
  const { rows } = await sql<RevisionRow>`
    select id, comment_id, format, source, text, language, was_public, replaced_at, pictures
    from comment_revision
    where comment_id = ${commentId}::uuid and was_public and ${from}
    order by id desc limit ${page.limit}`.execute(db)
  return rows
}

/** Forgets that some comments ever said something else. */
export async function deleteRevisions(tx: Tx, commentIds: string[]): Promise<void> {
  await sql`delete from comment_revision where comment_id = any(${commentIds}::uuid[])`.execute(tx)
  await sql`update comment set edited_at = null
    where id = any(${commentIds}::uuid[]) and edited_at is not null`.execute(tx)
}

/** Puts a new text in the place of the old one. The thread must be locked. */
export const rewriteComment = (
  tx: Tx,
  id: string,
  now: Pick<CommentRow, 'source' | 'html' | 'text' | 'language' | 'state' | 'is_staff'> & {
    edited_at: Date | null
    changed_at: Date
  },
): Promise<unknown> =>
  tx
    .updateTable('comment')
    .set({ ...now, format: 'markdown' })
    .where('id', '=', id)
    .execute()

/** A new verdict beside the earlier ones, and the fingerprint of the new text instead of the old one. */
export async function replaceJudgement(
  tx: Tx,
  verdict: NewVerdict,
  fingerprint: NewFingerprint | null,
): Promise<void> {
  await verdictInsert([verdict]).execute(tx)
  await sql`delete from fingerprint where subject_id = ${verdict.subjectId}::uuid`.execute(tx)
  if (fingerprint !== null) await fingerprintInsert([fingerprint]).execute(tx)
}

/** The text of a published comment as its author typed it. Cost: a look-up by key. */
export const findSource = (db: Db, id: string) =>
  db
    .selectFrom('comment')
    .select(['format', 'source', 'text', 'edited_at'])
    .where('id', '=', id)
    .where('state', '=', 'published')
    .executeTakeFirst()

/** Deletes letters that quote a comment. Waits for one that is being sent. Cost: one look-up in an index. */
export const deleteLettersQuoting = (db: Db, siteId: string, commentId: string): Promise<unknown> =>
  sql`delete from mail where site_id = ${siteId}::uuid and comment_ids @> array[${commentId}::uuid]`.execute(
    db,
  )
