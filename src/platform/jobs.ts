/** Background jobs: graphile-worker in this process, on the same PostgreSQL, enqueued inside transactions. */
import { Logger, type Runner, run, runMigrations } from 'graphile-worker'
import type pg from 'pg'
import type { Log } from './log.js'

/** Jobs at once in one process: pictures are the heaviest, and readers come first. */
const CONCURRENCY = 2

/** Creates the worker's own tables. */
export const migrateJobs = (pool: pg.Pool): Promise<void> => runMigrations({ pgPool: pool })

/** A job: what to do with the event that started it. Runs at least once, so running twice must change nothing. */
export type Task = (payload: unknown) => Promise<void>

/** Starts the worker with a task for each job. @param crontab jobs by the clock, UTC, a line each */
export function startJobs(
  pool: pg.Pool,
  log: Log,
  tasks: Record<string, Task>,
  crontab: string,
): Promise<Runner> {
  const logger = new Logger(() => (level, message) => {
    if (level === 'error' || level === 'warning')
      log.warn({ job: message.slice(0, JOB_MESSAGE_CHARS_MAX) }, 'A job reports.')
  })
  return run({
    pgPool: pool,
    concurrency: CONCURRENCY,
    noHandleSignals: true,
    taskList: tasks,
    crontab,
    logger,
  })
}

/** Longest part of a worker's message that goes to the log. */
const JOB_MESSAGE_CHARS_MAX = 300

/** Jobs waiting or running; those that have failed for good are not counted. */
export async function countJobs(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    'select count(*)::int as n from graphile_worker.jobs where attempts < max_attempts',
  )
  return rows[0]?.n ?? 0
}
