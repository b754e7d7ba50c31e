/** SQL of comment counts for many articles at once. */
import { sql } from 'kysely'
import { type Db, NAMED } from '../../platform/database.js'

export type CountRow = { asked: string; comments: number }

/**
 * Published comments of published articles, one row for each slug or address that is known. Cost: an index look-up a
 * slug; addresses are looked for among all articles of the site, once.
 */
export async function findCounts(
  db: Db,
  where: { siteId: string; slugs: readonly string[]; originUrls: readonly string[] },
): Promise<CountRow[]> {
  const { rows } = await sql<CountRow>`${NAMED}
    select a.slug as asked, t.comment_count as comments
    from article a join thread t on t.article_id = a.id
    where a.site_id = ${where.siteId}::uuid and a.slug = any(${where.slugs}::text[])
      and a.state = 'published'
    union all
    -- Two articles of one address: the livelier thread is the one that its readers know.
    select a.origin_url, max(t.comment_count)
    from article a join thread t on t.article_id = a.id
    where a.site_id = ${where.siteId}::uuid and cardinality(${where.originUrls}::text[]) > 0
      and a.origin_url = any(${where.originUrls}::text[]) and a.home = 'elsewhere'
      and a.state = 'published'
    group by a.origin_url`.execute(db)
  return rows
}
