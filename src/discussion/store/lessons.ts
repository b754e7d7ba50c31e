/** SQL of what moderators said of comments by their decisions and picks: what can be learned from. */
import { sql } from 'kysely'
import type { Db } from '../../platform/database.js'

export type Said = {
  comment_id: string
  /** Of the decision or the pick: a UUIDv7, by which they are ordered. */
  id: string
  action: 'publish' | 'remove' | 'pick'
  rule: string | null
  by_account_id: string
  at: Date
  /** The decision before it removed the comment. */
  was_removed: boolean
  /** Nobody had decided on this comment before. */
  is_first: boolean
}

/** A window on all of them: when more than `max` are there, the oldest go, `block` at a time. */
export type SaidWindow = { max: number; block: number }

/**
 * The last word of moderators on each comment that still has a text, since the last reset, oldest first: a pick that
 * stands or a decision, whichever is newer. Decisions of programs with an access token are nobody's, and take away what
 * was said before. `hasOlder`: some were left out for the window.
 * Cost: reads all decisions of the site, about 2 us each.
 */
export async function findSaid(
  db: Db,
  siteId: string,
  { max, block }: SaidWindow,
): Promise<{ said: Said[]; hasOlder: boolean }> {
  const { rows } = await sql<Said & { n: number }>`
    select * from (
      select said.*, (row_number() over (order by id))::int as n, (count(*) over ())::int as total
      from (${saidOf(siteId, null)}) said
    ) numbered
    where n > greatest(0, ceil((total - ${max}::int) / ${block}::numeric)) * ${block}::int
    order by id`.execute(db)
  return { said: rows, hasOlder: (rows[0]?.n ?? 1) > 1 }
}

/** The last word on one comment. Cost: a few look-ups by key. */
export async function findSaidOf(
  db: Db,
  siteId: string,
  commentId: string,
): Promise<Said | undefined> {
  const { rows } = await saidOf(siteId, commentId).execute(db)
  return rows[0]
}

const saidOf = (siteId: string, commentId: string | null) => {
  const ofOne = (column: string) =>
    commentId === null ? sql`true` : sql`${sql.ref(column)} = ${commentId}::uuid`
  return sql<Said>`
    select h.comment_id, h.id, h.action, h.rule, h.by_account_id, h.at,
      coalesce((select p.action = 'remove' from moderation_event p
        where p.subject_id = h.comment_id and p.id < h.id order by p.id desc limit 1), false) as was_removed,
      not exists (select from moderation_event p where p.subject_id = h.comment_id and p.id < h.id)
        and not exists (select from pick_event p where p.comment_id = h.comment_id and p.id < h.id) as is_first
    from (
      select distinct on (comment_id) * from (
        (select distinct on (e.subject_id) e.subject_id as comment_id, e.id, e.action, e.rule,
          e.by_account_id, e.decided_at as at
        from moderation_event e where e.site_id = ${siteId}::uuid and ${ofOne('e.subject_id')}
        order by e.subject_id, e.id desc)
        union all
        (select * from (
          select distinct on (p.comment_id) p.comment_id, p.id, p.action, null::text as rule,
            p.by_account_id, p.happened_at as at
          from pick_event p where p.site_id = ${siteId}::uuid and ${ofOne('p.comment_id')}
          order by p.comment_id, p.id desc) pick
        where action = 'pick')
      ) words order by comment_id, id desc
    ) h
    join comment c on c.id = h.comment_id and c.state <> 'deleted'
    where h.by_account_id is not null
      and h.at > coalesce((select max(happened_at) from learning_event
        where site_id = ${siteId}::uuid and what = 'reset'), '-infinity')`
}

export type SaidText = {
  comment_id: string
  /** The text that was decided on: Markdown or HTML as it was written, where it was changed since then. */
  former: { format: 'markdown' | 'html' | 'text'; source: string } | null
  html: string
  language: string | null
  /** The judge had found it to repeat an earlier one. */
  is_copy: boolean
}

/** The texts that were decided on. Cost: a few look-ups by key for each. */
export async function findSaidTexts(db: Db, said: readonly Said[]): Promise<SaidText[]> {
  const { rows } = await sql<SaidText>`
    select c.id as comment_id, c.html, case when r.id is null then c.language else r.language end as language,
      case when r.id is null then null
        else jsonb_build_object('format', r.format, 'source', r.source) end as former,
      exists (select from verdict v where v.subject_id = c.id and v.judged_at <= h.at
        and v.signals @> '[{"reason": "copy-of-earlier"}]') as is_copy
    from unnest(${said.map((one) => one.comment_id)}::uuid[],
      ${said.map((one) => one.at)}::timestamptz[]) as h (id, at)
    join comment c on c.id = h.id
    left join lateral (
      select r.id, r.format, r.source, r.language from comment_revision r
      where r.comment_id = c.id and r.replaced_at > h.at order by r.id limit 1
    ) r on true`.execute(db)
  return rows
}

/** Comments as they are shown beside what was foretold of them; those without a text are left out. */
export async function findShownTexts(
  db: Db,
  ids: string[],
): Promise<{ id: string; slug: string; text: string; state: 'published' | 'held' | 'removed' }[]> {
  const { rows } = await sql<{
    id: string
    slug: string
    text: string
    state: 'published' | 'held' | 'removed'
  }>`
    select c.id, a.slug, c.text, c.state from comment c
    join thread t on t.id = c.thread_id join article a on a.id = t.article_id
    where c.id = any(${ids}::uuid[]) and c.state <> 'deleted'`.execute(db)
  return rows
}

/** Whether moderators said something of any of these comments. */
export async function hasSaid(db: Db, ids: string[]): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`
    select exists (select from moderation_event where subject_id = any(${ids}::uuid[]))
      or exists (select from pick_event where comment_id = any(${ids}::uuid[])) as has`.execute(db)
  return rows[0]?.has ?? false
}
