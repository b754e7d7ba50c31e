/** SQL of leaving: the wish, the point of no return, and forgetting all that an account held. */
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/database.js'
import type { Erasure, LeavingTexts } from './erasure-log.js'

export type Leaver = NonNullable<Awaited<ReturnType<typeof lockLeaver>>>

/** An account in any state, locked until the end of the transaction. */
export const lockLeaver = (tx: Tx, siteId: string, id: string) =>
  tx
    .selectFrom('account')
    .select(['id', 'role', 'state', 'leaves_at', 'leaves_texts', 'mail', 'language'])
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

export const markLeaving = (
  tx: Tx,
  id: string,
  wish: { leavesAt: Date; texts: LeavingTexts },
): Promise<unknown> =>
  tx
    .updateTable('account')
    .set({ state: 'leaving', leaves_at: wish.leavesAt, leaves_texts: wish.texts })
    .where('id', '=', id)
    .execute()

export const markStaying = (tx: Tx, id: string): Promise<unknown> =>
  tx
    .updateTable('account')
    .set({ state: 'active', leaves_at: null, leaves_texts: null })
    .where('id', '=', id)
    .execute()

/** Whether somebody leaves, until when it can be taken back, and what becomes of the texts. */
export const findLeaving = (db: Db, siteId: string, id: string) =>
  db
    .selectFrom('account')
    .select(['leaves_at', 'leaves_texts'])
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .where('state', '=', 'leaving')
    .executeTakeFirst()

/** Accounts whose time has come. Cost: a scan of the accounts. */
export async function findDueLeavers(db: Db, siteId: string, now: Date): Promise<string[]> {
  const rows = await db
    .selectFrom('account')
    .select('id')
    .where('site_id', '=', siteId)
    .where('state', '=', 'leaving')
    .where('leaves_at', '<=', now)
    .orderBy('id')
    .execute()
  return rows.map((row) => row.id)
}

/** Of all processes one at a time writes to the erasure log; until the end of the transaction. */
export const lockErasureLog = (tx: Tx): Promise<unknown> =>
  sql`select pg_advisory_xact_lock(hashtextextended('erasure-log', 0))`.execute(tx)

/** An erasure that has begun, finished or not. */
export async function findErasure(db: Db, accountId: string): Promise<Erasure | null> {
  const row = await db
    .selectFrom('erasure')
    .select(['account_id', 'person_ids', 'texts', 'erased_at'])
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  return row ? erasureOf(row) : null
}

const erasureOf = (row: {
  account_id: string
  person_ids: string[]
  texts: LeavingTexts
  erased_at: Date
}): Erasure => ({
  accountId: row.account_id,
  personIds: row.person_ids,
  texts: row.texts,
  at: row.erased_at,
})

/** Erasures by account, after one of them. */
export async function findErasuresAfter(
  db: Db,
  siteId: string,
  page: { afterId: string | null; limit: number },
): Promise<Erasure[]> {
  const rows = await db
    .selectFrom('erasure')
    .select(['account_id', 'person_ids', 'texts', 'erased_at'])
    .where('site_id', '=', siteId)
    .$if(page.afterId !== null, (query) => query.where('account_id', '>', page.afterId ?? ''))
    .orderBy('account_id')
    .limit(page.limit)
    .execute()
  return rows.map(erasureOf)
}

/** Writes that an erasure has begun; one that is written stays as it is. */
export const insertErasure = (
  tx: Tx,
  row: { id: string; siteId: string; erasure: Erasure },
): Promise<unknown> =>
  tx
    .insertInto('erasure')
    .values({
      id: row.id,
      site_id: row.siteId,
      account_id: row.erasure.accountId,
      person_ids: row.erasure.personIds,
      texts: row.erasure.texts,
      erased_at: row.erasure.at,
    })
    .onConflict((conflict) => conflict.column('account_id').doNothing())
    .execute()

/** The account's own person, and those that it claimed. */
export async function findPersonIds(db: Db, accountId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from person where account_id = ${accountId}::uuid
    union select person_id from account where id = ${accountId}::uuid
    order by 1`.execute(db)
  return rows.map((row) => row.id)
}

/** Of these erasures the ones of which this database still knows an account or a person. Cost: index look-ups. */
export async function findUnfinished(db: Db, erasures: Erasure[]): Promise<Set<string>> {
  if (erasures.length === 0) return new Set()
  const pairs = erasures.flatMap(({ accountId, personIds }) =>
    personIds.map((personId) => ({ accountId, personId })),
  )
  const { rows } = await sql<{ id: string }>`
    select id from account where id = any(${erasures.map((one) => one.accountId)}::uuid[]) and state <> 'gone'
    union
    select r.account_id as id from unnest(${pairs.map((one) => one.accountId)}::uuid[],
      ${pairs.map((one) => one.personId)}::uuid[]) as r(account_id, person_id)
    join person p on p.id = r.person_id where p.kind <> 'erased'`.execute(db)
  return new Set(rows.map((row) => row.id))
}

/** Takes the names away, and the keys by which they would be known again. */
export async function forgetPersons(tx: Tx, accountId: string, personIds: string[]): Promise<void> {
  await sql`update person set name = '', name_skeleton = '', kind = 'erased', source_key = null, account_id = null
    where id = any(${personIds}::uuid[])`.execute(tx)
  // What a restored backup says it had claimed, but no longer had when it left.
  await sql`update person set account_id = null where account_id = ${accountId}::uuid`.execute(tx)
}

/**
 * Deletes all that an account held, and all that was sent to its address; of the row itself only the id stays to be
 * known. Nobody can sign in to it after this. Cost: scans mail, ceremony, invitation and claim.
 */
export async function forgetAccount(tx: Tx, accountId: string, personIds: string[]): Promise<void> {
  const id = sql`${accountId}::uuid`
  const persons = sql`any(${personIds}::uuid[])`
  const isTo = (address: string) => sql`a.id = ${id} and a.site_id = t.site_id
    and lower(${sql.ref(address)}) in (lower(a.mail), a.mail_key)`
  await sql`delete from mail t using account a where ${isTo('t.to_address')}`.execute(tx)
  await sql`delete from mail where account_id = ${id}`.execute(tx)
  await sql`delete from invitation t using account a where ${isTo('t.mail')}`.execute(tx)
  await sql`delete from sign_in_link t using account a where ${isTo('t.mail')}`.execute(tx)
  await sql`delete from sign_in_link where account_id = ${id}`.execute(tx)
  await sql`delete from ceremony t using account a where a.id = ${id} and a.site_id = t.site_id
    and (position(${accountId} in t.payload::text) > 0
      or position(lower(a.mail) in lower(t.payload::text)) > 0)`.execute(tx)
  for (const table of [
    'session',
    'passkey',
    'code_app',
    'recovery_code',
    'password',
    'identity',
    'visit',
  ])
    await sql`delete from ${sql.table(table)} where account_id = ${id}`.execute(tx)
  await sql`delete from notice where account_id = ${id}`.execute(tx)
  await sql`delete from mute where account_id = ${id} or person_id = ${persons}`.execute(tx)
  await sql`delete from claim where account_id = ${id} or person_id = ${persons}`.execute(tx)
  // Votes stay, counted for nobody; words beside reports go.
  await sql`delete from report where person_id = ${persons}`.execute(tx)
  // The money stays in the books, and is nobody's.
  await sql`update gift set account_id = null, name = null where account_id = ${id}`.execute(tx)
  await sql`update account set mail = null, mail_key = null, role = 'reader', language = null,
    tell_replies = 'never', tell_mentions = 'never', tell_decisions = 'never', named_at = null, digest_at = null,
    shows_support = false, keeps_visits = false
    where id = ${id}`.execute(tx)
}

/** While its comments are erased an account counts as leaving, also one that a restored backup had active. */
export const markBegun = (tx: Tx, erasure: Erasure): Promise<unknown> =>
  sql`update account set state = 'leaving', leaves_at = coalesce(leaves_at, ${erasure.at}),
    leaves_texts = ${erasure.texts} where id = ${erasure.accountId}::uuid and state <> 'gone'`.execute(
    tx,
  )

/** @returns false when there is no such account, or it was gone before */
export async function markGone(tx: Tx, accountId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update account set state = 'gone', leaves_at = null, leaves_texts = null
    where id = ${accountId}::uuid and state <> 'gone'`.execute(tx)
  return (numAffectedRows ?? 0n) > 0n
}

/** Forgets what other people were told about some comments. Cost: one index range a comment. */
export const forgetNoticesAbout = (tx: Tx, commentIds: string[]): Promise<unknown> =>
  sql`delete from notice where comment_id = any(${commentIds}::uuid[])`.execute(tx)
