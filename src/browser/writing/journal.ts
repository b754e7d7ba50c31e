/**
 * The journal of drafts: beside localStorage, which browsers write to the disk only now and then, so that whoever's
 * browser is killed would lose their last seconds, or everything. The journal is on the disk before it says so.
 */
import { JOURNAL } from '../kept.js'

/** Pause between two writes while somebody types: what a killed browser may lose, and no more wear of a telephone. */
export const JOURNAL_EVERY_MS = 200
/** Nobody waits longer for the disk before a comment is sent. */
const SETTLE_WAIT_MS = 500

/** What the journal keeps has a time: the newer of two is right. */
type Entry = { at: number }

const STORE = 'drafts'
const waiting = new Map<string, Entry>()
let isRunning = false
let opened: Promise<IDBDatabase> | null = null

/** Keeps the latest under a key, soon. */
export function keepInJournal(key: string, entry: Entry): void {
  waiting.set(key, entry)
  if (!isRunning) void run()
}

/** Resolves when all that was kept is on the disk, or when that takes too long or cannot be. */
export const settleJournal = (): Promise<void> =>
  Promise.race([writeWaiting(), pause(SETTLE_WAIT_MS)])

/** The latest of a key, also when it is not on the disk yet. @returns null when there is nothing, or no journal */
export const findInJournal = async <E extends Entry>(key: string): Promise<E | null> =>
  (waiting.get(key) as E | undefined) ?? ask<E>((store) => store.get(key)).catch(() => null)

export const keysInJournal = async (): Promise<string[]> =>
  ((await ask((store) => store.getAllKeys()).catch(() => null)) ?? []).map(String)

/** Forgets what is older. */
export async function sweepJournal(before: number): Promise<void> {
  for (const key of await keysInJournal()) {
    const entry = await findInJournal(key)
    if (entry && entry.at < before)
      await ask((store) => store.delete(key), 'readwrite').catch(() => null)
  }
}

async function run(): Promise<void> {
  isRunning = true
  while (waiting.size > 0) {
    await writeWaiting()
    await pause(JOURNAL_EVERY_MS)
  }
  isRunning = false
}

async function writeWaiting(): Promise<void> {
  const entries = [...waiting]
  waiting.clear()
  if (entries.length === 0) return
  try {
    const db = await open()
    // 'strict': on the disk when it is complete, not only with the system.
    const writing = db.transaction(STORE, 'readwrite', { durability: 'strict' })
    for (const [key, entry] of entries) writing.objectStore(STORE).put(entry, key)
    await new Promise((done, failed) => {
      writing.oncomplete = done
      writing.onabort = writing.onerror = failed
    })
  } catch {
    // No journal in this browser: localStorage has it.
  }
}

async function ask<T>(
  question: (store: IDBObjectStore) => IDBRequest<T>,
  mode: IDBTransactionMode = 'readonly',
): Promise<T | null> {
  const request = question((await open()).transaction(STORE, mode).objectStore(STORE))
  return (await answered(request)) ?? null
}

function open(): Promise<IDBDatabase> {
  opened ??= (async () => {
    const request = indexedDB.open(JOURNAL, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE)
    const db = await answered(request)
    // Another tab signs out, or the browser clears up: the next write opens it anew.
    db.onversionchange = db.onclose = () => {
      db.close()
      opened = null
    }
    return db
  })()
  return opened
}

const answered = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((done, failed) => {
    request.onsuccess = () => done(request.result)
    request.onerror = () => failed(request.error)
  })

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))
