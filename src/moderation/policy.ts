/** What is done about signals: a pure function with named thresholds, so that a verdict can be worked out again. */
import type { ReasonCode, Signal, Verdict } from './submission.js'

/** Grows with every change of thresholds, detectors or word lists; verdicts keep the one they were made with. */
export const POLICY_VERSION = 2

export type Policy = {
  /** Held from this combined score on, 0..1. */
  holdAt01: number
}

/** .8 is where newsrooms hold by custom (Coral's default for its toxicity score). */
export const DEFAULT_POLICY: Policy = { holdAt01: 0.8 }

/**
 * The verdict on a submission.
 * Reasons add up as independent doubts: two of .6 make .84. Signals of one reason do not, the surest speaks for them.
 */
export function decide(signals: readonly Signal[], policy: Policy = DEFAULT_POLICY): Verdict {
  return {
    outcome: combinedScore(signals) >= policy.holdAt01 ? 'hold' : 'publish',
    signals: signals.toSorted((a, b) => b.score01 - a.score01),
    policyVersion: POLICY_VERSION,
  }
}

/** 1 - product of (1 - score) over the reasons; 0 without signals, never less than the surest signal. */
export function combinedScore(signals: readonly Signal[]): number {
  const surest = new Map<ReasonCode, number>()
  for (const { reason, score01 } of signals) {
    surest.set(reason, Math.max(surest.get(reason) ?? 0, score01))
  }
  const scores = [...surest.values()]
  const allWrong = scores.reduce((product, score01) => product * (1 - score01), 1)
  return Math.max(1 - allWrong, ...scores, 0)
}
