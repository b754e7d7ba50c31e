/** The model's arithmetic: adds up the rows of a text's features and turns the sums into scores of the heads. */
import { type Features, LETTERS, REPEATED } from './features.js'
import { createSpellings } from './spellings.js'
import { ENTRY, TAIL_BITS, type Weights, WIDTH } from './weights.js'

/** Share of the whole text in its score; the rest is its surest sentence's. Chosen on dev, where .7 to .3 differ by .01 AUC. */
const WHOLE_SHARE = 0.65
const KEY_MASK = 0xff_ffff

/** Scores before calibration, side by side: WIDTH numbers for the text, then for each sentence. Valid until the next text. */
export type Logits = { values: Float64Array; sentences: number }

export type Net = {
  /** Takes features of `featuresOf` and of `allFeaturesOf`. Cost: about 20 ns a feature. */
  logitsOf(features: Features): Logits
  /** Where the row of a feature begins in the table, -1 when it is not known. */
  rowOf(key: number): number
}

export function createNet({ steps, bias, buckets, table }: Weights): Net {
  const styleSum = new Int32Array(WIDTH)
  const textSum = new Int32Array(WIDTH)
  const sentenceSum = new Int32Array(WIDTH)
  let textCount = 0
  let sentenceCount = 0
  const spellings = createSpellings(rowOf, table)
  const logits: Logits = { values: new Float64Array(WIDTH * 64), sentences: 0 }

  function rowOf(key: number): number {
    const bucket = (key & KEY_MASK) >>> TAIL_BITS
    const tail = (key << 24) >> 24
    const end = (buckets[bucket + 1] ?? 0) * ENTRY
    for (let at = (buckets[bucket] ?? 0) * ENTRY; at < end; at += ENTRY)
      if (table[at] === tail) return at + 1
    return -1
  }

  /** Adds the rows of features [from, to) to the sentence, and those that are new to the text. */
  function addRows({ keys, tokens }: Features, from: number, to: number): void {
    for (let i = from; i < to; i++) {
      const key = keys[i] ?? 0
      const isNew = key < REPEATED
      if ((key & LETTERS) !== 0) {
        const at = spellings.find(tokens, key & KEY_MASK) * (WIDTH + 1)
        addNumbers(spellings.sums, at, isNew)
        sentenceCount += (spellings.sums[at + WIDTH] ?? 0) - 1
        if (isNew) textCount += spellings.sums[at + WIDTH] ?? 0
        continue
      }
      if (isNew) textCount += 1
      const row = rowOf(key)
      if (row >= 0) addNumbers(table, row, isNew)
    }
    sentenceCount += to - from
  }

  function addNumbers(from: Int8Array | Int32Array, at: number, isNew: boolean): void {
    for (let j = 0; j < WIDTH; j++) sentenceSum[j] = (sentenceSum[j] ?? 0) + (from[at + j] ?? 0)
    if (isNew) for (let j = 0; j < WIDTH; j++) textSum[j] = (textSum[j] ?? 0) + (from[at + j] ?? 0)
  }

  function putHeads(sum: Int32Array, count: number, at: number): void {
    const scale = count > 0 ? 1 / Math.sqrt(count) : 0
    for (let j = 0; j < WIDTH; j++)
      logits.values[at + j] = (bias[j] ?? 0) + (sum[j] ?? 0) * (steps[j] ?? 0) * scale
  }

  function logitsOf(features: Features): Logits {
    const { sentenceStarts, styles, tokens } = features
    const { sentences } = tokens
    if (logits.values.length < (sentences + 1) * WIDTH)
      logits.values = new Float64Array((sentences + 1) * WIDTH * 2)
    logits.sentences = sentences
    textSum.fill(0)
    textCount = 0
    addRows(features, 0, styles)
    styleSum.set(textSum)
    for (let s = 0; s < sentences; s++) {
      sentenceSum.set(styleSum)
      sentenceCount = styles
      addRows(features, sentenceStarts[s] ?? 0, sentenceStarts[s + 1] ?? 0)
      putHeads(sentenceSum, sentenceCount, (s + 1) * WIDTH)
    }
    putHeads(textSum, textCount, 0)
    if (sentences > 1) mixInSurest(sentences)
    return logits
  }

  /** A bad sentence must not be diluted by good ones, nor many half-bad ones pass as each is short. */
  function mixInSurest(sentences: number): void {
    const { values } = logits
    for (let j = 0; j < WIDTH; j++) {
      let surest = Number.NEGATIVE_INFINITY
      for (let s = 1; s <= sentences; s++) surest = Math.max(surest, values[s * WIDTH + j] ?? 0)
      values[j] = WHOLE_SHARE * (values[j] ?? 0) + (1 - WHOLE_SHARE) * surest
    }
  }

  return { logitsOf, rowOf }
}
