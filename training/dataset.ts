/** Texts as lists of feature numbers, all in one array: what the trainer walks over. */
import { fold } from '../src/core/fold.js'
import { allFeaturesOf, REPEATED } from '../src/moderation/model/features.js'
import { FEATURE_BITS } from '../src/moderation/model/hashing.js'
import type { Row } from './corpus.js'

/** Longer texts are cut for training; what is said is said by then. */
const TRAINED_UNITS_MAX = 3000

export type Dataset = {
  rows: Row[]
  /** Features of row i: ids[offsets[i]] to ids[offsets[i + 1]]; REPEATED as in `Features`. */
  ids: Uint32Array
  offsets: Float64Array
  /** Number of all its different features, also of those that no vocabulary holds. */
  totals: Int32Array
  /** How many of the ids of a row are styles. */
  styles: Int32Array
  /** Sentences of row i: places in `cuts` from sentenceOffsets[i] on, ends in `ids`. */
  sentenceOffsets: Int32Array
  cuts: Float64Array
  cutTotals: Int32Array
}

/** Which features are known, and under which number. -1 for the others. */
export type Vocabulary = { size: number; numbers: Int32Array }

/** Takes all rows apart. Cost: about 60 us a row. */
export function featurise(rows: Row[]): Dataset {
  let ids = new Uint32Array(1 << 24)
  let length = 0
  const offsets = new Float64Array(rows.length + 1)
  const totals = new Int32Array(rows.length)
  const styles = new Int32Array(rows.length)
  const sentenceOffsets = new Int32Array(rows.length + 1)
  const cuts: number[] = []
  const cutTotals: number[] = []
  rows.forEach((row, i) => {
    const raw = row.text.slice(0, TRAINED_UNITS_MAX)
    const found = allFeaturesOf(fold(raw), raw)
    if (length + found.count > ids.length) {
      const more = new Uint32Array(ids.length * 2)
      more.set(ids)
      ids = more
    }
    ids.set(found.keys.subarray(0, found.count), length)
    let fresh = 0
    for (let k = 0; k < found.count; k++) if ((found.keys[k] ?? 0) < REPEATED) fresh += 1
    totals[i] = fresh
    styles[i] = found.styles
    for (let s = 0; s < found.tokens.sentences; s++) {
      const from = found.sentenceStarts[s] ?? 0
      const to = found.sentenceStarts[s + 1] ?? 0
      cuts.push(length + to)
      cutTotals.push(to - from + found.styles)
    }
    length += found.count
    offsets[i + 1] = length
    sentenceOffsets[i + 1] = cuts.length
  })
  return {
    rows,
    ids: ids.slice(0, length),
    offsets,
    totals,
    styles,
    sentenceOffsets,
    cuts: Float64Array.from(cuts),
    cutTotals: Int32Array.from(cutTotals),
  }
}

/** Features that stand in at least `atLeast` of the rows that `isTaught` names. */
export function vocabularyOf(set: Dataset, isTaught: Uint8Array, atLeast: number): Vocabulary {
  const counts = new Uint32Array(1 << FEATURE_BITS)
  for (let i = 0; i < set.rows.length; i++) {
    if (isTaught[i] !== 1) continue
    for (let k = set.offsets[i] ?? 0; k < (set.offsets[i + 1] ?? 0); k++) {
      const id = set.ids[k] ?? 0
      if (id < REPEATED) counts[id] = (counts[id] ?? 0) + 1
    }
  }
  const numbers = new Int32Array(1 << FEATURE_BITS).fill(-1)
  let size = 0
  for (let id = 0; id < counts.length; id++) if ((counts[id] ?? 0) >= atLeast) numbers[id] = size++
  return { size, numbers }
}

/** The same rows with the numbers of a vocabulary instead of names; what it does not hold is left out. */
export function numbered(set: Dataset, numbers: Int32Array): Dataset {
  const ids = new Uint32Array(set.ids.length)
  const offsets = new Float64Array(set.offsets.length)
  const styles = new Int32Array(set.rows.length)
  const cuts = new Float64Array(set.cuts.length)
  let length = 0
  for (let i = 0; i < set.rows.length; i++) {
    let cut = set.sentenceOffsets[i] ?? 0
    const start = set.offsets[i] ?? 0
    const end = set.offsets[i + 1] ?? 0
    for (let k = start; k < end; k++) {
      while (cut < (set.sentenceOffsets[i + 1] ?? 0) && set.cuts[cut] === k) cuts[cut++] = length
      const id = set.ids[k] ?? 0
      const number = numbers[id & 0x7fff_ffff] ?? -1
      if (number < 0) continue
      if (k - start < (set.styles[i] ?? 0)) styles[i] = (styles[i] ?? 0) + 1
      ids[length++] = (number | (id >= REPEATED ? REPEATED : 0)) >>> 0
    }
    while (cut < (set.sentenceOffsets[i + 1] ?? 0)) cuts[cut++] = length
    offsets[i + 1] = length
  }
  return { ...set, ids: ids.slice(0, length), offsets, styles, cuts }
}
