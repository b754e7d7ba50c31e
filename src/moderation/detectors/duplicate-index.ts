/**
 * The latest texts in memory, found again by likeness: a ring of fingerprints with locality-sensitive buckets over it.
 *
 * Chains run from the newest to the oldest by ever-growing numbers, so a number that fell out of the ring ends its chain
 * and nothing has to be unlinked. A copy remembers the first text of its family, however many copies lie between.
 */
import { FINGERPRINT_SIZE, type Fingerprint } from './minhash.js'

/** Texts are copies from this estimate on: .95 recall with 10 % of the words changed, 1 chance match in 2,000,000 pairs. */
export const COPY_SIMILARITY_MIN = 0.5
/** Latest texts kept unless told otherwise: about 11 MB. */
export const DUPLICATE_CAPACITY = 20_000

const BANDS = 32
const ROWS = FINGERPRINT_SIZE / BANDS
/** A text is compared once it shares this many bands: at a likeness of .5 all but .1 % do, of unrelated texts few. */
const SHARED_BANDS_MIN = 2
// A band of a text in memory: its two numbers and the next text of its chain, side by side in one cache line.
const CELL = ROWS + 1
const ROW = BANDS * CELL
/** Steps along one chain; a flood of look-alikes cannot make a search long. */
const CHAIN_STEPS_MAX = 48
/** A likeness after which no better one is looked for: it is the same family. */
const SURE_SIMILARITY = 0.9
const AGREEING_MIN = COPY_SIMILARITY_MIN * FINGERPRINT_SIZE

export type Copy = {
  /** The first text of the family, which may have left the ring since. */
  id: string
  similarity01: number
}

export type DuplicateIndex = ReturnType<typeof createDuplicateIndex>

/**
 * An empty index.
 * @param options.capacity texts kept; the oldest is forgotten for the newest
 * Memory: fixed, 384 bytes of fingerprint with chains + 128 to 256 of buckets, and some for its id: 540 measured.
 */
export function createDuplicateIndex(options: { capacity?: number } = {}) {
  const capacity = Math.max(1, options.capacity ?? DUPLICATE_CAPACITY)
  const bucketCount = 2 ** Math.ceil(Math.log2(capacity))
  const cells = new Int32Array(capacity * ROW)
  // Numbers of texts start at 1; 0 ends a chain. They last for 2 billion texts, far past a process's life.
  const heads = new Int32Array(BANDS * bucketCount)
  const seenIn = new Float64Array(capacity)
  const seenBands = new Uint8Array(capacity)
  const ids: (string | null)[] = new Array(capacity).fill(null)
  const firsts: (string | null)[] = new Array(capacity).fill(null)
  const slots = new Map<string, number>()
  let latest = 0
  let searches = 0

  /** Takes a text in; `copyOf` is the first of its family when the caller already looked. Cost: O(bands), about 1 us. */
  function remember(id: string, fingerprint: Fingerprint, copyOf: string | null = null): void {
    release(id)
    latest += 1
    const slot = latest % capacity
    const old = ids[slot]
    if (old != null) slots.delete(old)
    ids[slot] = id
    firsts[slot] = copyOf ?? id
    slots.set(id, slot)
    for (let band = 0; band < BANDS; band++) {
      const bucket = bucketOf(fingerprint, band)
      const cell = slot * ROW + band * CELL
      for (let row = 0; row < ROWS; row++) cells[cell + row] = fingerprint[band * ROWS + row] ?? 0
      cells[cell + ROWS] = heads[bucket] ?? 0
      heads[bucket] = latest
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
   * Cost: O(bands x chain), 10 to 20 us among 20,000 texts; bounded by CHAIN_STEPS_MAX.
   */
  function find(fingerprint: Fingerprint, exceptId: string | null = null): Copy | null {
    searches += 1
    let best: Copy | null = null
    for (let band = 0; band < BANDS; band++) {
      let number = heads[bucketOf(fingerprint, band)] ?? 0
      for (let step = 0; step < CHAIN_STEPS_MAX && isInRing(number); step++) {
        const slot = number % capacity
        const copy = isCandidate(slot, band, fingerprint)
          ? compare(slot, fingerprint, exceptId)
          : null
        if (copy && (best === null || copy.similarity01 > best.similarity01)) best = copy
        if (best !== null && best.similarity01 >= SURE_SIMILARITY) return best
        number = cells[slot * ROW + band * CELL + ROWS] ?? 0
      }
    }
    return best
  }

  const isInRing = (number: number): boolean => number > 0 && number > latest - capacity

  /** True once in a search: when a text is met in its SHARED_BANDS_MINth band. */
  function isCandidate(slot: number, band: number, wanted: Fingerprint): boolean {
    const cell = slot * ROW + band * CELL
    // Most texts in a bucket are there by chance.
    for (let row = 0; row < ROWS; row++) {
      if (cells[cell + row] !== wanted[band * ROWS + row]) return false
    }
    const shared = seenIn[slot] === searches ? (seenBands[slot] ?? 0) + 1 : 1
    seenIn[slot] = searches
    seenBands[slot] = shared
    return shared === SHARED_BANDS_MIN
  }

  function compare(slot: number, wanted: Fingerprint, exceptId: string | null): Copy | null {
    const id = ids[slot]
    const first = firsts[slot]
    if (id == null || first == null || id === exceptId || first === exceptId) return null
    const agreeing = agreementAt(slot * ROW, wanted)
    return agreeing < AGREEING_MIN ? null : { id: first, similarity01: agreeing / FINGERPRINT_SIZE }
  }

  function agreementAt(start: number, wanted: Fingerprint): number {
    let agreeing = 0
    for (let k = 0; k < FINGERPRINT_SIZE; k++) {
      const cell = start + ((k / ROWS) | 0) * CELL
      if (cells[cell + (k % ROWS)] === wanted[k]) agreeing += 1
    }
    return agreeing
  }

  function bucketOf(fingerprint: Fingerprint, band: number): number {
    let hash = band
    for (let row = 0; row < ROWS; row++) {
      hash = Math.imul(hash ^ (fingerprint[band * ROWS + row] ?? 0), 0x9e3779b1)
      hash ^= hash >>> 15
    }
    return band * bucketCount + (hash & (bucketCount - 1))
  }

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
