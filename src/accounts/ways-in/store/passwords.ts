/** SQL of passwords. */
import type { Db, Tx } from '../../../platform/database.js'

export const findPassword = (db: Db, accountId: string) =>
  db
    .selectFrom('password')
    .select(['hash', 'changed_at'])
    .where('account_id', '=', accountId)
    .executeTakeFirst()

/** By the address it is asked for with, and whether the account has a session in this network. */
export const findPasswordByMail = (
  db: Db,
  input: { siteId: string; mailKey: string; network: string },
) =>
  db
    .selectFrom('password')
    .innerJoin('account', 'account.id', 'password.account_id')
    .select((select) => [
      'password.account_id',
      'password.hash',
      select
        .exists(
          select
            .selectFrom('session')
            .select('session.id')
            .whereRef('session.account_id', '=', 'account.id')
            .where('session.network', '=', input.network),
        )
        .as('is_known_network'),
    ])
    .where('account.site_id', '=', input.siteId)
    .where('account.mail_key', '=', input.mailKey)
    .where('account.state', '<>', 'gone')
    .executeTakeFirst()

export async function putPassword(
  tx: Tx,
  password: { accountId: string; hash: string; now: Date },
): Promise<void> {
  const { accountId, hash, now } = password
  await tx
    .insertInto('password')
    .values({ account_id: accountId, hash, changed_at: now })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet({ hash, changed_at: now }))
    .execute()
}

/** The same password under a stronger hash, unless it was changed meanwhile. */
export async function strengthenPassword(
  db: Db,
  password: { accountId: string; from: string; to: string },
): Promise<void> {
  await db
    .updateTable('password')
    .set({ hash: password.to })
    .where('account_id', '=', password.accountId)
    .where('hash', '=', password.from)
    .execute()
}

/** @returns false when there was none */
export async function deletePassword(tx: Tx, accountId: string): Promise<boolean> {
  const result = await tx
    .deleteFrom('password')
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}
