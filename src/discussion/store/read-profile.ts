/** SQL of people in the discussion: what somebody said in public, and whom a comment concerns. */
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../platform/database.js'
import type { PersonKind, Role } from '../../platform/schema.js'
import { COLUMNS, type ReadRow } from './read-comments.js'

export type PersonRow = {
  id: string
  kind: PersonKind
  name: string
  created_at: Date
  /** Of the account that the person belongs to; null without one. */
  account_id: string | null
  /** The person who shows the account: itself, or the one under whose name claimed comments are listed. */
  shown_id: string
  role: Role | null
  is_banned: boolean
  is_gone: boolean
  account_created_at: Date | null
}

/** A person with the account they belong to. */
export async function findPersonShown(
  db: Db,
  siteId: string,
  id: string,
): Promise<PersonRow | undefined> {
  const { rows } = await sql<PersonRow>`
    select p.id, p.kind, p.name, p.created_at, a.id as account_id, coalesce(a.person_id, p.id) as shown_id,
      a.role, a.banned_at is not null as is_banned, coalesce(a.state = 'gone', false) as is_gone,
      a.created_at as account_created_at
    from person p left join account a on a.id = p.account_id
    where p.id = ${id}::uuid and p.site_id = ${siteId}::uuid`.execute(db)
  return rows[0]
}

/** Everybody who belongs to an account. */
export async function findPersonsOf(db: Db, accountId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('person')
    .select('id')
    .where('account_id', '=', accountId)
    .orderBy('id')
    .execute()
  return rows.map((row) => row.id)
}

/** A published comment with the article it stands under. */
export type SaidRow = ReadRow & { article_slug: string; article_headline: string }

const SAID = sql`${COLUMNS}, article.slug as article_slug, article.headline as article_headline`

/** Published comments of one person `p` in published articles. */
const inPublic = (columns: RawBuilder<unknown>, beyond: RawBuilder<unknown>) => sql`
  select ${columns} from comment c
  join thread on thread.id = c.thread_id join article on article.id = thread.article_id
  where c.person_id = p.id and c.author_kind <> 'guest' and c.state = 'published' and article.state = 'published' and ${beyond}`

/**
 * What some persons said in public, together, newest first, after one of their comments.
 * Cost: one index range a person, of `limit` rows and what is hidden between them.
 */
export async function findSaid(
  db: Db,
  personIds: string[],
  page: { before: string | null; limit: number },
): Promise<SaidRow[]> {
  const beyond =
    page.before === null
      ? sql`true`
      : sql`(c.posted_at, c.id) < (select o.posted_at, o.id from comment o where o.id = ${page.before}::uuid)`
  const { rows } = await sql<SaidRow>`
    select said.* from unnest(${personIds}::uuid[]) as p(id)
    cross join lateral (
      ${inPublic(SAID, beyond)} order by c.posted_at desc, c.id desc limit ${page.limit}
    ) said
    order by said.posted_at desc, said.id desc limit ${page.limit}`.execute(db)
  return rows
}

export async function hasSaid(db: Db, personIds: string[], commentId: string): Promise<boolean> {
  const { rows } = await sql`
    select from comment where id = ${commentId}::uuid and person_id = any(${personIds}::uuid[])`.execute(
    db,
  )
  return rows.length > 0
}

/**
 * How much some persons said in public, counted up to `max`, and since when.
 * Cost: one index range of `max` rows a person.
 */
export async function countSaid(
  db: Db,
  personIds: string[],
  max: number,
): Promise<{ count: number; since: Date | null }> {
  const { rows } = await sql<{ count: number; since: Date | null }>`
    select (
      select count(*)::int from (
        select from unnest(${personIds}::uuid[]) as p(id)
        cross join lateral (${inPublic(sql`c.id`, sql`true`)} limit ${max}) said limit ${max}
      ) counted
    ) as count, (
      select min(said.posted_at) from unnest(${personIds}::uuid[]) as p(id)
      cross join lateral (
        ${inPublic(sql`c.posted_at`, sql`c.posted_at_known`)} order by c.posted_at, c.id limit 1
      ) said
    ) as since`.execute(db)
  return rows[0] ?? { count: 0, since: null }
}

/**
 * Whom published replies answer: accounts that take part and have not muted whoever replied; never for a reply to
 * oneself. Somebody muted is muted with everybody of the same account.
 */
export async function findAnswered(
  db: Db,
  siteId: string,
  commentIds: string[],
): Promise<{ comment_id: string; account_id: string }[]> {
  const { rows } = await sql<{ comment_id: string; account_id: string }>`
    select c.id as comment_id, a.id as account_id
    from comment c
    join comment parent on parent.id = c.parent_id and parent.state <> 'deleted'
    join thread on thread.id = c.thread_id
    join article on article.id = thread.article_id and article.state = 'published'
    join person answered on answered.id = parent.person_id
    join account a on a.id = answered.account_id and a.state <> 'gone' and a.banned_at is null
    left join person said on said.id = c.person_id
    where c.id = any(${commentIds}::uuid[]) and c.site_id = ${siteId}::uuid and c.state = 'published'
    and said.account_id is distinct from a.id
    and not exists (
      select from mute m join person muted on muted.id = m.person_id
      where m.account_id = a.id and (muted.id = said.id or muted.account_id = said.account_id)
    )
    order by c.id`.execute(db)
  return rows
}

export type DecidedRow = {
  account_id: string
  decision_id: string
  action: 'publish' | 'remove'
  rule: string | null
}

/** The latest decision on a comment, and the account of whoever wrote it. */
export async function findDecided(
  db: Db,
  siteId: string,
  commentId: string,
): Promise<DecidedRow | undefined> {
  const { rows } = await sql<DecidedRow>`
    select a.id as account_id, decision.id as decision_id, decision.action, decision.rule
    from comment c join person on person.id = c.person_id
    join account a on a.id = person.account_id and a.state <> 'gone'
    cross join lateral (
      select e.id, e.action, e.rule from moderation_event e where e.subject_id = c.id
      order by e.decided_at desc, e.id desc limit 1
    ) decision
    where c.id = ${commentId}::uuid and c.site_id = ${siteId}::uuid and c.state <> 'deleted'`.execute(
    db,
  )
  return rows[0]
}

/** A comment that somebody is told of, as it is now. */
export type ToldRow = {
  id: string
  state: ReadRow['state']
  author_name: string | null
  text: string
  language: string | null
  person_id: string | null
  /** Of whoever wrote it. */
  account_id: string | null
  article_slug: string
  article_headline: string
}

/** Comments under published articles. */
export async function findTold(db: Db, siteId: string, ids: string[]): Promise<ToldRow[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<ToldRow>`
    select c.id, c.state, c.author_name, c.text, c.language, c.person_id, person.account_id,
      article.slug as article_slug, article.headline as article_headline
    from comment c join thread on thread.id = c.thread_id
    join article on article.id = thread.article_id and article.state = 'published'
    left join person on person.id = c.person_id
    where c.id = any(${ids}::uuid[]) and c.site_id = ${siteId}::uuid`.execute(db)
  return rows
}
