/** SQL of the newest comments of a thread. */
import { sql } from 'kysely'
import type { Db } from '../../platform/database.js'
import { COLUMNS, type ReadRow } from './read-comments.js'

/**
 * Published comments of a thread, the newest first. Cost: one range of the index comment_newest.
 */
export async function findNewest(
  db: Db,
  where: { threadId: string; limit: number },
): Promise<ReadRow[]> {
  const { rows } = await sql<ReadRow>`
    select ${COLUMNS} from (
      select id from comment
      where thread_id = ${where.threadId}::uuid and state = 'published'
      order by posted_at desc, id desc limit ${where.limit}
    ) newest join comment c on c.id = newest.id
    order by c.posted_at desc, c.id desc`.execute(db)
  return rows
}
