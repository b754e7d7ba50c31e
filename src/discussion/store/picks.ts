/** SQL of the editors' picks: picking, and reading what is picked. */
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/database.js'
import type { Tables } from '../../platform/schema.js'
import { COLUMNS, type ReadRow } from './read-comments.js'

/** Sets since when a comment is a pick; null takes it back. The thread must be locked. */
export async function setPicked(tx: Tx, id: string, at: Date | null): Promise<void> {
  await tx.updateTable('comment').set({ picked_at: at }).where('id', '=', id).execute()
}

export async function insertPickEvent(tx: Tx, row: Tables['pick_event']): Promise<void> {
  await tx.insertInto('pick_event').values(row).execute()
}

/** Published picks of a thread, the newest pick first, after one of them. Cost: one range of the index comment_picked. */
export async function findPicks(
  db: Db,
  threadId: string,
  page: { afterId: string | null; limit: number },
): Promise<ReadRow[]> {
  const beyond =
    page.afterId === null
      ? sql`true`
      : sql`(c.picked_at, c.id) < (select a.picked_at, a.id from comment a where a.id = ${page.afterId}::uuid)`
  const { rows } = await sql<ReadRow>`
    select ${COLUMNS} from comment c
    where c.thread_id = ${threadId}::uuid and c.picked_at is not null and c.state = 'published' and ${beyond}
    order by c.picked_at desc, c.id desc limit ${page.limit}`.execute(db)
  return rows
}

/** Comments by their ids, in no order. */
export async function findComments(db: Db, ids: string[]): Promise<ReadRow[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<ReadRow>`
    select ${COLUMNS} from comment c where c.id = any(${ids}::uuid[])`.execute(db)
  return rows
}
