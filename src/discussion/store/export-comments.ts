/** SQL of a person's comments with what was decided about them, for taking them away. */
import { sql } from 'kysely'
import type { Db } from '../../platform/database.js'
import { PICTURES, type ShownPicture } from './media-columns.js'

export type ExportedRow = {
  id: string
  parent_id: string | null
  headline: string
  slug: string
  author_name: string | null
  state: string
  format: string
  source: string
  language: string | null
  posted_at: Date
  posted_at_known: boolean
  reply_count: number
  /** Reason codes of the last verdict, the heaviest first. */
  reasons: string[]
  judged_at: Date | null
  decisions: { action: string; rule: string | null; decidedAt: string }[]
  pictures: ShownPicture[] | null
}

/** Comments of a person in any state, the newest first. Cost: one index range and two look-ups a comment. */
export async function findCommentsForExport(
  db: Db,
  personId: string,
  page: { after: { posted_at: Date; id: string } | null; limit: number },
): Promise<ExportedRow[]> {
  const beyond = page.after
    ? sql`(c.posted_at, c.id) < (${page.after.posted_at}::timestamptz, ${page.after.id}::uuid)`
    : sql`true`
  const { rows } = await sql<ExportedRow>`
    with c as materialized (
      select * from comment c where c.person_id = ${personId}::uuid and ${beyond}
      order by c.posted_at desc, c.id desc limit ${page.limit}
    )
    select c.id, c.parent_id, a.headline, a.slug, c.author_name, c.state, c.format, c.source, c.language,
      c.posted_at, c.posted_at_known, c.reply_count, v.judged_at, ${sql.raw(PICTURES)},
      coalesce(jsonb_path_query_array(v.signals, '$[*].reason'), '[]') as reasons,
      coalesce((
        select jsonb_agg(jsonb_build_object('action', e.action, 'rule', e.rule, 'decidedAt', e.decided_at) order by e.id)
        from moderation_event e where e.subject_id = c.id
      ), '[]') as decisions
    from c
    join thread t on t.id = c.thread_id
    join article a on a.id = t.article_id
    left join lateral (
      -- Fenced, or a planner without statistics looks for it in the order of all verdicts.
      select signals, judged_at from (select * from verdict where subject_id = c.id offset 0) of_comment
      order by id desc limit 1
    ) v on true
    order by c.posted_at desc, c.id desc`.execute(db)
  return rows
}

/** A page of the pictures in a person's comments, each once, by id, with their widest file. */
export async function findPicturesForExport(
  db: Db,
  personId: string,
  page: { afterId: string | null; limit: number },
): Promise<{ id: string; bytes: Buffer }[]> {
  const beyond = page.afterId === null ? sql`true` : sql`p.id > ${page.afterId}::uuid`
  const { rows } = await sql<{ id: string; bytes: Buffer }>`
    select p.id, f.bytes from picture p join picture_file f on f.picture_id = p.id and f.width = p.width
    where ${beyond} and p.id in (
      select cp.picture_id from comment c join comment_picture cp on cp.comment_id = c.id
      where c.person_id = ${personId}::uuid and c.picture_count > 0)
    order by p.id limit ${page.limit}`.execute(db)
  return rows
}
