/** Marks beside names: who speaks here as the article's author, as staff, as a supporter. Read for a page at once. */
import type { Db } from '../platform/database.js'
import { findMarked } from './store/marks.js'
import type { ReadRow } from './store/read-comments.js'

/** author: of the article. staff: signed in as such when it was said. supporter: gave, and wishes it to be seen. */
export type Mark = 'author' | 'staff' | 'supporter'

type Spoken = Pick<
  ReadRow,
  'thread_id' | 'person_id' | 'author_kind' | 'author_name' | 'is_staff' | 'state'
>
/** A comment with the marks of whoever wrote it. */
export type Marked<Row> = Row & { marks: readonly Mark[] }

/**
 * Comments with their marks. Guests have none, and what has no name has none.
 * Cost: one statement for all; none where nobody but guests spoke.
 */
export async function withMarks<Row extends Spoken>(db: Db, rows: Row[]): Promise<Marked<Row>[]> {
  const marksOf = await readMarks(db, rows)
  return rows.map((row) => ({ ...row, marks: marksOf(row) }))
}

/** The same for rows that stay where they are. @returns the marks of a row */
export async function readMarks(
  db: Db,
  rows: readonly Spoken[],
): Promise<(row: Spoken) => readonly Mark[]> {
  const named = rows.filter((row) => row.author_kind !== 'guest' && row.author_name !== null)
  const personIds = [...new Set(named.flatMap((row) => row.person_id ?? []))]
  const threadIds = [...new Set(named.map((row) => row.thread_id))]
  const found = personIds.length === 0 ? [] : await findMarked(db, { personIds, threadIds })
  const markedOf = new Map(found.map((one) => [one.person_id, one]))
  return (row) => {
    const person = row.author_name === null ? undefined : markedOf.get(row.person_id ?? '')
    return [
      ...(person?.author_in.includes(row.thread_id) ? (['author'] as const) : []),
      ...(row.is_staff ? (['staff'] as const) : []),
      ...(person?.is_supporter ? (['supporter'] as const) : []),
    ]
  }
}
