/**
 * Moderation policies of a site and of its sections, each change a row with who and when; and on verdicts which of them
 * held, whether the author was nudged before, and by whose rule something waits. For PostgreSQL 15 and newer.
 */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table policy_change (
    id uuid primary key,
    site_id uuid not null references site,
    section_id uuid references section,
    preset text check (preset in ('open', 'balanced', 'strict', 'pre-moderated', 'newcomers-first')),
    thresholds jsonb not null,
    by_account_id uuid,
    changed_at timestamptz not null
  )`.execute(db)
  await sql`create index policy_change_of_place on policy_change (site_id, section_id, id)`.execute(
    db,
  )
  await sql`create trigger policy_change_append_only before update or delete on policy_change
    for each row execute function refuse_change()`.execute(db)
  await sql`alter table verdict
    add column policy_ids uuid[] not null default '{}',
    add column was_nudged boolean not null default false,
    add column waits text not null default 'nobody' check (waits in ('nobody', 'newcomers', 'everybody'))`.execute(
    db,
  )
}
