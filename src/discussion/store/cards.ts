/** SQL of cards: one row for each linked page, and which comments show it. */
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/database.js'
import type { Tables } from '../../platform/schema.js'

/** Published comments with their safe HTML, for the links in them. */
export async function findLinking(
  db: Db,
  siteId: string,
  ids: string[],
): Promise<{ id: string; thread_id: string; html: string }[]> {
  const { rows } = await sql<{ id: string; thread_id: string; html: string }>`
    select id, thread_id, html from comment
    where id = any(${ids}::uuid[]) and site_id = ${siteId}::uuid and state = 'published'`.execute(
    db,
  )
  return rows
}

/** Whether a comment is still published with this text; until the end of the transaction it stays so. */
export async function lockLinking(tx: Tx, comment: { id: string; html: string }): Promise<boolean> {
  const row = await tx
    .selectFrom('comment')
    .select('html')
    .where('id', '=', comment.id)
    .where('state', '=', 'published')
    .forUpdate()
    .executeTakeFirst()
  return row?.html === comment.html
}

/** The published article of this slug; with a comment also the comment, if it is published in its thread. */
export async function findOwnPlace(
  db: Db,
  where: { siteId: string; slug: string; commentId: string | null },
): Promise<{ article_id: string; comment_id: string | null } | undefined> {
  const { rows } = await sql<{ article_id: string; comment_id: string | null }>`
    select a.id as article_id, c.id as comment_id
    from article a left join thread t on t.article_id = a.id
    left join comment c on c.thread_id = t.id and c.id = ${where.commentId}::uuid and c.state = 'published'
    where a.site_id = ${where.siteId}::uuid and a.slug = ${where.slug} and a.state = 'published'`.execute(
    db,
  )
  return rows[0]
}

export type CardRow = Pick<
  Tables['link_card'],
  'id' | 'url' | 'host' | 'state' | 'asked_at' | 'made_at'
> & { tries: number }

export type NewCard = Pick<
  Tables['link_card'],
  'id' | 'site_id' | 'url_hash' | 'url' | 'host' | 'state' | 'article_id' | 'comment_id'
>

/**
 * The card of a page, made when it is new, and locked until the end of the transaction: whoever fills it sees the
 * comments that were given it before.
 */
export async function lockCard(tx: Tx, row: NewCard): Promise<CardRow> {
  await tx
    .insertInto('link_card')
    .values(row)
    .onConflict((conflict) => conflict.columns(['site_id', 'url_hash']).doNothing())
    .execute()
  return tx
    .selectFrom('link_card')
    .select(['id', 'url', 'host', 'state', 'tries', 'asked_at', 'made_at'])
    .where('site_id', '=', row.site_id)
    .where('url_hash', '=', row.url_hash)
    .forUpdate()
    .executeTakeFirstOrThrow()
}

/** Puts these cards under a comment, instead of those it had. */
export async function replaceCards(tx: Tx, commentId: string, cardIds: string[]): Promise<void> {
  await tx.deleteFrom('comment_card').where('comment_id', '=', commentId).execute()
  await sql`
    insert into comment_card (comment_id, position, card_id)
    select ${commentId}::uuid, place, id from unnest(${cardIds}::uuid[]) with ordinality as c(id, place)`.execute(
    tx,
  )
  await sql`update comment set card_count = ${cardIds.length} where id = ${commentId}::uuid`.execute(
    tx,
  )
}

/**
 * When a host may be asked next, in one order for all processes until the end of the transaction: a pause after the
 * last time that it was or is to be asked.
 */
export async function nextTurn(
  tx: Tx,
  where: { siteId: string; host: string; now: Date; pauseMs: number },
): Promise<Date> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`card ${where.host}`}, 0))`.execute(tx)
  const row = await tx
    .selectFrom('link_card')
    .select((eb) => eb.fn.max('asked_at').as('last'))
    .where('site_id', '=', where.siteId)
    .where('host', '=', where.host)
    .executeTakeFirst()
  const last = row?.last ?? null
  const turnMs = last === null ? 0 : last.getTime() + where.pauseMs
  return new Date(Math.max(where.now.getTime(), turnMs))
}

/** Pages asked since then. Cost: one index range, bounded. */
export async function countAsked(
  db: Db,
  where: { siteId: string; since: Date; limit: number },
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (
      select from link_card where site_id = ${where.siteId}::uuid and asked_at > ${where.since}
      limit ${where.limit}) asked`.execute(db)
  return rows[0]?.n ?? 0
}

/** A page is to be asked at this time. */
export const planCard = (tx: Tx, id: string, plan: { at: Date; tries: number }): Promise<unknown> =>
  tx
    .updateTable('link_card')
    .set({ asked_at: plan.at, tries: plan.tries })
    .where('id', '=', id)
    .execute()

/** A card that is to be made and that a published comment would show. */
export async function findWantedCard(db: Db, id: string): Promise<CardRow | undefined> {
  const { rows } = await sql<CardRow>`
    select k.id, k.url, k.host, k.state, k.tries, k.asked_at, k.made_at from link_card k
    where k.id = ${id}::uuid and k.article_id is null and (k.made_at is null or k.made_at < k.asked_at)
      and exists (select from comment_card cc join comment c on c.id = cc.comment_id
        where cc.card_id = k.id and c.state = 'published')`.execute(db)
  return rows[0]
}

/** What became of a page: what a card shows, or why there is none. */
export type CardOutcome = {
  state: 'shown' | 'none'
  problem: string | null
  shownHost: string | null
  title: string | null
  description: string | null
  siteName: string | null
  language: string | null
  pictureId: string | null
}

/** @returns the picture that the card had before */
export async function fillCard(
  tx: Tx,
  id: string,
  outcome: CardOutcome,
  at: Date,
): Promise<string | null> {
  const before = await tx
    .selectFrom('link_card')
    .select('picture_id')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  await tx
    .updateTable('link_card')
    .set({
      state: outcome.state,
      problem: outcome.problem,
      shown_host: outcome.shownHost,
      title: outcome.title,
      description: outcome.description,
      site_name: outcome.siteName,
      language: outcome.language,
      picture_id: outcome.pictureId,
      made_at: sql<Date>`greatest(${at}, asked_at)`,
    })
    .where('id', '=', id)
    .execute()
  return before?.picture_id ?? null
}

/** Threads in which a published comment shows a card. */
export async function findThreadsShowing(db: Db, cardId: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ thread_id: string }>`
    select distinct c.thread_id from comment_card cc join comment c on c.id = cc.comment_id
    where cc.card_id = ${cardId}::uuid and c.state = 'published' limit ${limit}`.execute(db)
  return rows.map((row) => row.thread_id)
}

/** Deletes some cards that no comment has, and what was learnt of their pages. @returns their pictures, null for none */
export async function deleteUnusedCards(
  tx: Tx,
  where: { siteId: string; before: Date; limit: number },
): Promise<(string | null)[]> {
  const { rows } = await sql<{ picture_id: string | null }>`
    delete from link_card where id in (
      select k.id from link_card k where k.site_id = ${where.siteId}::uuid
        and coalesce(k.made_at, k.asked_at, '-infinity') < ${where.before}
        and not exists (select from comment_card cc where cc.card_id = k.id)
      limit ${where.limit} for update skip locked)
    returning picture_id`.execute(tx)
  return rows.map((row) => row.picture_id)
}
