/**
 * Severe toxicity. No corpus that may flow into our weights labels it, so it is worked out, not learnt: a text is
 * severe when it is toxic and besides a threat, an attack on a group in foul words, or a foul sexual remark.
 */
import type { LearntHead } from './weights.js'

/** @returns 0..1, never above toxicity; chances of the three ways to be severe are combined as if they were independent */
export function severeToxicity(scores: Record<LearntHead, number>): number {
  const foul = Math.max(scores.profanity, scores.insult)
  const spared =
    (1 - scores.threat) *
    (1 - scores.identity_attack * foul) *
    (1 - scores.sexually_explicit * foul)
  return scores.toxicity * (1 - spared)
}
