/** SQL of visits: until when an account has seen a thread. Kept for those alone who want it. */
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/database.js'

export type VisitRow = { keeps_visits: boolean; seen_until: Date | null }

/** Whether the account wants its visits kept, and until when it has seen the thread. Cost: two look-ups by key. */
export async function findVisit(
  db: Db,
  where: { accountId: string; threadId: string },
): Promise<VisitRow | undefined> {
  const { rows } = await sql<VisitRow>`
    select a.keeps_visits, v.seen_until from account a
    left join visit v on v.account_id = a.id and v.thread_id = ${where.threadId}::uuid and a.keeps_visits
    where a.id = ${where.accountId}::uuid`.execute(db)
  return rows[0]
}

/**
 * Writes that an account has seen a thread until a time, if it wants that kept, unless it was written a moment ago or
 * goes further already. Who just said "forget it" is waited for. @returns true when something was written
 */
export async function upsertVisit(
  tx: Tx,
  visit: { accountId: string; threadId: string; seenUntil: Date; now: Date; unlessSince: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into visit (account_id, thread_id, seen_until, visited_at)
    select a.id, ${visit.threadId}::uuid, ${visit.seenUntil}::timestamptz, ${visit.now}::timestamptz
    from account a where a.id = ${visit.accountId}::uuid and a.keeps_visits for share of a
    on conflict (account_id, thread_id) do update
      set seen_until = excluded.seen_until, visited_at = excluded.visited_at
      where visit.seen_until < excluded.seen_until and visit.visited_at <= ${visit.unlessSince}`.execute(
    tx,
  )
  return (numAffectedRows ?? 0n) > 0n
}

/** Deletes all but the latest visits of an account. */
export const deleteVisitsBeyond = (tx: Tx, accountId: string, max: number): Promise<unknown> =>
  sql`delete from visit where account_id = ${accountId}::uuid and thread_id in (
    select thread_id from visit where account_id = ${accountId}::uuid
    order by visited_at desc, thread_id offset ${max})`.execute(tx)

export async function setKeepsVisits(tx: Tx, accountId: string, on: boolean): Promise<void> {
  await sql`update account set keeps_visits = ${on} where id = ${accountId}::uuid`.execute(tx)
  if (!on) await sql`delete from visit where account_id = ${accountId}::uuid`.execute(tx)
}

/** Cost: one index range. */
export const deleteVisitsBefore = (db: Db, before: Date): Promise<unknown> =>
  sql`delete from visit where visited_at < ${before}`.execute(db)

export type KeptVisitRow = { slug: string; headline: string; seen_until: Date; visited_at: Date }

/** All visits of an account, the latest first. Bounded by VISITS_MAX. */
export async function findVisits(db: Db, accountId: string): Promise<KeptVisitRow[]> {
  const { rows } = await sql<KeptVisitRow>`
    select article.slug, article.headline, v.seen_until, v.visited_at from visit v
    join thread on thread.id = v.thread_id join article on article.id = thread.article_id
    where v.account_id = ${accountId}::uuid order by v.visited_at desc, v.thread_id`.execute(db)
  return rows
}
