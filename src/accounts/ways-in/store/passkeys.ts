/** SQL of passkeys. */
import type { Insertable } from 'kysely'
import type { Db, Tx } from '../../../platform/database.js'
import type { Tables } from '../../../platform/schema.js'

export type PasskeyRow = Awaited<ReturnType<typeof findPasskeys>>[number]

/** The oldest first. */
export const findPasskeys = (db: Db, accountId: string) =>
  db
    .selectFrom('passkey')
    .select(['id', 'credential_id', 'transports', 'label', 'is_synced', 'created_at', 'used_at'])
    .where('account_id', '=', accountId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()

/** By the name that its authenticator gave it. Those of accounts that are gone are not found. */
export const findPasskey = (db: Db, siteId: string, credentialId: string) =>
  db
    .selectFrom('passkey')
    .innerJoin('account', 'account.id', 'passkey.account_id')
    .select([
      'passkey.id',
      'passkey.account_id',
      'passkey.credential_id',
      'passkey.public_key',
      'passkey.transports',
    ])
    .where('passkey.site_id', '=', siteId)
    .where('passkey.credential_id', '=', credentialId)
    .where('account.state', '<>', 'gone')
    .executeTakeFirst()

/** @returns false when this credential is known already */
export async function insertPasskey(tx: Tx, row: Insertable<Tables['passkey']>): Promise<boolean> {
  const result = await tx
    .insertInto('passkey')
    .values(row)
    .onConflict((conflict) => conflict.column('credential_id').doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/**
 * Writes a use down if its counter may follow the one before: it grew, or the authenticator does not count.
 * @returns false when it may not. Of two uses with the same counter one passes.
 */
export async function countPasskeyUse(
  tx: Tx,
  use: { id: string; counter: bigint; isSynced: boolean; now: Date },
): Promise<boolean> {
  const result = await tx
    .updateTable('passkey')
    .set({ counter: use.counter, is_synced: use.isSynced, used_at: use.now })
    .where('id', '=', use.id)
    .where((where) => where.or([where('counter', '=', 0n), where('counter', '<', use.counter)]))
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** @returns false when this account has no such passkey */
export async function labelPasskey(
  tx: Tx,
  passkey: { id: string; accountId: string; label: string },
): Promise<boolean> {
  const result = await tx
    .updateTable('passkey')
    .set({ label: passkey.label })
    .where('id', '=', passkey.id)
    .where('account_id', '=', passkey.accountId)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** @returns false when this account has no such passkey */
export async function deletePasskey(
  tx: Tx,
  passkey: { id: string; accountId: string },
): Promise<boolean> {
  const result = await tx
    .deleteFrom('passkey')
    .where('id', '=', passkey.id)
    .where('account_id', '=', passkey.accountId)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}
