/** Edits: former texts of comments, and when a comment was last changed in the open. */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const one of statements.split(/;\s*\n/)) if (one.trim()) await sql.raw(one).execute(db)
}

const statements = `
alter table comment add column edited_at timestamptz;

create table comment_revision (
  id uuid primary key,
  site_id uuid not null references site,
  comment_id uuid not null references comment on delete cascade,
  format text not null check (format in ('markdown', 'html', 'text')),
  source text not null,
  text text not null,
  language text,
  was_public boolean not null,
  replaced_at timestamptz not null
);

create index comment_revision_comment on comment_revision (comment_id, id desc);

create trigger comment_revision_append_only before update on comment_revision
  for each row execute function refuse_change();

create index mail_by_comment on mail using gin (comment_ids);
`
