/** SQL of claims, and of the persons they are about. */
import { type Insertable, sql } from 'kysely'
import type { Db, Tx } from '../../platform/database.js'
import type { Tables } from '../../platform/schema.js'
import { lockThreadsOf } from './names.js'

/** Persons offered to one account at a time. */
const CLAIMABLE_MAX = 20
/** Waiting claims on the page of those who decide. */
const WAITING_MAX = 100
/** Comments of a claimable person that are counted. */
const COUNTED_MAX = 1_000

/** Unclaimed persons that one of these keys proves. Cost: two index look-ups. */
export async function findClaimable(
  db: Db,
  siteId: string,
  proof: { mailKey: string | null; guestKey: string | null },
): Promise<{ personId: string; name: string; kind: string; comments: number }[]> {
  const { rows } = await sql<{ personId: string; name: string; kind: string; comments: number }>`
    select p.id as "personId", p.name, p.kind,
      (select count(*)::int from (select from comment c where c.person_id = p.id limit ${COUNTED_MAX}) x) as comments
    from person p
    where p.site_id = ${siteId}::uuid and p.account_id is null and (
      (p.kind = 'imported' and substring(p.source_key from 'mail:.+$') = ${proof.mailKey})
      or (p.kind = 'guest' and p.source_key = ${proof.guestKey}
        and exists (select from comment c where c.person_id = p.id)))
    order by p.created_at limit ${CLAIMABLE_MAX}`.execute(db)
  return rows
}

export const findUnclaimed = (db: Db, siteId: string, id: string) =>
  db
    .selectFrom('person')
    .select('name')
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .where('kind', '=', 'imported')
    .where('account_id', 'is', null)
    .executeTakeFirst()

export const lockPerson = (tx: Tx, siteId: string, id: string) =>
  tx
    .selectFrom('person')
    .select(['id', 'kind', 'name', 'account_id'])
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

/** @returns false when this account has claimed this person before, and still has no proof */
export async function putClaim(tx: Tx, row: Insertable<Tables['claim']>): Promise<boolean> {
  const result = await tx
    .insertInto('claim')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['account_id', 'person_id'])
        .doUpdateSet({ state: 'approved', decided_by: null, decided_at: row.decided_at ?? null })
        .where(sql<boolean>`excluded.state = 'approved' and claim.state <> 'approved'`),
    )
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** A person becomes part of an account; what a guest wrote is from now on linked to the account's page. */
export async function giveComments(tx: Tx, personId: string, accountId: string): Promise<void> {
  await lockThreadsOf(tx, personId)
  // What the same browser writes later as a guest is a guest's again; imports must still know their authors.
  await sql`update person set account_id = ${accountId}::uuid,
      source_key = case when kind = 'guest' then null else source_key end
    where id = ${personId}::uuid`.execute(tx)
  await sql`update comment set author_kind = 'reader'
    where person_id = ${personId}::uuid and author_kind = 'guest'`.execute(tx)
}

export const findWaitingClaims = (db: Db, siteId: string) =>
  db
    .selectFrom('claim')
    .innerJoin('person as wanted', 'wanted.id', 'claim.person_id')
    .innerJoin('account', 'account.id', 'claim.account_id')
    .innerJoin('person as own', 'own.id', 'account.person_id')
    .select([
      'claim.id',
      'claim.words',
      'claim.asked_at',
      'claim.person_id',
      'wanted.name as wanted_name',
      'account.person_id as own_person_id',
      'own.name as own_name',
    ])
    .where('claim.site_id', '=', siteId)
    .where('claim.state', '=', 'waiting')
    .orderBy('claim.asked_at')
    .limit(WAITING_MAX)
    .execute()

export const lockClaim = (tx: Tx, siteId: string, id: string) =>
  tx
    .selectFrom('claim')
    .select(['id', 'account_id', 'person_id', 'state'])
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

export const decideClaimRow = (
  tx: Tx,
  id: string,
  decision: { state: 'approved' | 'refused'; decided_by: string | null; decided_at: Date },
) => tx.updateTable('claim').set(decision).where('id', '=', id).execute()

/** What an account has claimed. */
export const findClaimsOfAccount = (db: Db, accountId: string) =>
  db
    .selectFrom('claim')
    .innerJoin('person', 'person.id', 'claim.person_id')
    .select(['claim.person_id', 'person.name', 'claim.state', 'claim.asked_at'])
    .where('claim.account_id', '=', accountId)
    .orderBy('claim.asked_at')
    .execute()
