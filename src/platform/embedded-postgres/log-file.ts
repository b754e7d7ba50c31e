/** PostgreSQL's own log file, kept small: it is for the day when PostgreSQL does not start. */
import { createReadStream } from 'node:fs'
import { copyFile, stat, truncate } from 'node:fs/promises'
import { text } from 'node:stream/consumers'

export type LogFile = {
  path: string
  /** What was written since the file was opened, its last lines. */
  newText(): Promise<string>
  close(): void
}

/** Two files of this size hold months of starts and stops. */
const LOG_BYTES_MAX = 1024 * 1024
const LOOK_EVERY_MS = 60 * 60 * 1000
const LAST_LINES = 8

/** Opens the log: what is too long becomes `postgres.log.1`, now and every hour. */
export async function openLogFile(path: string): Promise<LogFile> {
  await rotate(path)
  const start = await sizeOf(path)
  const timer = setInterval(() => rotate(path).catch(() => {}), LOOK_EVERY_MS)
  timer.unref()
  return {
    path,
    async newText() {
      const all = await text(createReadStream(path, { start }))
      return all.trim().split('\n').slice(-LAST_LINES).join('\n')
    },
    close: () => clearInterval(timer),
  }
}

/** PostgreSQL holds the file open and appends, so it is copied and emptied, not renamed. */
async function rotate(path: string): Promise<void> {
  if ((await sizeOf(path)) < LOG_BYTES_MAX) return
  await copyFile(path, `${path}.1`)
  await truncate(path, 0)
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    (file) => file.size,
    () => 0,
  )
}
