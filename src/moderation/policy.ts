/** What is done about signals: a pure function with named thresholds, so that a verdict can be worked out again. */
import type { Label } from './labels.js'
import type { Doubt, Signal, Verdict } from './submission.js'

/** Grows with every change of thresholds, detectors or word lists; verdicts keep the one they were made with. */
export const POLICY_VERSION = 4

export type Policy = {
  /** Held from this combined score on, 0..1. */
  holdAt01: number
}

/** .8 is where newsrooms hold by custom (Coral's default for its toxicity score). */
export const DEFAULT_POLICY: Policy = { holdAt01: 0.8 }

/** How far below the threshold advisory signals may lift a text: it stands at the top of what was published. */
const BELOW_HOLD = 0.01

/**
 * The verdict on a submission.
 * Reasons add up as independent doubts: two of .6 make .84. Signals of one reason do not, the surest speaks for them.
 * Advisory signals never hold, alone or together with others.
 */
export function decide(signals: readonly Signal[], policy: Policy = DEFAULT_POLICY): Verdict {
  const firm = combinedScore(signals.filter((signal) => !signal.isAdvisory))
  return {
    outcome: firm >= policy.holdAt01 ? 'hold' : 'publish',
    signals: signals.toSorted((a, b) => b.score01 - a.score01),
    policyVersion: POLICY_VERSION,
  }
}

/** 1 - product of (1 - score) over the reasons; 0 without signals, never less than the surest signal. */
export function combinedScore(signals: readonly Doubt[]): number {
  const surest = new Map<string, number>()
  for (const { detector, reason, score01 } of signals) {
    // The heads of the model and that of the house read the same words: what they say together one of them says.
    const source = detector === 'model' || detector === 'house-line' ? 'model' : reason
    surest.set(source, Math.max(surest.get(source) ?? 0, score01))
  }
  const scores = [...surest.values()]
  const allWrong = scores.reduce((product, score01) => product * (1 - score01), 1)
  return Math.max(1 - allWrong, ...scores, 0)
}

/** How near the top of the queue a text belongs, 0..1: all doubts, the advisory ones up to just below the threshold. */
export function priorityOf(signals: readonly Signal[], policy: Policy = DEFAULT_POLICY): number {
  const firm = combinedScore(signals.filter((signal) => !signal.isAdvisory))
  const lifted = Math.min(combinedScore(signals), policy.holdAt01 - BELOW_HOLD)
  return Math.max(firm, lifted)
}

/** The combined score for each label that some signal has: what thresholds by label are compared with. */
export function scoresByLabel(signals: readonly Signal[]): Partial<Record<Label, number>> {
  const labels = [...new Set(signals.map((signal) => signal.label))]
  return Object.fromEntries(
    labels.map((label) => [label, combinedScore(signals.filter((one) => one.label === label))]),
  )
}
