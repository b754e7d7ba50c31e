/** A MariaDB for one peer: on a socket, with empty tables, safe on disk at every commit as it is installed. */
import type { ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { run, startServer, stopServer } from './place.js'

/** Debian's packages that it needs. */
export const MARIADB_PACKAGES = ['mariadb-server-core', 'mariadb-client-core']
const BUFFER_POOL_MIB = 256
const IS_ROOT = process.getuid?.() === 0

export type MariaDb = {
  server: ChildProcess
  socket: string
  /** Runs statements. @returns the rows of the answer, columns parted by tabs */
  sql(statements: string): Promise<string>
}

/** Starts it in this folder with an empty database of this name. @throws Unavailable when it does not start */
export async function startMariaDb(home: string, name: string): Promise<MariaDb> {
  const [folder, socket] = [join(home, 'db'), join(home, 'db.sock')]
  const user = IS_ROOT ? ['--user=root'] : []
  await run('mariadb-install-db', [
    '--no-defaults',
    `--datadir=${folder}`,
    '--auth-root-authentication-method=normal',
    '--skip-test-db',
    ...user,
  ])
  const sqlIn = (database: string[], input: string) =>
    run(
      'mariadb',
      [
        '--no-defaults',
        '--user=root',
        `--socket=${socket}`,
        '--default-character-set=utf8mb4',
        '--batch',
        '--skip-column-names',
        ...database,
      ],
      { input },
    )
  const server = await startServer(
    'mariadbd',
    [
      '--no-defaults',
      `--datadir=${folder}`,
      `--socket=${socket}`,
      `--pid-file=${join(home, 'db.pid')}`,
      '--skip-networking',
      '--character-set-server=utf8mb4',
      `--innodb-buffer-pool-size=${BUFFER_POOL_MIB}M`,
      ...user,
    ],
    { isReady: async () => (await sqlIn([], 'select 1')).trim() === '1' },
  )
  try {
    await sqlIn([], `create database ${name}`)
  } catch (error) {
    await stopServer(server)
    throw error
  }
  return { server, socket, sql: (statements) => sqlIn([name], statements) }
}

/** A text, or nothing, as a value of SQL. */
export const quoted = (text: string | null): string =>
  text === null ? 'null' : `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
