/** Hashes of words and features: FNV-1a over UTF-16 units, then a mixing step that leaves 24 bits. */

export const HASH_START = 0x811c9dc5 | 0
const FNV_PRIME = 16_777_619

/** One unit, or any other whole number, onto a running hash. */
export const hashOn = (hash: number, unit: number): number => Math.imul(hash ^ unit, FNV_PRIME)

/** Hash of a whole word as the tokeniser takes it up. */
export function plainWordHash(word: string): number {
  let hash = HASH_START
  for (let i = 0; i < word.length; i++) hash = hashOn(hash, word.charCodeAt(i))
  return hash
}

/** Bits of a feature's name: 16.7 million names for some 2 million n-grams, so that few share one. */
export const FEATURE_BITS = 24

/** The name of a feature from its running hash, 0 to 2^24 - 1. Source: the finaliser of "lowbias32", C. Wellons, 2018. */
export function featureOf(hash: number): number {
  let mixed = hash ^ (hash >>> 16)
  mixed = Math.imul(mixed, 0x21f0aaad)
  mixed ^= mixed >>> 15
  mixed = Math.imul(mixed, 0x735a2d97)
  return (mixed ^ (mixed >>> 15)) >>> 8
}
