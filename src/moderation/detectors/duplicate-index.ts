/**
 * The latest texts in memory, found again by likeness: a ring of fingerprints with locality-sensitive buckets over it.
 *
 * A bucket keeps its newest entries side by side, so that looking into one is one visit to memory; an entry whose text
 * has left the ring names another text by now, which the comparison of whole fingerprints finds out. A copy remembers
 * the first text of its family, however many copies lie between.
 */
import { FINGERPRINT_SIZE, type Fingerprint } from './minhash.js'

/** Texts are copies from this estimate on: .95 recall with 10 % of the words changed, 1 chance match in 2,000,000 pairs. */
export const COPY_SIMILARITY_MIN = 0.5
/** Latest texts kept unless told otherwise: about 15 MB. */
export const DUPLICATE_CAPACITY = 20_000
/** An entry of a bucket has 16 bits for the place of its text. */
export const DUPLICATE_CAPACITY_MAX = 65_536

const BANDS = 32
const ROWS = FINGERPRINT_SIZE / BANDS
/** A text is compared once it shares this many bands: at a likeness of .5 all but .1 % do, of unrelated texts few. */
const SHARED_BANDS_MIN = 2
/** Newest entries of a bucket: half a cache line. What everybody writes fills some buckets, and tells nothing. */
const BUCKET_SIZE = 8
/** Texts for each bucket of a band, so that chance seldom fills one. */
const BUCKET_SHARE = 4
/** A likeness after which no better one is looked for: it is the same family. */
const SURE_SIMILARITY = 0.9
const AGREEING_MIN = COPY_SIMILARITY_MIN * FINGERPRINT_SIZE
const SLOT_BITS = 0xffff

export type Copy = {
  /** The first text of the family, which may have left the ring since. */
  id: string
  similarity01: number
}

export type DuplicateIndex = ReturnType<typeof createDuplicateIndex>

/**
 * An empty index.
 * @param options.capacity texts kept, 1 to DUPLICATE_CAPACITY_MAX; the oldest is forgotten for the newest
 * Memory: fixed, 256 bytes of fingerprint + 256 to 512 of buckets a text, and some for its id.
 */
export function createDuplicateIndex(options: { capacity?: number } = {}) {
  const capacity = Math.min(
    Math.max(1, options.capacity ?? DUPLICATE_CAPACITY),
    DUPLICATE_CAPACITY_MAX,
  )
  const bucketCount = 2 ** Math.max(0, Math.ceil(Math.log2(capacity / BUCKET_SHARE)))
  const prints = new Int32Array(capacity * FINGERPRINT_SIZE)
  /** Entries of all buckets, the newest first: 16 bits of the band's hash, 16 of the text's slot. */
  const buckets = new Int32Array(BANDS * bucketCount * BUCKET_SIZE)
  const seenIn = new Float64Array(capacity)
  const seenBands = new Uint8Array(capacity)
  const ids: (string | null)[] = new Array(capacity).fill(null)
  const firsts: (string | null)[] = new Array(capacity).fill(null)
  const slots = new Map<string, number>()
  let latest = 0
  let searches = 0

  /** Takes a text in; `copyOf` is the first of its family when the caller already looked. Cost: O(bands), about 3 us. */
  function remember(id: string, fingerprint: Fingerprint, copyOf: string | null = null): void {
    release(id)
    latest += 1
    const slot = latest % capacity
    const old = ids[slot]
    if (old != null) slots.delete(old)
    ids[slot] = id
    firsts[slot] = copyOf ?? id
    slots.set(id, slot)
    prints.set(fingerprint, slot * FINGERPRINT_SIZE)
    for (let band = 0; band < BANDS; band++) {
      const hash = hashOf(fingerprint, band)
      const start = bucketAt(band, hash)
      for (let at = start + BUCKET_SIZE - 1; at > start; at--) buckets[at] = buckets[at - 1] ?? 0
      buckets[start] = (hash & ~SLOT_BITS) | slot
    }
  }

  /** Leaves the text out of searches; its copies still name it. */
  function release(id: string): void {
    const slot = slots.get(id)
    if (slot === undefined) return
    ids[slot] = null
    slots.delete(id)
  }

  /** Forgets a text that never came to exist; copies found since then are firsts now. Cost: O(capacity), 20 us. */
  function forget(id: string): void {
    release(id)
    for (let slot = 0; slot < capacity; slot++) {
      if (firsts[slot] === id) firsts[slot] = ids[slot] ?? null
    }
  }

  /**
   * The most similar text's family from COPY_SIMILARITY_MIN on, or null.
   * @param exceptId the text itself, when it is judged again after an edit
   * Cost: O(bands x BUCKET_SIZE), 3 to 6 us among 20,000 texts.
   */
  function find(fingerprint: Fingerprint, exceptId: string | null = null): Copy | null {
    searches += 1
    let best: Copy | null = null
    for (let band = 0; band < BANDS; band++) {
      const hash = hashOf(fingerprint, band)
      const start = bucketAt(band, hash)
      for (let at = start; at < start + BUCKET_SIZE; at++) {
        const entry = buckets[at] ?? 0
        if (((entry ^ hash) & ~SLOT_BITS) !== 0) continue
        const slot = entry & SLOT_BITS
        const copy = isCandidate(slot) ? compare(slot, fingerprint, exceptId) : null
        if (copy && (best === null || copy.similarity01 > best.similarity01)) best = copy
        if (best !== null && best.similarity01 >= SURE_SIMILARITY) return best
      }
    }
    return best
  }

  /** True once in a search: when a text is met in its SHARED_BANDS_MINth band. */
  function isCandidate(slot: number): boolean {
    const shared = seenIn[slot] === searches ? (seenBands[slot] ?? 0) + 1 : 1
    seenIn[slot] = searches
    seenBands[slot] = shared
    return shared === SHARED_BANDS_MIN
  }

  function compare(slot: number, wanted: Fingerprint, exceptId: string | null): Copy | null {
    const id = ids[slot]
    const first = firsts[slot]
    if (id == null || first == null || id === exceptId || first === exceptId) return null
    const agreeing = agreementAt(slot * FINGERPRINT_SIZE, wanted)
    return agreeing < AGREEING_MIN ? null : { id: first, similarity01: agreeing / FINGERPRINT_SIZE }
  }

  function agreementAt(start: number, wanted: Fingerprint): number {
    let agreeing = 0
    for (let k = 0; k < FINGERPRINT_SIZE; k++) if (prints[start + k] === wanted[k]) agreeing += 1
    return agreeing
  }

  /** The low bits choose the bucket, the high ones tell entries apart in it. */
  const bucketAt = (band: number, hash: number): number =>
    (band * bucketCount + (hash & (bucketCount - 1))) * BUCKET_SIZE

  return {
    remember,
    release,
    forget,
    find,
    /** Texts that can be found now. */
    get size(): number {
      return slots.size
    },
  }
}

function hashOf(fingerprint: Fingerprint, band: number): number {
  let hash = band
  for (let row = 0; row < ROWS; row++) {
    hash = Math.imul(hash ^ (fingerprint[band * ROWS + row] ?? 0), 0x9e3779b1)
    hash ^= hash >>> 15
  }
  hash = Math.imul(hash, 0x85ebca6b)
  return hash ^ (hash >>> 13)
}
