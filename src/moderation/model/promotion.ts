/** Whether what was learned foretells later decisions better than what is in use. Pure. */
import type { Outcome } from './site-delta.js'

/** Later decisions that a candidate is tried on before it may count, and how many of either kind among them. */
export const SHADOW_DECISIONS_MIN = 100
export const SHADOW_KIND_MIN = 15

/** A later decision, and what two deltas had said before it. */
export type Trial = { outcome: Outcome; candidate01: number; current01: number }

/**
 * Whether a candidate takes over: it must have been tried on enough decisions of either kind, and lose less on them
 * than the one in use (mean log loss). Without a current delta the model's own score stands in.
 */
export function promote(trials: readonly Trial[]): 'promote' | 'keep' | 'wait' {
  const rejected = trials.filter((one) => one.outcome === 'reject').length
  if (trials.length < SHADOW_DECISIONS_MIN) return 'wait'
  if (Math.min(rejected, trials.length - rejected) < SHADOW_KIND_MIN) return 'wait'
  const loss = (of: 'candidate01' | 'current01') =>
    trials.reduce((sum, one) => sum + logLoss(one[of], one.outcome), 0)
  return loss('candidate01') < loss('current01') ? 'promote' : 'keep'
}

const logLoss = (chance01: number, outcome: Outcome): number =>
  -Math.log(Math.max(1e-6, outcome === 'reject' ? chance01 : 1 - chance01))
