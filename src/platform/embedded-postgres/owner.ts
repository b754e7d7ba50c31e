/** One program per data folder: `program.json` says which, and where its PostgreSQL listens. */
import { randomBytes } from 'node:crypto'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  codeOf,
  isSameProcessAlive,
  ownIdentity,
  type ProcessIdentity,
} from './process-identity.js'

/** What a client needs to connect: hand it to `pg` as { host: socketFolder, port, user, database }. */
export type PostgresAddress = { socketFolder: string; port: number; user: string; database: string }

export type Claim = {
  /** A socket folder outside the data folder that a killed program left behind. */
  forgottenSocketFolder?: string
  /** Publishes where PostgreSQL listens, in one step. */
  publish(address: PostgresAddress): Promise<void>
  /** Gives the folder back. */
  release(): Promise<void>
}

/** Another program works on this data folder; the message is a sentence for the operator. */
export class DataFolderInUse extends Error {
  override name = 'DataFolderInUse'
}

type OwnerRecord = ProcessIdentity & { address?: PostgresAddress }

/** More rounds than programs that could start in the same moment. */
const CLAIM_ATTEMPTS = 20

/**
 * Makes this process the owner of the data folder. A record whose process is gone is replaced.
 * Should two programs replace it in the same microsecond, PostgreSQL's own lock file decides between them.
 * @throws DataFolderInUse while the owner lives
 */
export async function claimDataFolder(dataFolder: string): Promise<Claim> {
  const path = recordPath(dataFolder)
  const own: OwnerRecord = ownIdentity()
  let forgotten: string | undefined
  for (let attempt = 0; attempt < CLAIM_ATTEMPTS; attempt++) {
    if (await createOnly(path, own)) return claimOf(path, own, forgotten)
    const found = await readRecord(path)
    if (!found) continue
    if (found.record && isSameProcessAlive(found.record)) throw inUse(dataFolder, found.record)
    if (await setAside(path, found.text)) forgotten = found.record?.address?.socketFolder
  }
  throw new DataFolderInUse(`Several programs are starting on ${dataFolder}; start one.`)
}

/**
 * The PostgreSQL of the program that runs on this data folder, or null when none runs or it is not ready yet.
 * @throws Error when the record belongs to another user and cannot be read
 */
export async function findRunningPostgres(
  dataFolder: string,
): Promise<null | (PostgresAddress & { ownerPid: number })> {
  const record = (await readRecord(recordPath(dataFolder)))?.record
  if (!record?.address || !isSameProcessAlive(record)) return null
  return { ...record.address, ownerPid: record.pid }
}

function claimOf(path: string, own: OwnerRecord, forgottenSocketFolder?: string): Claim {
  return {
    forgottenSocketFolder,
    async publish(address) {
      const fresh = await writeBeside(path, { ...own, address })
      await rename(fresh, path)
    },
    async release() {
      const found = await readRecord(path)
      if (found?.record && isOwn(found.record, own)) await rm(path, { force: true })
    },
  }
}

function inUse(dataFolder: string, owner: OwnerRecord): DataFolderInUse {
  const message = `Another program (process ${owner.pid}) already runs on ${dataFolder}; stop it, or name another folder in READERSHIP_DATA.`
  return new DataFolderInUse(message)
}

/** Creates the record whole or not at all: false when there is one already. */
async function createOnly(path: string, record: OwnerRecord): Promise<boolean> {
  const fresh = await writeBeside(path, record)
  try {
    await link(fresh, path)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  } finally {
    await rm(fresh, { force: true })
  }
}

/** Moves a dead program's record away; a live one that slipped in between reading and moving is put back. */
async function setAside(path: string, deadText: string): Promise<boolean> {
  const aside = besideOf(path)
  try {
    await rename(path, aside)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false
    throw error
  }
  const isDead = (await readFile(aside, 'utf8')) === deadText
  if (!isDead) await link(aside, path).catch(() => {})
  await rm(aside, { force: true })
  return isDead
}

async function readRecord(path: string): Promise<{ text: string; record?: OwnerRecord } | null> {
  try {
    const text = await readFile(path, 'utf8')
    return { text, record: parseRecord(text) }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    if (codeOf(error) !== 'EACCES') throw error
    throw new Error(`${path} belongs to another user; start this as the user who runs the program.`)
  }
}

/** An unreadable record (an empty file after a power cut) is nobody's. */
function parseRecord(text: string): OwnerRecord | undefined {
  try {
    const value = JSON.parse(text) as OwnerRecord
    return Number.isInteger(value.pid) && value.pid > 0 ? value : undefined
  } catch {
    return undefined
  }
}

async function writeBeside(path: string, record: OwnerRecord): Promise<string> {
  const fresh = besideOf(path)
  await writeFile(fresh, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
  return fresh
}

function besideOf(path: string): string {
  return `${path}.${process.pid}-${randomBytes(4).toString('hex')}`
}

function isOwn(record: OwnerRecord, own: OwnerRecord): boolean {
  return record.pid === own.pid && record.startedAtTicks === own.startedAtTicks
}

function recordPath(dataFolder: string): string {
  return join(dataFolder, 'program.json')
}
