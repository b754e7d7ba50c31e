/**
 * The line of the house as a detector: what its moderators often remove. It speaks in every language, because it learned
 * from decisions on this site; it says nothing before it has learned enough.
 */
import type { HouseHead } from '../learning/house-head.js'
import type { Model } from '../model/index.js'
import type { Detector } from './prepared.js'
import type { ScoresOf } from './scores-once.js'

/** Chances below this are told to nobody. */
export const HOUSE_TOLD_FROM01 = 0.6
/** Words whose share in the score is smaller are not marked. */
const SHARE_MIN01 = 0.1

/** The head in use, as it is when a text is judged; null: none. */
export type HouseLine = { head: HouseHead | null }

/** Advisory: it counts only by a policy that sets thresholds for it. */
export const houseLineDetector = (at: {
  line: HouseLine
  model: Model
  scoresOf: ScoresOf
}): Detector => ({
  name: 'house-line',
  inspect(submission, prepared) {
    const { head } = at.line
    if (head === null || prepared.words.texts.length === 0) return []
    const model01 = at.scoresOf(submission, prepared).scores.toxicity
    const score01 = head.score(submission.text, model01, prepared.text)
    if (score01 === null || score01 < HOUSE_TOLD_FROM01) return []
    return [
      {
        detector: 'house-line',
        reason: 'often-removed-here',
        score01,
        isAdvisory: true,
        spans: at.model
          .explainBy(submission.text, head.worth(), prepared.text)
          .filter((span) => span.share01 >= SHARE_MIN01)
          .map(({ start, end }) => ({ start, end })),
        evidence: { lessons: head.lessons(), weights: at.model.hash.slice(0, 12) },
      },
    ]
  },
})
