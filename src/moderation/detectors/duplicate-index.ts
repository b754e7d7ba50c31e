/**
 * The latest texts in memory, found again by likeness: a ring of fingerprints with locality-sensitive buckets over it.
 *
 * Chains run from the newest to the oldest by ever-growing numbers, so a number that fell out of the ring ends its chain
 * and nothing has to be unlinked. A copy remembers the first text of its family, however many copies lie between.
 */
import { FINGERPRINT_SIZE, type Fingerprint } from './minhash.js'

/** Texts are copies from this estimate on: .95 recall with 10 % of the words changed, 1 chance match in 2,000,000 pairs. */
export const COPY_SIMILARITY_MIN = 0.5
/** Latest texts kept unless told otherwise: about 15 MB. */
export const DUPLICATE_CAPACITY = 20_000

const BANDS = 32
const ROWS = FINGERPRINT_SIZE / BANDS
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
 * Memory: fixed, 256 bytes of fingerprint + 128 of chains + 128 to 256 of buckets an entry, and about 150 for its id.
 */
export function createDuplicateIndex(options: { capacity?: number } = {}) {
  const capacity = Math.max(1, options.capacity ?? DUPLICATE_CAPACITY)
  const bucketCount = 2 ** Math.ceil(Math.log2(capacity))
  const prints = new Int32Array(capacity * FINGERPRINT_SIZE)
  // Numbers of texts start at 1; 0 ends a chain. They wrap after 4 billion texts, far past a process's life.
  const heads = new Uint32Array(BANDS * bucketCount)
  const nexts = new Uint32Array(capacity * BANDS)
  const seen = new Uint32Array(capacity)
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
    prints.set(fingerprint, slot * FINGERPRINT_SIZE)
    for (let band = 0; band < BANDS; band++) {
      const bucket = bucketOf(fingerprint, band)
      nexts[slot * BANDS + band] = heads[bucket] ?? 0
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
   * Cost: O(bands x chain), 5 to 20 us among 20,000 texts; bounded by CHAIN_STEPS_MAX.
   */
  function find(fingerprint: Fingerprint, exceptId: string | null = null): Copy | null {
    searches += 1
    let best: Copy | null = null
    for (let band = 0; band < BANDS; band++) {
      let number = heads[bucketOf(fingerprint, band)] ?? 0
      for (let step = 0; step < CHAIN_STEPS_MAX && isInRing(number); step++) {
        const slot = number % capacity
        const copy = sharesBand(slot, band, fingerprint)
          ? compareOnce(slot, fingerprint, exceptId)
          : null
        if (copy && (best === null || copy.similarity01 > best.similarity01)) best = copy
        if (best !== null && best.similarity01 >= SURE_SIMILARITY) return best
        number = nexts[slot * BANDS + band] ?? 0
      }
    }
    return best
  }

  const isInRing = (number: number): boolean => number > 0 && number > latest - capacity

  /** Most texts in a bucket are there by chance: two numbers tell, before the rest is read. */
  function sharesBand(slot: number, band: number, wanted: Fingerprint): boolean {
    const start = slot * FINGERPRINT_SIZE
    for (let k = band * ROWS; k < (band + 1) * ROWS; k++) {
      if (prints[start + k] !== wanted[k]) return false
    }
    return true
  }

  function compareOnce(slot: number, wanted: Fingerprint, exceptId: string | null): Copy | null {
    if (seen[slot] === searches) return null
    seen[slot] = searches
    const id = ids[slot]
    const first = firsts[slot]
    if (id == null || first == null || id === exceptId || first === exceptId) return null
    const agreeing = agreementAt(slot * FINGERPRINT_SIZE, wanted)
    return agreeing < AGREEING_MIN ? null : { id: first, similarity01: agreeing / FINGERPRINT_SIZE }
  }

  /** Numbers in common, or fewer than AGREEING_MIN as soon as that is certain. */
  function agreementAt(start: number, wanted: Fingerprint): number {
    let missesLeft = FINGERPRINT_SIZE - AGREEING_MIN
    for (let k = 0; k < FINGERPRINT_SIZE; k++) {
      if (prints[start + k] !== wanted[k] && missesLeft-- === 0) return 0
    }
    return AGREEING_MIN + missesLeft
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
