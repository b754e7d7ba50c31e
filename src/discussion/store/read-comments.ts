/** SQL of reading comments: pages by keyset, replies by LATERAL on the same index, never the whole tree. */
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../platform/database.js'
import { ORDER_KEYS, type Order } from '../ranking.js'

export type ReadRow = {
  id: string
  thread_id: string
  parent_id: string | null
  depth: number
  person_id: string | null
  author_name: string | null
  author_kind: 'guest' | 'reader' | 'imported'
  is_staff: boolean
  html: string
  text: string
  language: string | null
  state: 'published' | 'held' | 'removed' | 'deleted'
  removed_rule: string | null
  posted_at: Date
  posted_at_known: boolean
  /** When it was last changed after the free minutes; null: it was not. */
  edited_at: Date | null
  reply_count: number
  descendant_count: number
  recommend_count: number
}

/** What a `ReadRow` is read from: the comment `c`. */
export const COLUMNS = sql.raw(
  'c.id, c.thread_id, c.parent_id, c.depth, c.person_id, c.author_name, c.author_kind, c.is_staff, c.html, c.text, c.language, c.state, c.removed_rule, ' +
    'c.posted_at, c.posted_at_known, c.edited_at, c.reply_count, c.descendant_count, c.recommend_count',
)

/** Which rows a reader may page through: listed ones, or with `withUnlisted` also what is held or gone. */
export type Page = { order: Order; afterId: string | null; limit: number; withUnlisted: boolean }

const orderBy = (order: Order): RawBuilder<unknown> => {
  const { columns, direction } = ORDER_KEYS[order]
  return sql.raw(columns.map((column) => `c.${column} ${direction}`).join(', '))
}

/** `(key columns) > (those of the comment after which we read on)`, one row comparison. */
function beyond(page: Page): RawBuilder<unknown> {
  if (page.afterId === null) return sql`true`
  const { columns, direction } = ORDER_KEYS[page.order]
  const key = sql.raw(columns.map((column) => `c.${column}`).join(', '))
  const sameKey = sql.raw(columns.map((column) => `a.${column}`).join(', '))
  const sign = sql.raw(direction === 'asc' ? '>' : '<')
  return sql`(${key}) ${sign} (select ${sameKey} from comment a where a.id = ${page.afterId}::uuid)`
}

const listed = (page: Pick<Page, 'withUnlisted'>) => (page.withUnlisted ? sql`true` : sql`c.listed`)

/**
 * Roots of a thread after a comment, in an order. Cost: one index range, whatever the size of the thread
 * (with unlisted ones, all roots of the thread).
 */
export async function findRoots(db: Db, threadId: string, page: Page): Promise<ReadRow[]> {
  // PostgreSQL takes `is null` for no constant: without the column in the order it would sort all roots.
  const parentFirst = sql.raw(`c.parent_id ${ORDER_KEYS[page.order].direction}`)
  const { rows } = await sql<ReadRow>`
    select ${COLUMNS} from comment c
    where c.thread_id = ${threadId}::uuid and c.parent_id is null and ${listed(page)} and ${beyond(page)}
    order by ${parentFirst}, ${orderBy(page.order)} limit ${page.limit}`.execute(db)
  return rows
}

/** Replies to one comment after one of them, in an order. Cost: one index range. */
export async function findReplies(
  db: Db,
  parent: { id: string; thread_id: string },
  page: Page,
): Promise<ReadRow[]> {
  const { rows } = await sql<ReadRow>`
    select ${COLUMNS} from comment c
    where c.thread_id = ${parent.thread_id}::uuid and c.parent_id = ${parent.id}::uuid
      and ${listed(page)} and ${beyond(page)}
    order by ${orderBy(page.order)} limit ${page.limit}`.execute(db)
  return rows
}

/** More siblings than this are not counted one by one for a label. */
const COUNTED_SIBLINGS_MAX = 10_000

/** Published comments in the branches that follow a reply under its parent. Cost: one index range, bounded. */
export async function countBeyond(
  db: Db,
  parent: { id: string; thread_id: string },
  page: Pick<Page, 'order' | 'afterId'>,
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select coalesce(sum(s.n), 0)::int as n from (
      select c.descendant_count + (c.state = 'published')::int as n from comment c
      where c.thread_id = ${parent.thread_id}::uuid and c.parent_id = ${parent.id}::uuid
        and c.listed and ${beyond({ ...page, limit: 0, withUnlisted: false })}
      order by ${orderBy(page.order)} limit ${COUNTED_SIBLINGS_MAX}
    ) s`.execute(db)
  return rows[0]?.n ?? 0
}

/** The first `limit` replies of each parent, all in one statement. Cost: one index range per parent. */
export async function findFirstReplies(
  db: Db,
  threadId: string,
  parentIds: string[],
  page: Omit<Page, 'afterId'>,
): Promise<ReadRow[]> {
  if (parentIds.length === 0 || page.limit < 1) return []
  const { rows } = await sql<ReadRow>`
    select c.* from unnest(${parentIds}::uuid[]) with ordinality as p(id, place)
    cross join lateral (
      select ${COLUMNS}, c.best_key from comment c
      where c.thread_id = ${threadId}::uuid and c.parent_id = p.id and ${listed(page)}
      order by ${orderBy(page.order)} limit ${page.limit}
    ) c order by p.place, ${orderBy(page.order)}`.execute(db)
  return rows
}

/** A comment and its ancestors, the root first; empty when there is no such comment. Cost: its depth. */
export async function findWithAncestors(db: Db, siteId: string, id: string): Promise<ReadRow[]> {
  const { rows } = await sql<ReadRow>`
    with recursive up(id, parent_id) as (
      select id, parent_id from comment where id = ${id}::uuid and site_id = ${siteId}::uuid
      union all
      select p.id, p.parent_id from up join comment p on p.id = up.parent_id
    )
    select ${COLUMNS} from up join comment c on c.id = up.id order by c.depth`.execute(db)
  return rows
}

/** Thread and article that a comment belongs to, with what the viewer needs for the page around it. */
export const findThreadOfArticle = (db: Db, articleId: string) =>
  db
    .selectFrom('thread')
    .innerJoin('article', 'article.id', 'thread.article_id')
    .select([
      'thread.id',
      'thread.is_closed',
      'thread.closes_at',
      'thread.members_only',
      'thread.comment_count',
      'article.published_at',
    ])
    .where('thread.article_id', '=', articleId)
    .executeTakeFirstOrThrow()

export const findArticleOfThread = (db: Db, threadId: string) =>
  db
    .selectFrom('thread')
    .innerJoin('article', 'article.id', 'thread.article_id')
    .select(['article.slug', 'article.headline'])
    .where('thread.id', '=', threadId)
    .where('article.state', '=', 'published')
    .executeTakeFirst()
