/** House rules: what its moderators look out for, and how much it weighs. */
import { originalSpan } from '../../core/fold.js'
import type { HouseRuleAction } from '../house-rules/house-rule.js'
import type { RuleSet } from '../house-rules/rule-set.js'
import type { Detector } from './prepared.js'

const SCORES: Readonly<Record<HouseRuleAction, number>> = { raise: 0.5, doubt: 0.5, hold: 0.95 }

export const houseRulesDetector = (rules: RuleSet): Detector => ({
  name: 'house-rules',
  inspect(submission, prepared) {
    return rules.broken(prepared, submission.language ?? null).map(({ rule, places }) => ({
      detector: 'house-rules',
      reason: 'house-rule',
      label: rule.label,
      score01: SCORES[rule.action],
      ...(rule.action === 'raise' && { isAdvisory: true }),
      spans: places.map(({ start, end }) => originalSpan(prepared.text, start, end)),
      evidence: { rule: rule.id, pattern: rule.pattern, kind: rule.kind, action: rule.action },
    }))
  },
})
