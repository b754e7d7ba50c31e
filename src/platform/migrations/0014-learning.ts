/** What staff did to what the judge learned here: resets, appended and never edited. For PostgreSQL 15 and newer. */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table learning_event (
    id uuid primary key,
    site_id uuid not null references site,
    what text not null check (what in ('reset')),
    by_account_id uuid,
    happened_at timestamptz not null
  )`.execute(db)
  await sql`create index learning_event_of_site on learning_event (site_id, happened_at desc)`.execute(
    db,
  )
  await sql`create trigger learning_event_append_only before update or delete on learning_event
    for each row execute function refuse_change()`.execute(db)
}
