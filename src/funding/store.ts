/** SQL of funding: campaigns, ledger, gifts. */
import { sql } from 'kysely'
import type { Db } from '../platform/database.js'
import type { Tables } from '../platform/schema.js'
import type { Entry } from './ledger.js'

/** The campaign whose meter is shown: the open one that started last. */
export const findCurrentCampaign = (db: Db, siteId: string) =>
  db
    .selectFrom('campaign')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('is_open', '=', true)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()

export const insertCampaign = (db: Db, row: Tables['campaign']) =>
  db.insertInto('campaign').values(row).execute()

/** What a campaign has raised, from its ledger entries, and how many gifts. Cost: one index-only scan. */
export async function sumOfCampaign(
  db: Db,
  campaignId: string,
): Promise<{ raisedMinor: bigint; giftCount: number }> {
  const { rows } = await sql<{ raised: bigint; gifts: number }>`
    select coalesce(-sum(amount_minor), 0)::bigint as raised,
      (select count(*)::int from gift where campaign_id = ${campaignId}::uuid) as gifts
    from ledger_entry where campaign_id = ${campaignId}::uuid and account = 'income:gifts'`.execute(
    db,
  )
  return { raisedMinor: rows[0]?.raised ?? 0n, giftCount: rows[0]?.gifts ?? 0 }
}

/** @returns false when this key is booked already: then nothing is written */
export async function insertTransaction(
  db: Db,
  row: Tables['ledger_transaction'],
  entries: Entry[],
): Promise<boolean> {
  const inserted = await db
    .insertInto('ledger_transaction')
    .values(row)
    .onConflict((conflict) => conflict.columns(['site_id', 'key']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!inserted) return false
  await db
    .insertInto('ledger_entry')
    .values(
      entries.map((entry) => ({
        site_id: row.site_id,
        transaction_id: row.id,
        campaign_id: row.campaign_id,
        account: entry.account,
        amount_minor: entry.amountMinor,
        currency: entry.currency,
      })),
    )
    .execute()
  return true
}

export const insertGift = (db: Db, row: Tables['gift']) =>
  db.insertInto('gift').values(row).execute()

export const findGiftByKey = (db: Db, siteId: string, key: string) =>
  db
    .selectFrom('gift')
    .innerJoin('ledger_transaction', 'ledger_transaction.id', 'gift.transaction_id')
    .select(['gift.id', 'gift.amount_minor', 'gift.currency'])
    .where('ledger_transaction.site_id', '=', siteId)
    .where('ledger_transaction.key', '=', key)
    .executeTakeFirst()

export const findNewestGifts = (db: Db, campaignId: string, limit: number) =>
  db
    .selectFrom('gift')
    .select(['name', 'amount_minor', 'received_at'])
    .where('campaign_id', '=', campaignId)
    .orderBy('recorded_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

/** Whether an account has a gift, and shows it. Cost: two look-ups by key. */
export async function findSupport(
  db: Db,
  accountId: string,
): Promise<{ shows_support: boolean; has_gift: boolean } | undefined> {
  const { rows } = await sql<{ shows_support: boolean; has_gift: boolean }>`
    select a.shows_support, exists (select from gift g where g.account_id = a.id) as has_gift
    from account a where a.id = ${accountId}::uuid`.execute(db)
  return rows[0]
}

/** What must hold of the money. Each line is a violation. */
export async function findFundingViolations(db: Db): Promise<string[]> {
  const unbalanced = await sql<{ id: string }>`
    select transaction_id as id from ledger_entry group by transaction_id, currency
    having sum(amount_minor) <> 0`.execute(db)
  const empty = await sql<{ id: string }>`
    select id from ledger_transaction t
    where not exists (select 1 from ledger_entry e where e.transaction_id = t.id)`.execute(db)
  const foreign = await sql<{ id: string }>`
    select e.transaction_id as id from ledger_entry e join campaign c on c.id = e.campaign_id
    where e.currency <> c.currency`.execute(db)
  const gifts = await sql<{ id: string }>`
    select g.id from gift g where g.amount_minor <> coalesce((select -sum(e.amount_minor) from ledger_entry e
      where e.transaction_id = g.transaction_id and e.account = 'income:gifts'), 0)`.execute(db)
  return [
    ...unbalanced.rows.map((row) => `ledger transaction ${row.id} does not add up to zero`),
    ...empty.rows.map((row) => `ledger transaction ${row.id} has no entries`),
    ...foreign.rows.map((row) => `ledger transaction ${row.id} is not in its campaign's currency`),
    ...gifts.rows.map((row) => `gift ${row.id} is not what the ledger says`),
  ]
}
