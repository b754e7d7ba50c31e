/** One PostgreSQL for all test files that need nothing special of it, with a migrated database to copy: started once. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrate, openDatabase } from '../src/platform/database.js'
import { startPostgres } from '../src/platform/embedded-postgres.js'
import { migrateJobs } from '../src/platform/jobs.js'

export type SharedPostgres = { user: string; socketFolder: string; port: number; database: string }

/** The database that every new one is copied from: its tables are there, and nothing else. */
export const TEMPLATE = 'migrated'

declare module 'vitest' {
  export interface ProvidedContext {
    sharedPostgres: SharedPostgres
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'readership-test-'))
  const postgres = await startPostgres({ dataFolder: folder, say: () => undefined })
  const { user, socketFolder, port, database } = postgres
  const place = { host: socketFolder, port, user }
  const admin = new pg.Client({ ...place, database })
  await admin.connect()
  await admin.query(`create database ${TEMPLATE}`)
  await admin.end()
  const template = openDatabase(
    { ...place, database: TEMPLATE },
    { connections: 2, statementTimeoutMs: 60_000, onIdleError: () => undefined },
  )
  await migrateJobs(template.pool)
  await migrate(template.db)
  await template.close()
  project.provide('sharedPostgres', { user, socketFolder, port, database })
  return async () => {
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
