/** SQL of finding comments in one thread. No index holds their words: what that would cost is in docs/decisions. */
import { type RawBuilder, sql } from 'kysely'
import type { Db, Tx } from '../../platform/database.js'
import { KEYS, type ReplyOrder } from '../ranking.js'
import { COLUMNS, type ReadRow } from './read-comments.js'

export type Wanted = {
  threadId: string
  /** Regular expressions that the text must match, all of them. */
  patterns: string[]
  /** Persons one of whom wrote it, not as a guest; null: whoever. */
  personIds: string[] | null
  isByStaff: boolean
  /** Written after the comment with this id would have been; null: whenever. */
  afterKey: string | null
  /** Persons whose comments are left out. */
  mutedIds: string[]
  /** Comments that are left out. */
  exceptIds: string[]
}

export type FoundPage = { order: ReplyOrder; afterId: string | null; limit: number }

/** Every statement of the transaction ends after so many milliseconds. */
export const limitTime = (tx: Tx, ms: number): Promise<unknown> =>
  sql`select set_config('statement_timeout', ${String(ms)}, true)`.execute(tx)

/** Only what everybody may read, and not whom the reader muted. */
function wantedOf(wanted: Wanted): RawBuilder<unknown> {
  const { threadId, patterns, personIds, isByStaff, afterKey, mutedIds, exceptIds } = wanted
  const parts = [sql`c.thread_id = ${threadId}::uuid and c.state = 'published'`]
  if (afterKey !== null) parts.push(sql`c.id > ${afterKey}::uuid`)
  if (personIds !== null)
    parts.push(sql`c.person_id = any(${personIds}::uuid[]) and c.author_kind <> 'guest'`)
  if (isByStaff)
    parts.push(
      sql`(c.is_staff or c.person_id = any((select t.author_ids from thread t where t.id = ${threadId}::uuid)::uuid[]))`,
    )
  if (mutedIds.length > 0)
    parts.push(sql`(c.person_id is null or c.person_id <> all(${mutedIds}::uuid[]))`)
  if (exceptIds.length > 0) parts.push(sql`c.id <> all(${exceptIds}::uuid[])`)
  for (const pattern of patterns) parts.push(sql`c.text ~ ${pattern}`)
  return sql.join(parts, sql` and `)
}

const keyOf = (order: ReplyOrder, table: string) =>
  sql.raw(KEYS[order].columns.map((column) => `${table}.${column}`).join(', '))
const orderBy = (order: ReplyOrder, table: string) =>
  sql.raw(
    KEYS[order].columns.map((column) => `${table}.${column} ${KEYS[order].direction}`).join(', '),
  )

/**
 * The first page, and how many there are, counted up to `countMax`.
 * Cost: by time, reads until `countMax` were found; in the order "best" every comment of the thread.
 */
export async function findFirst(
  db: Db,
  wanted: Wanted,
  page: { order: ReplyOrder; limit: number; countMax: number },
): Promise<{ ids: string[]; count: number }> {
  const { order, limit, countMax } = page
  // By time an index gives the order, so that of frequent words only the first are read.
  const early = order === 'best' ? sql`` : sql`order by ${orderBy(order, 'c')} limit ${countMax}`
  const { rows } = await sql<{ id: string; count: number }>`
    with hits as materialized (
      select c.id, c.posted_at, c.best_key from comment c where ${wantedOf(wanted)} ${early}
    )
    select h.id, (select least(count(*), ${countMax})::int from hits) as count
    from hits h order by ${orderBy(order, 'h')} limit ${limit}`.execute(db)
  return { ids: rows.map((row) => row.id), count: rows[0]?.count ?? 0 }
}

/** A further page, after one of the comments. */
export async function findFurther(
  db: Db,
  wanted: Wanted,
  page: FoundPage & { afterId: string },
): Promise<string[]> {
  const { order, afterId, limit } = page
  const sign = sql.raw(KEYS[order].direction === 'asc' ? '>' : '<')
  const { rows } = await sql<{ id: string }>`
    select c.id from comment c where ${wantedOf(wanted)}
      and (${keyOf(order, 'c')}) ${sign} (select ${keyOf(order, 'a')} from comment a where a.id = ${afterId}::uuid)
    order by ${orderBy(order, 'c')} limit ${limit}`.execute(db)
  return rows.map((row) => row.id)
}

/** How many there are, counted up to `max`. */
export async function countWanted(db: Db, wanted: Wanted, max: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select from comment c where ${wantedOf(wanted)} limit ${max}
    ) n`.execute(db)
  return rows[0]?.count ?? 0
}

export async function isInThread(db: Db, threadId: string, commentId: string): Promise<boolean> {
  const { rows } = await sql`
    select from comment where id = ${commentId}::uuid and thread_id = ${threadId}::uuid`.execute(db)
  return rows.length > 0
}

/** Comments by their ids, in any state and no order. Cost: a look-up by key each. */
export async function findByIds(db: Db, ids: string[]): Promise<ReadRow[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<ReadRow>`
    select ${COLUMNS} from comment c where c.id = any(${ids}::uuid[])`.execute(db)
  return rows
}
