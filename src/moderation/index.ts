/** Moderation: judges submissions, keeps verdicts and decisions. Knows texts and authors, no comments. */

export {
  AKISMET_DOUBT,
  type AkismetComment,
  isSpamToAkismet,
  teachAkismet,
  usesAkismet,
} from './akismet.js'
export { domainsOf } from './detectors/domain-names.js'
export { addHouseRule, endHouseRule } from './house-rules/change-rules.js'
export {
  HOUSE_RULE_ACTIONS,
  HOUSE_RULE_KINDS,
  type HouseRule,
  isHouseRuleAction,
  isHouseRuleKind,
  type NewHouseRule,
  NOTE_CHARS_MAX,
  PATTERN_CHARS_MAX,
} from './house-rules/house-rule.js'
export type { Place } from './house-rules/rule-set.js'
export { trialOf } from './house-rules/trial.js'
export { createJudge, type Judge } from './judge.js'
export { labelled } from './label-of-reason.js'
export { isLabel, LABELS, type Label } from './labels.js'
export { loadModel } from './model/index.js'
export { combinedScore, priorityOf, scoresByLabel } from './policy.js'
export { findHouseRules, type StoredHouseRule } from './store/house-rules.js'
export {
  countDomains,
  findReputationOf,
  findReputations,
  findReputationViolations,
  forgetDomains,
} from './store/reputation.js'
export {
  findFingerprints,
  findLatestFingerprints,
  findModerationViolations,
  findVerdict,
  fingerprintInsert,
  forgetEvidence,
  insertDecision,
  type NewFingerprint,
  type NewVerdict,
  verdictInsert,
} from './store/verdicts.js'
export {
  APPROVED_COUNTED_MAX,
  type Doubt,
  type ReasonCode,
  type Sending,
  type Signal,
  type Standing,
  type Submission,
  type Verdict,
} from './submission.js'
