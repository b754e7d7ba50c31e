/** Why a text scored as it did: the words whose features carried the score. */
import { type FoldedText, originalSpan } from '../../core/fold.js'
import { type Features, REPEATED } from './features.js'
import type { Net } from './net.js'
import type { EvidenceSpan, Head } from './scores.js'
import { LEARNT, type LearntHead, type Weights } from './weights.js'

/** More spans than a moderator reads. */
export const EVIDENCE_SPANS_MAX = 8
/** Words with a smaller share of what spoke for the score are not worth marking. */
const SHARE_MIN = 0.05
/** Words between two marked ones that are marked with them: "piece of shit". */
const GAP_TOKENS = 1

/** Severe toxicity is worked out from these. */
const SEVERE_PARTS: readonly LearntHead[] = ['toxicity', 'threat', 'identity_attack', 'insult']

/** `features` are those of `allFeaturesOf`. */
type Case = { features: Features; folded: FoldedText }

/** How much a feature speaks for a head, by what the model has learnt. */
export function worthOf(at: { net: Net; weights: Weights }, head: Head) {
  const { net, weights } = at
  const heads = head === 'severe_toxicity' ? SEVERE_PARTS : [head]
  const columns = heads.map((one) => LEARNT.indexOf(one))
  return (key: number): number => {
    const row = net.rowOf(key)
    if (row < 0) return 0
    let value = 0
    for (const column of columns)
      value += (weights.table[row + column] ?? 0) * (weights.steps[column] ?? 0)
    return value
  }
}

/**
 * Strongest spans, best first. Cost: linear, about twice that of scoring.
 * @param worth how much a feature speaks for the score
 */
export function explainText(one: Case, worth: (key: number) => number): EvidenceSpan[] {
  const credit = creditOfTokens(one.features, worth)
  let spoke = 0
  for (const value of credit) if (value > 0) spoke += value
  if (spoke <= 0) return []
  const { tokens } = one.features
  const spans: EvidenceSpan[] = []
  let last = Number.NEGATIVE_INFINITY
  for (let i = 0; i < tokens.count; i++) {
    const share01 = (credit[i] ?? 0) / spoke
    if (share01 < SHARE_MIN) continue
    const span = originalSpan(one.folded, tokens.starts[i] ?? 0, tokens.ends[i] ?? 0)
    const before = spans.at(-1)
    if (before && i - last <= GAP_TOKENS + 1) {
      before.end = span.end
      before.share01 += share01
    } else spans.push({ ...span, share01 })
    last = i
  }
  return spans.sort((a, b) => b.share01 - a.share01).slice(0, EVIDENCE_SPANS_MAX)
}

/** What each word's features add up to; a feature of two words or more counts for its edges. */
function creditOfTokens(features: Features, worth: (key: number) => number): Float64Array {
  const credit = new Float64Array(features.tokens.count)
  for (let i = features.styles; i < features.count; i++) {
    const key = features.keys[i] ?? 0
    if (key >= REPEATED) continue
    const value = worth(key)
    if (value === 0) continue
    const first = features.firsts[i] ?? 0
    const last = features.lasts[i] ?? 0
    credit[first] = (credit[first] ?? 0) + value / 2
    credit[last] = (credit[last] ?? 0) + value / 2
  }
  return credit
}
