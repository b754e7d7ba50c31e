/** Accounts: who signs in and how, what they are told, what they take away. Written for PostgreSQL 15 and newer. */
import { type Kysely, sql } from 'kysely'
import { skeletonOf } from '../../core/skeleton.js'

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const part of [people, accounts, signIn, telling, leaving, door])
    for (const one of part.split(/;\s*\n(?=\n|create|alter|drop)/))
      if (one.trim()) await sql.raw(one).execute(db)
  await foldNames(db)
}

const people = `
alter table person drop constraint person_kind_check;

alter table person add constraint person_kind_check
  check (kind in ('imported', 'guest', 'reader', 'erased'));

alter table person alter column source_key drop not null;

alter table person add column account_id uuid;

alter table person add column name_skeleton text not null default '';

create index person_account on person (account_id) where account_id is not null;

create unique index person_reader_name on person (site_id, name_skeleton) where kind = 'reader' and name <> '';

create index person_source_mail on person (site_id, (substring(source_key from 'mail:.+$'))) where kind = 'imported';

create index person_imported_name on person (site_id, name_skeleton) where kind = 'imported';

alter table comment add column author_kind text not null default 'guest'
  check (author_kind in ('guest', 'reader', 'imported'));

update comment set author_kind = 'imported' where person_id is not null;

create index comment_by_person on comment (person_id, posted_at desc, id desc) where person_id is not null
`

const accounts = `
create table account (
  id uuid primary key,
  site_id uuid not null references site,
  person_id uuid not null unique references person,
  mail text,
  mail_key text,
  role text not null check (role in ('owner', 'editor', 'author', 'moderator', 'treasurer', 'reader')),
  language text,
  state text not null check (state in ('active', 'leaving', 'gone')),
  banned_at timestamptz,
  tell_replies text not null default 'at-once' check (tell_replies in ('at-once', 'daily', 'never')),
  tell_decisions text not null default 'at-once' check (tell_decisions in ('at-once', 'daily', 'never')),
  leaves_at timestamptz,
  leaves_texts text check (leaves_texts in ('keep', 'erase')),
  named_at timestamptz,
  digest_at timestamptz,
  created_at timestamptz not null,
  unique (site_id, mail_key),
  check ((mail is null) = (mail_key is null)),
  check ((state = 'leaving') = (leaves_at is not null))
);

alter table person add constraint person_account_fkey foreign key (account_id) references account;

alter table moderation_event add column by_account_id uuid;

create table account_event (
  id uuid primary key,
  site_id uuid not null references site,
  account_id uuid not null,
  by_account_id uuid,
  action text not null,
  detail jsonb not null,
  happened_at timestamptz not null
);

create index account_event_account on account_event (account_id, happened_at desc);

create trigger account_event_append_only before update or delete on account_event
  for each row execute function refuse_change();

create table invitation (
  id uuid primary key,
  site_id uuid not null references site,
  mail text,
  mail_key text,
  role text not null,
  token_hash text not null unique,
  by_account_id uuid,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

create table claim (
  id uuid primary key,
  site_id uuid not null references site,
  account_id uuid not null references account,
  person_id uuid not null references person,
  words text not null,
  state text not null check (state in ('waiting', 'approved', 'refused')),
  asked_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  unique (account_id, person_id)
);

create index claim_waiting on claim (site_id, asked_at) where state = 'waiting';

create table mute (
  account_id uuid not null references account,
  person_id uuid not null references person,
  created_at timestamptz not null,
  primary key (account_id, person_id)
)
`

const signIn = `
create table session (
  id uuid primary key,
  site_id uuid not null references site,
  account_id uuid not null references account,
  token_hash text not null unique,
  method text not null check (method in ('mail', 'passkey', 'password', 'provider', 'site', 'invitation')),
  browser text not null,
  network text not null,
  started_at timestamptz not null,
  proven_at timestamptz not null,
  second_factor_at timestamptz,
  seen_at timestamptz not null,
  expires_at timestamptz not null
);

create index session_account on session (account_id);

create table sign_in_link (
  id uuid primary key,
  site_id uuid not null references site,
  purpose text not null check (purpose in ('sign-in', 'confirm-mail')),
  mail text not null,
  mail_key text not null,
  account_id uuid references account,
  token_hash text not null unique,
  code_hash text not null,
  browser_hash text not null,
  next_path text not null,
  wrong_codes int not null default 0,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

create index sign_in_link_mail on sign_in_link (site_id, mail_key);

create index sign_in_link_browser on sign_in_link (browser_hash, created_at desc);

create table ceremony (
  key_hash text primary key,
  site_id uuid not null references site,
  kind text not null,
  browser_hash text not null,
  payload jsonb not null,
  expires_at timestamptz not null
);

create table passkey (
  id uuid primary key,
  site_id uuid not null references site,
  account_id uuid not null references account,
  credential_id text not null unique,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  label text not null,
  is_synced boolean not null,
  created_at timestamptz not null,
  used_at timestamptz
);

create index passkey_account on passkey (account_id);

create table code_app (
  account_id uuid primary key references account,
  secret text not null,
  confirmed_at timestamptz,
  last_step bigint not null default 0
);

create table recovery_code (
  account_id uuid not null references account,
  code_hash text not null,
  used_at timestamptz,
  primary key (account_id, code_hash)
);

create table password (
  account_id uuid primary key references account,
  hash text not null,
  changed_at timestamptz not null
);

create table identity (
  site_id uuid not null references site,
  provider text not null,
  subject text not null,
  account_id uuid not null references account,
  created_at timestamptz not null,
  primary key (site_id, provider, subject)
);

create index identity_account on identity (account_id)
`

const telling = `
create table notice (
  id uuid primary key,
  site_id uuid not null references site,
  account_id uuid not null references account,
  kind text not null check (kind in ('reply', 'decision', 'claim', 'security')),
  key text not null,
  comment_id uuid,
  detail jsonb not null,
  mail text not null check (mail in ('none', 'waiting', 'done')),
  created_at timestamptz not null,
  read_at timestamptz,
  unique (account_id, key)
);

create index notice_newest on notice (account_id, created_at desc, id desc);

create index notice_unread on notice (account_id) where read_at is null;

create index notice_waiting on notice (account_id) where mail = 'waiting';

create table mail (
  id uuid primary key,
  site_id uuid not null references site,
  kind text not null,
  to_address text not null,
  subject text not null,
  text text not null,
  html text not null,
  headers jsonb not null,
  is_secret boolean not null,
  state text not null check (state in ('waiting', 'sent', 'kept', 'failed')),
  tries int not null default 0,
  answer text,
  account_id uuid,
  comment_ids uuid[] not null,
  created_at timestamptz not null,
  settled_at timestamptz
);

create index mail_account on mail (account_id) where account_id is not null;

create index mail_newest on mail (site_id, created_at desc, id desc)
`

const leaving = `
create table erasure (
  id uuid primary key,
  site_id uuid not null references site,
  account_id uuid not null unique,
  person_ids uuid[] not null,
  texts text not null check (texts in ('keep', 'erase')),
  erased_at timestamptz not null
);

create trigger erasure_append_only before update or delete on erasure
  for each row execute function refuse_change()
`

const door = `
create table request_limit (
  key varchar(255) primary key,
  points integer not null default 0,
  expire bigint
);

create index request_limit_expire on request_limit (expire)
`

/** People folded in one step; a whole import may hold a million. */
const NAMES_AT_ONCE = 5_000

/** Names known before this migration get their skeleton. */
async function foldNames(db: Kysely<unknown>): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ id: string; name: string }>`
      select id, name from person where name_skeleton = '' and name <> '' limit ${NAMES_AT_ONCE}`.execute(
      db,
    )
    if (rows.length === 0) return
    // A name of nothing but ignorable signs has an empty skeleton; it keeps its own letters.
    const skeletons = rows.map((row) => skeletonOf(row.name) || row.name)
    await sql`update person p set name_skeleton = r.skeleton
      from unnest(${rows.map((row) => row.id)}::uuid[], ${skeletons}::text[]) as r(id, skeleton)
      where p.id = r.id`.execute(db)
  }
}
