/** What is done about signals: a pure function with named thresholds, so that a verdict can be worked out again. */
import type { Label } from './labels.js'
import {
  BALANCED,
  type Ground,
  HOLD_AT01,
  NEWCOMER_APPROVED_MIN,
  type Policy,
  REFUSABLE,
  REFUSE_FROM01,
} from './policies/policy.js'
import type { Doubt, ReasonCode, Signal, Standing, Verdict } from './submission.js'

/** Grows with every change of presets, detectors or word lists; verdicts keep the one they were made with. */
export const POLICY_VERSION = 7

/** How far below the threshold advisory signals may lift a text: it stands at the top of what was published. */
const BELOW_HOLD = 0.01

/** What counts beside the signals. */
export type Circumstances = {
  /** Left out: nothing is known, and whoever waits by the policy waits. */
  author?: Standing
  /** Its author was told of the doubts about this text, or about one before it. */
  wasNudged?: boolean
}

/**
 * The verdict on a submission.
 * Reasons add up as independent doubts: two of .6 make .84. Signals of one reason do not, the surest speaks for them.
 * Advisory signals never hold, alone or together with others. Whoever was nudged and sends the same again is held.
 */
export function decide(
  signals: readonly Signal[],
  policy: Policy = BALANCED,
  about: Circumstances = {},
): Verdict {
  const byScore = stepOf(signals, policy)
  const stands = byScore === 'nudge' && about.wasNudged ? 'hold' : byScore
  const waits = stands === 'publish' && isWaiting(policy, about.author) ? policy.waits : 'nobody'
  return {
    outcome: waits === 'nobody' ? stands : 'hold',
    signals: signals
      .map((signal) => countedOf(signal, policy))
      .toSorted((a, b) => b.score01 - a.score01),
    policyVersion: POLICY_VERSION,
    policyIds: [...policy.ids],
    wasNudged: about.wasNudged === true,
    waits,
  }
}

const COPIES: ReadonlySet<ReasonCode> = new Set([
  'copy-of-earlier',
  'copy-of-removed',
  'repeated-by-author',
])

/** Under which of the thresholds of a policy a signal falls. */
export function groundOf({ detector, reason, label }: Signal): Ground {
  if (detector === 'house-rules') return 'off-rule'
  if (reason === 'slur') return 'slur'
  return COPIES.has(reason) ? 'copy' : label
}

function stepOf(signals: readonly Signal[], policy: Policy): Verdict['outcome'] {
  const firm = signals.filter((signal) => !isAdvice(signal))
  if (REFUSABLE.some((ground) => isRefused(firm, ground, policy))) return 'refuse'
  if (firm.some(isOrder) || isReached(firm, policy, 'hold')) return 'hold'
  return isReached(firm, policy, 'nudge') ? 'nudge' : 'publish'
}

/** Grounds do not add up here: what is refused is plainly one of them. */
function isRefused(
  firm: Signal[],
  ground: (typeof REFUSABLE)[number],
  { levels }: Policy,
): boolean {
  const from01 = levels[ground].refuse
  if (from01 === null) return false
  const signals = firm.filter((signal) => groundOf(signal) === ground)
  return combinedScore(signals) >= Math.max(from01, REFUSE_FROM01)
}

/**
 * Whether doubts reach a step. Each is measured by the threshold of its ground: one that is as sure as its threshold is
 * enough, and others add up as if all thresholds were HOLD_AT01.
 */
function isReached(firm: Signal[], { levels }: Policy, step: 'nudge' | 'hold'): boolean {
  const measured = firm.flatMap((signal) => {
    const from01 = levels[groundOf(signal)][step]
    if (from01 === null) return []
    const score01 = signal.score01 >= from01 ? 1 : measuredBy(signal.score01, from01)
    return [{ ...signal, score01 }]
  })
  return combinedScore(measured) >= HOLD_AT01
}

/** The share of doubt left, to a power that makes a threshold of `from01` one of HOLD_AT01; equal to it, nothing changes. */
const measuredBy = (score01: number, from01: number): number =>
  from01 === HOLD_AT01
    ? score01
    : 1 - (1 - score01) ** (Math.log(1 - HOLD_AT01) / Math.log(1 - from01))

/** A rule of the house that says: hold this. */
const isOrder = ({ detector, evidence }: Signal): boolean =>
  detector === 'house-rules' && evidence.action === 'hold'

/** Manners, as the model hears them. */
const isManners = ({ detector, label }: Signal): boolean =>
  detector === 'model' && (label === 'toxicity' || label === 'profanity')

/** What counts only where a house sets thresholds for it: manners, and what it taught the judge itself. */
const isByChoice = (signal: Signal): boolean =>
  isManners(signal) || signal.detector === 'house-line'

const isAdvice = (signal: Signal): boolean =>
  isByChoice(signal)
    ? isManners(signal) && signal.evidence.tier !== 'evaluated'
    : signal.isAdvisory === true

/** As it counted under this policy: its author is told of what did. */
function countedOf(signal: Signal, { levels }: Policy): Signal {
  if (!isByChoice(signal) || isAdvice(signal)) return signal
  const { isAdvisory, ...firm } = signal
  const { nudge, hold } = levels[groundOf(signal)]
  return nudge === null && hold === null ? { ...firm, isAdvisory: true } : firm
}

function isWaiting({ waits }: Policy, author: Standing | undefined): boolean {
  if (waits === 'nobody' || author?.kind === 'staff') return false
  return waits === 'everybody' || (author?.approved ?? 0) < NEWCOMER_APPROVED_MIN
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
export function priorityOf(signals: readonly Signal[]): number {
  const firm = combinedScore(signals.filter((signal) => !signal.isAdvisory))
  const lifted = Math.min(combinedScore(signals), HOLD_AT01 - BELOW_HOLD)
  return Math.max(firm, lifted)
}

/** The combined score for each label that some signal has. */
export function scoresByLabel(signals: readonly Signal[]): Partial<Record<Label, number>> {
  const labels = [...new Set(signals.map((signal) => signal.label))]
  return Object.fromEntries(
    labels.map((label) => [label, combinedScore(signals.filter((one) => one.label === label))]),
  )
}
