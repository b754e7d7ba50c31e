/** The first tables of all four parts. Written for PostgreSQL 15 and newer. */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [site, publishing, discussion, moderation, funding, importing])
    for (const one of statement.split(/;\s*\n(?=\n|create|alter)/))
      if (one.trim()) await sql.raw(one).execute(db)
}

const site = `
create table site (
  id uuid primary key,
  slug text not null unique,
  name text not null,
  tagline text not null,
  language text not null,
  demo_offered_at timestamptz,
  created_at timestamptz not null
);

create table secret (
  site_id uuid not null references site,
  name text not null,
  value text not null,
  primary key (site_id, name)
);
`

const publishing = `
create table section (
  id uuid primary key,
  site_id uuid not null references site,
  slug text not null,
  name text not null,
  position int not null,
  unique (site_id, slug)
);

create table picture (
  id uuid primary key,
  site_id uuid not null references site,
  sha256 text not null,
  width int not null,
  height int not null,
  created_at timestamptz not null,
  unique (site_id, sha256)
);

create table picture_file (
  picture_id uuid not null references picture,
  width int not null,
  bytes bytea not null,
  primary key (picture_id, width)
);

create table article (
  id uuid primary key,
  site_id uuid not null references site,
  section_id uuid references section,
  slug text not null,
  home text not null check (home in ('here', 'elsewhere')),
  origin_url text,
  headline text not null,
  standfirst text,
  byline text,
  language text not null,
  body_format text not null check (body_format in ('markdown', 'html', 'text')),
  body_source text not null,
  body_html text not null,
  picture_id uuid references picture,
  picture_alt text,
  picture_caption text,
  state text not null check (state in ('draft', 'published')),
  published_at timestamptz,
  sort_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (site_id, slug)
);

create index article_newest on article (site_id, sort_at desc, id desc) where state = 'published';

create index article_section on article (section_id, sort_at desc, id desc) where state = 'published';

create table revision (
  id uuid primary key,
  site_id uuid not null references site,
  article_id uuid not null references article,
  number int not null,
  headline text not null,
  standfirst text,
  byline text,
  body_format text not null,
  body_source text not null,
  created_at timestamptz not null,
  unique (article_id, number)
);
`

const discussion = `
create table person (
  id uuid primary key,
  site_id uuid not null references site,
  kind text not null check (kind in ('imported')),
  name text not null,
  source_key text not null,
  created_at timestamptz not null,
  unique (site_id, source_key)
);

create table thread (
  id uuid primary key,
  site_id uuid not null references site,
  article_id uuid not null unique references article,
  is_closed boolean not null default false,
  comment_count int not null default 0,
  created_at timestamptz not null
) with (fillfactor = 50);

create table comment (
  id uuid primary key,
  site_id uuid not null,
  thread_id uuid not null references thread,
  parent_id uuid references comment,
  depth smallint not null check (depth between 0 and 100),
  person_id uuid references person,
  author_name text,
  is_staff boolean not null default false,
  format text not null check (format in ('markdown', 'html', 'text')),
  source text not null,
  html text not null,
  text text not null,
  language text,
  state text not null check (state in ('published', 'held', 'removed', 'deleted')),
  posted_at timestamptz not null,
  posted_at_known boolean not null default true,
  best_key real not null default 0,
  reply_count int not null default 0,
  descendant_count int not null default 0,
  listed boolean not null generated always as (state = 'published' or descendant_count > 0) stored,
  client_key text,
  check ((parent_id is null) = (depth = 0))
) with (fillfactor = 85);

create index comment_by_time on comment (thread_id, parent_id, listed, posted_at, id);

create index comment_by_best on comment (thread_id, parent_id, listed, best_key, posted_at, id);

create unique index comment_client_key on comment (thread_id, client_key) where client_key is not null;
`

const moderation = `
create table verdict (
  id uuid primary key,
  site_id uuid not null,
  subject_id uuid not null,
  outcome text not null check (outcome in ('publish', 'hold')),
  signals jsonb not null,
  policy_version int not null,
  judged_at timestamptz not null
);

create index verdict_subject on verdict (subject_id);

create table fingerprint (
  subject_id uuid primary key,
  site_id uuid not null,
  bytes bytea not null
);

create table moderation_event (
  id uuid primary key,
  site_id uuid not null references site,
  subject_id uuid not null,
  action text not null check (action in ('publish', 'remove')),
  rule text,
  decided_at timestamptz not null
);

create index moderation_event_subject on moderation_event (subject_id);
`

const funding = `
create table campaign (
  id uuid primary key,
  site_id uuid not null references site,
  title text,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  goal_minor bigint not null check (goal_minor > 0),
  ticks_minor bigint[] not null,
  is_open boolean not null,
  created_at timestamptz not null
);

create table ledger_transaction (
  id uuid primary key,
  site_id uuid not null references site,
  kind text not null check (kind in ('gift', 'opening-balance')),
  campaign_id uuid not null references campaign,
  key text not null,
  memo text not null,
  happened_at timestamptz,
  recorded_at timestamptz not null,
  unique (site_id, key)
);

create table ledger_entry (
  id bigint generated always as identity primary key,
  site_id uuid not null references site,
  transaction_id uuid not null references ledger_transaction,
  campaign_id uuid not null references campaign,
  account text not null,
  amount_minor bigint not null check (amount_minor <> 0),
  currency text not null check (currency ~ '^[A-Z]{3}$')
);

create index ledger_entry_transaction on ledger_entry (transaction_id);

create index ledger_entry_account on ledger_entry (campaign_id, account) include (amount_minor);

create table gift (
  id uuid primary key,
  site_id uuid not null references site,
  campaign_id uuid not null references campaign,
  transaction_id uuid not null unique references ledger_transaction,
  name text,
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null,
  received_at timestamptz,
  recorded_at timestamptz not null
);

create index gift_newest on gift (campaign_id, recorded_at desc, id desc);

create function refuse_change() returns trigger language plpgsql as
  'begin raise exception ''% is append-only'', tg_table_name using errcode = ''restrict_violation''; end';

create trigger ledger_entry_append_only before update or delete on ledger_entry
  for each row execute function refuse_change();

create trigger ledger_transaction_append_only before update or delete on ledger_transaction
  for each row execute function refuse_change();

create trigger moderation_event_append_only before update or delete on moderation_event
  for each row execute function refuse_change();

create function refuse_unbalanced() returns trigger language plpgsql as
  'begin if exists (select 1 from ledger_entry where transaction_id = new.transaction_id group by currency having sum(amount_minor) <> 0) then raise exception ''transaction % does not balance'', new.transaction_id using errcode = ''check_violation''; end if; return null; end';

create constraint trigger ledger_balanced after insert on ledger_entry
  deferrable initially deferred for each row execute function refuse_unbalanced();
`

const importing = `
create table imported (
  site_id uuid not null references site,
  source text not null,
  key text not null,
  id uuid not null,
  primary key (site_id, source, key)
);

create table import_waiting (
  site_id uuid not null references site,
  source text not null,
  key text not null,
  parent_key text not null,
  record jsonb not null,
  primary key (site_id, source, key)
);

create index import_waiting_parent on import_waiting (site_id, source, parent_key);
`
