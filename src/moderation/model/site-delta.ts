/**
 * What one site learns from its own decisions: a sparse delta on the model's features with one question,
 * "is this likely to be rejected here?". The model's weights stay as they are.
 *
 * Pure: the same decisions in the same order give the same bytes, so a delta can be thrown away and made again.
 * Source of the step: Duchi et al., "Adaptive subgradient methods", 2011.
 */

/** Numbers of a delta. Features share them by their last bits. */
export const DELTA_SLOTS = 1 << 16
/** Most bytes of an encoded delta: a head, and ten bytes for each slot in use. */
export const DELTA_BYTES_MAX = 32 + DELTA_SLOTS * 10
/** Older decisions learnt again with each new one, so that last week does not drown last year. */
export const REHEARSED = 3
/** Decisions of one moderator that count in full before the cap; a young site has one moderator. */
export const FULL_DECISIONS = 50
/** Share of all weight that one moderator may have; decisions beyond it count CAPPED_WEIGHT. */
export const MODERATOR_SHARE_MAX = 0.5
export const CAPPED_WEIGHT = 0.2
/** Later decisions that a candidate is tried on before it may count, and how many of either kind among them. */
export const SHADOW_DECISIONS_MIN = 100
export const SHADOW_KIND_MIN = 15

const STEP = 0.3
/** Decisions after which the step is half. */
const STEP_HALVES_AT = 4_000
const SUM_START = 1e-3
const PRIOR_STEP = 0.05
const LOGIT_MAX = 6

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
  bias: number
  /** How far the model's own score is trusted here; starts at 1. */
  trust: number
  /** Decisions learnt, rehearsals not counted. */
  decisions: number
}

export const emptyDelta = (): SiteDelta => ({
  weights: new Float32Array(DELTA_SLOTS),
  sums: new Float32Array(DELTA_SLOTS),
  bias: 0,
  trust: 1,
  decisions: 0,
})

/** @returns the chance that the site rejects a text, 0..1. Cost: about 5 ns a feature */
export const scoreWith =
  (delta: SiteDelta) =>
  (example: Example): number =>
    chance(logit(delta, example))

/** Learns one decision, in place. @param weight 0..1, see `fairWeights`. Cost: about 10 ns a feature. */
export function learn(delta: SiteDelta, example: Example, outcome: Outcome, weight: number): void {
  step(delta, example, outcome, weight)
  delta.decisions += 1
}

/**
 * A delta from all decisions of a site, oldest first.
 * Cost: linear, about 20 us a decision.
 */
export function learnAll(decisions: readonly Decision[]): SiteDelta {
  const delta = emptyDelta()
  const weights = fairWeights(decisions)
  decisions.forEach((_, i) => {
    learnNext(delta, decisions, weights, i)
  })
  return delta
}

/** Learns decision `at` of a list, and some before it again. After the last one the delta is that of `learnAll`. */
export function learnNext(
  delta: SiteDelta,
  decisions: readonly Decision[],
  weights: readonly number[],
  at: number,
): void {
  const decision = decisions[at]
  if (!decision) return
  learn(delta, decision, decision.outcome, weights[at] ?? 1)
  for (let n = 0; n < REHEARSED && at > 0; n++) {
    const earlier = (Math.imul(at * REHEARSED + n, 0x9e3779b1) >>> 0) % at
    const old = decisions[earlier]
    if (old) step(delta, old, old.outcome, weights[earlier] ?? 1)
  }
}

/** What each decision counts, so that nobody is the voice of the house alone. */
export function fairWeights(decisions: readonly Pick<Decision, 'moderatorId'>[]): number[] {
  const totals = new Map<string, number>()
  let all = 0
  return decisions.map(({ moderatorId }) => {
    const own = totals.get(moderatorId) ?? 0
    const isFair = own < FULL_DECISIONS || own <= MODERATOR_SHARE_MAX * all
    const weight = isFair ? 1 : CAPPED_WEIGHT
    totals.set(moderatorId, own + weight)
    all += weight
    return weight
  })
}

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

const MAGIC = 0x31445352 // "RSD1", little-endian
const HEAD_BYTES = 32

/** The bytes of a delta, at most DELTA_BYTES_MAX; equal deltas give equal bytes. */
export function encodeDelta(delta: SiteDelta): Uint8Array {
  const used: number[] = []
  for (let slot = 0; slot < DELTA_SLOTS; slot++) if ((delta.sums[slot] ?? 0) > 0) used.push(slot)
  const bytes = new Uint8Array(HEAD_BYTES + used.length * 10)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, MAGIC, true)
  view.setUint32(4, used.length, true)
  view.setFloat64(8, delta.bias, true)
  view.setFloat64(16, delta.trust, true)
  view.setUint32(24, delta.decisions, true)
  used.forEach((slot, i) => {
    const at = HEAD_BYTES + i * 10
    view.setUint16(at, slot, true)
    view.setFloat32(at + 2, delta.weights[slot] ?? 0, true)
    view.setFloat32(at + 6, delta.sums[slot] ?? 0, true)
  })
  return bytes
}

/** @returns null when the bytes are no delta of this version */
export function decodeDelta(bytes: Uint8Array): SiteDelta | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.byteLength < HEAD_BYTES || view.getUint32(0, true) !== MAGIC) return null
  const used = view.getUint32(4, true)
  if (used > DELTA_SLOTS || bytes.byteLength !== HEAD_BYTES + used * 10) return null
  const delta = emptyDelta()
  delta.bias = view.getFloat64(8, true)
  delta.trust = view.getFloat64(16, true)
  delta.decisions = view.getUint32(24, true)
  for (let i = 0; i < used; i++) {
    const at = HEAD_BYTES + i * 10
    const slot = view.getUint16(at, true)
    delta.weights[slot] = view.getFloat32(at + 2, true)
    delta.sums[slot] = view.getFloat32(at + 6, true)
  }
  return delta
}

function logit(delta: SiteDelta, { features, prior01 }: Example): number {
  let sum = 0
  for (let i = 0; i < features.length; i++)
    sum += delta.weights[(features[i] ?? 0) & (DELTA_SLOTS - 1)] ?? 0
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
  const slope = fault / Math.sqrt(features.length)
  for (let i = 0; i < features.length; i++) {
    const slot = (features[i] ?? 0) & (DELTA_SLOTS - 1)
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
