/** SQL of mentions: which comments call whom, who of them is told, and who takes part in a thread. */
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/database.js'

/** Who tells of these comments does it alone until its transaction ends: nobody is counted twice. */
export async function lockTelling(tx: Tx, commentIds: string[]): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(id, 0))
    from (select id from unnest(${commentIds}::text[]) as r(id) order by id) r`.execute(tx)
}

/** Of these comments the published ones, with their safe HTML. */
export const findPublishedHtml = (db: Db, siteId: string, commentIds: string[]) =>
  db
    .selectFrom('comment')
    .select(['id', 'html'])
    .where('site_id', '=', siteId)
    .where('id', '=', sql<string>`any(${commentIds}::uuid[])`)
    .where('state', '=', 'published')
    .execute()

/** A comment and somebody whom it calls. */
export type Call = { commentId: string; personId: string }

/** Comments of one person that are looked at for one in the thread; who wrote more counts by the latest of them. */
const LOOKED_AT_MAX = 2_000

/**
 * Whom mentions in published comments reach, in the order of the calls: accounts that take part, are not the author,
 * are not told of a reply by the same comment, and have not muted the author. A guest reaches only who is staff or
 * wrote in the same thread: somebody who comes without a name calls nobody into a discussion.
 */
export async function findCalled(
  db: Db,
  siteId: string,
  calls: Call[],
): Promise<{ comment_id: string; account_id: string }[]> {
  const { rows } = await sql<{ comment_id: string; account_id: string }>`
    select call.comment_id, a.id as account_id
    from unnest(${calls.map((one) => one.commentId)}::uuid[], ${calls.map((one) => one.personId)}::uuid[])
      with ordinality as call(comment_id, person_id, place)
    join comment c on c.id = call.comment_id and c.site_id = ${siteId}::uuid and c.state = 'published'
    join thread on thread.id = c.thread_id
    join article on article.id = thread.article_id and article.state = 'published'
    join person called on called.id = call.person_id and called.site_id = c.site_id
    join account a on a.id = called.account_id and a.state <> 'gone' and a.banned_at is null
    left join person said on said.id = c.person_id
    left join account author on author.id = said.account_id
    left join comment parent on parent.id = c.parent_id and parent.state <> 'deleted'
    left join person answered on answered.id = parent.person_id
    where said.account_id is distinct from a.id and answered.account_id is distinct from a.id
    and not exists (
      select from mute m join person muted on muted.id = m.person_id
      where m.account_id = a.id and (muted.id = said.id or muted.account_id = said.account_id)
    )
    and (author.banned_at is null and author.id is not null or a.role <> 'reader' or exists (
      select from person own cross join lateral (
        select o.thread_id, o.state from comment o where o.person_id = own.id
        order by o.posted_at desc, o.id desc limit ${LOOKED_AT_MAX}
      ) wrote
      where own.account_id = a.id and wrote.thread_id = c.thread_id and wrote.state = 'published'
    ))
    order by call.place`.execute(db)
  return rows
}

/**
 * Readers with an account who wrote in a thread, who wrote last first.
 * @param page.looksAt the newest comments that are looked at
 * Cost: one index range of that many rows.
 */
export async function findTakingPart(
  db: Db,
  threadId: string,
  page: { looksAt: number; limit: number },
): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select p.id, p.name from (
      select newest.person_id, min(newest.place) as place from (
        select c.person_id, row_number() over (order by c.posted_at desc, c.id desc) as place
        from comment c where c.thread_id = ${threadId}::uuid and c.state = 'published'
        order by c.posted_at desc, c.id desc limit ${page.looksAt}
      ) newest group by newest.person_id
    ) said
    join person p on p.id = said.person_id and p.kind = 'reader' and p.name <> ''
    order by said.place limit ${page.limit}`.execute(db)
  return rows
}
