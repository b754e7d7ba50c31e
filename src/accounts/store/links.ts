/** SQL of what is opened with a key from a mail or a terminal: sign-in links and invitations. */
import { type Insertable, sql } from 'kysely'
import type { Db, Tx } from '../../platform/database.js'
import type { Tables } from '../../platform/schema.js'

export async function insertLink(tx: Tx, row: Insertable<Tables['sign_in_link']>): Promise<void> {
  await tx.insertInto('sign_in_link').values(row).execute()
}

const LINK = [
  'id',
  'purpose',
  'mail',
  'mail_key',
  'account_id',
  'browser_hash',
  'next_path',
] as const

/** Whoever opens the letters of one address waits for the other, until the end of the transaction. */
export async function lockAddress(tx: Tx, siteId: string, mailKey: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`mail ${siteId} ${mailKey}`}, 0))`.execute(
    tx,
  )
}

/** A link that can still be used. */
export const findLink = (db: Db, siteId: string, tokenHash: string, now: Date) =>
  db
    .selectFrom('sign_in_link')
    .select(LINK)
    .where('site_id', '=', siteId)
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()

/** Uses a link up: of all who try at once, one gets it. */
export const useLink = (tx: Tx, siteId: string, tokenHash: string, now: Date) =>
  tx
    .updateTable('sign_in_link')
    .set({ used_at: now })
    .where('site_id', '=', siteId)
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning(LINK)
    .executeTakeFirst()

/** Uses up the newest link that this browser asked for, if the code is its code; a wrong code counts against it. */
export async function useCode(
  tx: Tx,
  input: {
    siteId: string
    browserHash: string
    codeHash: string
    wrongCodesMax: number
    now: Date
  },
) {
  const open = await tx
    .selectFrom('sign_in_link')
    .select([...LINK, 'code_hash', 'wrong_codes'])
    .where('site_id', '=', input.siteId)
    .where('browser_hash', '=', input.browserHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', input.now)
    .orderBy('created_at', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst()
  if (!open || open.wrong_codes >= input.wrongCodesMax) return undefined
  const isRight = open.code_hash === input.codeHash
  await tx
    .updateTable('sign_in_link')
    .set(isRight ? { used_at: input.now } : { wrong_codes: open.wrong_codes + 1 })
    .where('id', '=', open.id)
    .execute()
  return isRight ? open : undefined
}

/** Wrong codes typed for letters to an address that were asked for since then. */
export async function countWrongCodes(
  tx: Tx,
  siteId: string,
  mailKey: string,
  since: Date,
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select coalesce(sum(wrong_codes), 0)::int as n from sign_in_link
    where site_id = ${siteId}::uuid and mail_key = ${mailKey} and created_at > ${since}`.execute(tx)
  return rows[0]?.n ?? 0
}

/** The newest link of a browser that can still be used: for the page that asks for its code. */
export const findLinkOfBrowser = (db: Db, siteId: string, browserHash: string, now: Date) =>
  db
    .selectFrom('sign_in_link')
    .select(['id', 'mail_key'])
    .where('site_id', '=', siteId)
    .where('browser_hash', '=', browserHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()

/** Ends every open link to an address: once somebody is in, older letters are worth nothing. */
export const endLinks = (tx: Tx, siteId: string, mailKey: string, now: Date) =>
  tx
    .updateTable('sign_in_link')
    .set({ used_at: now })
    .where('site_id', '=', siteId)
    .where('mail_key', '=', mailKey)
    .where('used_at', 'is', null)
    .execute()

export async function insertInvitation(
  tx: Tx,
  row: Insertable<Tables['invitation']>,
): Promise<void> {
  await tx.insertInto('invitation').values(row).execute()
}

const INVITATION = ['id', 'mail', 'mail_key', 'role', 'by_account_id', 'expires_at'] as const

export const findInvitation = (db: Db, siteId: string, tokenHash: string, now: Date) =>
  db
    .selectFrom('invitation')
    .select(INVITATION)
    .where('site_id', '=', siteId)
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()

export const useInvitation = (tx: Tx, siteId: string, tokenHash: string, now: Date) =>
  tx
    .updateTable('invitation')
    .set({ used_at: now })
    .where('site_id', '=', siteId)
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning(INVITATION)
    .executeTakeFirst()

/** Ends all that somebody has offered: their word is no longer worth what it was. */
export const endInvitationsBy = (tx: Tx, siteId: string, accountId: string, now: Date) =>
  tx
    .updateTable('invitation')
    .set({ used_at: now })
    .where('site_id', '=', siteId)
    .where('by_account_id', '=', accountId)
    .where('used_at', 'is', null)
    .execute()

/** Invitations that wait for an answer, newest first. */
export const findOpenInvitations = (db: Db, siteId: string, now: Date) =>
  db
    .selectFrom('invitation')
    .select(INVITATION)
    .where('site_id', '=', siteId)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .limit(INVITATIONS_SHOWN_MAX)
    .execute()

const INVITATIONS_SHOWN_MAX = 100

/** Ends open invitations: all to an address, or with `mailKey` null those for the first owner. */
export const endInvitations = (tx: Tx, siteId: string, mailKey: string | null, now: Date) =>
  tx
    .updateTable('invitation')
    .set({ used_at: now })
    .where('site_id', '=', siteId)
    .where('mail_key', mailKey === null ? 'is' : '=', mailKey)
    .where('used_at', 'is', null)
    .execute()

export const endInvitation = (tx: Tx, siteId: string, id: string, now: Date) =>
  tx
    .updateTable('invitation')
    .set({ used_at: now })
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .executeTakeFirst()

/** Deletes links, invitations and ceremonies that ended before. */
export async function deleteEndedLinks(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('sign_in_link').where('expires_at', '<', before).execute()
  await db.deleteFrom('invitation').where('expires_at', '<', before).execute()
  await sql`delete from ceremony where expires_at < ${before}`.execute(db)
}
