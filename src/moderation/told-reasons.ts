/** Which reasons the author of something held is told: each once, and one for what says the same twice. */
import type { ReasonCode, Verdict } from './submission.js'

/**
 * The reasons behind a verdict, the surest first. What is only advice to moderators is none. The heads of the model read
 * the same words, so the surest of them speaks for all, and none where another detector says the same of the text.
 */
export function toldReasons({ signals }: Pick<Verdict, 'signals'>): ReasonCode[] {
  const firm = signals.filter((signal) => !signal.isAdvisory)
  const others = firm.filter((signal) => signal.detector !== 'model')
  const labels = new Set(others.map((signal) => signal.label))
  const surest = firm.find((signal) => signal.detector === 'model')
  const told = firm.filter(
    (signal) => signal.detector !== 'model' || (signal === surest && !labels.has(signal.label)),
  )
  return [...new Set(told.map((signal) => signal.reason))]
}
