/**
 * Who may write in a thread, and how often; by which rule a comment was removed; the newest of a thread at once.
 * For PostgreSQL 15 and newer.
 */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table thread
    add column closes_at timestamptz,
    add column members_only boolean not null default false,
    add column slow_seconds int not null default 0 check (slow_seconds between 0 and 86400)`.execute(
    db,
  )
  await sql`alter table comment add column removed_rule text`.execute(db)
  await sql`create index comment_newest on comment (thread_id, posted_at desc, id desc)
    where state = 'published'`.execute(db)
  await sql`create index comment_by_id on comment (thread_id, id)`.execute(db)
}
