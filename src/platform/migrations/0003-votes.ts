/** Votes and reports: who recommends a comment, who tells the moderators of one, and the counts beside it. */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const one of statements.split(/;\s*\n/)) if (one.trim()) await sql.raw(one).execute(db)
}

const statements = `
alter table comment
  add column recommend_count int not null default 0,
  add column upheld_reports int not null default 0;

create table vote (
  comment_id uuid not null references comment on delete cascade,
  person_id uuid not null references person on delete cascade,
  thread_id uuid not null references thread on delete cascade,
  voted_at timestamptz not null,
  primary key (comment_id, person_id)
);

create index vote_by_person on vote (person_id, thread_id, voted_at desc);

create table report (
  id uuid primary key,
  site_id uuid not null references site,
  comment_id uuid not null references comment on delete cascade,
  person_id uuid not null references person on delete cascade,
  reason text not null check (reason in ('spam', 'hate', 'threat', 'harassment', 'off-topic', 'other')),
  words text not null,
  state text not null default 'open' check (state in ('open', 'upheld', 'dismissed')),
  reported_at timestamptz not null,
  unique (comment_id, person_id)
);

create index report_open on report (site_id, reported_at, id) where state = 'open';

create index report_by_person on report (person_id);
`
