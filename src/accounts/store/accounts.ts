/** SQL of accounts and what happened to them. */
import type { Insertable } from 'kysely'
import type { Db, Tx } from '../../platform/database.js'
import type { Tables } from '../../platform/schema.js'

const COLUMNS = [
  'account.id',
  'account.person_id',
  'account.mail',
  'account.role',
  'account.language',
  'account.state',
  'account.banned_at',
  'account.tell_replies',
  'account.keeps_visits',
  'account.tell_decisions',
  'account.leaves_at',
  'account.leaves_texts',
  'account.named_at',
  'account.shows_support',
  'account.created_at',
  'person.name',
] as const

/** An account with its name. */
export type AccountRow = NonNullable<Awaited<ReturnType<typeof findAccount>>>

export const findAccount = (db: Db, siteId: string, id: string) =>
  db
    .selectFrom('account')
    .innerJoin('person', 'person.id', 'account.person_id')
    .select(COLUMNS)
    .where('account.site_id', '=', siteId)
    .where('account.id', '=', id)
    .where('account.state', '<>', 'gone')
    .executeTakeFirst()

export const findAccountByMail = (db: Db, siteId: string, mailKey: string) =>
  db
    .selectFrom('account')
    .innerJoin('person', 'person.id', 'account.person_id')
    .select(COLUMNS)
    .where('account.site_id', '=', siteId)
    .where('account.mail_key', '=', mailKey)
    .where('account.state', '<>', 'gone')
    .executeTakeFirst()

/** Staff first, by role and age. */
export const findStaff = (db: Db, siteId: string) =>
  db
    .selectFrom('account')
    .innerJoin('person', 'person.id', 'account.person_id')
    .select(COLUMNS)
    .where('account.site_id', '=', siteId)
    .where('account.role', '<>', 'reader')
    .where('account.state', '<>', 'gone')
    .orderBy('account.created_at')
    .limit(STAFF_MAX)
    .execute()

/** Staff on one page; a newsroom with more has another problem first. */
const STAFF_MAX = 500
/** Accounts that a search for a name or an address shows. */
export const FOUND_ACCOUNTS_MAX = 50

/**
 * Accounts whose name begins with these words, or whose address does where the asker may know addresses: else they
 * could be found out letter by letter. Cost: a scan of the accounts of the site.
 */
export const searchAccounts = (
  db: Db,
  siteId: string,
  { words, withAddresses }: { words: string; withAddresses: boolean },
) =>
  db
    .selectFrom('account')
    .innerJoin('person', 'person.id', 'account.person_id')
    .select(COLUMNS)
    .where('account.site_id', '=', siteId)
    .where('account.state', '<>', 'gone')
    .where((where) =>
      where.or([
        where('person.name', 'ilike', `${likeOf(words)}%`),
        ...(withAddresses ? [where('account.mail_key', 'ilike', `${likeOf(words)}%`)] : []),
      ]),
    )
    .orderBy('account.created_at', 'desc')
    .limit(FOUND_ACCOUNTS_MAX)
    .execute()

const likeOf = (words: string) => words.replace(/[\\%_]/g, '\\$&')

export const insertPerson = (tx: Tx, row: Insertable<Tables['person']>) =>
  tx.insertInto('person').values(row).execute()

export async function insertAccount(tx: Tx, row: Insertable<Tables['account']>): Promise<void> {
  await tx.insertInto('account').values(row).execute()
}

export const linkPerson = (tx: Tx, personId: string, accountId: string) =>
  tx.updateTable('person').set({ account_id: accountId }).where('id', '=', personId).execute()

/** Locks an account until the end of the transaction. */
export const lockAccount = (tx: Tx, siteId: string, id: string) =>
  tx
    .selectFrom('account')
    .select(['id', 'role', 'state', 'banned_at', 'person_id', 'mail', 'shows_support'])
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .where('state', '<>', 'gone')
    .forUpdate()
    .executeTakeFirst()

/** Owners who can act, locked, so that two of them cannot leave each other without one. */
export const lockOwners = (tx: Tx, siteId: string) =>
  tx
    .selectFrom('account')
    .select('id')
    .where('site_id', '=', siteId)
    .where('role', '=', 'owner')
    .where('state', '=', 'active')
    .where('banned_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute()

export const changeAccount = (
  tx: Tx,
  id: string,
  change: Partial<
    Pick<
      Insertable<Tables['account']>,
      'role' | 'banned_at' | 'mail' | 'mail_key' | 'language' | 'shows_support'
    >
  >,
) => tx.updateTable('account').set(change).where('id', '=', id).execute()

export async function insertAccountEvent(
  tx: Tx,
  row: Insertable<Tables['account_event']>,
): Promise<void> {
  await tx.insertInto('account_event').values(row).execute()
}

/** True when anybody owns this site. */
export async function hasOwner(db: Db, siteId: string): Promise<boolean> {
  const row = await db
    .selectFrom('account')
    .select('id')
    .where('site_id', '=', siteId)
    .where('role', '=', 'owner')
    .where('state', 'in', ['active', 'leaving'])
    .executeTakeFirst()
  return row !== undefined
}

/** The newest events of an account. */
export const findAccountEvents = (db: Db, accountId: string, limit: number) =>
  db
    .selectFrom('account_event')
    .select(['id', 'by_account_id', 'action', 'detail', 'happened_at'])
    .where('account_id', '=', accountId)
    .orderBy('happened_at', 'desc')
    .limit(limit)
    .execute()
