/**
 * Trains a logistic regression for all heads at once: each feature has a number for each head; the numbers of a text's
 * features are added up and divided by the root of how many it has.
 */
import type { Dataset } from './dataset.js'
import { TRAINED, UNKNOWN } from './heads.js'
import { type Random, shuffle } from './random.js'

export const WIDTH = TRAINED.length

export type Net = {
  /** Features. */
  size: number
  /** size x WIDTH numbers. */
  rows: Float32Array
  bias: Float32Array
}

export type Course = {
  epochs: number
  /** First step; it shrinks to a tenth. */
  step: number
  /** Share of features left out of each text at random, so that no feature is relied on alone. */
  drop: number
  /** How much more a positive example of each head weighs. */
  positives: readonly number[]
}

export const newNet = (size: number): Net => ({
  size,
  rows: new Float32Array(size * WIDTH),
  bias: new Float32Array(WIDTH),
})

/** Sum of squared slopes that every number starts with. */
const SUM_START = 1e-4

/** Trains in place, by AdaGrad (Duchi et al. 2011). @param taught numbers of the rows to learn from */
export function train(
  net: Net,
  set: Dataset,
  taught: Int32Array,
  course: Course,
  random: Random,
  log: (line: string) => void,
): void {
  const { rows, bias } = net
  const sums = new Float32Array(rows.length).fill(SUM_START)
  const order = taught.slice()
  const fault = new Float64Array(WIDTH)
  let active = new Int32Array(1024)
  for (let epoch = 0; epoch < course.epochs; epoch++) {
    shuffle(order, random)
    const step = course.step * (1 - (0.9 * epoch) / course.epochs)
    let loss = 0
    for (const at of order) {
      const from = set.offsets[at] ?? 0
      const to = set.offsets[at + 1] ?? 0
      if (active.length < to - from) active = new Int32Array((to - from) * 2)
      let count = 0
      for (let k = from; k < to; k++) {
        const id = set.ids[k] ?? 0
        if (id < 0x8000_0000 && random.next() >= course.drop) active[count++] = id
      }
      const scale = 1 / Math.sqrt(Math.max(1, (set.totals[at] ?? 1) * (1 - course.drop)))
      loss += faultsOf(net, set, at, active, count, scale, course, fault)
      for (let h = 0; h < WIDTH; h++) bias[h] = (bias[h] ?? 0) - 0.01 * step * (fault[h] ?? 0)
      // Feature by feature: the numbers of one lie together in memory.
      for (let k = 0; k < count; k++) {
        const base = (active[k] ?? 0) * WIDTH
        for (let h = 0; h < WIDTH; h++) {
          const slope = (fault[h] ?? 0) * scale
          if (slope === 0) continue
          const sum = (sums[base + h] ?? 0) + slope * slope
          sums[base + h] = sum
          rows[base + h] = (rows[base + h] ?? 0) - (step * slope) / Math.sqrt(sum)
        }
      }
    }
    log(`epoch ${epoch + 1}/${course.epochs}: loss ${(loss / order.length).toFixed(4)}`)
  }
}

/** How wrong each head is, weighted, into `fault`; 0 where there is no label. @returns the loss */
function faultsOf(
  net: Net,
  set: Dataset,
  at: number,
  active: Int32Array,
  count: number,
  scale: number,
  course: Course,
  fault: Float64Array,
): number {
  fault.fill(0)
  for (let k = 0; k < count; k++) {
    const base = (active[k] ?? 0) * WIDTH
    for (let h = 0; h < WIDTH; h++) fault[h] = (fault[h] ?? 0) + (net.rows[base + h] ?? 0)
  }
  const row = set.rows[at]
  let loss = 0
  for (let h = 0; h < WIDTH; h++) {
    const label = row?.labels[h] ?? UNKNOWN
    if (!row || label === UNKNOWN) {
      fault[h] = 0
      continue
    }
    const p = 1 / (1 + Math.exp(-((net.bias[h] ?? 0) + (fault[h] ?? 0) * scale)))
    const weight = row.weight * (label === 1 ? (course.positives[h] ?? 1) : 1)
    loss -= weight * Math.log(Math.max(1e-7, label === 1 ? p : 1 - p))
    fault[h] = (p - label) * weight
  }
  return loss
}
