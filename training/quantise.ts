/** From trained floats to the bytes of the weights file. */
import { BUCKETS, ENTRY, TAIL_BITS, type Weights } from '../src/moderation/model/weights.js'
import type { Dataset } from './dataset.js'
import { type Net, WIDTH } from './trainer.js'

/** Share of the numbers of a column that fit its scale; the few larger ones are cut to its end. */
const FITTING_SHARE = 0.9998

/**
 * Features worth keeping: those that move scores most, over all taught texts.
 * @returns for each number of the vocabulary its new number, -1 for what is left out, and the new size
 */
export function strongest(net: Net, set: Dataset, taught: Int32Array, keep: number) {
  const { size, rows } = net
  const counts = new Float64Array(size)
  for (const at of taught)
    for (let k = set.offsets[at] ?? 0; k < (set.offsets[at + 1] ?? 0); k++) {
      const id = set.ids[k] ?? 0
      if (id < 0x8000_0000) counts[id] = (counts[id] ?? 0) + 1
    }
  const worth = new Float64Array(size)
  for (let i = 0; i < size; i++) {
    let sum = 0
    for (let j = 0; j < WIDTH; j++) sum += (rows[i * WIDTH + j] ?? 0) ** 2
    worth[i] = sum * Math.sqrt(counts[i] ?? 0)
  }
  const least = worth.toSorted()[Math.max(0, size - keep)] ?? 0
  const numbers = new Int32Array(size).fill(-1)
  let kept = 0
  for (let i = 0; i < size && kept < keep; i++) if ((worth[i] ?? 0) >= least) numbers[i] = kept++
  return { numbers, size: kept }
}

/** @param names the feature of each row of the net, ascending */
export function quantised(
  net: Net,
  names: Uint32Array,
): Omit<Weights, 'calibrations' | 'workingPoints'> {
  const { size, bias } = net
  const steps = new Float32Array(WIDTH)
  const table = new Int8Array(size * ENTRY)
  for (let j = 0; j < WIDTH; j++) {
    const column = new Float32Array(size)
    for (let i = 0; i < size; i++) column[i] = Math.abs(net.rows[i * WIDTH + j] ?? 0)
    column.sort()
    const step = (column[Math.floor((size - 1) * FITTING_SHARE)] ?? 0) / 127 || 1
    steps[j] = step
    for (let i = 0; i < size; i++) {
      const value = Math.round((net.rows[i * WIDTH + j] ?? 0) / (steps[j] ?? 1))
      table[i * ENTRY + 1 + j] = Math.max(-127, Math.min(127, value))
    }
  }
  const buckets = new Uint32Array(BUCKETS + 1)
  for (const name of names) {
    const bucket = (name >>> TAIL_BITS) + 1
    buckets[bucket] = (buckets[bucket] ?? 0) + 1
  }
  for (let i = 0; i < BUCKETS; i++) buckets[i + 1] = (buckets[i + 1] ?? 0) + (buckets[i] ?? 0)
  names.forEach((name, i) => {
    table[i * ENTRY] = name
  })
  return { rows: size, steps, bias, buckets, table }
}
