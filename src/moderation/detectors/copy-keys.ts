/**
 * Keys by which a stored text is found again: minima of a few hash functions over its longer shingles (MinHash with
 * bands of one row). Unrelated texts seldom share fourteen characters, copies mostly do, so that one key in common is
 * enough to compare whole fingerprints. Measured beside bands of the fingerprint and other layouts:
 * docs/decisions/0032-copies-found-in-the-database.md.
 */

/** Keys of a text, each compared with its like alone: with eight, .98 of copies with one word in ten changed share one. */
export const COPY_KEYS = 8
/** Characters in a shingle: two or three words. Shorter ones are in many texts, longer ones break on each edit. */
const SHINGLE_CHARS = 14
/** Shingles looked at, as many as of a fingerprint. */
const SHINGLES_MAX = 6_000

// Fixed for ever: keys are stored.
const MULTIPLIERS = new Int32Array(COPY_KEYS)
const MASKS = new Int32Array(COPY_KEYS)
for (let k = 0; k < COPY_KEYS; k++) {
  MULTIPLIERS[k] = mix(k * 7919 + 1) | 1 // odd, so that multiplying is one to one
  MASKS[k] = mix(k * 104_729 + 5)
}

/** Base of the rolling hash, odd; and what the first unit of a shingle has been multiplied with at its end. */
const BASE = 0x01000193
let first = 1
for (let i = 1; i < SHINGLE_CHARS; i++) first = Math.imul(first, BASE)
const LEAVING_FIRST = first

/**
 * The keys of an essence (see `essenceOf`): COPY_KEYS signed 32-bit numbers, the same on every machine; none for an
 * essence shorter than a shingle.
 * Cost: O(length), about 4 us at 212 characters.
 */
export function copyKeysOf(essence: string): number[] {
  const count = Math.min(essence.length - SHINGLE_CHARS + 1, SHINGLES_MAX)
  if (count < 1) return []
  const minima = new Int32Array(COPY_KEYS).fill(0x7fffffff)
  let rolling = 0
  for (let i = 0; i < SHINGLE_CHARS - 1; i++) rolling = roll(rolling, essence.charCodeAt(i))
  for (let i = 0; i < count; i++) {
    rolling = roll(rolling, essence.charCodeAt(i + SHINGLE_CHARS - 1))
    const hash = mix(rolling)
    for (let k = 0; k < COPY_KEYS; k++) {
      const value = Math.imul(hash ^ (MASKS[k] ?? 0), MULTIPLIERS[k] ?? 1)
      if (value < (minima[k] ?? 0)) minima[k] = value
    }
    rolling = (rolling - Math.imul(essence.charCodeAt(i) + 1, LEAVING_FIRST)) | 0
  }
  // Mixed once more: minima crowd at one end, keys do not.
  return Array.from(minima, mix)
}

const roll = (hash: number, unit: number): number => (Math.imul(hash, BASE) + unit + 1) | 0

function mix(value: number): number {
  let hash = value ^ (value >>> 16)
  hash = Math.imul(hash, 0x85ebca6b)
  hash ^= hash >>> 13
  hash = Math.imul(hash, 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}
