/**
 * The text model: weights of our own, trained by `npm run train`, measured by `npm run evaluate` (docs/model-card.md).
 * It runs inside the program, asks nobody, and is the same everywhere.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { WORD_LISTS } from '../detectors/word-lists/index.js'
import { createModel } from './model.js'
import type { Model } from './scores.js'
import { decodeWeights } from './weights.js'

export { EVIDENCE_SPANS_MAX } from './explain.js'
export { SCORED_UNITS_MAX } from './model.js'
export {
  type EvidenceSpan,
  HEADS,
  type Head,
  type Model,
  type Scores,
  type SentenceScore,
  type TextScore,
  type Tier,
} from './scores.js'

let loaded: Model | undefined

/** The model with the weights that lie beside this file, loaded once. Cost: the first call about 20 ms and 10 MB. */
export function loadModel(): Model {
  loaded ??= readModel(readFileSync(new URL('./weights.bin', import.meta.url)))
  return loaded
}

/** A model with other weights. @throws Error when the bytes are no weights file */
export function readModel(bytes: Uint8Array): Model {
  const hash = createHash('sha256').update(bytes).digest('hex')
  const languages = new Set(WORD_LISTS.map((list) => list.language))
  return createModel(decodeWeights(bytes), hash, languages)
}
