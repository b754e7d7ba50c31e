/** Finding or starting PostgreSQL: yours by DATABASE_URL, else our own in the data folder. */
import type { Config } from './config.js'
import type { DatabaseTarget } from './database.js'
import { findRunningPostgres, startPostgres } from './embedded-postgres.js'

export type StartedDatabase = {
  target: DatabaseTarget
  /** Ends what was started here; nothing for a database that was there before. */
  stop(): Promise<void>
  /** Called when our own PostgreSQL ends without being asked. */
  onExit(listener: (why: string) => void): void
}

/**
 * @param options.mayJoin use the PostgreSQL of a running program in the same data folder (for short commands)
 * @throws DataFolderInUse when another program uses the folder and joining is not asked for
 */
export async function startDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataFolder'>,
  options: { mayJoin: boolean; say: (line: string) => void },
): Promise<StartedDatabase> {
  const foreign = { stop: async () => undefined, onExit: () => undefined }
  if (config.databaseUrl !== '')
    return { target: { connectionString: config.databaseUrl }, ...foreign }
  const running = options.mayJoin ? await findRunningPostgres(config.dataFolder) : null
  if (running) return { target: targetOf(running), ...foreign }
  const started = await startPostgres({ dataFolder: config.dataFolder, say: options.say })
  return {
    target: targetOf(started),
    stop: () => started.stop(),
    onExit: (listener) => started.onExit((why?: unknown) => listener(String(why ?? 'unknown'))),
  }
}

const targetOf = (postgres: {
  socketFolder: string
  port: number
  user: string
  database: string
}) => ({
  host: postgres.socketFolder,
  port: postgres.port,
  user: postgres.user,
  database: postgres.database,
})
