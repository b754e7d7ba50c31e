/** What the rows measure on: the program as its own process with its own PostgreSQL in a folder that is thrown away. */
import type { ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { type OpenDatabase, openDatabase } from '../src/platform/database.js'
import { findRunningPostgres } from '../src/platform/embedded-postgres.js'
import { addFilledArticle, type FilledThread } from './fill.js'
import { end, familyPssMib, rssMib, start } from './processes.js'

/** The program as it is shipped: built beside us by the same command. */
const MAIN = fileURLToPath(new URL('../../server/main.js', import.meta.url))
/** After the start, until the first jobs are done and memory rests. */
const SETTLE_MS = 3_000
/** The invariants read every row. */
const CHECK_MS_MAX = 300_000

export type Memory = { program: number; postgres: number }

export type Stage = {
  address: string
  program: ChildProcess
  client: pg.Client
  /** A new connection to the same PostgreSQL. */
  connect(): Promise<pg.Client>
  /** The same as the program opens it. */
  openDatabase(): OpenDatabase
  /** The article with so many comments; filled when first asked for. */
  thread(comments: number): Promise<FilledThread>
  /** Of the program right after its first start, which puts in the demo paper; MiB. */
  firstMemory: number
  idleMemory: Memory
  memory(): Promise<Memory>
  close(): Promise<void>
}

/** A folder that `remove` deletes. */
export async function temporaryFolder() {
  const path = await mkdtemp(join(tmpdir(), 'readership-bench-'))
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}

/** Starts the program on a data folder. Resolves when it listens. */
export async function startProgram(dataFolder: string) {
  const { child, message } = await start<{ listening: string }>(MAIN, {
    env: {
      ...process.env,
      PORT: '0',
      HOST: '127.0.0.1',
      DATABASE_URL: '',
      READERSHIP_DATA: dataFolder,
      READERSHIP_DEMO: 'on',
      LOG_LEVEL: 'warn',
      // The load comes from one address.
      COMMENTS_PER_MINUTE: '1000000',
    },
  })
  return { child, address: message.listening }
}

/** Opens the stage; everything on it ends with `close`. */
export async function openStage(): Promise<Stage> {
  const folder = await temporaryFolder()
  const firstMemory = await memoryOfFirstStart(folder.path)
  const { child, address } = await startProgram(folder.path)
  const target = await findRunningPostgres(folder.path)
  if (!target) throw new Error('The PostgreSQL of the program was not found.')
  const { socketFolder, port, user, database } = target
  const place = { host: socketFolder, port, user, database }
  const connect = async () => {
    const client = new pg.Client(place)
    // When the bench is stopped, the database may end before its connections; queries tell of errors themselves.
    client.on('error', () => undefined)
    await client.connect()
    return client
  }
  await sleep(SETTLE_MS)
  const programPid = child.pid ?? 0
  const client = await connect()
  const { rows } = await client.query<{ pid: number }>(
    `select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int as pid`,
  )
  const postgresPid = rows[0]?.pid ?? 0
  const memory = async () => ({
    program: await rssMib(programPid),
    postgres: await familyPssMib(postgresPid),
  })
  const threads = new Map<number, Promise<FilledThread>>()
  return {
    address,
    program: child,
    client,
    connect,
    openDatabase: () =>
      openDatabase(place, {
        connections: 1,
        statementTimeoutMs: CHECK_MS_MAX,
        onIdleError: (error) => console.error(error),
      }),
    thread(comments) {
      const known = threads.get(comments)
      if (known) return known
      const filling = fill(client, comments)
      threads.set(comments, filling)
      return filling
    },
    firstMemory,
    idleMemory: await memory(),
    memory,
    async close() {
      await client.end()
      await end(child)
      await folder.remove()
    },
  }
}

async function memoryOfFirstStart(dataFolder: string): Promise<number> {
  const { child } = await startProgram(dataFolder)
  await sleep(SETTLE_MS)
  const mib = await rssMib(child.pid ?? 0)
  await end(child)
  return mib
}

/** Leaves the tables as autovacuum would, so that it does not run into a measurement. */
async function fill(client: pg.Client, comments: number): Promise<FilledThread> {
  const thread = await addFilledArticle(client, comments)
  await client.query('vacuum analyze comment, verdict, thread, article')
  await client.query('checkpoint')
  return thread
}
