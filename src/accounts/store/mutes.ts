/** SQL of mutes: whose comments an account does not want to see. */
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/database.js'
import type { PersonKind } from '../../platform/schema.js'

/** A person who can be muted, and the account they belong to. */
export const findPerson = (db: Db, siteId: string, id: string) =>
  db
    .selectFrom('person')
    .select(['id', 'account_id'])
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .where('kind', '<>', 'erased')
    .executeTakeFirst()

/** Everybody who belongs to the account of this person, the person first of all. */
export async function findSamePersons(db: Db, personId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select p.id from person p where p.id = ${personId}::uuid
    union
    select o.id from person p join person o on o.account_id = p.account_id where p.id = ${personId}::uuid`.execute(
    db,
  )
  return rows.map((row) => row.id)
}

export async function countMutes(tx: Tx, accountId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from mute where account_id = ${accountId}::uuid`.execute(tx)
  return rows[0]?.n ?? 0
}

/** @returns how many were not muted before */
export async function insertMutes(
  tx: Tx,
  accountId: string,
  personIds: string[],
  now: Date,
): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into mute (account_id, person_id, created_at)
    select ${accountId}::uuid, id, ${now} from unnest(${personIds}::uuid[]) as r(id) order by id
    on conflict do nothing`.execute(tx)
  return Number(numAffectedRows ?? 0n)
}

/** @returns how many were muted before */
export async function deleteMutes(tx: Tx, accountId: string, personIds: string[]): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from mute where account_id = ${accountId}::uuid and person_id = any(${personIds}::uuid[])`.execute(
    tx,
  )
  return Number(numAffectedRows ?? 0n)
}

export type MuteRow = { person_id: string; name: string; kind: PersonKind; created_at: Date }

/** The mutes of an account, newest first, one line for each account muted. */
export async function findMutes(db: Db, accountId: string): Promise<MuteRow[]> {
  const { rows } = await sql<MuteRow>`
    select o.id as person_id, o.name, o.kind, max(m.created_at) as created_at
    from mute m join person p on p.id = m.person_id
    left join account a on a.id = p.account_id
    join person o on o.id = coalesce(a.person_id, p.id)
    where m.account_id = ${accountId}::uuid
    group by o.id order by max(m.created_at) desc, o.id`.execute(db)
  return rows
}

/** Everybody whom an account has muted, with whoever belongs to the same account. */
export async function findMutedPersons(db: Db, accountId: string): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select m.person_id as id from mute m where m.account_id = ${accountId}::uuid
    union
    select o.id from mute m join person p on p.id = m.person_id join person o on o.account_id = p.account_id
    where m.account_id = ${accountId}::uuid`.execute(db)
  return new Set(rows.map((row) => row.id))
}
