/**
 * Finding one's way in a discussion: what changed after it was posted, which comments were held at first without
 * reading all verdicts, and how far each account has seen a thread.
 */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const one of statements.split(/;\s*\n/)) if (one.trim()) await sql.raw(one).execute(db)
}

const statements = `
alter table comment add column changed_at timestamptz;

create index comment_changed on comment (thread_id, changed_at) where changed_at is not null;

create index verdict_held on verdict (subject_id) where outcome = 'hold';

alter table account add column keeps_visits boolean not null default false;

create table visit (
  account_id uuid not null references account,
  thread_id uuid not null references thread,
  seen_until timestamptz not null,
  visited_at timestamptz not null,
  primary key (account_id, thread_id)
);

create index visit_latest on visit (account_id, visited_at desc);

create index visit_old on visit (visited_at);
`
