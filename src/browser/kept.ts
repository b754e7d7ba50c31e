/** What the browser keeps for the reader. Where storage is forbidden or full, the page itself remembers until it closes. */
const memory = new Map<string, string>()
/** Before each key of ours in the storage of the browser. */
export const PREFIX = 'readership:'
/** The database of drafts, writing/journal.ts: looked for by its name, so that who only reads gets none. */
export const JOURNAL = 'readership'

export type Keep = 'visit' | 'long'

const storeOf = (keep: Keep): Storage => (keep === 'long' ? localStorage : sessionStorage)

/** @returns null when nothing is kept or it is not what we wrote */
export function recall<T>(keep: Keep, key: string): T | null {
  let text = memory.get(key) ?? null
  try {
    text ??= storeOf(keep).getItem(PREFIX + key)
    return text === null ? null : (JSON.parse(text) as T)
  } catch {
    return null
  }
}

/** Keeps a value; null forgets it. @returns false when only this page remembers it */
export function keepFor(keep: Keep, key: string, value: unknown): boolean {
  memory.delete(key)
  try {
    if (value === null) storeOf(keep).removeItem(PREFIX + key)
    else storeOf(keep).setItem(PREFIX + key, JSON.stringify(value))
    return true
  } catch {
    if (value !== null) memory.set(key, JSON.stringify(value))
    return false
  }
}

/** Keys of what is kept for long. */
export function keptKeys(prefix: string): string[] {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(PREFIX + prefix))
      .map((key) => key.slice(PREFIX.length))
  } catch {
    // Storage is forbidden: nothing is kept.
    return []
  }
}
