/** What the browser keeps for the reader. Where storage is forbidden or full, the page itself remembers until it closes. */
const memory = new Map<string, string>()
const PREFIX = 'readership:'

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

/** Keeps a value; null forgets it. */
export function keepFor(keep: Keep, key: string, value: unknown): void {
  memory.delete(key)
  try {
    if (value === null) storeOf(keep).removeItem(PREFIX + key)
    else storeOf(keep).setItem(PREFIX + key, JSON.stringify(value))
  } catch {
    if (value !== null) memory.set(key, JSON.stringify(value))
  }
}

/** Forgets what `isOver` says is over, so that old drafts do not pile up. */
export function sweep<T>(prefix: string, isOver: (value: T) => boolean): void {
  try {
    for (const full of Object.keys(localStorage)) {
      if (!full.startsWith(PREFIX + prefix)) continue
      const key = full.slice(PREFIX.length)
      const value = recall<T>('long', key)
      if (value === null || isOver(value)) keepFor('long', key, null)
    }
  } catch {
    // Storage is forbidden: there is nothing to sweep.
  }
}
