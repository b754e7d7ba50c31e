/** One after another for each key, and everything else side by side. */
export type InTurn = <T>(key: string, act: () => Promise<T>) => Promise<T>

/** Cost: an entry of a map for each key under way. */
export function openTurns(): InTurn {
  const last = new Map<string, Promise<unknown>>()
  return async (key, act) => {
    const before = last.get(key)
    const own = before ? before.then(act, act) : act()
    last.set(key, own)
    try {
      return await own
    } finally {
      if (last.get(key) === own) last.delete(key)
    }
  }
}
