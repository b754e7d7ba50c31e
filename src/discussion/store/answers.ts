/**
 * SQL of questions and answers: which first comments an author of the article answered, kept as a rank on questions and
 * answers and as a count on the thread. Set anew from the rows after whatever may change it, so no path can be wrong
 * about the one before.
 */
import { sql } from 'kysely'
import type { Tx } from '../../platform/database.js'

/** A published direct reply of an author to a first comment. Of comment `c` in thread `t`. */
const ANSWERS = sql.raw(
  `c.state = 'published' and c.depth = 1 and coalesce(c.person_id = any(t.author_ids), false)`,
)
/** A published first comment of anybody but the authors that has an answer. */
const IS_ANSWERED = sql.raw(
  `c.state = 'published' and c.depth = 0 and not coalesce(c.person_id = any(t.author_ids), false)
    and exists (select from comment a where a.thread_id = c.thread_id and a.parent_id = c.id and a.answer_rank = 0)`,
)

/**
 * Sets the ranks of these comments and of what they answer, and counts the answered questions. The threads must be
 * locked. Cost: two statements, some look-ups in an index for each comment.
 */
export async function settleAnswers(tx: Tx, commentIds: string[]): Promise<void> {
  if (commentIds.length === 0) return
  await sql`update comment c set answer_rank = case when ${ANSWERS} then 0 else 1 end
    from thread t
    where c.id = any(${commentIds}::uuid[]) and c.depth > 0 and t.id = c.thread_id
      and (c.answer_rank = 0) <> (${ANSWERS})`.execute(tx)
  await sql`with changed as (
      update comment c set answer_rank = case when ${IS_ANSWERED} then 0 else 1 end
      from thread t
      where c.id in (select coalesce(parent_id, id) from comment where id = any(${commentIds}::uuid[]) and depth <= 1)
        and t.id = c.thread_id and (c.answer_rank = 0) <> (${IS_ANSWERED})
      returning c.thread_id, c.answer_rank
    )
    update thread t set answered_count = t.answered_count + d.by
    from (select thread_id, sum(1 - 2 * answer_rank)::int as by from changed group by thread_id) d
    where t.id = d.thread_id`.execute(tx)
}

/** First comments and replies to them in a thread that one of these persons wrote. Cost: their comments anywhere. */
export async function findOfAuthors(
  tx: Tx,
  threadId: string,
  personIds: string[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from comment where person_id = any(${personIds}::uuid[]) and thread_id = ${threadId}::uuid
      and depth <= 1`.execute(tx)
  return rows.map((row) => row.id)
}

/**
 * Counts the questions of a thread anew by difference: what a new author asked is none any more, what somebody asked
 * who is no author any more is one. The thread must be locked. Cost: the comments of these persons.
 */
export async function countQuestions(
  tx: Tx,
  threadId: string,
  authors: { added: string[]; gone: string[] },
): Promise<void> {
  const rootsOf = (personIds: string[]) => sql`(select count(*)::int from comment
    where person_id = any(${personIds}::uuid[]) and thread_id = ${threadId}::uuid and depth = 0 and state = 'published')`
  await sql`update thread
    set question_count = question_count - ${rootsOf(authors.added)} + ${rootsOf(authors.gone)}
    where id = ${threadId}::uuid`.execute(tx)
}
