/** The connection to PostgreSQL: pool, Kysely, migrations. Every statement has a time limit. */
import { createHash } from 'node:crypto'
import { Kysely, Migrator, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import { MIGRATIONS } from './migrations/index.js'
import type { Tables } from './schema.js'

export type Database = Kysely<Tables>
export type Tx = Transaction<Tables>
/** Anything SQL can be sent through: the pool or a transaction. */
export type Db = Kysely<Tables>

/** Where PostgreSQL is: an address, or the socket of the embedded one. */
export type DatabaseTarget =
  | { connectionString: string }
  | { host: string; port: number; user: string; database: string }

export type OpenDatabase = { db: Database; pool: pg.Pool; close(): Promise<void> }

/** Waiting for a free connection longer than this is answered as a fault, not with silence. */
const CONNECT_TIMEOUT_MS = 5_000

// bigint columns (money) arrive as bigint; counts fit in a number and are int4.
const types = new pg.TypeOverrides()
types.setTypeParser(20, BigInt)
types.setTypeParser(1016, (array: string) =>
  array.slice(1, -1).split(',').filter(Boolean).map(BigInt),
)

const NAMED_MARK = '/* named */'

/**
 * Stands at the beginning of a statement that is asked all the time with other values: each connection parses and
 * plans it once. Not for statements whose text changes with their values, which would pile up.
 */
export const NAMED = sql.raw(NAMED_MARK)

const names = new Map<string, string>()

function nameOf(text: string): string {
  const known = names.get(text)
  if (known !== undefined) return known
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 22)
  names.set(text, name)
  return name
}

/** A connection that sends marked statements under a name. */
class NamingClient extends pg.Client {
  // The signature of the driver has eleven forms; Kysely uses the one with text and values.
  override query = ((text: unknown, values?: unknown, ...rest: unknown[]) =>
    typeof text === 'string' && text.startsWith(NAMED_MARK)
      ? super.query({ name: nameOf(text), text, values: values as unknown[] })
      : Reflect.apply(super.query, this, [text, values, ...rest])) as pg.Client['query']
}

/**
 * Opens a pool. Connections are made when first needed.
 * @param options.statementTimeoutMs both the server's and the client's limit of one statement
 */
export function openDatabase(
  target: DatabaseTarget,
  options: { connections: number; statementTimeoutMs: number; onIdleError: (error: Error) => void },
): OpenDatabase {
  const pool = new pg.Pool({
    ...target,
    types,
    Client: NamingClient,
    max: options.connections,
    statement_timeout: options.statementTimeoutMs,
    query_timeout: options.statementTimeoutMs + 1_000,
    idle_in_transaction_session_timeout: 60_000,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'readership',
  })
  pool.on('error', options.onIdleError)
  pool.on('connect', (client) => client.on('error', options.onIdleError))
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  return { db, pool, close: () => db.destroy() }
}

/**
 * Does something that only one process at a time may do; the others wait for their turn.
 * @param name the same name excludes each other
 */
export async function oneAtATime<T>(
  pool: pg.Pool,
  name: string,
  act: () => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query('set statement_timeout = 0')
    await client.query({
      text: 'select pg_advisory_lock(hashtextextended($1, 0))',
      values: [name],
      query_timeout: 0,
    } as pg.QueryConfig)
    return await act()
  } finally {
    // The lock and the setting end with the connection.
    client.release(true)
  }
}

/** Brings the tables to this program's version. Two processes may call it at once: one migrates, one waits. */
export async function migrate(db: Database): Promise<string[]> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => MIGRATIONS },
  })
  const { error, results } = await migrator.migrateToLatest()
  if (error) throw error
  return (results ?? []).map((one) => one.migrationName)
}

/** True when a statement took longer than it may. */
export const isStatementTimeout = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '57014'

/** True for errors that pass by themselves: no connection, a restart, a deadlock, a time-out. */
export function isFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return (
    /^(08|53|57|40)/.test(code) ||
    /^(ECONN|ENOENT|EPIPE|ETIMEDOUT)/.test(code) ||
    /timeout|terminated|Connection|not queryable/i.test(error.message)
  )
}
