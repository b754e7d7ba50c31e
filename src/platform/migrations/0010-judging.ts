/**
 * Judging for other software: the keys of programs that ask, how much each asked, the decisions they sent back, and what
 * was learned from them. For PostgreSQL 15 and newer.
 */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const one of statements.split(/;\s*\n/)) if (one.trim()) await sql.raw(one).execute(db)
}

const statements = `
create table judge_key (
  id uuid primary key,
  site_id uuid not null references site,
  name text not null,
  key_hash text not null unique,
  per_second int not null check (per_second > 0),
  per_minute int not null check (per_minute > 0),
  per_day int not null check (per_day > 0),
  signing_secret text,
  by_account_id uuid,
  created_at timestamptz not null,
  ended_at timestamptz
);

create index judge_key_of_site on judge_key (site_id, id desc);

create table judge_key_use (
  key_id uuid not null references judge_key on delete cascade,
  day date not null,
  asked int not null default 0,
  refused int not null default 0,
  primary key (key_id, day)
);

create table judge_decision (
  id uuid primary key,
  site_id uuid not null references site,
  key_id uuid not null references judge_key on delete cascade,
  once text not null,
  decision text not null check (decision in ('publish', 'remove')),
  body text,
  is_folded boolean not null default false,
  decided_at timestamptz not null,
  unique (key_id, once)
);

create index judge_decision_unfolded on judge_decision (site_id, id) where not is_folded;

create index judge_decision_of_site on judge_decision (site_id, id desc);

create table site_head (
  site_id uuid primary key references site,
  model_hash text not null,
  bytes bytea not null,
  published int not null,
  removed int not null,
  folded_at timestamptz not null
);
`
