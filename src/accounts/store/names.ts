/** SQL of display names: who has one that looks the same. */
import { sql } from 'kysely'
import { type Db, NAMED, type Tx } from '../../platform/database.js'

/** The name of an account's person, locked until the end of the transaction. */
export const lockNaming = (tx: Tx, siteId: string, accountId: string, personId: string) =>
  tx
    .selectFrom('account')
    .innerJoin('person', 'person.id', 'account.person_id')
    .select(['account.named_at', 'person.name'])
    .where('account.site_id', '=', siteId)
    .where('account.id', '=', accountId)
    .where('account.person_id', '=', personId)
    .where('account.state', '<>', 'gone')
    .forUpdate('account')
    .executeTakeFirst()

/** True when another reader, or an imported author who is not of this account, has a name with this skeleton. */
export async function isNameHeld(
  db: Db,
  name: { siteId: string; accountId: string; personId: string; skeleton: string },
): Promise<boolean> {
  const { rows } = await sql`
    select from person where site_id = ${name.siteId}::uuid and name_skeleton = ${name.skeleton}
      and kind = 'reader' and name <> '' and id <> ${name.personId}::uuid
    union all
    select from person where site_id = ${name.siteId}::uuid and name_skeleton = ${name.skeleton}
      and kind = 'imported' and account_id is distinct from ${name.accountId}::uuid
    limit 1`.execute(db)
  return rows.length > 0
}

/**
 * The person of the account of staff whose name looks like this; null without one. The account does not leave before
 * the end of the transaction. Cost: one look-up in an index.
 */
export async function findStaffNamed(
  tx: Tx,
  siteId: string,
  skeleton: string,
): Promise<string | null> {
  if (skeleton === '') return null
  const { rows } = await sql<{ id: string }>`
    select p.id from person p join account a on a.person_id = p.id
    where p.site_id = ${siteId}::uuid and p.name_skeleton = ${skeleton} and p.kind = 'reader' and p.name <> ''
      and a.role <> 'reader' and a.state <> 'gone' and a.banned_at is null
    for share of a`.execute(tx)
  return rows[0]?.id ?? null
}

/**
 * Of these names those that accounts have, with their persons. None of the accounts leaves before the end of the
 * transaction. @param skeletons of the names
 */
export async function findNamed(
  tx: Tx,
  siteId: string,
  skeletons: string[],
): Promise<{ person_id: string; name: string; skeleton: string }[]> {
  const { rows } = await sql<{ person_id: string; name: string; skeleton: string }>`
    select p.id as person_id, p.name, p.name_skeleton as skeleton from person p join account a on a.person_id = p.id
    where p.site_id = ${siteId}::uuid and p.name_skeleton = any(${skeletons}::text[]) and p.kind = 'reader'
      and p.name <> '' and a.state <> 'gone'
    order by a.id for share of a`.execute(tx)
  return rows
}

/** @throws the database's unique violation of person_reader_name when somebody took the name meanwhile */
export async function changeName(
  tx: Tx,
  change: { accountId: string; personId: string; name: string; skeleton: string; namedAt: Date },
): Promise<void> {
  await tx
    .updateTable('person')
    .set({ name: change.name, name_skeleton: change.skeleton })
    .where('id', '=', change.personId)
    .execute()
  await tx
    .updateTable('account')
    .set({ named_at: change.namedAt })
    .where('id', '=', change.accountId)
    .execute()
}

/** Locks the threads in which a person wrote, in the order of all who write comments: nobody waits in a circle. */
export async function lockThreadsOf(tx: Tx, personId: string): Promise<void> {
  await sql`select from thread where id in
    (select thread_id from comment where person_id = ${personId}::uuid) order by id for update`.execute(
    tx,
  )
}

/**
 * Writes a person's name on their comments. Cost: a row for each comment of the person.
 * @returns how many had another one
 */
export async function renameComments(tx: Tx, personId: string, name: string): Promise<number> {
  await lockThreadsOf(tx, personId)
  const { numAffectedRows = 0n } = await sql`update comment set author_name = ${name}
    where person_id = ${personId}::uuid and author_name is distinct from ${name}`.execute(tx)
  return Number(numAffectedRows)
}

/** The name of the site, and which of these skeletons belong to accounts. Cost: one look-up in an index for each. */
export async function findHeldSkeletons(
  db: Db,
  siteId: string,
  skeletons: string[],
): Promise<{ siteName: string; held: string[] }> {
  // The words of the partial index person_reader_name stand in the text, or it would not be used.
  const { rows } = await sql<{ siteName: string; held: string[] }>`${NAMED}
    select s.name as "siteName", array(
      select p.name_skeleton from person p where p.site_id = s.id and p.kind = 'reader' and p.name <> ''
        and p.name_skeleton = any(${skeletons}::text[])
      union all select p.name_skeleton from person p where p.site_id = s.id and p.kind = 'imported'
        and p.account_id is not null and p.name_skeleton = any(${skeletons}::text[])) as held
    from site s where s.id = ${siteId}::uuid`.execute(db)
  return rows[0] ?? { siteName: '', held: [] }
}

/** Readers whose names have these skeletons. Cost: one look-up in an index for each. */
export async function findReadersNamed(
  db: Db,
  siteId: string,
  skeletons: string[],
): Promise<{ id: string; name: string; skeleton: string }[]> {
  // The words of the partial index person_reader_name stand in the text, or it would not be used.
  const { rows } = await sql<{ id: string; name: string; skeleton: string }>`${NAMED}
    select p.id, p.name, p.name_skeleton as skeleton from person p
    where p.site_id = ${siteId}::uuid and p.kind = 'reader' and p.name <> ''
      and p.name_skeleton = any(${skeletons}::text[])`.execute(db)
  return rows
}
