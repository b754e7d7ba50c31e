/** From rows to the bytes of the weights file. The same rows give the same bytes, on every machine. */
import { FEATURE_BITS } from '../src/moderation/model/hashing.js'
import { encodeWeights, type Weights } from '../src/moderation/model/weights.js'
import { calibrationsOf, scored, workingPointsOf } from './calibrate.js'
import type { Row } from './corpus.js'
import { featurise, numbered, vocabularyOf } from './dataset.js'
import { quantised, strongest } from './quantise.js'
import { randomFrom } from './random.js'
import { type Course, newNet, train, WIDTH } from './trainer.js'

/** A feature seen less often teaches nothing that holds. */
const FEATURE_ROWS_MIN = 3
/** Features kept: what fits into 3 MB. */
const FEATURES_KEPT = 360_000
/** By head, in the order of the weights: threats and explicit texts are few. */
const POSITIVES = [1, 1, 3, 1.5, 1, 2, 2] as const
const FIRST: Course = { epochs: 5, step: 0.5, drop: 0.2, positives: POSITIVES }
/** Makes up for the features that were left out. */
const SECOND: Course = { ...FIRST, epochs: 1, step: 0.1 }
const SEED = 1

/**
 * Learns from the rows of the train split, calibrates on those of dev.
 * Cost: about 4 minutes and 2 GB for 250,000 rows.
 */
export function makeWeights(rows: Row[], log: (line: string) => void): Uint8Array {
  const named = featurise(rows)
  const isTaught = Uint8Array.from(rows, (row) => (row.split === 'train' ? 1 : 0))
  const taught = Int32Array.from(rows.keys()).filter((at) => isTaught[at] === 1)
  const vocabulary = vocabularyOf(named, isTaught, FEATURE_ROWS_MIN)
  log(`${vocabulary.size} features`)
  const random = randomFrom(SEED)
  const all = numbered(named, vocabulary.numbers)
  const wide = newNet(vocabulary.size)
  train(wide, all, taught, FIRST, random, log)
  const kept = strongest(wide, all, taught, FEATURES_KEPT)
  log(`${kept.size} features kept`)
  const few = numbered(all, kept.numbers)
  const net = { ...wide, size: kept.size, rows: new Float32Array(kept.size * WIDTH) }
  kept.numbers.forEach((to, from) => {
    if (to >= 0) net.rows.set(wide.rows.subarray(from * WIDTH, (from + 1) * WIDTH), to * WIDTH)
  })
  train(net, few, taught, SECOND, random, log)
  const weights: Weights = {
    ...quantised(net, namesOf(vocabulary.numbers, kept.numbers, kept.size)),
    calibrations: {},
    workingPoints: {},
  }
  const dev = scored(
    weights,
    rows.filter((row) => row.split === 'dev'),
  )
  weights.calibrations = calibrationsOf(dev)
  weights.workingPoints = workingPointsOf(dev, weights.calibrations)
  return encodeWeights(weights)
}

/** The feature of each row that is left, ascending. */
function namesOf(vocabulary: Int32Array, kept: Int32Array, size: number): Uint32Array {
  const names = new Uint32Array(size)
  for (let name = 0; name < 1 << FEATURE_BITS; name++) {
    const number = vocabulary[name] ?? -1
    const row = number < 0 ? -1 : (kept[number] ?? -1)
    if (row >= 0) names[row] = name
  }
  return names
}
