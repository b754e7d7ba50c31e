/**
 * Pictures in comments and links as cards: pictures know what they are for, uploads wait for their comment, removed
 * pictures are known again, a linked page is read once for everybody. For PostgreSQL 15 and newer.
 */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const one of statements.split(/;\s*\n/)) if (one.trim()) await sql.raw(one).execute(db)
}

const statements = `
alter table picture
  add column purpose text not null default 'article' check (purpose in ('article', 'comment', 'card')),
  add column look bigint,
  drop constraint picture_site_id_sha256_key,
  add constraint picture_of_purpose unique (site_id, purpose, sha256);

alter table picture_file
  drop constraint picture_file_picture_id_fkey,
  add constraint picture_file_picture_id_fkey foreign key (picture_id) references picture on delete cascade;

create table picture_upload (
  id uuid primary key,
  site_id uuid not null references site,
  picture_id uuid not null references picture on delete cascade,
  owner_key text not null,
  comment_id uuid references comment on delete cascade,
  created_at timestamptz not null
);

create index picture_upload_owner on picture_upload (owner_key, id desc) where comment_id is null;

create index picture_upload_picture on picture_upload (picture_id);

create index picture_upload_comment on picture_upload (comment_id) where comment_id is not null;

create index picture_upload_age on picture_upload (created_at);

create table comment_picture (
  comment_id uuid not null references comment on delete cascade,
  position smallint not null check (position between 1 and 4),
  picture_id uuid not null references picture,
  alt text not null,
  primary key (comment_id, position),
  unique (comment_id, picture_id)
);

create index comment_picture_picture on comment_picture (picture_id);

create table barred_picture (
  comment_id uuid not null references comment on delete cascade,
  sha256 text not null,
  site_id uuid not null references site,
  look bigint,
  barred_at timestamptz not null,
  primary key (comment_id, sha256)
);

create index barred_picture_newest on barred_picture (site_id, barred_at desc);

alter table comment_revision add column pictures jsonb not null default '[]';

create table link_card (
  id uuid primary key,
  site_id uuid not null references site,
  url_hash text not null,
  url text not null,
  host text not null,
  state text not null check (state in ('waiting', 'shown', 'none')),
  problem text,
  tries smallint not null default 0,
  asked_at timestamptz,
  made_at timestamptz,
  shown_host text,
  title text,
  description text,
  site_name text,
  language text,
  picture_id uuid references picture,
  article_id uuid references article on delete cascade,
  comment_id uuid references comment on delete cascade,
  unique (site_id, url_hash)
);

create index link_card_host on link_card (site_id, host, asked_at desc);

create index link_card_asked on link_card (site_id, asked_at);

create index link_card_picture on link_card (picture_id);

create index link_card_article on link_card (article_id) where article_id is not null;

create index link_card_comment on link_card (comment_id) where comment_id is not null;

create table comment_card (
  comment_id uuid not null references comment on delete cascade,
  position smallint not null,
  card_id uuid not null references link_card on delete cascade,
  primary key (comment_id, position)
);

create index comment_card_card on comment_card (card_id);

alter table comment
  add column picture_count smallint not null default 0,
  add column card_count smallint not null default 0;
`
