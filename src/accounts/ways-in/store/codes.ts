/** SQL of code apps and recovery codes: every code is taken by a statement that only one of many can pass. */
import type { Db, Tx } from '../../../platform/database.js'

export const findCodeApp = (db: Db, accountId: string) =>
  db
    .selectFrom('code_app')
    .select(['secret', 'confirmed_at'])
    .where('account_id', '=', accountId)
    .executeTakeFirst()

/** Keeps a secret that is still to be confirmed, instead of one that never was. @returns false when an app is on */
export async function putCodeApp(tx: Tx, accountId: string, secret: string): Promise<boolean> {
  const result = await tx
    .insertInto('code_app')
    .values({ account_id: accountId, secret, confirmed_at: null })
    .onConflict((conflict) =>
      conflict
        .column('account_id')
        .doUpdateSet({ secret, last_step: 0n })
        .where('code_app.confirmed_at', 'is', null),
    )
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Turns the app on whose secret this is. @returns false when it is on already, or has another secret by now */
export async function confirmCodeApp(
  tx: Tx,
  app: { accountId: string; secret: string; step: bigint; now: Date },
): Promise<boolean> {
  const result = await tx
    .updateTable('code_app')
    .set({ confirmed_at: app.now, last_step: app.step })
    .where('account_id', '=', app.accountId)
    .where('secret', '=', app.secret)
    .where('confirmed_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Uses the code of a step up, and of all steps before it. @returns false when it was used */
export async function takeStep(
  tx: Tx,
  app: { accountId: string; secret: string; step: bigint },
): Promise<boolean> {
  const result = await tx
    .updateTable('code_app')
    .set({ last_step: app.step })
    .where('account_id', '=', app.accountId)
    .where('secret', '=', app.secret)
    .where('confirmed_at', 'is not', null)
    .where('last_step', '<', app.step)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** @returns false when there was none */
export async function deleteCodeApp(tx: Tx, accountId: string): Promise<boolean> {
  const result = await tx
    .deleteFrom('code_app')
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

export const deleteRecoveryCodes = (tx: Tx, accountId: string) =>
  tx.deleteFrom('recovery_code').where('account_id', '=', accountId).execute()

/** Keeps these codes instead of all before them. */
export async function replaceRecoveryCodes(
  tx: Tx,
  accountId: string,
  hashes: string[],
): Promise<void> {
  await deleteRecoveryCodes(tx, accountId)
  await tx
    .insertInto('recovery_code')
    .values(hashes.map((hash) => ({ account_id: accountId, code_hash: hash, used_at: null })))
    .execute()
}

/** @returns false when it is not one of theirs, or was used */
export async function takeRecoveryCode(
  tx: Tx,
  code: { accountId: string; hash: string; now: Date },
): Promise<boolean> {
  const result = await tx
    .updateTable('recovery_code')
    .set({ used_at: code.now })
    .where('account_id', '=', code.accountId)
    .where('code_hash', '=', code.hash)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Codes that can still be used. */
export async function countRecoveryCodes(db: Db, accountId: string): Promise<number> {
  const row = await db
    .selectFrom('recovery_code')
    .select((select) => select.fn.countAll<bigint>().as('count'))
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}
