/** SQL of the latest comments, whatever their thread. */
import { sql } from 'kysely'
import type { Db } from '../../platform/database.js'

export type LatestText = {
  id: string
  slug: string
  text: string
  language: string | null
  state: 'published' | 'held' | 'removed'
}

/** The texts that were written last, the newest first. Cost: one range of the primary key. */
export async function findLatestTexts(
  db: Db,
  siteId: string,
  limit: number,
): Promise<LatestText[]> {
  const { rows } = await sql<LatestText>`
    select c.id, a.slug, c.text, c.language, c.state
    from (
      select id, thread_id, text, language, state from comment
      where site_id = ${siteId}::uuid and state <> 'deleted' order by id desc limit ${limit}
    ) c join thread t on t.id = c.thread_id join article a on a.id = t.article_id
    order by c.id desc`.execute(db)
  return rows
}
