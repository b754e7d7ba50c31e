/** The model's scores of the submission that is being judged, worked out once for all detectors that ask. */
import type { Model, Scores } from '../model/index.js'
import type { Submission } from '../submission.js'
import type { Prepared } from './prepared.js'

export type ScoresOf = (submission: Submission, prepared: Prepared) => Scores

export function scoresOnce(model: Model): ScoresOf {
  let last: { prepared: Prepared; scores: Scores } | null = null
  return ({ text, language = null }, prepared) => {
    if (last?.prepared !== prepared)
      last = { prepared, scores: model.scores(text, language, prepared.text) }
    return last.scores
  }
}
