/** Which reasons the author of something held is told: each once, and one for what says the same twice. */
import type { ReasonCode, Verdict } from './submission.js'

/** A reason of a signal, or the rule by which all comments, or those of newcomers, wait. */
export type ToldReason = ReasonCode | 'waits-newcomers' | 'waits-everybody'

/**
 * The reasons behind a verdict, the surest first. What is only advice to moderators is none. The heads of the model read
 * the same words, so the surest of them speaks for all, and none where another detector says the same of the text.
 */
export function toldReasons({
  signals,
  waits = 'nobody',
}: Pick<Verdict, 'signals'> & Partial<Verdict>): ToldReason[] {
  // Nothing is wrong with it: small doubts that would not have held it are no reasons.
  if (waits !== 'nobody') return [`waits-${waits}`]
  const firm = signals.filter((signal) => !signal.isAdvisory)
  const others = firm.filter((signal) => signal.detector !== 'model')
  const labels = new Set(others.map((signal) => signal.label))
  const surest = firm.find((signal) => signal.detector === 'model')
  const told = firm.filter(
    (signal) => signal.detector !== 'model' || (signal === surest && !labels.has(signal.label)),
  )
  return [...new Set(told.map((signal) => signal.reason))]
}
