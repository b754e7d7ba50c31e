/**
 * Fingerprints of texts: MinHash over 5-character shingles, 64 numbers whose agreement estimates how much two texts share.
 * Source: Broder, "On the resemblance and containment of documents", 1997; measured here in docs/moderation.md.
 */

/** Numbers in a fingerprint: the estimate's standard error is at most .0625. */
export const FINGERPRINT_SIZE = 64
/** Bytes of a stored fingerprint. */
export const FINGERPRINT_BYTES = FINGERPRINT_SIZE * 4
/** Characters in a shingle: shorter ones are shared by everybody, longer ones break on each edit. */
const SHINGLE_CHARS = 5
/** Shingles looked at; a longer text is known by its start, which keeps 20 KB under a millisecond. */
const SHINGLES_MAX = 6_000

/** FINGERPRINT_SIZE signed 32-bit minima. */
export type Fingerprint = Int32Array

// Fixed for ever: fingerprints are stored. Change them only with a new column and a new reading of all texts.
const MULTIPLIERS = new Int32Array(FINGERPRINT_SIZE)
const MASKS = new Int32Array(FINGERPRINT_SIZE)
let seed = 0x9e3779b9
for (let i = 0; i < FINGERPRINT_SIZE; i++) {
  MULTIPLIERS[i] = nextSeed() | 1 // odd, so that multiplying is one to one
  MASKS[i] = nextSeed()
}

const shingles = new Int32Array(SHINGLES_MAX)

/**
 * Fingerprint of an essence (see `essenceOf`), the same on every machine.
 * @param essence at least SHINGLE_CHARS characters; shorter texts give null
 * Cost: O(length x 64), about 15 us at 212 characters, capped at SHINGLES_MAX.
 */
export function fingerprintOf(essence: string): Fingerprint | null {
  const count = Math.min(essence.length - SHINGLE_CHARS + 1, SHINGLES_MAX)
  if (count < 1) return null
  for (let i = 0; i < count; i++) shingles[i] = shingleHash(essence, i)
  const minima = new Int32Array(FINGERPRINT_SIZE)
  for (let k = 0; k < FINGERPRINT_SIZE; k += 4) takeMinima(minima, k, count)
  return minima
}

/** Four minima in one pass, so that each shingle is read from memory a quarter as often. */
function takeMinima(minima: Int32Array, k: number, count: number): void {
  const [xorA = 0, xorB = 0, xorC = 0, xorD = 0] = MASKS.subarray(k, k + 4)
  const [mulA = 1, mulB = 1, mulC = 1, mulD = 1] = MULTIPLIERS.subarray(k, k + 4)
  let a = 0x7fffffff
  let b = a
  let c = a
  let d = a
  for (let i = 0; i < count; i++) {
    const shingle = shingles[i] ?? 0
    a = Math.min(a, Math.imul(shingle ^ xorA, mulA))
    b = Math.min(b, Math.imul(shingle ^ xorB, mulB))
    c = Math.min(c, Math.imul(shingle ^ xorC, mulC))
    d = Math.min(d, Math.imul(shingle ^ xorD, mulD))
  }
  minima[k] = a
  minima[k + 1] = b
  minima[k + 2] = c
  minima[k + 3] = d
}

/** Estimated share of common shingles (Jaccard index), 0..1 in steps of 1/64. */
export function similarity(a: Fingerprint, b: Fingerprint): number {
  let agreeing = 0
  for (let k = 0; k < FINGERPRINT_SIZE; k++) if (a[k] === b[k]) agreeing += 1
  return agreeing / FINGERPRINT_SIZE
}

/** The 256 bytes of a fingerprint as stored: little-endian 32-bit numbers. */
export function encodeFingerprint(fingerprint: Fingerprint): Uint8Array {
  const bytes = new Uint8Array(FINGERPRINT_BYTES)
  const view = new DataView(bytes.buffer)
  for (let k = 0; k < FINGERPRINT_SIZE; k++) view.setInt32(k * 4, fingerprint[k] ?? 0, true)
  return bytes
}

/** The fingerprint in stored bytes, or null when they are not one. */
export function decodeFingerprint(bytes: Uint8Array): Fingerprint | null {
  if (bytes.length !== FINGERPRINT_BYTES) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Int32Array.from({ length: FINGERPRINT_SIZE }, (_, k) => view.getInt32(k * 4, true))
}

/** FNV-1a over the shingle's UTF-16 units, then MurmurHash3's finish, so that every bit counts. */
function shingleHash(text: string, start: number): number {
  let hash = 0x811c9dc5
  for (let i = start; i < start + SHINGLE_CHARS; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  }
  return mix(hash)
}

function mix(value: number): number {
  let hash = value ^ (value >>> 16)
  hash = Math.imul(hash, 0x85ebca6b)
  hash ^= hash >>> 13
  hash = Math.imul(hash, 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}

function nextSeed(): number {
  seed = (seed + 0x9e3779b9) | 0
  return mix(seed)
}
