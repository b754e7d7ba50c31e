/** What the letters of a word add to the heads: worked out once for each word, since most words come again. */
import { LETTER_NGRAMS_MAX, LETTERS_MAX, putLetterNgrams } from './features.js'
import type { Tokens } from './tokens.js'
import { WIDTH } from './weights.js'

/** Words kept; a newer one takes the place of an older one with the same last bits. Enough for nine of ten words of comments. */
const WORDS_KEPT = 1 << 13

export type Spellings = {
  /** Place of a token's letters in `sums`, in entries of WIDTH + 1 numbers: one for each head, and how many n-grams there are. */
  find(tokens: Tokens, at: number): number
  sums: Int32Array
}

/** @param rowOf where the row of a feature begins in the table, -1 for none */
export function createSpellings(rowOf: (key: number) => number, table: Int8Array): Spellings {
  const sums = new Int32Array(WORDS_KEPT * (WIDTH + 1))
  // The letters themselves, so that nobody can make a word that passes for another: length first, then units.
  const letters = new Uint16Array(WORDS_KEPT * (LETTERS_MAX + 1))
  const ngrams = new Uint32Array(LETTER_NGRAMS_MAX)

  function find(tokens: Tokens, at: number): number {
    const from = tokens.spellings[at] ?? 0
    const length = (tokens.spellings[at + 1] ?? 0) - from
    const hash = tokens.hashes[at] ?? 0
    const slot = (hash ^ (hash >>> 13)) & (WORDS_KEPT - 1)
    const kept = slot * (LETTERS_MAX + 1)
    if (isKept(tokens.spelt, from, length, kept)) return slot
    letters[kept] = length
    for (let i = 0; i < length; i++) letters[kept + 1 + i] = tokens.spelt[from + i] ?? 0
    addUp(tokens, at, slot * (WIDTH + 1))
    return slot
  }

  function isKept(spelt: Uint16Array, from: number, length: number, kept: number): boolean {
    if (letters[kept] !== length) return false
    for (let i = 0; i < length; i++) if (letters[kept + 1 + i] !== spelt[from + i]) return false
    return true
  }

  function addUp(tokens: Tokens, at: number, sum: number): void {
    const count = putLetterNgrams(tokens, at, ngrams, 0)
    sums.fill(0, sum, sum + WIDTH)
    sums[sum + WIDTH] = count
    for (let i = 0; i < count; i++) {
      const row = rowOf(ngrams[i] ?? 0)
      if (row < 0) continue
      for (let j = 0; j < WIDTH; j++) sums[sum + j] = (sums[sum + j] ?? 0) + (table[row + j] ?? 0)
    }
  }

  return { find, sums }
}
