/** Yardstick of starting and of idle memory: node:http and the same PostgreSQL on a data folder, and nothing else. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { startPostgres } from '../../src/platform/embedded-postgres.js'

export type BareStart = { listening: string; postgresPid: number }

const postgres = await startPostgres({
  dataFolder: process.argv[2] ?? '',
  say: () => undefined,
})
const client = new pg.Client({
  host: postgres.socketFolder,
  port: postgres.port,
  user: postgres.user,
  database: postgres.database,
})
await client.connect()
const server = createServer(async (_request, response) => {
  const { rows } = await client.query<{ text: string }>("select 'hello' as text")
  response.setHeader('content-length', '5')
  response.end(rows[0]?.text)
})
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  const started: BareStart = {
    listening: `http://127.0.0.1:${port}`,
    postgresPid: postgres.pid,
  }
  process.send?.(started)
})
for (const ending of ['SIGTERM', 'disconnect'] as const)
  process.once(ending, async () => {
    await client.end()
    await postgres.stop()
    process.exit(0)
  })
