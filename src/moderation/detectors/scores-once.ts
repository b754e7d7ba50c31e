/** The model's scores of the submission that is being judged, worked out once for all detectors that ask. */

import { usualLanguageOf } from '../judging/languages.js'
import type { Model, Scores } from '../model/index.js'
import type { Submission } from '../submission.js'
import type { Prepared } from './prepared.js'

/** With the language in which they were worked out. */
export type Read = { scores: Scores; language: string | null }

export type ScoresOf = (submission: Submission, prepared: Prepared) => Read

/** @param usualLanguage BCP 47: taken for a text that does not tell its own, as "you suck" does not */
export function scoresOnce(model: Model, usualLanguage: string | null = null): ScoresOf {
  let last: { prepared: Prepared; read: Read } | null = null
  return (submission, prepared) => {
    if (last?.prepared === prepared) return last.read
    const { text } = submission
    const usual = () => (usualLanguage === null ? null : usualLanguageOf(text, usualLanguage))
    const language = submission.language ?? usual()
    const read = { scores: model.scores(text, language, prepared.text), language }
    last = { prepared, read }
    return read
  }
}
