/** SQL of writing comments: many at once, counters by difference in the same transaction. */
import { sql } from 'kysely'
import {
  fingerprintInsert,
  type NewFingerprint,
  type NewVerdict,
  verdictInsert,
} from '../../moderation/index.js'
import { type Db, NAMED, type Tx } from '../../platform/database.js'
import { bestKeyOf, discussedKeyOf } from '../ranking.js'

export type CommentRow = {
  id: string
  site_id: string
  thread_id: string
  parent_id: string | null
  depth: number
  person_id: string | null
  author_name: string | null
  author_kind: 'guest' | 'reader' | 'imported'
  is_staff: boolean
  format: 'markdown' | 'html' | 'text'
  source: string
  html: string
  text: string
  language: string | null
  state: 'published' | 'held' | 'removed' | 'deleted'
  posted_at: Date
  posted_at_known: boolean
  client_key: string | null
}

/** A thread as it stands under its lock. */
export type LockedThread = {
  id: string
  /** Closed by itself, not by its section or the site. */
  is_closed: boolean | null
  comment_count: number
  /** The persons who wrote the article. */
  author_ids: string[]
}

/**
 * Locks the threads, in one order for all writers, until the end of the transaction.
 * Everything that changes a thread's counters does this first, so writers never wait in a circle.
 */
export async function lockThreads(tx: Tx, threadIds: string[]): Promise<LockedThread[]> {
  const { rows } = await sql<LockedThread>`${NAMED}
    select id, is_closed, comment_count, author_ids from thread where id = any(${threadIds}::uuid[]) order by id for update`.execute(
    tx,
  )
  return rows
}

/** The comments that are to be answered, with the account of whoever wrote them. */
export async function findParents(db: Db, ids: string[]) {
  if (ids.length === 0) return []
  const { rows } = await sql<{
    id: string
    thread_id: string
    depth: number
    state: string
    account_id: string | null
  }>`${NAMED}
    select c.id, c.thread_id, c.depth, c.state, p.account_id
    from comment c left join person p on p.id = c.person_id
    where c.id = any(${ids}::uuid[])`.execute(db)
  return rows
}

/** Comments already posted with these keys. */
export async function findByClientKeys(db: Db, pairs: { threadId: string; key: string }[]) {
  if (pairs.length === 0) return []
  const { rows } = await sql<{
    id: string
    thread_id: string
    client_key: string
    source: string
  }>`${NAMED}
    select c.id, c.thread_id, c.client_key, c.source
    from unnest(${pairs.map((one) => one.threadId)}::uuid[], ${pairs.map((one) => one.key)}::text[]) as k(thread_id, key)
    join comment c on c.thread_id = k.thread_id and c.client_key = k.key`.execute(db)
  return rows
}

/** A guest behind a browser, as a person: the name is the one they gave last. */
export type Guest = { id: string; key: string; name: string; skeleton: string; at: Date }

/** Comments to be written, with what is written beside them. */
export type NewRows = {
  siteId: string
  /** `guestKey` names one of `guests`, who is then the person of the comment. */
  comments: (CommentRow & { guestKey: string | null })[]
  guests: Guest[]
  verdicts: NewVerdict[]
  fingerprints: NewFingerprint[]
}

/**
 * Writes comments with their guests, verdicts and fingerprints, and counts the published ones into threads and
 * ancestors. The threads must be locked; parents are stored or stand before their replies.
 * Cost: one statement, three where there are published replies.
 */
export async function insertTogether(tx: Tx, rows: NewRows): Promise<void> {
  const { comments } = rows
  if (comments.length === 0) return
  const published = comments.filter((row) => row.state === 'published')
  await sql`${NAMED} with guest as (${guestInsert(rows)}),
    said as (${commentInsert(comments)}),
    judged as (${verdictInsert(rows.verdicts)}),
    seen as (${fingerprintInsert(rows.fingerprints)})
    ${countInto(published, 1)}`.execute(tx)
  await countIntoAncestors(
    tx,
    published.map((row) => row.parent_id),
    1,
  )
}

const guestInsert = ({ siteId, guests }: NewRows) => {
  const rows = [...new Map(guests.map((one) => [one.key, one])).values()]
  const column = <K extends keyof Guest>(key: K) => rows.map((row) => row[key])
  return sql`
    insert into person (id, site_id, kind, name, name_skeleton, source_key, created_at)
    select id, ${siteId}::uuid, 'guest', name, skeleton, key, at from unnest(${column('id')}::uuid[],
      ${column('name')}::text[], ${column('skeleton')}::text[], ${column('key')}::text[], ${column('at')}::timestamptz[])
      as r(id, name, skeleton, key, at)
    order by key
    on conflict (site_id, source_key) do update
      set name = excluded.name, name_skeleton = excluded.name_skeleton
    returning id, source_key`
}

const commentInsert = (rows: NewRows['comments']) => {
  const column = <K extends keyof NewRows['comments'][number]>(key: K) =>
    rows.map((row) => row[key])
  return sql`
    insert into comment (id, site_id, thread_id, parent_id, depth, person_id, author_name, author_kind, is_staff, format,
      source, html, text, language, state, posted_at, posted_at_known, client_key)
    select r.id, r.site_id, r.thread_id, r.parent_id, r.depth, coalesce(r.person_id, guest.id), r.author_name,
      r.author_kind, r.is_staff, r.format, r.source, r.html, r.text, r.language, r.state, r.posted_at,
      r.posted_at_known, r.client_key
    from unnest(${column('id')}::uuid[], ${column('site_id')}::uuid[], ${column('thread_id')}::uuid[],
      ${column('parent_id')}::uuid[], ${column('depth')}::smallint[], ${column('person_id')}::uuid[],
      ${column('author_name')}::text[], ${column('author_kind')}::text[], ${column('is_staff')}::boolean[],
      ${column('format')}::text[], ${column('source')}::text[], ${column('html')}::text[], ${column('text')}::text[],
      ${column('language')}::text[], ${column('state')}::text[], ${column('posted_at')}::timestamptz[],
      ${column('posted_at_known')}::boolean[], ${column('client_key')}::text[], ${column('guestKey')}::text[])
      as r(id, site_id, thread_id, parent_id, depth, person_id, author_name, author_kind, is_staff, format, source,
        html, text, language, state, posted_at, posted_at_known, client_key, guest_key)
    left join guest on guest.source_key = r.guest_key`
}

/**
 * Adds `by` to reply_count of each parent (once per mention) and to descendant_count of all its ancestors, and sets
 * the keys that follow from the counts. The threads must be locked. Cost: one statement, as many index look-ups as there are distinct ancestors.
 */
export async function countIntoAncestors(
  tx: Tx,
  parentIds: (string | null)[],
  by: 1 | -1,
): Promise<void> {
  const parents = parentIds.filter((id) => id !== null)
  if (parents.length === 0) return
  const { rows } = await sql<Ranked>`${NAMED}
    with recursive up(id, direct, n, depth) as (
      select c.id, true, count(*)::int, c.depth from unnest(${parents}::uuid[]) as p(id)
        join comment c on c.id = p.id group by c.id, c.depth
      union all
      select parent.id, false, up.n, parent.depth from up join comment child on child.id = up.id
        join comment parent on parent.id = child.parent_id
    ), change as (
      select id, coalesce(sum(n) filter (where direct), 0)::int as replies, sum(n)::int as descendants
      from up group by id
    )
    update comment c set
      reply_count = c.reply_count + ${by}::int * change.replies,
      descendant_count = c.descendant_count + ${by}::int * change.descendants
    from change where c.id = change.id
    returning c.id, c.depth, c.reply_count, c.descendant_count, c.recommend_count, c.upheld_reports`.execute(
    tx,
  )
  const direct = new Set(parents)
  const ranked = rows.filter((row) => direct.has(row.id) || row.depth === 0)
  await sql`${NAMED} update comment c set best_key = r.best, discussed_key = r.discussed
    from unnest(${ranked.map((row) => row.id)}::uuid[], ${ranked.map(bestKeyOfRow)}::real[],
      ${ranked.map(discussedKeyOfRow)}::smallint[]) as r(id, best, discussed)
    where c.id = r.id and (c.best_key <> r.best or c.discussed_key <> r.discussed)`.execute(tx)
}

export type Ranked = {
  id: string
  depth: number
  reply_count: number
  descendant_count: number
  recommend_count: number
  upheld_reports: number
}

export const bestKeyOfRow = (
  row: Pick<Ranked, 'reply_count' | 'recommend_count' | 'upheld_reports'>,
): number =>
  bestKeyOf({
    recommends: row.recommend_count,
    upheldReports: row.upheld_reports,
    replies: row.reply_count,
  })

/** Replies are in no order "discussed". */
export const discussedKeyOfRow = (row: Pick<Ranked, 'depth' | 'descendant_count'>): number =>
  row.depth === 0 ? discussedKeyOf(row.descendant_count) : 0

/** A comment as threads count it: a first comment of anybody but the article's authors is a question. */
export type Counted = Pick<CommentRow, 'thread_id' | 'parent_id' | 'person_id'>

/** Adds `by` to the counts of threads for each of these comments. The threads must be locked. */
export async function countIntoThreads(tx: Tx, comments: Counted[], by: 1 | -1): Promise<void> {
  if (comments.length > 0) await countInto(comments, by).execute(tx)
}

/** Stands for whoever is no person: nobody has this id. */
const NOBODY = sql.raw(`'00000000-0000-0000-0000-000000000000'::uuid`)

const countInto = (comments: Counted[], by: 1 | -1) => sql`
    update thread t set comment_count = t.comment_count + ${by}::int * c.n,
      question_count = t.question_count + ${by}::int
        * (select count(*)::int from unnest(c.askers) as a(id) where a.id <> all(t.author_ids))
    from (
      select thread_id, count(*)::int as n,
        array_agg(coalesce(person_id, ${NOBODY})) filter (where is_root) as askers
      from unnest(${comments.map((one) => one.thread_id)}::uuid[],
        ${comments.map((one) => one.parent_id === null)}::boolean[],
        ${comments.map((one) => one.person_id)}::uuid[]) as x(thread_id, is_root, person_id)
      group by thread_id
    ) c
    where t.id = c.thread_id`

/** Changes the state of one comment. The thread must be locked. @param rule by which it is removed */
export async function changeState(
  tx: Tx,
  id: string,
  state: CommentRow['state'],
  rule: string | null = null,
): Promise<void> {
  await tx.updateTable('comment').set({ state, removed_rule: rule }).where('id', '=', id).execute()
}

/**
 * Holds what stood published, without a decision of staff. The thread must be locked.
 * @param at when, for readers who come back
 */
export async function holdPublished(tx: Tx, id: string, at: Date): Promise<void> {
  await tx
    .updateTable('comment')
    .set({ state: 'held', changed_at: at })
    .where('id', '=', id)
    .execute()
}

/** The last decision of a moderator on a comment. */
export const findLastDecision = (db: Db, commentId: string) =>
  db
    .selectFrom('moderation_event')
    .select(['action', 'rule'])
    .where('subject_id', '=', commentId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
