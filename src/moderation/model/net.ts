/** The model's arithmetic: adds up the rows of a text's features and turns the sums into scores of the heads. */
import { type Features, REPEATED } from './features.js'
import { TAIL_BITS, type Weights, WIDTH } from './weights.js'

const TAIL_MASK = (1 << TAIL_BITS) - 1
const KEY_MASK = 0xff_ffff

/** Scores before calibration, side by side: WIDTH numbers for the text, then for each sentence. Valid until the next text. */
export type Logits = { values: Float64Array; sentences: number }

export type Net = {
  /** Cost: about 15 ns a feature. */
  logitsOf(features: Features): Logits
  /** Row of a feature in the table, -1 when it is not known. */
  rowOf(key: number): number
}

export function createNet({ steps, bias, buckets, tails, table }: Weights): Net {
  const styleSum = new Int32Array(WIDTH)
  const textSum = new Int32Array(WIDTH)
  const sentenceSum = new Int32Array(WIDTH)
  const logits: Logits = { values: new Float64Array(WIDTH * 64), sentences: 0 }

  function rowOf(key: number): number {
    const bucket = (key & KEY_MASK) >>> TAIL_BITS
    const tail = key & TAIL_MASK
    const end = buckets[bucket + 1] ?? 0
    for (let row = buckets[bucket] ?? 0; row < end; row++) if (tails[row] === tail) return row
    return -1
  }

  /** Adds the rows of features [from, to) to the sentence, and those that are new to the text. @returns how many are new */
  function addRows(keys: Uint32Array, from: number, to: number): number {
    let fresh = 0
    for (let i = from; i < to; i++) {
      const key = keys[i] ?? 0
      const row = rowOf(key)
      const isNew = key < REPEATED
      if (isNew) fresh += 1
      if (row < 0) continue
      const base = row * WIDTH
      for (let j = 0; j < WIDTH; j++)
        sentenceSum[j] = (sentenceSum[j] ?? 0) + (table[base + j] ?? 0)
      if (isNew)
        for (let j = 0; j < WIDTH; j++) textSum[j] = (textSum[j] ?? 0) + (table[base + j] ?? 0)
    }
    return fresh
  }

  function putHeads(sum: Int32Array, count: number, at: number): void {
    const scale = count > 0 ? 1 / Math.sqrt(count) : 0
    for (let j = 0; j < WIDTH; j++)
      logits.values[at + j] = (bias[j] ?? 0) + (sum[j] ?? 0) * (steps[j] ?? 0) * scale
  }

  function logitsOf(features: Features): Logits {
    const { keys, sentenceStarts, styles, tokens } = features
    const { sentences } = tokens
    if (logits.values.length < (sentences + 1) * WIDTH)
      logits.values = new Float64Array((sentences + 1) * WIDTH * 2)
    logits.sentences = sentences
    textSum.fill(0)
    let fresh = addRows(keys, 0, styles)
    styleSum.set(textSum)
    for (let s = 0; s < sentences; s++) {
      const from = sentenceStarts[s] ?? 0
      const to = sentenceStarts[s + 1] ?? 0
      sentenceSum.set(styleSum)
      fresh += addRows(keys, from, to)
      putHeads(sentenceSum, to - from + styles, (s + 1) * WIDTH)
    }
    putHeads(textSum, fresh, 0)
    if (sentences > 1) mixInSurest(sentences)
    return logits
  }

  /** The text's score is the mean of the whole and of its surest sentence: neither can be diluted. */
  function mixInSurest(sentences: number): void {
    const { values } = logits
    for (let j = 0; j < WIDTH; j++) {
      let surest = Number.NEGATIVE_INFINITY
      for (let s = 1; s <= sentences; s++) surest = Math.max(surest, values[s * WIDTH + j] ?? 0)
      values[j] = ((values[j] ?? 0) + surest) / 2
    }
  }

  return { logitsOf, rowOf }
}
