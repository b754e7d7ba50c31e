/** SQL of who wrote an article: the accounts' own persons, found by the byline or named by staff. */
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/database.js'

/** Who wrote an article, by age of their person. */
export async function findAuthors(
  db: Db,
  articleId: string,
): Promise<{ person_id: string; name: string }[]> {
  return db
    .selectFrom('article_author')
    .innerJoin('person', 'person.id', 'article_author.person_id')
    .select(['article_author.person_id', 'person.name'])
    .where('article_author.article_id', '=', articleId)
    .orderBy('article_author.person_id')
    .execute()
}

/**
 * Puts these persons in the place of the authors of an article, also in the row of its thread, which must be locked or
 * new. What questions they answered is not looked at.
 */
export async function replaceAuthors(
  tx: Tx,
  input: { articleId: string; personIds: string[]; isByStaff: boolean },
): Promise<void> {
  const { articleId, personIds, isByStaff } = input
  await tx.deleteFrom('article_author').where('article_id', '=', articleId).execute()
  if (personIds.length > 0)
    await tx
      .insertInto('article_author')
      .values(personIds.map((person_id) => ({ article_id: articleId, person_id })))
      .execute()
  await sql`update thread set author_ids = ${personIds}::uuid[] where article_id = ${articleId}::uuid`.execute(
    tx,
  )
  if (isByStaff)
    await tx
      .updateTable('article')
      .set({ authors_by_staff: true })
      .where('id', '=', articleId)
      .execute()
}

/** An article with its thread. */
export type Written = { article_id: string; thread_id: string }

/** Articles with this byline whose authors nobody named, and of whom this person is not one. Cost: one index range. */
export async function findByByline(
  db: Db,
  where: { siteId: string; skeleton: string; personId: string },
): Promise<Written[]> {
  const { rows } = await sql<Written>`
    select a.id as article_id, t.id as thread_id from article a join thread t on t.article_id = a.id
    where a.site_id = ${where.siteId}::uuid and a.byline_skeleton = ${where.skeleton} and not a.authors_by_staff
      and not ${where.personId}::uuid = any(t.author_ids)
    order by a.id`.execute(db)
  return rows
}

/** Articles that a person wrote. Cost: one index range. */
export async function findWrittenBy(db: Db, personId: string): Promise<Written[]> {
  return db
    .selectFrom('article_author')
    .innerJoin('thread', 'thread.article_id', 'article_author.article_id')
    .select(['article_author.article_id', 'thread.id as thread_id'])
    .where('article_author.person_id', '=', personId)
    .orderBy('thread.id')
    .execute()
}
