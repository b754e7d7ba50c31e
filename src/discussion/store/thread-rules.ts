/** SQL of the rules of threads, and of when somebody wrote last. */
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/database.js'

/** What staff may change; what is left out stays. */
export type RuleChange = {
  isClosed?: boolean
  /** Null: no time of its own. */
  closesAt?: Date | null
  membersOnly?: boolean
  slowSeconds?: number
}

export async function changeThreadRules(tx: Tx, id: string, change: RuleChange): Promise<void> {
  const { isClosed, closesAt, membersOnly, slowSeconds } = change
  const set = {
    ...(isClosed === undefined ? {} : { is_closed: isClosed }),
    ...(closesAt === undefined ? {} : { closes_at: closesAt }),
    ...(membersOnly === undefined ? {} : { members_only: membersOnly }),
    ...(slowSeconds === undefined ? {} : { slow_seconds: slowSeconds }),
  }
  if (Object.keys(set).length > 0)
    await tx.updateTable('thread').set(set).where('id', '=', id).execute()
}

/** Who writes where: a person, or a guest by the key of their browser. */
export type Writer = { threadId: string; personId: string | null; guestKey: string | null }

/**
 * When each of these wrote last in that thread, in their order; null: never.
 * Cost: the index of a person's comments, the newest first, until one is of this thread.
 */
export async function findLastPosts(
  db: Db,
  siteId: string,
  writers: Writer[],
): Promise<(Date | null)[]> {
  const { rows } = await sql<{ at: Date | null }>`
    select (
      select c.posted_at from person p join comment c on c.person_id = p.id
      where p.site_id = ${siteId}::uuid and (p.id = w.person_id or p.source_key = w.guest_key)
        and c.thread_id = w.thread_id
      order by c.posted_at desc limit 1) as at
    from unnest(${writers.map((one) => one.threadId)}::uuid[], ${writers.map((one) => one.personId)}::uuid[],
      ${writers.map((one) => one.guestKey)}::text[]) with ordinality as w(thread_id, person_id, guest_key, place)
    order by w.place`.execute(db)
  return rows.map((row) => row.at)
}
