/**
 * Orders by discussion and by answers, editors' picks, who wrote an article, supporters, and rules of discussions on
 * three levels. For PostgreSQL 15 and newer.
 */
import { type Kysely, sql } from 'kysely'
import { skeletonOf } from '../../core/skeleton.js'

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const part of [orders, picks, authors, supporters, rules])
    for (const one of part.split(/;\s*\n(?=\n|create|alter|update)/))
      if (one.trim()) await sql.raw(one).execute(db)
  await keyDiscussed(db)
  await foldBylines(db)
  await linkStaff(db)
}

const orders = `
alter table comment
  add column discussed_key smallint not null default 0,
  add column answer_rank smallint not null default 1 check (answer_rank in (0, 1));

create index comment_by_discussed on comment (thread_id, listed, discussed_key, best_key, posted_at, id)
  where parent_id is null;

create index comment_answers on comment (thread_id, parent_id, best_key, posted_at, id) where answer_rank = 0;

alter table thread
  add column question_count int not null default 0,
  add column answered_count int not null default 0;

update thread t set question_count = c.n
  from (select thread_id, count(*)::int as n from comment where parent_id is null and state = 'published'
    group by thread_id) c
  where c.thread_id = t.id;
`

const picks = `
alter table comment add column picked_at timestamptz;

create index comment_picked on comment (thread_id, picked_at, id)
  where picked_at is not null and state = 'published';

create table pick_event (
  id uuid primary key,
  site_id uuid not null references site,
  comment_id uuid not null,
  action text not null check (action in ('pick', 'take-back')),
  by_account_id uuid,
  happened_at timestamptz not null
);

create index pick_event_comment on pick_event (comment_id, id);

create trigger pick_event_append_only before update or delete on pick_event
  for each row execute function refuse_change();
`

const authors = `
create table article_author (
  article_id uuid not null references article,
  person_id uuid not null references person,
  primary key (article_id, person_id)
);

create index article_author_person on article_author (person_id);

alter table article
  add column byline_skeleton text,
  add column authors_by_staff boolean not null default false;

create index article_byline on article (site_id, byline_skeleton) where byline_skeleton is not null;

alter table thread add column author_ids uuid[] not null default '{}';
`

const supporters = `
alter table account add column shows_support boolean not null default false;

alter table gift add column account_id uuid references account;

create index gift_account on gift (account_id) where account_id is not null;
`

const RULES = `
  add column close_days int check (close_days between 0 and 36500),
  add column mode text check (mode in ('discussion', 'questions'))`

const LEVEL_RULES = `
  add column is_closed boolean,
  add column members_only boolean,
  add column slow_seconds int check (slow_seconds between 0 and 86400),
  ${RULES}`

const rules = `
alter table site ${LEVEL_RULES};

alter table section ${LEVEL_RULES};

alter table thread ${RULES},
  alter column is_closed drop not null,
  alter column is_closed drop default,
  alter column members_only drop not null,
  alter column members_only drop default,
  alter column slow_seconds drop not null,
  alter column slow_seconds drop default;

update thread set is_closed = nullif(is_closed, false), members_only = nullif(members_only, false),
  slow_seconds = nullif(slow_seconds, 0);

create table rule_event (
  id uuid primary key,
  site_id uuid not null references site,
  level text not null check (level in ('site', 'section', 'thread')),
  subject_id uuid not null,
  by_account_id uuid,
  change jsonb not null,
  happened_at timestamptz not null
);

create index rule_event_subject on rule_event (subject_id, id desc);

create trigger rule_event_append_only before update or delete on rule_event
  for each row execute function refuse_change();
`

/** Two steps to the doubling, as the program keeps it from now on. */
const discussedKeyOf = (descendants: number): number =>
  descendants > 0 ? -Math.floor(2 * Math.log2(1 + descendants)) : 0

async function keyDiscussed(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ n: number }>`
    select distinct descendant_count as n from comment where parent_id is null and descendant_count > 0`.execute(
    db,
  )
  const counts = rows.map((row) => row.n)
  await sql`update comment c set discussed_key = r.key
    from unnest(${counts}::int[], ${counts.map(discussedKeyOf)}::smallint[]) as r(n, key)
    where c.parent_id is null and c.descendant_count = r.n`.execute(db)
}

/** Articles folded in one step. */
const BYLINES_AT_ONCE = 5_000

async function foldBylines(db: Kysely<unknown>): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ id: string; byline: string }>`
      select id, byline from article where byline_skeleton is null and byline <> '' limit ${BYLINES_AT_ONCE}`.execute(
      db,
    )
    if (rows.length === 0) return
    // A byline of nothing but ignorable signs has an empty skeleton; it is nobody's name.
    await sql`update article a set byline_skeleton = r.skeleton
      from unnest(${rows.map((row) => row.id)}::uuid[],
        ${rows.map((row) => skeletonOf(row.byline))}::text[]) as r(id, skeleton)
      where a.id = r.id`.execute(db)
  }
}

/** Staff who are here already become the authors of what has their name as byline: by the job that does it for new ones. */
async function linkStaff(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from account where role <> 'reader' and state <> 'gone' order by id`.execute(db)
  for (const { id } of rows) {
    const event = JSON.stringify({ name: 'staff.named', accountId: id })
    await sql`select graphile_worker.add_job('link-articles', ${event}::json)`.execute(db)
  }
}
