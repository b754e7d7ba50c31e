/** SQL of what happened in a thread, for readers who were away. */
import { sql } from 'kysely'
import { type Db, NAMED } from '../../platform/database.js'
import { CHANGES_MAX, type Change } from '../changes.js'

/** Something that happened in a thread, as it is kept for ever: it never changes its key or its kind. */
export type ThreadEvent = {
  /** What events are ordered by, a UUIDv7: of the comment, or of the decision on it. */
  key: string
  kind: 'comment' | 'decided'
  commentId: string
  parentId: string | null
  /** What it did to the number of published comments: 1, 0 or -1. */
  by: number
  /** False for a comment that cannot be read any more. */
  isShown: boolean
}

export type ThreadEvents = {
  events: ThreadEvent[]
  /** Published comments in the thread. */
  total: number
  changes: Change[]
}

/**
 * The latest events of a thread after a key, in order of their keys, the published comments in it, and which comments
 * changed after a time, all of one moment. A comment published at once is one event, a decision another; what is held is none until it is decided.
 * Cost: an index range of the comments of the thread since then.
 */
export async function findThreadEvents(
  db: Db,
  threadId: string,
  page: { afterKey: string; after: Date; limit: number },
): Promise<ThreadEvents> {
  const { rows } = await sql<ThreadEvents>`
    with posted as (
      select c.id as key, 'comment' as kind, c.id as comment_id, c.parent_id, 1 as by,
        c.state = 'published' as is_shown
      from comment c
      where c.id > ${page.afterKey}::uuid and c.thread_id = ${threadId}::uuid and c.state <> 'held'
        and not exists (select from verdict v where v.subject_id = c.id and v.outcome = 'hold')
      order by c.id desc limit ${page.limit}
    ), decided as (
      select e.id as key, 'decided' as kind, c.id as comment_id, c.parent_id,
        case when e.action = 'publish' then 1 when ${WAS_PUBLISHED} then -1 else 0 end as by, true as is_shown
      from moderation_event e join comment c on c.id = e.subject_id
      where e.id > ${page.afterKey}::uuid and c.thread_id = ${threadId}::uuid
      order by e.id desc limit ${page.limit}
    ), latest as (
      select * from posted union all select * from decided order by key desc limit ${page.limit}
    )
    select t.comment_count as total, (
      select coalesce(jsonb_agg(jsonb_build_object('key', key, 'kind', kind, 'commentId', comment_id,
        'parentId', parent_id, 'by', by, 'isShown', is_shown) order by key), '[]') from latest
    ) as events, (
      select coalesce(jsonb_agg(jsonb_build_object('commentId', c.id,
        'at', floor(extract(epoch from c.changed_at) * 1000)::bigint)), '[]')
      from (
        select id, changed_at from comment
        where thread_id = ${threadId}::uuid and changed_at > ${page.after}
        order by changed_at desc limit ${CHANGES_MAX}
      ) c
    ) as changes
    from thread t where t.id = ${threadId}::uuid`.execute(db)
  return rows[0] ?? { events: [], total: 0, changes: [] }
}

/**
 * The published comments of a thread in which nothing happened after a key and a time; null when something did, or may
 * have. Cost: a few look-ups by key, planned once.
 */
export async function findQuietTotal(
  db: Db,
  threadId: string,
  page: { afterKey: string; after: Date },
): Promise<number | null> {
  const { rows } = await sql<{ total: number; is_quiet: boolean }>`${NAMED}
    select t.comment_count as total,
      not exists (select from comment c where c.thread_id = t.id and c.id > ${page.afterKey}::uuid)
      and not exists (select from comment c where c.thread_id = t.id and c.changed_at > ${page.after}::timestamptz)
      and not exists (select from moderation_event e where e.id > ${page.afterKey}::uuid) as is_quiet
    from thread t where t.id = ${threadId}::uuid`.execute(db)
  const [row] = rows
  return row?.is_quiet ? row.total : null
}

/** Whether a comment `c` was published before the decision `e`: by the decision before it, else by its verdict. */
const WAS_PUBLISHED = sql.raw(`coalesce((
    select p.action = 'publish' from moderation_event p where p.subject_id = e.subject_id and p.id < e.id
    order by p.id desc limit 1
  ), not exists (select from verdict v where v.subject_id = e.subject_id and v.outcome = 'hold'))`)
