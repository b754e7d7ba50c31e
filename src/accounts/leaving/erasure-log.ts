/**
 * The erasure log: a file beside the database that remembers by ids alone who left, so that a restored backup
 * does not bring them back.
 */
import { mkdir, open, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { isId } from '../../core/ids.js'

/** What becomes of the texts of somebody who leaves: they stay without a name, or go too. */
export type LeavingTexts = 'keep' | 'erase'

/** Somebody who left: ids only, nothing that tells who it was. */
export type Erasure = {
  accountId: string
  /** The account's own person and all that it claimed. */
  personIds: string[]
  texts: LeavingTexts
  /** When the erasing began. */
  at: Date
}

/** Only the program's own system account reads who left. */
const FILE_MODE = 0o600
const FOLDER_MODE = 0o700
const NEW_LINE = 10

/**
 * Adds an erasure; when this returns it is on disk. One caller at a time (see `lockErasureLog`).
 * @param path of the file; made when it is not there, with its folder
 */
export async function appendErasure(path: string, erasure: Erasure): Promise<void> {
  const folder = dirname(path)
  await mkdir(folder, { recursive: true, mode: FOLDER_MODE })
  const file = await open(path, 'a+', FILE_MODE)
  try {
    await file.chmod(FILE_MODE)
    // A line that a crash cut off must not swallow the one after it.
    const before = (await endsWithLine(file)) ? '' : '\n'
    await file.appendFile(`${before}${JSON.stringify(erasure)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await syncFolder(folder)
}

async function endsWithLine(file: Awaited<ReturnType<typeof open>>): Promise<boolean> {
  const { size } = await file.stat()
  if (size === 0) return true
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1)
  return buffer[0] === NEW_LINE
}

/** The name of a new file is on disk only once its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const opened = await open(folder, 'r')
  try {
    await opened.sync()
  } finally {
    await opened.close()
  }
}

/**
 * Everybody who left, in the order of the file, each once. Cost: reads the whole file, about 150 bytes an account.
 * @returns also the numbers of lines that cannot be read, from 1: what a crash cut off, or somebody damaged
 */
export async function readErasures(
  path: string,
): Promise<{ erasures: Erasure[]; damagedLines: number[] }> {
  const byAccount = new Map<string, Erasure>()
  const damagedLines: number[] = []
  for (const [at, line] of (await textOf(path)).split('\n').entries()) {
    if (line === '') continue
    const erasure = erasureOf(line)
    if (erasure === null) damagedLines.push(at + 1)
    else byAccount.set(erasure.accountId, erasure)
  }
  return { erasures: [...byAccount.values()], damagedLines }
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw error
  }
}

function erasureOf(line: string): Erasure | null {
  try {
    const { accountId, personIds, texts, at } = JSON.parse(line) as Record<string, unknown>
    const isRight =
      typeof accountId === 'string' &&
      isId(accountId) &&
      Array.isArray(personIds) &&
      personIds.every((id): id is string => typeof id === 'string' && isId(id)) &&
      (texts === 'keep' || texts === 'erase') &&
      typeof at === 'string' &&
      !Number.isNaN(Date.parse(at))
    return isRight ? { accountId, personIds, texts, at: new Date(at) } : null
  } catch {
    return null
  }
}

/** What the log holds, as lines for a terminal. */
export async function describeErasures(path: string): Promise<string[]> {
  const { erasures, damagedLines } = await readErasures(path)
  const damage =
    damagedLines.length === 0
      ? []
      : [
          `${damagedLines.length} of its lines cannot be read: ${damagedLines.slice(0, 20).join(', ')}.`,
        ]
  return [`${erasures.length} accounts have left. The erasure log is ${path}`, ...damage]
}
