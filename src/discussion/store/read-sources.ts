/** SQL of what people typed, before it became HTML. */
import { sql } from 'kysely'
import type { Db } from '../../platform/database.js'

export type SourceRow = { id: string; format: 'markdown' | 'html' | 'text'; source: string }

/** The sources of those of these comments that are published. Cost: a look-up by key for each. */
export async function findSources(db: Db, ids: readonly string[]): Promise<SourceRow[]> {
  const { rows } = await sql<SourceRow>`
    select id, format, source from comment
    where id = any(${ids}::uuid[]) and state = 'published'`.execute(db)
  return rows
}
