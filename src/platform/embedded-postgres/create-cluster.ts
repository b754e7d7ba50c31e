/** Makes a new PostgreSQL cluster: whole, or not at all. */
import type { ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chown, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { codeOf } from './process-identity.js'
import { type Launcher, startProgram } from './run-as.js'

export const POSTGRES_USER = 'readership'
export const POSTGRES_DATABASE = 'readership'

/** The first PostgreSQL with sorting rules of its own that no system library can change. */
const FIRST_BUILTIN_LOCALE = 17

/** initdb insists on a name for its user; a number without an account (some containers) borrows that of "nobody". */
const NAMELESS = /could not look up effective user ID/

/**
 * Major version of the cluster in this folder, undefined when there is none.
 * @throws Error when something else lies there
 */
export async function clusterVersion(clusterFolder: string): Promise<number | undefined> {
  const text = await readFile(join(clusterFolder, 'PG_VERSION'), 'utf8').catch((error) => {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  })
  if (text !== undefined) return Number(text.trim())
  const found = await readdir(clusterFolder).catch(() => [])
  if (found.length === 0) return undefined
  throw new Error(`${clusterFolder} holds files but no PostgreSQL; name another READERSHIP_DATA.`)
}

/**
 * Makes the cluster in a folder beside and renames it, so that a start killed half-way leaves nothing to trip over.
 * Call only as the owner of the data folder. Takes about a second.
 * @throws Error with what initdb said
 */
export async function createCluster(
  launcher: Launcher,
  clusterFolder: string,
  majorVersion: number,
): Promise<void> {
  const parent = dirname(clusterFolder)
  await removeLeftovers(parent, `${basename(clusterFolder)}.new-`)

  const fresh = `${clusterFolder}.new-${randomBytes(4).toString('hex')}`
  await makePrivateFolder(fresh, launcher)
  await fill(launcher, fresh, majorVersion).catch((error: Error) => {
    if (!NAMELESS.test(error.message)) throw error
    const asNobody = { ...launcher, runAs: { ...launcher.runAs, inNamespace: true } }
    return fill(asNobody, fresh, majorVersion)
  })
  await rename(fresh, clusterFolder)
  await syncFolder(parent)
}

/** A folder that PostgreSQL's user alone may enter. */
export async function makePrivateFolder(path: string, launcher: Launcher): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 })
  await giveTo(launcher, path)
}

/** The initdb of a start killed a moment ago may still be writing; what it keeps from us goes at the next start. */
async function removeLeftovers(parent: string, prefix: string): Promise<void> {
  const patient = { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }
  for (const name of await readdir(parent))
    if (name.startsWith(prefix)) await rm(join(parent, name), patient).catch(() => {})
}

/** Gives a folder of ours to the user PostgreSQL runs as. */
export async function giveTo(launcher: Launcher, path: string): Promise<void> {
  const { user } = launcher.runAs
  if (user) await chown(path, user.uid, user.gid)
}

async function fill(launcher: Launcher, folder: string, majorVersion: number): Promise<void> {
  await runToEnd(startProgram(launcher, 'initdb', initdbArgs(folder, majorVersion), 'pipe'))
  const args = ['--single', '-D', folder, 'postgres']
  const single = startProgram(launcher, 'postgres', args, 'pipe')
  await runToEnd(single, `CREATE DATABASE ${POSTGRES_DATABASE}\n`)
}

function initdbArgs(folder: string, majorVersion: number): string[] {
  const builtin = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  return [
    ...['-D', folder, '-U', POSTGRES_USER, '-E', 'UTF8', '--no-locale', '--data-checksums'],
    ...['--auth-local=trust', '--auth-host=reject'],
    ...(majorVersion >= FIRST_BUILTIN_LOCALE ? builtin : []),
  ]
}

async function runToEnd(child: ChildProcess, input = ''): Promise<void> {
  let said = ''
  child.stdout?.on('data', (chunk) => {
    said += String(chunk)
  })
  child.stderr?.on('data', (chunk) => {
    said += String(chunk)
  })
  child.stdin?.on('error', () => {}) // it died first; its exit tells
  child.stdin?.end(input)
  const [code, signal] = await once(child, 'close')
  if (code === 0) return
  throw new Error(`PostgreSQL could not make its folder (${signal ?? code}): ${said.trim()}`)
}

/** Without this a power cut could forget the rename. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  await folder.sync().finally(() => folder.close())
}
