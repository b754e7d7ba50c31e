/** Mentions: people are told of them, each as they like. For PostgreSQL 15 and newer. */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table account add column tell_mentions text not null default 'at-once'
    check (tell_mentions in ('at-once', 'daily', 'never'))`.execute(db)
  await sql`alter table notice drop constraint notice_kind_check`.execute(db)
  await sql`alter table notice add constraint notice_kind_check
    check (kind in ('reply', 'mention', 'decision', 'claim', 'security'))`.execute(db)
  // Who was told of a comment: asked at each mention, and when a comment goes.
  await sql`create index notice_comment on notice (comment_id) where comment_id is not null`.execute(
    db,
  )
}
