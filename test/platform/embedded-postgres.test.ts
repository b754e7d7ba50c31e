/** The embedded PostgreSQL, for real: it keeps what it acknowledged, never outlives its program, and has one owner. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import {
  appendFile,
  chmod,
  chown,
  mkdir,
  mkdtemp,
  readFile,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  DataFolderInUse,
  findRunningPostgres,
  type RunningPostgres,
  startPostgres,
} from '../../src/platform/embedded-postgres.js'
import { IS_SLOW } from '../slow/effort.js'

const OWNER = fileURLToPath(new URL('fixtures/postgres-owner.mjs', import.meta.url))
const isRoot = process.getuid?.() === 0

let folder: string
let cleanUp: (() => unknown)[]

beforeEach(async () => {
  folder = await mkdtemp('/tmp/rs-test-')
  if (isRoot) await chmod(folder, 0o755)
  cleanUp = [() => rm(folder, { recursive: true, force: true })]
})
afterEach(async () => {
  for (const step of cleanUp.reverse()) await step()
})

describe.each(installedPostgres())('PostgreSQL of $name', ({ binFolder }) => {
  test('rows are there again after a stop and a second start', async () => {
    const first = await start('data', binFolder)
    await query(first, 'CREATE TABLE note (text text)')
    await query(first, `INSERT INTO note VALUES ('kept ünïcode')`)
    await first.stop()

    const second = await start('data', binFolder)
    expect(await query(second, 'SELECT text FROM note')).toEqual([{ text: 'kept ünïcode' }])
  })

  test('what the design promises is switched on, and nothing listens on TCP', async () => {
    const postgres = await start('data', binFolder)
    const shown = async (name: string) => (await query(postgres, `SHOW ${name}`))[0]?.[name]
    for (const name of ['fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums'])
      expect([name, await shown(name)]).toEqual([name, 'on'])
    expect(await shown('server_encoding')).toBe('UTF8')
    expect(await shown('listen_addresses')).toBe('')
  })

  test('after kill -9 of the program PostgreSQL ends and every acknowledged row is there', async () => {
    const owner = await startOwner('data', binFolder)
    const client = new pg.Client(owner.address)
    client.on('error', () => {})
    await client.connect()
    await client.query('CREATE TABLE note (id int)')
    let acknowledged = 0
    const writing = (async () => {
      for (;;) {
        await client.query('INSERT INTO note VALUES ($1)', [acknowledged + 1])
        acknowledged++
      }
    })().catch(() => {})
    while (acknowledged < 50) await sleep(5)
    owner.child.kill('SIGKILL')
    await writing

    const again = await start('data', binFolder)
    const [row] = await query(again, 'SELECT max(id) AS last, count(*)::int AS count FROM note')
    expect(Number(row?.last)).toBeGreaterThanOrEqual(acknowledged)
    expect(row?.count).toBe(row?.last)
    expect(isRunning(owner.postgresPid)).toBe(false)
  })
})

test('a second start on the same folder is refused with a sentence', async () => {
  const owner = await startOwner('data')
  const second = startPostgres({ dataFolder: join(folder, 'data'), say: () => {} })
  await expect(second).rejects.toBeInstanceOf(DataFolderInUse)
  await expect(second).rejects.toThrow(`process ${owner.child.pid}`)
  expect(isRunning(owner.postgresPid)).toBe(true)
})

test('of four programs that start in the same moment one gets the folder', async () => {
  const all = await Promise.allSettled([1, 2, 3, 4].map(() => startOwner('data')))
  const refused = all.filter((one) => one.status === 'rejected').map((one) => String(one.reason))
  expect(refused).toHaveLength(3)
  for (const reason of refused) expect(reason).toContain('DataFolderInUse')
})

test('the commands find the PostgreSQL of a running program, and none after it ended', async () => {
  const data = join(folder, 'data')
  expect(await findRunningPostgres(data)).toBeNull()
  const owner = await startOwner('data')
  const found = await findRunningPostgres(data)
  expect(found).toEqual({
    socketFolder: owner.address.host,
    port: owner.address.port,
    user: owner.address.user,
    database: owner.address.database,
    ownerPid: owner.child.pid,
  })
  owner.child.stdin?.end()
  await exitOf(owner.child)
  expect(await findRunningPostgres(data)).toBeNull()
  expect(isRunning(owner.postgresPid)).toBe(false)
})

test('a record of another process with the same number does not lock the folder', async () => {
  const data = join(folder, 'data')
  const owner = await startOwner('data')
  const record = JSON.parse(await readFile(join(data, 'program.json'), 'utf8'))
  owner.child.kill('SIGKILL')
  await exitOf(owner.child)
  await writeFile(
    join(data, 'program.json'),
    JSON.stringify({ ...record, pid: process.pid, startedAtTicks: '1' }),
  )
  await expect(start('data')).resolves.toBeDefined()
})

test('a crashed PostgreSQL whose number another program has today starts again', async () => {
  const data = join(folder, 'data')
  const owner = await startOwner('data')
  process.kill(owner.postgresPid, 'SIGKILL')
  owner.child.kill('SIGKILL')
  await exitOf(owner.child)
  const { uid } = await stat(join(data, 'postgres'))
  const stranger = spawn('sleep', ['60'], isRoot ? { uid, gid: uid } : {})
  cleanUp.push(() => stranger.kill())
  const pidFile = join(data, 'postgres', 'postmaster.pid')
  const lines = (await readFile(pidFile, 'utf8')).split('\n')
  await writeFile(pidFile, [String(stranger.pid), ...lines.slice(1)].join('\n'))
  const postgres = await start('data')
  expect(await query(postgres, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
})

test('the end of PostgreSQL without a stop is reported once', async () => {
  const postgres = await start('data')
  const exits: unknown[] = []
  const ended = new Promise((resolve) => {
    postgres.onExit((exit) => {
      exits.push(exit)
      resolve(exit)
    })
  })
  process.kill(postgres.pid, 'SIGQUIT')
  await ended
  await postgres.stop()
  expect(exits).toHaveLength(1)
})

test('a stop with connected clients ends them and is not reported as a crash', async () => {
  const postgres = await start('data')
  const exits: unknown[] = []
  postgres.onExit((exit) => exits.push(exit))
  const client = new pg.Client(addressOf(postgres))
  client.on('error', () => {})
  await client.connect()
  await Promise.all([postgres.stop(), postgres.stop()])
  expect(isRunning(postgres.pid)).toBe(false)
  expect(exits).toEqual([])
})

test('a path too long for a socket gets a short private folder, removed at the end', async () => {
  const postgres = await start(join('long '.repeat(30), 'd,"a'))
  expect(postgres.socketFolder).toMatch(/^\/tmp\/readership-/)
  expect((await stat(postgres.socketFolder)).mode & 0o777).toBe(0o700)
  expect(await query(postgres, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  await postgres.stop()
  expect(existsSync(postgres.socketFolder)).toBe(false)
})

test('what a killed first start left is cleared away', async () => {
  const data = join(folder, 'data')
  await mkdir(join(data, 'postgres.new-dead', 'base'), { recursive: true })
  await start('data')
  expect(readdirSync(data)).not.toContain('postgres.new-dead')
})

test('a kill in the middle of the first start leaves a folder that starts', async () => {
  for (const afterMs of [350, 500, 650]) {
    const child = spawn(process.execPath, [OWNER, join(folder, `data${afterMs}`)], {
      stdio: ['pipe', 'ignore', 'ignore'],
    })
    await sleep(afterMs)
    child.kill('SIGKILL')
    await exitOf(child)
    const postgres = await start(`data${afterMs}`)
    expect(await query(postgres, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  }
})

test('a folder made by another version of PostgreSQL is left alone', async () => {
  const cluster = join(folder, 'data', 'postgres')
  await mkdir(cluster, { recursive: true })
  await appendFile(join(cluster, 'PG_VERSION'), '9\n')
  if (isRoot) await chown(cluster, 65534, 65534)
  await expect(start('data')).rejects.toThrow('made by PostgreSQL 9')
})

test.runIf(isRoot)('as root, a folder closed to everybody else works too', async () => {
  await mkdir(join(folder, 'closed'), { mode: 0o700 })
  for (const _ of ['first start', 'second start']) {
    const postgres = await start('closed/data')
    expect(await query(postgres, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await postgres.stop()
  }
})

function installedPostgres(): { name: string; binFolder?: string }[] {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian) : []
  const folders = versions.map((version) => ({
    name: `Debian, version ${version}`,
    binFolder: join(debian, version, 'bin'),
  }))
  const others = IS_SLOW ? folders : []
  return [{ name: 'npm' }, ...others.filter((one) => existsSync(join(one.binFolder, 'initdb')))]
}

async function start(path: string, binFolder?: string): Promise<RunningPostgres> {
  const postgres = await startPostgres({ dataFolder: join(folder, path), binFolder, say: () => {} })
  cleanUp.push(() => postgres.stop())
  return postgres
}

type Owner = {
  child: ChildProcess
  postgresPid: number
  address: { host: string; port: number; user: string; database: string }
}

async function startOwner(path: string, binFolder?: string): Promise<Owner> {
  const args = [OWNER, join(folder, path), ...(binFolder ? [binFolder] : [])]
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  cleanUp.push(() => {
    child.stdin?.end()
    return exitOf(child)
  })
  for await (const line of createInterface({ input: child.stdout })) {
    const step = JSON.parse(line)
    if (step.error) throw new Error(`${step.error}: ${step.message}`)
    return { child, postgresPid: step.pid, address: step.started }
  }
  throw new Error('the program ended without a word')
}

async function exitOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  await new Promise((resolve) => child.once('exit', resolve))
}

function addressOf({ socketFolder, port, user, database }: RunningPostgres) {
  return { host: socketFolder, port, user, database }
}

async function query(
  postgres: RunningPostgres,
  sql: string,
): Promise<Record<string, string | number>[]> {
  const client = new pg.Client(addressOf(postgres))
  await client.connect()
  const { rows } = await client.query(sql)
  await client.end()
  return rows
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !/^State:\s*Z/m.test(readState(pid))
  } catch {
    return false
  }
}

function readState(pid: number): string {
  const path = `/proc/${pid}/status`
  return existsSync(path) ? readFileSync(path, 'utf8') : ''
}
