/** The invariants of the discussion, as statements over all its tables. */
import { sql } from 'kysely'
import type { Db } from '../../platform/database.js'
import { bestKeyOfRow, discussedKeyOfRow, type Ranked } from './write-comments.js'

/** What must hold of every thread. Each line is a violation. Cost: reads all comments, several times. */
export async function findDiscussionViolations(db: Db): Promise<string[]> {
  const finds = [findWrongCounts, findWrongKeys, findWrongPlaces, findWrongAnswers, findWrongPicks]
  const found: string[] = []
  for (const find of finds) found.push(...(await find(db)))
  return found
}

type Miscount = { id: string; said: number; real: number }

const miscounted = (what: string, rows: Miscount[]): string[] =>
  rows.map((row) => `${what} of ${row.id} says ${row.said}, there are ${row.real}`)

async function findWrongCounts(db: Db): Promise<string[]> {
  const threads = await sql<Miscount>`
    select t.id, t.comment_count as said, count(c.id)::int as real
    from thread t left join comment c on c.thread_id = t.id and c.state = 'published'
    group by t.id having t.comment_count <> count(c.id)`.execute(db)
  const replies = await sql<Miscount>`
    select p.id, p.reply_count as said, count(c.id)::int as real
    from comment p left join comment c on c.parent_id = p.id and c.state = 'published'
    group by p.id having p.reply_count <> count(c.id)`.execute(db)
  const descendants = await sql<Miscount>`
    with recursive up(id) as (
      select parent_id from comment where state = 'published' and parent_id is not null
      union all
      select c.parent_id from up join comment c on c.id = up.id where c.parent_id is not null
    ), counted as (select id, count(*)::int as n from up group by id)
    select p.id, p.descendant_count as said, coalesce(counted.n, 0) as real
    from comment p left join counted on counted.id = p.id
    where p.descendant_count <> coalesce(counted.n, 0)`.execute(db)
  const votes = await sql<Miscount>`
    select c.id, c.recommend_count as said, count(v.person_id)::int as real
    from comment c left join vote v on v.comment_id = c.id and v.thread_id = c.thread_id
    group by c.id having c.recommend_count <> count(v.person_id)`.execute(db)
  const reports = await sql<Miscount>`
    select c.id, c.upheld_reports as said, count(r.id)::int as real
    from comment c left join report r on r.comment_id = c.id and r.state = 'upheld'
    group by c.id having c.upheld_reports <> count(r.id)`.execute(db)
  return [
    ...miscounted('comment_count', threads.rows),
    ...miscounted('reply_count', replies.rows),
    ...miscounted('descendant_count', descendants.rows),
    ...miscounted('recommend_count', votes.rows),
    ...miscounted('upheld_reports', reports.rows),
  ]
}

async function findWrongKeys(db: Db): Promise<string[]> {
  const best = await sql<Ranked & { best_key: number }>`
    select min(id::text) as id, reply_count, recommend_count, upheld_reports, best_key from comment
    group by reply_count, recommend_count, upheld_reports, best_key`.execute(db)
  const discussed = await sql<Ranked & { discussed_key: number }>`
    select min(id::text) as id, least(depth, 1) as depth, descendant_count, discussed_key from comment
    group by 2, 3, 4`.execute(db)
  return [
    ...best.rows
      .filter((row) => Math.fround(bestKeyOfRow(row)) !== Math.fround(row.best_key))
      .map((row) => `best_key of ${row.id} says ${row.best_key}, it is ${bestKeyOfRow(row)}`),
    ...discussed.rows
      .filter((row) => discussedKeyOfRow(row) !== row.discussed_key)
      .map(
        (row) =>
          `discussed_key of ${row.id} says ${row.discussed_key}, it is ${discussedKeyOfRow(row)}`,
      ),
  ]
}

async function findWrongPlaces(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select c.id from comment c left join comment p on p.id = c.parent_id
    where c.parent_id is not null and (p.thread_id <> c.thread_id or p.depth <> c.depth - 1)`.execute(
    db,
  )
  return rows.map(
    (row) => `comment ${row.id} stands in another thread or depth than its parent says`,
  )
}

async function findWrongAnswers(db: Db): Promise<string[]> {
  const authors = await sql<{ id: string }>`
    select t.id from thread t
    where (select coalesce(array_agg(x order by x), '{}') from unnest(t.author_ids) x) <>
      array(select a.person_id from article_author a where a.article_id = t.article_id order by 1)`.execute(
    db,
  )
  const ranks = await sql<{ id: string }>`
    with said as (
      select c.id, c.thread_id, c.parent_id, c.depth, c.state, c.answer_rank,
        coalesce(c.person_id = any(t.author_ids), false) as by_author
      from comment c join thread t on t.id = c.thread_id
    ), answers as (
      select parent_id from said where depth = 1 and state = 'published' and by_author
    )
    select s.id from said s where (s.answer_rank = 0) <> (s.state = 'published' and (
      (s.depth = 1 and s.by_author)
      or (s.depth = 0 and not s.by_author and s.id in (select parent_id from answers))))`.execute(
    db,
  )
  const counts = await sql<{ id: string }>`
    select t.id from thread t left join comment c on c.thread_id = t.id and c.depth = 0
      and c.state = 'published' and coalesce(c.person_id <> all(t.author_ids), true)
    group by t.id
    having t.question_count <> count(c.id)
      or t.answered_count <> count(c.id) filter (where c.answer_rank = 0)`.execute(db)
  return [
    ...authors.rows.map((row) => `author_ids of ${row.id} are not the authors of its article`),
    ...ranks.rows.map((row) => `answer_rank of ${row.id} is not what was answered`),
    ...counts.rows.map((row) => `thread ${row.id} counts other questions or answers than it has`),
  ]
}

/** A deleted comment is no pick any more, whatever its events say. */
async function findWrongPicks(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with last as (
      select distinct on (comment_id) comment_id, action, happened_at from pick_event
      order by comment_id, id desc
    )
    select c.id from comment c left join last on last.comment_id = c.id
    where c.picked_at is distinct from
      case when last.action = 'pick' and c.state <> 'deleted' then last.happened_at end`.execute(db)
  return rows.map((row) => `picked_at of ${row.id} is not what its last event says`)
}
