/** SQL of reading comments: pages by keyset, replies by LATERAL on the same index, never the whole tree. */
import { type RawBuilder, sql } from 'kysely'
import { type Db, NAMED } from '../../platform/database.js'
import { RULE_COLUMNS, RULE_JOINS, type RuleRow } from '../../publishing/index.js'
import type { ShownCard } from '../cards/card.js'
import { KEYS, type OrderKey, type SiblingKey } from '../ranking.js'
import { CARDS, PICTURES, type ShownPicture } from './media-columns.js'

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
  /** When staff picked it; null: it is no pick. */
  picked_at: Date | null
  /** 0: an answered question, or an answer of the article's author. */
  answer_rank: number
  reply_count: number
  descendant_count: number
  recommend_count: number
  /** Null where there are none; left out where they are not asked for. */
  pictures?: ShownPicture[] | null
  cards?: ShownCard[] | null
}

/** What a `ReadRow` is read from: the comment `c`. */
export const COLUMNS = sql.raw(
  'c.id, c.thread_id, c.parent_id, c.depth, c.person_id, c.author_name, c.author_kind, c.is_staff, c.html, c.text, c.language, c.state, c.removed_rule, ' +
    'c.posted_at, c.posted_at_known, c.edited_at, c.picked_at, c.answer_rank, c.reply_count, c.descendant_count, c.recommend_count, c.best_key, ' +
    `${PICTURES}, ${CARDS}`,
)

/** The comment after which a list goes on. */
export type Cursor = Pick<ReadRow, 'id' | 'answer_rank'>

/** Which rows a reader may page through: listed ones, or with `withUnlisted` also what is held or gone. */
export type Page = { key: SiblingKey; after: Cursor | null; limit: number; withUnlisted: boolean }

/** Siblings: `where` tells them from all other comments `c`. */
type List = { where: RawBuilder<unknown>; isRoots: boolean }

const namesOf = (key: OrderKey, table: string) => key.columns.map((column) => `${table}.${column}`)

const orderBy = (key: OrderKey): RawBuilder<unknown> =>
  sql.raw(
    namesOf(key, 'c')
      .map((name) => `${name} ${key.direction}`)
      .join(', '),
  )

/** `(key columns) > (those of the comment after which we read on)`, one row comparison. */
function beyond(key: OrderKey, after: Cursor | null): RawBuilder<unknown> {
  if (after === null) return sql`true`
  const [own, other] = ['c', 'a'].map((table) => sql.raw(namesOf(key, table).join(', ')))
  const sign = sql.raw(key.direction === 'asc' ? '>' : '<')
  return sql`(${own}) ${sign} (select ${other} from comment a where a.id = ${after.id}::uuid)`
}

const listed = (page: Pick<Page, 'withUnlisted'>) => (page.withUnlisted ? sql`true` : sql`c.listed`)

/** One range of an index. */
function range(
  columns: RawBuilder<unknown>,
  list: List,
  page: Omit<Page, 'key'> & { by: OrderKey; and?: RawBuilder<unknown> },
): RawBuilder<unknown> {
  const { by } = page
  // PostgreSQL takes `is null` for no constant: without the column in the order it would sort all roots. The index by
  // discussion holds roots alone, without that column.
  const parentFirst =
    list.isRoots && by !== KEYS.discussed ? sql.raw(`c.parent_id ${by.direction}, `) : sql``
  return sql`select ${columns} from comment c
    where ${list.where} and ${listed(page)} and ${page.and ?? sql`true`} and ${beyond(by, page.after)}
    order by ${parentFirst}${orderBy(by)} limit ${page.limit}`
}

/**
 * A page of siblings in the order of a key, as a statement. Cost: one index range, for "answers" two: the second one
 * passes over what stands in the first, which authors wrote by hand.
 * @param columns of `c`, for "answers" with answer_rank, best_key, posted_at and id among them
 */
function siblings(columns: RawBuilder<unknown>, list: List, page: Page): RawBuilder<unknown> {
  if (page.key !== 'answers') return range(columns, list, { ...page, by: KEYS[page.key] })
  const isPastFirst = page.after !== null && page.after.answer_rank > 0
  const rest = range(columns, list, {
    ...page,
    by: KEYS.best,
    after: isPastFirst ? page.after : null,
    and: sql`c.answer_rank = 1`,
  })
  if (isPastFirst) return rest
  const first = range(columns, list, { ...page, by: KEYS.best, and: sql`c.answer_rank = 0` })
  return sql`select * from ((${first}) union all (${rest})) c order by ${siblingOrder(page.key)} limit ${page.limit}`
}

const siblingOrder = (key: SiblingKey): RawBuilder<unknown> =>
  key === 'answers' ? sql`c.answer_rank, ${orderBy(KEYS.best)}` : orderBy(KEYS[key])

const rootsOf = (threadId: string): List => ({
  where: sql`c.thread_id = ${threadId}::uuid and c.parent_id is null`,
  isRoots: true,
})

const repliesTo = (parent: { id: string; thread_id: string }): List => ({
  where: sql`c.thread_id = ${parent.thread_id}::uuid and c.parent_id = ${parent.id}::uuid`,
  isRoots: false,
})

/**
 * Roots of a thread after a comment, in an order. Cost: one or two index ranges, whatever the size of the thread
 * (with unlisted ones, all roots of the thread).
 */
export async function findRoots(db: Db, threadId: string, page: Page): Promise<ReadRow[]> {
  const { rows } =
    await sql<ReadRow>`${NAMED} ${siblings(COLUMNS, rootsOf(threadId), page)}`.execute(db)
  return rows
}

/** Replies to one comment after one of them, in an order. Cost: one or two index ranges. */
export async function findReplies(
  db: Db,
  parent: { id: string; thread_id: string },
  page: Page,
): Promise<ReadRow[]> {
  const { rows } =
    await sql<ReadRow>`${NAMED} ${siblings(COLUMNS, repliesTo(parent), page)}`.execute(db)
  return rows
}

/** More siblings than this are not counted one by one for a label. */
const COUNTED_SIBLINGS_MAX = 10_000

const COUNTED = sql.raw('c.descendant_count, c.state, c.answer_rank, c.best_key, c.posted_at, c.id')

/** Published comments in the branches that follow a reply under its parent. Cost: one index range, bounded. */
export async function countBeyond(
  db: Db,
  parent: { id: string; thread_id: string },
  page: Pick<Page, 'key' | 'after'>,
): Promise<number> {
  const bounded = { ...page, limit: COUNTED_SIBLINGS_MAX, withUnlisted: false }
  const { rows } = await sql<{ n: number }>`${NAMED}
    select coalesce(sum(s.descendant_count + (s.state = 'published')::int), 0)::int as n
    from (${siblings(COUNTED, repliesTo(parent), bounded)}) s`.execute(db)
  return rows[0]?.n ?? 0
}

/** The first `limit` replies of each parent, all in one statement. Cost: one or two index ranges per parent. */
export async function findFirstReplies(
  db: Db,
  threadId: string,
  parentIds: string[],
  page: Omit<Page, 'after'>,
): Promise<ReadRow[]> {
  if (parentIds.length === 0 || page.limit < 1) return []
  const list = {
    where: sql`c.thread_id = ${threadId}::uuid and c.parent_id = p.id`,
    isRoots: false,
  }
  const { rows } = await sql<ReadRow>`${NAMED}
    select c.* from unnest(${parentIds}::uuid[]) with ordinality as p(id, place)
    cross join lateral (${siblings(COLUMNS, list, { ...page, after: null })}) c
    order by p.place, ${siblingOrder(page.key)}`.execute(db)
  return rows
}

/** A comment and its ancestors, the root first; empty when there is no such comment. Cost: its depth. */
export async function findWithAncestors(db: Db, siteId: string, id: string): Promise<ReadRow[]> {
  const { rows } = await sql<ReadRow>`${NAMED}
    with recursive up(id, parent_id) as (
      select id, parent_id from comment where id = ${id}::uuid and site_id = ${siteId}::uuid
      union all
      select p.id, p.parent_id from up join comment p on p.id = up.parent_id
    )
    select ${COLUMNS} from up join comment c on c.id = up.id order by c.depth`.execute(db)
  return rows
}

/** A thread with its rules, and what stands above its comments. */
export type ThreadRow = RuleRow & {
  id: string
  comment_count: number
  question_count: number
  answered_count: number
  /** Names of those who wrote the article and have an account. */
  authors: string[]
  has_picks: boolean
}

/** The thread of an article. Cost: a few look-ups by key. */
export async function findThreadOfArticle(db: Db, articleId: string): Promise<ThreadRow> {
  const { rows } = await sql<ThreadRow>`
    select thread.id, thread.comment_count, thread.question_count, thread.answered_count, ${RULE_COLUMNS},
      array(select p.name from person p where p.id = any(thread.author_ids) and p.name <> '' order by p.id) as authors,
      exists (select from comment c where c.thread_id = thread.id and c.picked_at is not null
        and c.state = 'published') as has_picks
    from thread join article on article.id = thread.article_id ${RULE_JOINS}
    where thread.article_id = ${articleId}::uuid`.execute(db)
  const [row] = rows
  if (!row) throw new Error(`article ${articleId} has no thread`)
  return row
}

/** The published article of a thread, with the rules of the thread. */
export async function findArticleOfThread(
  db: Db,
  threadId: string,
): Promise<(RuleRow & { slug: string; headline: string }) | undefined> {
  const { rows } = await sql<RuleRow & { slug: string; headline: string }>`
    select article.slug, article.headline, ${RULE_COLUMNS}
    from thread join article on article.id = thread.article_id ${RULE_JOINS}
    where thread.id = ${threadId}::uuid and article.state = 'published'`.execute(db)
  return rows[0]
}
