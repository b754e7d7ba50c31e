/** SQL of taking one's data away: each list by keyset, a batch at a time. */
import { sql } from 'kysely'
import type { Db } from '../../platform/database.js'

/** After which row to read on, and how many. */
export type Batch = { afterId: string | null; limit: number }

const NO_ID = '00000000-0000-0000-0000-000000000000'

export const findAccountForExport = (db: Db, siteId: string, id: string) =>
  db
    .selectFrom('account')
    .select([
      'id',
      'mail',
      'role',
      'language',
      'state',
      'banned_at',
      'tell_replies',
      'tell_mentions',
      'tell_decisions',
      'keeps_visits',
      'leaves_at',
      'leaves_texts',
      'named_at',
      'shows_support',
      'created_at',
    ])
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .where('state', '<>', 'gone')
    .executeTakeFirst()

/** The account's own person and those that it claimed. */
export async function findPersonsForExport(db: Db, accountId: string) {
  const { rows } = await sql<{
    id: string
    kind: string
    name: string
    is_own: boolean
    created_at: Date
  }>`
    select p.id, p.kind, p.name, p.id = a.person_id as is_own, p.created_at
    from account a join person p on p.id = a.person_id or p.account_id = a.id
    where a.id = ${accountId}::uuid order by p.id = a.person_id desc, p.id`.execute(db)
  return rows
}

/** Gifts that are booked for the account. */
export const findGiftsForExport = (db: Db, accountId: string, batch: Batch) =>
  db
    .selectFrom('gift')
    .select(['id', 'name', 'amount_minor', 'currency', 'received_at', 'recorded_at'])
    .where('account_id', '=', accountId)
    .where('id', '>', batch.afterId ?? NO_ID)
    .orderBy('id')
    .limit(batch.limit)
    .execute()

export const findNoticesForExport = (db: Db, accountId: string, batch: Batch) =>
  db
    .selectFrom('notice')
    .select(['id', 'kind', 'comment_id', 'detail', 'mail', 'created_at', 'read_at'])
    .where('account_id', '=', accountId)
    .where('id', '>', batch.afterId ?? NO_ID)
    .orderBy('id')
    .limit(batch.limit)
    .execute()

export const findSessionsForExport = (db: Db, accountId: string, batch: Batch) =>
  db
    .selectFrom('session')
    .select([
      'id',
      'method',
      'browser',
      'network',
      'started_at',
      'proven_at',
      'second_factor_at',
      'seen_at',
      'expires_at',
    ])
    .where('account_id', '=', accountId)
    .where('id', '>', batch.afterId ?? NO_ID)
    .orderBy('id')
    .limit(batch.limit)
    .execute()

export const findEventsForExport = (db: Db, accountId: string, batch: Batch) =>
  db
    .selectFrom('account_event')
    .select(['id', 'by_account_id', 'action', 'detail', 'happened_at'])
    .where('account_id', '=', accountId)
    .where('id', '>', batch.afterId ?? NO_ID)
    .orderBy('id')
    .limit(batch.limit)
    .execute()

/** Keyed by person: an account mutes a person once. */
export const findMutesForExport = (db: Db, accountId: string, batch: Batch) =>
  db
    .selectFrom('mute')
    .innerJoin('person', 'person.id', 'mute.person_id')
    // A guest's name of today must not be tied to the one who was muted.
    .select((select) => [
      'mute.person_id as id',
      select
        .case()
        .when('person.kind', '=', 'guest')
        .then('')
        .else(select.ref('person.name'))
        .end()
        .as('name'),
      'mute.created_at',
    ])
    .where('mute.account_id', '=', accountId)
    .where('mute.person_id', '>', batch.afterId ?? NO_ID)
    .orderBy('mute.person_id')
    .limit(batch.limit)
    .execute()

export const findClaimsForExport = (db: Db, accountId: string, batch: Batch) =>
  db
    .selectFrom('claim')
    .innerJoin('person', 'person.id', 'claim.person_id')
    .select([
      'claim.id',
      'claim.person_id',
      'person.name',
      'claim.words',
      'claim.state',
      'claim.asked_at',
      'claim.decided_at',
    ])
    .where('claim.account_id', '=', accountId)
    .where('claim.id', '>', batch.afterId ?? NO_ID)
    .orderBy('claim.id')
    .limit(batch.limit)
    .execute()

/** How one can sign in: labels and times, nothing that opens a door. */
export async function findWaysInForExport(db: Db, accountId: string) {
  const passkeys = await db
    .selectFrom('passkey')
    .select(['label', 'is_synced', 'created_at', 'used_at'])
    .where('account_id', '=', accountId)
    .orderBy('id')
    .execute()
  const identities = await db
    .selectFrom('identity')
    .select(['provider', 'subject', 'created_at'])
    .where('account_id', '=', accountId)
    .orderBy('created_at')
    .execute()
  const codeApp = await db
    .selectFrom('code_app')
    .select('confirmed_at')
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  const password = await db
    .selectFrom('password')
    .select('changed_at')
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  const codes = await db
    .selectFrom('recovery_code')
    .select('used_at')
    .where('account_id', '=', accountId)
    .execute()
  return { passkeys, identities, codeApp, password, codes }
}
