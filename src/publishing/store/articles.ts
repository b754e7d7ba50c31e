/** SQL of publishing: articles, sections, revisions. */
import { sql } from 'kysely'
import { type Db, NAMED } from '../../platform/database.js'
import type { Tables } from '../../platform/schema.js'
import { RULE_COLUMNS, RULE_JOINS, type RuleRow } from './rules.js'

const CARD = [
  'article.id',
  'article.slug',
  'article.home',
  'article.origin_url',
  'article.headline',
  'article.standfirst',
  'article.byline',
  'article.language',
  'article.published_at',
  'article.sort_at',
  'article.updated_at',
  'article.picture_id',
  'article.picture_alt',
  'article.picture_caption',
] as const

const cards = (db: Db) =>
  db
    .selectFrom('article')
    .leftJoin('section', 'section.id', 'article.section_id')
    .leftJoin('thread', 'thread.article_id', 'article.id')
    .leftJoin('picture', 'picture.id', 'article.picture_id')
    .select(CARD)
    .select([
      'section.slug as section_slug',
      'section.name as section_name',
      'thread.id as thread_id',
      'thread.comment_count',
      'picture.width as picture_width',
      'picture.height as picture_height',
    ])
    .select((eb) =>
      eb
        .selectFrom('picture_file')
        .whereRef('picture_file.picture_id', '=', 'article.picture_id')
        .select(
          sql<number[]>`array_agg(picture_file.width order by picture_file.width)`.as('widths'),
        )
        .as('picture_widths'),
    )

export type ArticleRow = Awaited<ReturnType<typeof findCards>>[number]

/** Published articles, newest first. `after` is the last one of the page before. */
export function findCards(
  db: Db,
  where: {
    siteId: string
    sectionSlug?: string
    home?: 'here'
    after?: { sortAt: Date; id: string }
    limit: number
  },
) {
  let query = cards(db)
    .where('article.site_id', '=', where.siteId)
    .where('article.state', '=', 'published')
    .orderBy('article.sort_at', 'desc')
    .orderBy('article.id', 'desc')
    .limit(where.limit)
  if (where.home) query = query.where('article.home', '=', where.home)
  if (where.sectionSlug !== undefined) query = query.where('section.slug', '=', where.sectionSlug)
  if (where.after)
    query = query.where(
      sql<boolean>`(article.sort_at, article.id) < (${where.after.sortAt}, ${where.after.id}::uuid)`,
    )
  return query.execute()
}

export type FullArticleRow = ArticleRow & { body_html: string }

/** One published article by its slug. */
export function findArticle(
  db: Db,
  siteId: string,
  slug: string,
): Promise<FullArticleRow | undefined> {
  return cards(db)
    .select('article.body_html')
    .where('article.site_id', '=', siteId)
    .where('article.slug', '=', slug)
    .where('article.state', '=', 'published')
    .executeTakeFirst()
}

export type ArticlePlaceRow = RuleRow & {
  article_id: string
  slug: string
  headline: string
  thread_id: string
  comment_count: number
}

/** Ids, thread and rules of a published article by its slug. */
export async function findArticlePlace(
  db: Db,
  where: { siteId: string; slug: string },
): Promise<ArticlePlaceRow | undefined> {
  const { rows } = await sql<ArticlePlaceRow>`${NAMED}
    select article.id as article_id, article.slug, article.headline, thread.id as thread_id, thread.comment_count, ${RULE_COLUMNS}
    from article join thread on thread.article_id = article.id ${RULE_JOINS}
    where article.site_id = ${where.siteId}::uuid and article.slug = ${where.slug} and article.state = 'published'`.execute(
    db,
  )
  return rows[0]
}

/** All sections in their order, with the number of articles that stand here in each. */
export const findSections = (db: Db, siteId: string) =>
  db
    .selectFrom('section')
    .leftJoin('article', (join) =>
      join
        .onRef('article.section_id', '=', 'section.id')
        .on('article.state', '=', 'published')
        .on('article.home', '=', 'here'),
    )
    .select(['section.id', 'section.slug', 'section.name'])
    .select((eb) => sql<number>`${eb.fn.count('article.id')}::int`.as('article_count'))
    .where('section.site_id', '=', siteId)
    .groupBy('section.id')
    .orderBy('section.position')
    .orderBy('section.name')
    .execute()

/** The section of this name, made when it is new. */
export async function ensureSection(
  db: Db,
  row: { id: string; siteId: string; slug: string; name: string },
): Promise<string> {
  await db
    .insertInto('section')
    .values((eb) => ({
      id: row.id,
      site_id: row.siteId,
      slug: row.slug,
      name: row.name,
      position: eb
        .selectFrom('section as other')
        .where('other.site_id', '=', row.siteId)
        .select((count) => sql<number>`${count.fn.countAll()}::int`.as('n')),
    }))
    .onConflict((conflict) => conflict.columns(['site_id', 'slug']).doNothing())
    .execute()
  const section = await db
    .selectFrom('section')
    .select('id')
    .where('site_id', '=', row.siteId)
    .where('slug', '=', row.slug)
    .executeTakeFirstOrThrow()
  return section.id
}

/** Slugs already taken that begin like this one. */
export async function findTakenSlugs(db: Db, siteId: string, slug: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('article')
    .select('slug')
    .where('site_id', '=', siteId)
    .where((eb) => eb.or([eb('slug', '=', slug), eb('slug', 'like', `${slug}-%`)]))
    .execute()
  return new Set(rows.map((row) => row.slug))
}

/** Slugs are handed out one writer at a time per site, until the end of the transaction. */
export const lockSlugs = (db: Db, siteId: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended('slug' || ${siteId}, 0))`.execute(db)

export async function insertArticle(
  db: Db,
  row: Tables['article'],
  thread: { id: string; isClosed: boolean },
  revisionId: string,
): Promise<void> {
  await db.insertInto('article').values(row).execute()
  await db
    .insertInto('revision')
    .values({
      id: revisionId,
      site_id: row.site_id,
      article_id: row.id,
      number: 1,
      headline: row.headline,
      standfirst: row.standfirst,
      byline: row.byline,
      body_format: row.body_format,
      body_source: row.body_source,
      created_at: row.created_at,
    })
    .execute()
  await db
    .insertInto('thread')
    .values({
      id: thread.id,
      site_id: row.site_id,
      article_id: row.id,
      // Open is what the section or the site may say; closed is this thread's own.
      is_closed: thread.isClosed ? true : null,
      created_at: row.created_at,
    })
    .execute()
}

/** What must hold of every article. Each row returned is a violation. */
export async function findPublishingViolations(db: Db): Promise<string[]> {
  const rows = await sql<{ slug: string }>`
    select slug from article a
    where not exists (select 1 from revision r where r.article_id = a.id and r.headline = a.headline
      and r.body_source = a.body_source)
      or not exists (select 1 from thread t where t.article_id = a.id)`.execute(db)
  return rows.rows.map((row) => `article ${row.slug} has no thread, or no revision that equals it`)
}
