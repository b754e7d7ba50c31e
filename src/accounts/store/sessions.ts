/** SQL of sessions: opened, known again by their token, proven, ended. */
import { type Insertable, sql } from 'kysely'
import { type Db, NAMED, type Tx } from '../../platform/database.js'
import type { Role, Tables } from '../../platform/schema.js'

export type SessionRow = {
  id: string
  account_id: string
  person_id: string
  name: string
  role: Role
  language: string | null
  is_banned: boolean
  leaves_at: Date | null
  started_at: Date
  proven_at: Date
  second_factor_at: Date | null
  seen_at: Date
  expires_at: Date
  has_factor: boolean
  muted: string[]
  unread: number
}

/** A session by the hash of its token, with everything that is asked about its reader. One statement, index look-ups only. */
export async function findSession(
  db: Db,
  siteId: string,
  tokenHash: string,
): Promise<SessionRow | undefined> {
  const { rows } = await sql<SessionRow>`${NAMED}
    select s.id, s.account_id, a.person_id, p.name, a.role, a.language, a.banned_at is not null as is_banned,
      a.leaves_at, s.started_at, s.proven_at, s.second_factor_at, s.seen_at, s.expires_at,
      exists (select from code_app c where c.account_id = a.id and c.confirmed_at is not null)
        or a.role <> 'reader' and exists (select from passkey k where k.account_id = a.id) as has_factor,
      array(
        select p.id from mute m join person x on x.id = m.person_id
        join person p on p.id = x.id or p.account_id = x.account_id
        where m.account_id = a.id) as muted,
      (select count(*)::int from (
        select from notice n where n.account_id = a.id and n.read_at is null limit ${UNREAD_COUNTED_MAX}
      ) u) as unread
    from session s join account a on a.id = s.account_id join person p on p.id = a.person_id
    where s.token_hash = ${tokenHash} and s.site_id = ${siteId}::uuid and a.state <> 'gone'`.execute(
    db,
  )
  return rows[0]
}

/** Beyond this the number beside the name says "99+". */
export const UNREAD_COUNTED_MAX = 100

export async function insertSession(tx: Tx, row: Insertable<Tables['session']>): Promise<void> {
  await tx.insertInto('session').values(row).execute()
}

/** Sessions of an account, the latest seen first. */
export const findSessions = (db: Db, accountId: string) =>
  db
    .selectFrom('session')
    .select([
      'id',
      'method',
      'browser',
      'network',
      'started_at',
      'seen_at',
      'expires_at',
      'second_factor_at',
    ])
    .where('account_id', '=', accountId)
    .orderBy('seen_at', 'desc')
    .execute()

/** Ends the oldest sessions of an account beyond `keep`. */
export async function trimSessions(tx: Tx, accountId: string, keep: number): Promise<void> {
  await sql`delete from session where id in (
    select id from session where account_id = ${accountId}::uuid
    order by seen_at desc, id desc offset ${keep})`.execute(tx)
}

/** @returns the account whose session it was; undefined when there is none */
export async function deleteSession(
  tx: Tx,
  id: string,
  accountId: string,
): Promise<{ account_id: string } | undefined> {
  return tx
    .deleteFrom('session')
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .returning('account_id')
    .executeTakeFirst()
}

/** Ends all sessions of an account, or all but one. */
export async function deleteSessions(tx: Tx, accountId: string, butId?: string): Promise<void> {
  await tx
    .deleteFrom('session')
    .where('account_id', '=', accountId)
    .$if(butId !== undefined, (query) => query.where('id', '<>', butId ?? ''))
    .execute()
}

/** Writes what was proven in a session, under a new token. */
export const changeSession = (
  tx: Tx,
  id: string,
  change: {
    token_hash: string
    proven_at: Date
    second_factor_at?: Date
    method: Tables['session']['method']
  },
) => tx.updateTable('session').set(change).where('id', '=', id).executeTakeFirst()

export const touchSession = (db: Db, id: string, seenAt: Date) =>
  db.updateTable('session').set({ seen_at: seenAt }).where('id', '=', id).execute()

/** Deletes sessions that nobody can use any more. */
export const deleteEndedSessions = (db: Db, ended: { expired: Date; unusedSince: Date }) =>
  db
    .deleteFrom('session')
    .where((where) =>
      where.or([where('expires_at', '<', ended.expired), where('seen_at', '<', ended.unusedSince)]),
    )
    .execute()
