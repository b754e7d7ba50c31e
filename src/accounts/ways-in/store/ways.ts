/** SQL of what leads into an account. */
import type { Db } from '../../../platform/database.js'

export const findIdentities = (db: Db, accountId: string) =>
  db
    .selectFrom('identity')
    .select(['provider', 'subject', 'created_at'])
    .where('account_id', '=', accountId)
    .orderBy('created_at')
    .execute()
