/** SQL of votes and reports: many votes by one statement, counts by difference in the same transaction. */
import { sql } from 'kysely'
import { type Db, NAMED, type Tx } from '../../platform/database.js'
import type { ReportReason } from '../../platform/schema.js'

/** What a vote is checked against and counted into. */
export type VotedRow = {
  id: string
  thread_id: string
  slug: string
  person_id: string | null
  /** The account that the author belongs to. */
  account_id: string | null
  /** The key of the author, if it is a guest or was brought in. */
  source_key: string | null
  recommend_count: number
  upheld_reports: number
  reply_count: number
}

/** A vote on its way: `personId` of a reader, or `guestKey` of a guest. */
export type Vote = {
  commentId: string
  threadId: string
  personId: string | null
  guestKey: string | null
  on: boolean
}

/** Locks the threads of these comments, in the order of all writers, until the end of the transaction. */
export const lockThreadsWith = (tx: Tx, commentIds: string[]): Promise<unknown> =>
  sql`${NAMED} select from thread
    where id in (select thread_id from comment where id = any(${commentIds}::uuid[])) order by id for update`.execute(
    tx,
  )

/** Of these comments those that everybody can read. */
export async function findReadable(db: Db, siteId: string, ids: string[]): Promise<VotedRow[]> {
  const { rows } = await sql<VotedRow>`${NAMED}
    select c.id, c.thread_id, a.slug, c.person_id, p.account_id, p.source_key, c.recommend_count,
      c.upheld_reports, c.reply_count
    from comment c join thread t on t.id = c.thread_id join article a on a.id = t.article_id
    left join person p on p.id = c.person_id
    where c.id = any(${ids}::uuid[]) and c.site_id = ${siteId}::uuid and c.state = 'published'
      and a.state = 'published'`.execute(db)
  return rows
}

/** A browser becomes a person when it first takes part; the name of one that is known stays. */
export async function insertGuests(
  tx: Tx,
  siteId: string,
  guests: { id: string; key: string; at: Date }[],
): Promise<void> {
  if (guests.length === 0) return
  await sql`${NAMED}
    insert into person (id, site_id, kind, name, name_skeleton, source_key, created_at)
    select id, ${siteId}::uuid, 'guest', '', '', key, at
    from unnest(${guests.map((one) => one.id)}::uuid[], ${guests.map((one) => one.key)}::text[],
      ${guests.map((one) => one.at)}::timestamptz[]) as r(id, key, at)
    order by key
    on conflict (site_id, source_key) do nothing`.execute(tx)
}

/**
 * Writes votes and takes votes back. At most one vote of each person on each comment may be among them; guests who
 * vote must be persons already, and the threads locked.
 * @returns indexes of the votes that changed something
 */
export async function writeVotes(
  tx: Tx,
  input: { siteId: string; votes: Vote[]; at: Date },
): Promise<number[]> {
  const { siteId, votes, at } = input
  const column = <K extends keyof Vote>(key: K) => votes.map((vote) => vote[key])
  const { rows } = await sql<{ place: number }>`${NAMED}
    with asked as materialized (
      select r.place, r.comment_id, r.thread_id, coalesce(r.person_id, p.id) as person_id, r.is_on
      from unnest(${column('commentId')}::uuid[], ${column('threadId')}::uuid[], ${column('personId')}::uuid[],
        ${column('guestKey')}::text[], ${column('on')}::boolean[]) with ordinality
        as r(comment_id, thread_id, person_id, guest_key, is_on, place)
      left join person p on p.site_id = ${siteId}::uuid and p.source_key = r.guest_key
    ), added as (
      insert into vote (comment_id, person_id, thread_id, voted_at)
      select comment_id, person_id, thread_id, ${at}::timestamptz from asked
      where is_on and person_id is not null order by comment_id, person_id
      on conflict do nothing returning comment_id, person_id
    ), taken as (
      delete from vote v using asked a
      where not a.is_on and v.comment_id = a.comment_id and v.person_id = a.person_id
      returning v.comment_id, v.person_id
    )
    select (a.place - 1)::int as place from asked a
    join (select * from added union all select * from taken) x
      on x.comment_id = a.comment_id and x.person_id = a.person_id`.execute(tx)
  return rows.map((row) => row.place)
}

/** Adds to recommend_count and sets best_key beside it. The threads must be locked. */
export async function countVotes(
  tx: Tx,
  changes: { id: string; by: number; bestKey: number }[],
): Promise<void> {
  if (changes.length === 0) return
  await sql`${NAMED} update comment c set recommend_count = c.recommend_count + r.by, best_key = r.key
    from unnest(${changes.map((one) => one.id)}::uuid[], ${changes.map((one) => one.by)}::int[],
      ${changes.map((one) => one.bestKey)}::real[]) as r(id, by, key)
    where c.id = r.id`.execute(tx)
}

/** Comments of a thread that a reader or guest recommends, the latest votes first. Cost: one index range. */
export async function findRecommended(
  db: Db,
  siteId: string,
  where: { threadId: string; personId: string | null; guestKey: string | null; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ comment_id: string }>`${NAMED}
    select v.comment_id from vote v
    where v.thread_id = ${where.threadId}::uuid and v.person_id = coalesce(${where.personId}::uuid,
      (select id from person where site_id = ${siteId}::uuid and source_key = ${where.guestKey}::text))
    order by v.voted_at desc limit ${where.limit}::int`.execute(db)
  return rows.map((row) => row.comment_id)
}

export type NewReport = {
  id: string
  siteId: string
  commentId: string
  personId: string | null
  guestKey: string | null
  reason: ReportReason
  words: string
  at: Date
}

/** Writes a report; a second one of the same person on the same comment changes nothing. */
export const insertReport = (tx: Tx, report: NewReport): Promise<unknown> =>
  sql`insert into report (id, site_id, comment_id, person_id, reason, words, reported_at)
    select ${report.id}::uuid, ${report.siteId}::uuid, ${report.commentId}::uuid,
      coalesce(${report.personId}::uuid,
        (select id from person where site_id = ${report.siteId}::uuid and source_key = ${report.guestKey}::text)),
      ${report.reason}, ${report.words}, ${report.at}::timestamptz
    on conflict (comment_id, person_id) do nothing`.execute(tx)
