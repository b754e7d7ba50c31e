/**
 * What decisions of moderators say of the domains that comments link to, and which decision said it, so that it can be
 * taken back; the house rules, and every change of them. For PostgreSQL 15 and newer.
 */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table domain_reputation (
    site_id uuid not null references site,
    domain text not null,
    ham int not null check (ham >= 0),
    spam int not null check (spam >= 0),
    changed_at timestamptz not null,
    primary key (site_id, domain)
  )`.execute(db)
  await sql`create index domain_reputation_changed on domain_reputation (site_id, changed_at desc)`.execute(
    db,
  )
  await sql`create table domain_decision (
    subject_id uuid not null,
    site_id uuid not null references site,
    domain text not null,
    counted_as text check (counted_as in ('ham', 'spam')),
    primary key (subject_id, domain)
  )`.execute(db)
  await sql`create table house_rule (
    id uuid primary key,
    site_id uuid not null references site,
    kind text not null check (kind in ('word', 'phrase', 'regex')),
    pattern text not null,
    language text,
    label text not null,
    action text not null check (action in ('raise', 'doubt', 'hold')),
    note text not null,
    created_at timestamptz not null,
    ended_at timestamptz
  )`.execute(db)
  await sql`create index house_rule_in_force on house_rule (site_id, id) where ended_at is null`.execute(
    db,
  )
  await sql`create table house_rule_event (
    id uuid primary key,
    site_id uuid not null references site,
    rule_id uuid not null references house_rule,
    what text not null check (what in ('added', 'ended')),
    by_account_id uuid,
    at timestamptz not null
  )`.execute(db)
  await sql`create trigger house_rule_event_append_only before update or delete on house_rule_event
    for each row execute function refuse_change()`.execute(db)
}
