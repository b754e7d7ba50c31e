/** SQL of identities: how an account is known at other sites. */
import { type Insertable, sql } from 'kysely'
import type { Tx } from '../../platform/database.js'
import type { Tables } from '../../platform/schema.js'

type IdentityKey = { siteId: string; provider: string; subject: string }

/** Lets one transaction at a time decide what an identity means here: two first visits at once make one account. */
export async function lockIdentity(
  tx: Tx,
  { siteId, provider, subject }: IdentityKey,
): Promise<void> {
  const key = JSON.stringify([siteId, provider, subject])
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(tx)
}

/** The account of an identity. */
export const findIdentity = (tx: Tx, { siteId, provider, subject }: IdentityKey) =>
  tx
    .selectFrom('identity')
    .innerJoin('account', 'account.id', 'identity.account_id')
    .select('identity.account_id')
    .where('identity.site_id', '=', siteId)
    .where('identity.provider', '=', provider)
    .where('identity.subject', '=', subject)
    .executeTakeFirst()

export async function insertIdentity(tx: Tx, row: Insertable<Tables['identity']>): Promise<void> {
  await tx.insertInto('identity').values(row).execute()
}

/** @returns false when the account is not known at this provider */
export async function deleteIdentity(
  tx: Tx,
  identity: { accountId: string; provider: string },
): Promise<boolean> {
  const result = await tx
    .deleteFrom('identity')
    .where('account_id', '=', identity.accountId)
    .where('provider', '=', identity.provider)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** Lets a name be chosen as if none had been. */
export const forgetNaming = (tx: Tx, accountId: string) =>
  tx.updateTable('account').set({ named_at: null }).where('id', '=', accountId).execute()
