/** SQL of back-tests: what was found about the latest comments, and what staff decided on them. */
import { sql } from 'kysely'
import { type Doubt, NEWCOMER_APPROVED_MIN } from '../../moderation/index.js'
import type { Db } from '../../platform/database.js'

export type JudgedRow = {
  id: string
  section_id: string | null
  slug: string
  state: 'published' | 'held' | 'removed'
  is_staff: boolean
  /** Its beginning. */
  text: string
  /** Null outside of the section that was asked for, and where nothing is known. */
  signals: Doubt[] | null
  decision: 'publish' | 'remove' | null
  /** Comments of its author that stood before it, as far as it matters; null where that was not asked. */
  approved: number | null
}

/** The latest comments of one person among which published ones are counted. */
const LOOKED_AT_MAX = 100

/**
 * Comments of a site before one of them, the newest first, with the last verdict and decision on each.
 * The last by time, then id: by id alone PostgreSQL walks the primary key for each while it knows little of a table.
 * Cost: one range of the primary key and a few look-ups for each row.
 */
export async function findJudged(
  db: Db,
  where: {
    siteId: string
    beforeId: string | null
    limit: number
    /** Null: all. */
    sectionId: string | null
    asksWhoWrote: boolean
    excerptChars: number
  },
): Promise<JudgedRow[]> {
  const { siteId, beforeId, limit, sectionId, asksWhoWrote, excerptChars } = where
  const approved = asksWhoWrote
    ? sql`(select count(*)::int from (
        select from (
          select state from comment o where o.person_id = c.person_id and o.posted_at < c.posted_at
          order by o.posted_at desc, o.id desc limit ${LOOKED_AT_MAX}
        ) o where o.state = 'published' limit ${NEWCOMER_APPROVED_MIN}
      ) stood)`
    : sql`null::int`
  const { rows } = await sql<JudgedRow>`
    select c.id, a.section_id, a.slug, c.state, c.is_staff, left(c.text, ${excerptChars}) as text, v.signals,
      d.action as decision, ${approved} as approved
    from (
      select id, thread_id, person_id, state, is_staff, text, posted_at from comment
      where site_id = ${siteId}::uuid and state <> 'deleted'
        and (${beforeId}::uuid is null or id < ${beforeId}::uuid)
      order by id desc limit ${limit}
    ) c
    join thread t on t.id = c.thread_id join article a on a.id = t.article_id
    left join lateral (
      select signals from verdict where subject_id = c.id
        and (${sectionId}::uuid is null or a.section_id = ${sectionId}::uuid)
      order by judged_at desc, id desc limit 1
    ) v on true
    left join lateral (
      select action from moderation_event where subject_id = c.id order by decided_at desc, id desc limit 1
    ) d on true
    order by c.id desc`.execute(db)
  return rows
}
