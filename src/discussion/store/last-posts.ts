/** SQL of when somebody wrote last in a thread: what slow mode goes by. */
import { sql } from 'kysely'
import type { Db } from '../../platform/database.js'

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
