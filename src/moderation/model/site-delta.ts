/**
 * What one site learns from its own decisions: a sparse delta on the model's features with one question,
 * "is this likely to be rejected here?". The model's weights stay as they are.
 *
 * Pure: the same decisions in the same order give the same bytes, so a delta can be thrown away and made again.
 * Features count by how much more they were seen in rejected texts (Wang and Manning, "Baselines and bigrams", 2012),
 * which tells much from few decisions; source of the step: Duchi et al., "Adaptive subgradient methods", 2011.
 */

import { openShares } from './moderator-shares.js'

/** Slots of a delta. Features share them by their last bits; with half as many it tells texts apart by .01 AUC less. */
export const DELTA_SLOTS = 1 << 17
/** Older decisions learnt again with each new one, so that last week does not drown last year. */
export const REHEARSED = 4
/** Decisions kept for that, evenly from all times; about 1 KB each. More of them teach nothing more. */
export const REHEARSAL_MAX = 2_048
const STEP = 1.2
/** Decisions after which the step is half. */
const STEP_HALVES_AT = 4_000
const SUM_START = 1
const PRIOR_STEP = 0.05
const LOGIT_MAX = 6
/** How often each slot is taken to have been seen in texts of either kind before any decision. */
const SEEN_BEFORE = 1

export type Outcome = 'reject' | 'publish'

/** A text as the learner sees it. */
export type Example = {
  /** From `Model.features`. */
  features: Uint32Array
  /** The model's toxicity, 0..1, in any language: how far it can be trusted here is learnt with the rest. */
  prior01: number
}

export type Decision = Example & { outcome: Outcome; moderatorId: string }

export type SiteDelta = {
  weights: Float32Array
  /** Sums of squared slopes, which make each number's steps shorter. */
  sums: Float32Array
  /** In how many rejected and published texts each slot was seen, weighed. */
  inRejected: Float32Array
  inPublished: Float32Array
  /** Made of the two: how much more each slot was seen in rejected texts, as a logarithm. */
  ratios: Float32Array
  /** All of them, weighed. */
  rejected: number
  published: number
  bias: number
  /** How far the model's own score is trusted here; starts at 1. */
  trust: number
  /** Decisions learnt, rehearsals not counted. */
  decisions: number
}

export const emptyDelta = (): SiteDelta => ({
  weights: new Float32Array(DELTA_SLOTS),
  sums: new Float32Array(DELTA_SLOTS),
  inRejected: new Float32Array(DELTA_SLOTS),
  inPublished: new Float32Array(DELTA_SLOTS),
  ratios: new Float32Array(DELTA_SLOTS),
  rejected: 0,
  published: 0,
  bias: 0,
  trust: 1,
  decisions: 0,
})

/** @returns the chance that the site rejects a text, 0..1. Cost: about 20 ns a feature */
export const scoreWith =
  (delta: SiteDelta) =>
  (example: Example): number =>
    chance(logit(delta, example))

/** How much a feature speaks for rejecting; below 0 it speaks against. */
export const worthIn = (delta: SiteDelta) => {
  const shift = shiftOf(delta)
  return (feature: number): number => {
    const slot = feature & (DELTA_SLOTS - 1)
    return (delta.weights[slot] ?? 0) * ((delta.ratios[slot] ?? 0) + shift)
  }
}

export type Learner = {
  /** Learns one decision, and some before it again. @returns what it counted. Cost: about 100 ns a feature */
  learn(decision: Decision): number
}

/**
 * Teaches a delta, in place. What it rehearses is kept by the learner and not by the delta.
 * @param weightOf what the next decision of a moderator counts; left out: nobody is the voice of the house alone
 */
export function openLearner(delta: SiteDelta, weightOf = openShares()): Learner {
  const kept: (Decision & { weight: number })[] = []
  let taken = 0

  function rehearse(): void {
    for (let n = 0; n < REHEARSED; n++) {
      const old = kept[spread(taken * REHEARSED + n, 0x9e3779b1) % kept.length]
      if (old) step(delta, old, old.outcome, old.weight)
    }
  }

  /** Each decision is as likely as any other to be among those kept (Vitter's algorithm R, with a fixed dice). */
  function keep(decision: Decision, weight: number): void {
    taken += 1
    const at = kept.length < REHEARSAL_MAX ? kept.length : spread(taken, 0x85ebca6b) % taken
    if (at < REHEARSAL_MAX) kept[at] = { ...decision, weight }
  }

  return {
    learn(decision) {
      const weight = weightOf(decision.moderatorId)
      count(delta, decision, weight)
      step(delta, decision, decision.outcome, weight)
      delta.decisions += 1
      if (kept.length > 0) rehearse()
      keep(decision, weight)
      return weight
    },
  }
}

const spread = (number: number, by: number): number => Math.imul(number, by) >>> 0

/**
 * A delta from all decisions of a site, oldest first.
 * Cost: linear, about 40 us a decision.
 */
export function learnAll(decisions: readonly Decision[]): SiteDelta {
  const delta = emptyDelta()
  const learner = openLearner(delta)
  for (const decision of decisions) learner.learn(decision)
  return delta
}

/** Works out the ratio of a slot anew, after it was counted or read. */
export function setRatio(delta: SiteDelta, slot: number): void {
  const rejected = (delta.inRejected[slot] ?? 0) + SEEN_BEFORE
  delta.ratios[slot] = Math.log(rejected / ((delta.inPublished[slot] ?? 0) + SEEN_BEFORE))
}

/** What is added to every ratio, because there are not as many texts of either kind. */
const shiftOf = ({ published, rejected }: SiteDelta): number =>
  Math.log((published + 1) / (rejected + 1))

function count(delta: SiteDelta, { features, outcome }: Decision, weight: number): void {
  const seen = outcome === 'reject' ? delta.inRejected : delta.inPublished
  if (outcome === 'reject') delta.rejected += weight
  else delta.published += weight
  for (let i = 0; i < features.length; i++) {
    const slot = (features[i] ?? 0) & (DELTA_SLOTS - 1)
    seen[slot] = (seen[slot] ?? 0) + weight
    setRatio(delta, slot)
  }
}

function logit(delta: SiteDelta, { features, prior01 }: Example): number {
  const shift = shiftOf(delta)
  let sum = 0
  for (let i = 0; i < features.length; i++) {
    const slot = (features[i] ?? 0) & (DELTA_SLOTS - 1)
    sum += (delta.weights[slot] ?? 0) * ((delta.ratios[slot] ?? 0) + shift)
  }
  const own = features.length > 0 ? sum / Math.sqrt(features.length) : 0
  return own + delta.bias + delta.trust * priorLogit(prior01)
}

function step(delta: SiteDelta, example: Example, outcome: Outcome, weight: number): void {
  const { features, prior01 } = example
  const fault = (chance(logit(delta, example)) - (outcome === 'reject' ? 1 : 0)) * weight
  const pace = STEP / (1 + delta.decisions / STEP_HALVES_AT)
  delta.bias -= PRIOR_STEP * pace * fault
  delta.trust -= PRIOR_STEP * pace * fault * priorLogit(prior01)
  if (features.length === 0) return
  const slopeOfOne = fault / Math.sqrt(features.length)
  const shift = shiftOf(delta)
  for (let i = 0; i < features.length; i++) {
    const slot = (features[i] ?? 0) & (DELTA_SLOTS - 1)
    const slope = slopeOfOne * ((delta.ratios[slot] ?? 0) + shift)
    const sum = (delta.sums[slot] || SUM_START) + slope * slope
    delta.sums[slot] = sum
    delta.weights[slot] = (delta.weights[slot] ?? 0) - (pace * slope) / Math.sqrt(sum)
  }
}

const chance = (score: number): number => 1 / (1 + Math.exp(-score))

/** The model's own score, so that a site starts from what is known everywhere. */
function priorLogit(prior01: number): number {
  const p = Math.min(Math.max(prior01, 1e-6), 1 - 1e-6)
  return Math.max(-LOGIT_MAX, Math.min(LOGIT_MAX, Math.log(p / (1 - p))))
}
