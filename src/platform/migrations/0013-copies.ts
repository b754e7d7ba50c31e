/**
 * Copies are found again in the database, belong to clusters, and are decided on together. For PostgreSQL 15 and newer.
 */
import { type Kysely, sql } from 'kysely'

const KEYS = ['k1', 'k2', 'k3', 'k4', 'k5', 'k6', 'k7', 'k8']

export async function up(db: Kysely<unknown>): Promise<void> {
  // Without keys: what was written before is known to memory alone.
  await sql`alter table fingerprint
    add column cluster_id uuid,
    add column is_first boolean not null default true,
    ${sql.raw(KEYS.map((key) => `add column ${key} int4`).join(', '))}`.execute(db)
  // Keys are random numbers. In one large index each would dirty a page of its own; in generations all that are written
  // in a while share few.
  await sql`create sequence copy_number`.execute(db)
  await sql`alter table fingerprint add column generation int4`.execute(db)
  await sql`alter table fingerprint
    alter column generation set default (nextval('copy_number') / 1048576)::int4`.execute(db)
  // One entry for a cluster: ten thousand copies make no look-up slower.
  for (const key of KEYS)
    await sql`create index ${sql.raw(`fingerprint_${key} on fingerprint (generation, ${key}) where is_first`)}`.execute(
      db,
    )
  await sql`create index fingerprint_cluster on fingerprint (cluster_id, subject_id)
    where cluster_id is not null`.execute(db)
  await sql`create table copy_cluster (
    id uuid primary key,
    site_id uuid not null references site,
    members int not null check (members >= 0),
    held int not null check (held >= 0 and held <= members),
    is_waiting boolean not null generated always as (held > 0) stored,
    action text check (action in ('publish', 'remove')),
    rule text,
    batch_id uuid,
    decided_at timestamptz,
    made_at timestamptz not null
  ) with (fillfactor = 50)`.execute(db)
  await sql`create index copy_cluster_waiting on copy_cluster (site_id, id) where is_waiting`.execute(
    db,
  )
  await sql`create index copy_cluster_decided on copy_cluster (site_id, decided_at desc)
    where action is not null`.execute(db)
  await sql`alter table moderation_event add column batch_id uuid`.execute(db)
}
