/** SQL of the marks beside names: who wrote the article, and who supports the paper and says so. */
import { sql } from 'kysely'
import { type Db, NAMED } from '../../platform/database.js'

export type MarkedPerson = {
  person_id: string
  /** Threads among those asked about whose article they wrote. */
  author_in: string[]
  is_supporter: boolean
}

/**
 * Of these persons those that have a mark. A supporter has a gift and wishes to show it, for all persons of the account.
 * Cost: one statement, a few look-ups by key for each person.
 */
export async function findMarked(
  db: Db,
  asked: { personIds: string[]; threadIds: string[] },
): Promise<MarkedPerson[]> {
  const { rows } = await sql<MarkedPerson>`${NAMED}
    with wrote as materialized (
      select id, unnest(author_ids) as person_id from thread where id = any(${asked.threadIds}::uuid[])
    )
    select * from (
      select p.id as person_id, array(select w.id from wrote w where w.person_id = p.id) as author_in,
        a.shows_support and exists (select from gift g where g.account_id = a.id) as is_supporter
      from person p join account a on a.id = p.account_id
      where p.id = any(${asked.personIds}::uuid[])
    ) m where m.is_supporter or m.author_in <> '{}'`.execute(db)
  return rows
}
