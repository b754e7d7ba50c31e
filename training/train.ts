/** `npm run train [-- corpus]`: makes src/moderation/model/weights.bin from the corpus. The same corpus gives the same bytes. */
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { FEATURE_BITS } from '../src/moderation/model/hashing.js'
import { encodeWeights, type Weights } from '../src/moderation/model/weights.js'
import { calibrationsOf, scored, workingPointsOf } from './calibrate.js'
import { Missing } from './corpus.js'
import { featurise, numbered, vocabularyOf } from './dataset.js'
import { corpusPath, WEIGHTS_PATH } from './paths.js'
import { quantised, strongest } from './quantise.js'
import { randomFrom } from './random.js'
import { trainingRows } from './rows.js'
import { type Course, newNet, train, WIDTH } from './trainer.js'

/** A feature seen less often teaches nothing that holds. */
const FEATURE_ROWS_MIN = 3
/** Features kept: what fits into 3 MB. */
const FEATURES_KEPT = Number(process.env.KEEP ?? 360_000)
const POSITIVES = [1, 1, 3, 1.5, 1, 2, 2] as const
const E = (k: string, d: number) => Number(process.env[k] ?? d)
const FIRST: Course = {
  epochs: E('EP', 5),
  step: E('LR', 0.5),
  drop: E('DROP', 0.2),
  decay: E('DEC', 0),
  positives: POSITIVES,
}
/** What was left out is made up for. */
const SECOND: Course = { ...FIRST, epochs: 1, step: 0.1 }

try {
  main()
} catch (error) {
  if (!(error instanceof Missing)) throw error
  console.error(error.message)
  process.exitCode = 1
}

function main(): void {
  const startedAt = Date.now()
  const log = (line: string) =>
    console.log(`${((Date.now() - startedAt) / 1000).toFixed(0).padStart(5)} s  ${line}`)
  const rows = trainingRows(corpusPath())
  log(`${rows.length} rows`)
  const named = featurise(rows)
  const isTaught = Uint8Array.from(rows, (row) => (row.split === 'train' ? 1 : 0))
  const taught = Int32Array.from(rows.keys()).filter((at) => isTaught[at] === 1)
  const vocabulary = vocabularyOf(named, isTaught, FEATURE_ROWS_MIN)
  log(`${vocabulary.size} features`)
  const random = randomFrom(1)
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
  const bytes = encodeWeights(weights)
  writeFileSync(process.env.WEIGHTS_OUT ?? WEIGHTS_PATH, bytes)
  log(`${bytes.length} bytes, SHA-256 ${createHash('sha256').update(bytes).digest('hex')}`)
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
