/**
 * Pictures: the first one of somebody waits for a person's eye, and so does one that looks like a picture which was
 * removed before. What they show is not guessed at; what is said of them is part of the text.
 */
import type { Doubt } from '../submission.js'
import type { Detector } from './prepared.js'

/** Nobody knows yet what this author shows around: held by itself. */
const FIRST_SCORE = 0.8
/** The same picture, bit by bit. */
const SAME_SCORE = 1
/** Likeness can be chance: one look at it, and it may stand. */
const ALIKE_SCORE = 0.85

export const picturesDetector: Detector = {
  name: 'pictures',
  inspect({ pictures }) {
    if (!pictures || pictures.count === 0) return []
    const { count, isFirst, copyOf } = pictures
    const doubts: Doubt[] = []
    if (isFirst) doubts.push(doubt('first-picture', FIRST_SCORE, { count }))
    if (copyOf)
      doubts.push(
        doubt('copy-of-removed-picture', copyOf.bits === 0 ? SAME_SCORE : ALIKE_SCORE, {
          copyOf: copyOf.id,
          bits: copyOf.bits,
        }),
      )
    return doubts
  },
}

const doubt = (reason: Doubt['reason'], score01: number, evidence: Doubt['evidence']): Doubt => ({
  detector: 'pictures',
  reason,
  score01,
  spans: [],
  evidence,
})
