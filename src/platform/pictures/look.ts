/**
 * What a picture looks like, in 64 bits: the difference hash. Each bit says whether the left one of two neighbours
 * in a picture of nine by eight greys is the lighter one. Copies that were made smaller, encoded anew, brightened or
 * cut at the edge by a little differ in few bits; other pictures in about half of them.
 * Source: Neal Krawetz, "Kind of Like That", hackerfactor.com, 2013.
 */

export const GREYS_WIDTH = 9
export const GREYS_HEIGHT = 8
/**
 * Bits in which a copy may differ. Krawetz calls up to 10 "probably a variation"; at 8 no two of the pictures of the
 * demo paper are taken for each other.
 */
export const LOOK_BITS_MAX = 8
/** With fewer bits on either side a picture is plain (a page of text, a sky), and many others look just the same. */
const LOOK_BITS_MIN = 12

/**
 * @param greys GREYS_WIDTH times GREYS_HEIGHT bytes, row by row
 * @returns a signed 64-bit number, as PostgreSQL keeps it; null for a picture too plain to be told from others
 */
export function lookOf(greys: Uint8Array): bigint | null {
  let look = 0n
  let bits = 0
  for (let row = 0; row < GREYS_HEIGHT; row += 1)
    for (let column = 0; column < GREYS_WIDTH - 1; column += 1) {
      const at = row * GREYS_WIDTH + column
      const isLighter = (greys[at] ?? 0) > (greys[at + 1] ?? 0)
      look = (look << 1n) | (isLighter ? 1n : 0n)
      bits += isLighter ? 1 : 0
    }
  const isPlain = bits < LOOK_BITS_MIN || bits > 64 - LOOK_BITS_MIN
  return isPlain ? null : BigInt.asIntN(64, look)
}
