/** Background jobs: graphile-worker in this process, on the same PostgreSQL, enqueued inside transactions. */
import { Logger, run, runMigrations } from 'graphile-worker'
import pg from 'pg'
import type { DatabaseTarget } from './database.js'
import type { Log } from './log.js'

/** Jobs at once in one process: pictures are the heaviest, and readers come first. */
const CONCURRENCY = 2

/** Creates the worker's own tables. */
export const migrateJobs = (pool: pg.Pool): Promise<void> => runMigrations({ pgPool: pool })

/** A job: what to do with the event that started it. Runs at least once, so running twice must change nothing. */
export type Task = (payload: unknown) => Promise<void>

export type Jobs = { stop(): Promise<void> }

/** Starts the worker with a task for each job. @param crontab jobs by the clock, UTC, a line each */
export async function startJobs(
  target: DatabaseTarget,
  log: Log,
  tasks: Record<string, Task>,
  crontab: string,
): Promise<Jobs> {
  // The worker writes its own bigint ids as JSON, which our pool's BigInt would break: it gets plain connections.
  const pool = new pg.Pool({ ...target, max: CONCURRENCY + 1, application_name: 'readership jobs' })
  const lost = (error: Error) =>
    log.warn({ error: error.message }, 'A connection of the jobs was lost.')
  pool.on('error', lost)
  pool.on('connect', (client) => client.on('error', lost))
  const logger = new Logger(() => (level, message) => {
    if (level === 'error' || level === 'warning')
      log.warn({ job: message.slice(0, JOB_MESSAGE_CHARS_MAX) }, 'A job reports.')
  })
  const runner = await run({
    pgPool: pool,
    concurrency: CONCURRENCY,
    noHandleSignals: true,
    taskList: tasks,
    crontab,
    logger,
  })
  return {
    async stop() {
      await runner.stop()
      await pool.end()
    },
  }
}

/** Longest part of a worker's message that goes to the log. */
const JOB_MESSAGE_CHARS_MAX = 300

/** Jobs due or running; those for later, and those that have failed for good, are not counted. */
export async function countJobs(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    'select count(*)::int as n from graphile_worker.jobs where attempts < max_attempts and run_at <= now()',
  )
  return rows[0]?.n ?? 0
}
