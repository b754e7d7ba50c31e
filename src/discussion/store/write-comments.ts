/** SQL of writing comments: many at once, counters by difference in the same transaction. */
import { sql } from 'kysely'
import {
  fingerprintInsert,
  type NewFingerprint,
  type NewVerdict,
  verdictInsert,
} from '../../moderation/index.js'
import { type Db, NAMED, type Tx } from '../../platform/database.js'
import { bestKeyOf } from '../ranking.js'

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

/**
 * Locks the threads, in one order for all writers, until the end of the transaction.
 * Everything that changes a thread's counters does this first, so writers never wait in a circle.
 */
export async function lockThreads(
  tx: Tx,
  threadIds: string[],
): Promise<{ id: string; is_closed: boolean; comment_count: number }[]> {
  const { rows } = await sql<{ id: string; is_closed: boolean; comment_count: number }>`${NAMED}
    select id, is_closed, comment_count from thread where id = any(${threadIds}::uuid[]) order by id for update`.execute(
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
    ${countInto(
      published.map((row) => row.thread_id),
      1,
    )}`.execute(tx)
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
 * Adds `by` to reply_count of each parent (once per mention) and to descendant_count of all its ancestors.
 * The threads must be locked. Cost: one statement, as many index look-ups as there are distinct ancestors.
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
    returning c.id, c.reply_count, c.recommend_count, c.upheld_reports`.execute(tx)
  const direct = new Set(parents)
  const ranked = rows.filter((row) => direct.has(row.id))
  await sql`${NAMED} update comment c set best_key = r.key
    from unnest(${ranked.map((row) => row.id)}::uuid[], ${ranked.map(bestKeyOfRow)}::real[]) as r(id, key)
    where c.id = r.id and c.best_key <> r.key`.execute(tx)
}

type Ranked = { id: string; reply_count: number; recommend_count: number; upheld_reports: number }

const bestKeyOfRow = (row: Omit<Ranked, 'id'>): number =>
  bestKeyOf({
    recommends: row.recommend_count,
    upheldReports: row.upheld_reports,
    replies: row.reply_count,
  })

/** Adds `by` to comment_count of each thread, once per mention. */
export async function countIntoThreads(tx: Tx, threadIds: string[], by: 1 | -1): Promise<void> {
  if (threadIds.length > 0) await countInto(threadIds, by).execute(tx)
}

const countInto = (threadIds: string[], by: 1 | -1) => sql`
    update thread t set comment_count = t.comment_count + ${by}::int * c.n
    from (select id, count(*)::int as n from unnest(${threadIds}::uuid[]) as x(id) group by id) c
    where t.id = c.id`

/** Changes the state of one comment. The thread must be locked. @param rule by which it is removed */
export async function changeState(
  tx: Tx,
  id: string,
  state: CommentRow['state'],
  rule: string | null = null,
): Promise<void> {
  await tx.updateTable('comment').set({ state, removed_rule: rule }).where('id', '=', id).execute()
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

/** What must hold of every thread. Each line is a violation. */
export async function findDiscussionViolations(db: Db): Promise<string[]> {
  const threads = await sql<{ id: string; said: number; real: number }>`
    select t.id, t.comment_count as said, count(c.id)::int as real
    from thread t left join comment c on c.thread_id = t.id and c.state = 'published'
    group by t.id having t.comment_count <> count(c.id)`.execute(db)
  const replies = await sql<{ id: string; said: number; real: number }>`
    select p.id, p.reply_count as said, count(c.id)::int as real
    from comment p left join comment c on c.parent_id = p.id and c.state = 'published'
    group by p.id having p.reply_count <> count(c.id)`.execute(db)
  const descendants = await sql<{ id: string; said: number; real: number }>`
    with recursive up(id) as (
      select parent_id from comment where state = 'published' and parent_id is not null
      union all
      select c.parent_id from up join comment c on c.id = up.id where c.parent_id is not null
    ), counted as (select id, count(*)::int as n from up group by id)
    select p.id, p.descendant_count as said, coalesce(counted.n, 0) as real
    from comment p left join counted on counted.id = p.id
    where p.descendant_count <> coalesce(counted.n, 0)`.execute(db)
  const places = await sql<{ id: string }>`
    select c.id from comment c left join comment p on p.id = c.parent_id
    where c.parent_id is not null and (p.thread_id <> c.thread_id or p.depth <> c.depth - 1)`.execute(
    db,
  )
  const votes = await sql<{ id: string; said: number; real: number }>`
    select c.id, c.recommend_count as said, count(v.person_id)::int as real
    from comment c left join vote v on v.comment_id = c.id and v.thread_id = c.thread_id
    group by c.id having c.recommend_count <> count(v.person_id)`.execute(db)
  const reports = await sql<{ id: string; said: number; real: number }>`
    select c.id, c.upheld_reports as said, count(r.id)::int as real
    from comment c left join report r on r.comment_id = c.id and r.state = 'upheld'
    group by c.id having c.upheld_reports <> count(r.id)`.execute(db)
  const ranks = await sql<Ranked & { best_key: number }>`
    select min(id::text) as id, reply_count, recommend_count, upheld_reports, best_key from comment
    group by reply_count, recommend_count, upheld_reports, best_key`.execute(db)
  const line = (what: string) => (row: { id: string; said: number; real: number }) =>
    `${what} of ${row.id} says ${row.said}, there are ${row.real}`
  return [
    ...threads.rows.map(line('comment_count')),
    ...replies.rows.map(line('reply_count')),
    ...descendants.rows.map(line('descendant_count')),
    ...votes.rows.map(line('recommend_count')),
    ...reports.rows.map(line('upheld_reports')),
    ...ranks.rows
      .filter((row) => Math.fround(bestKeyOfRow(row)) !== Math.fround(row.best_key))
      .map((row) => `best_key of ${row.id} says ${row.best_key}, it is ${bestKeyOfRow(row)}`),
    ...places.rows.map(
      (row) => `comment ${row.id} stands in another thread or depth than its parent says`,
    ),
  ]
}
