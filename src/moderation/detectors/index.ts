/** The detectors, the cheapest first. A new one is one file and one line here. */

import type { RuleSet } from '../house-rules/rule-set.js'
import type { Model } from '../model/index.js'
import { advertsDetector } from './adverts.js'
import { behaviourDetector } from './behaviour.js'
import { domainsDetector } from './domains.js'
import { duplicateDetector, type ShortTexts } from './duplicate.js'
import { type HouseLine, houseLineDetector } from './house-line.js'
import { houseRulesDetector } from './house-rules.js'
import { linksDetector } from './links.js'
import { modelDetector } from './model.js'
import { picturesDetector } from './pictures.js'
import type { Detector } from './prepared.js'
import type { Rates } from './rates.js'
import type { Reputation } from './reputation.js'
import { scoresOnce } from './scores-once.js'
import { wordsDetector } from './words.js'

/** What detectors remember between submissions. */
export type Memories = {
  shortTexts: ShortTexts
  reputation: Reputation
  rates: Rates
  rules: RuleSet
  line: HouseLine
  /** Null: no model is asked. */
  model: Model | null
  /** BCP 47, of the house; null: none. */
  usualLanguage: string | null
}

export const listDetectors = (memories: Memories): readonly Detector[] => [
  behaviourDetector(memories.rates),
  linksDetector,
  domainsDetector(memories.reputation),
  picturesDetector,
  advertsDetector,
  wordsDetector,
  houseRulesDetector(memories.rules),
  duplicateDetector(memories.shortTexts),
  ...(memories.model ? readers(memories.model, memories) : []),
]

/** Those that read the words with the model, which is asked once. */
function readers(model: Model, { line, usualLanguage }: Memories): Detector[] {
  const scoresOf = scoresOnce(model, usualLanguage)
  return [modelDetector(model, scoresOf), houseLineDetector({ line, model, scoresOf })]
}
