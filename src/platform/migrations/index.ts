/** All migrations in order. Forward only: a released file is never changed. */
import type { Migration } from 'kysely'
import * as foundation from './0001-foundation.js'
import * as accounts from './0002-accounts.js'

export const MIGRATIONS: Record<string, Migration> = {
  '0001-foundation': foundation,
  '0002-accounts': accounts,
}
