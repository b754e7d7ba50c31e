/**
 * What decisions of moderators say of the domains that comments link to, and which decision said it, so that it can be
 * taken back. For PostgreSQL 15 and newer.
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
}
