/** Random numbers that are the same on every machine. */

export type Random = {
  /** 0 inclusive to 1 exclusive. */
  next(): number
  /** A whole number from 0 to `below` exclusive. */
  whole(below: number): number
  pick<T>(from: readonly T[]): T
}

/** Source: "mulberry32", T. Ettinger, 2017. */
export function randomFrom(seed: number): Random {
  let state = seed | 0
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const whole = (below: number) => Math.floor(next() * below)
  return { next, whole, pick: (from) => from[whole(from.length)] as (typeof from)[number] }
}

/** Puts the numbers in random order, in place. */
export function shuffle(values: Int32Array, random: Random): void {
  for (let i = values.length - 1; i > 0; i--) {
    const k = random.whole(i + 1)
    const value = values[i] ?? 0
    values[i] = values[k] ?? 0
    values[k] = value
  }
}
