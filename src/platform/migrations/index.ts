/** All migrations in order. Forward only: a released file is never changed. */
import type { Migration } from 'kysely'
import * as foundation from './0001-foundation.js'

export const MIGRATIONS: Record<string, Migration> = {
  '0001-foundation': foundation,
}
