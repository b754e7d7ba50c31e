/** Moderation: judges submissions, keeps verdicts and decisions. Knows texts and authors, no comments. */

export {
  AKISMET_DOUBT,
  type AkismetComment,
  isSpamToAkismet,
  teachAkismet,
  usesAkismet,
} from './akismet.js'
export { type Copies, isAlike, openCopies } from './copies.js'
export { DECIDED_CLUSTERS_MAX } from './detectors/decided-clusters.js'
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
export { createJudge, type Judge, type StoredFingerprint } from './judge.js'
export { DECISION_DAYS_KEPT, sweepJudging } from './judging/fold-decisions.js'
export { type PlacedText, plainText, textOfHtml } from './judging/html-text.js'
export {
  JUDGED_BYTES_MAX,
  type JudgedSignal,
  type JudgedText,
  judge,
  type SpamScore,
  spamScore,
} from './judging/judge-text.js'
export {
  dayOf,
  endJudgeKey,
  JUDGE_PER_DAY,
  JUDGE_PER_MINUTE,
  JUDGE_PER_SECOND,
  JUDGE_QUOTA_MAX,
  type JudgeKeys,
  KEY_NAME_CHARS_MAX,
  listJudgeKeys,
  makeJudgeKey,
  SIGNING_SECRET_CHARS_MAX,
  signJudgeKey,
} from './judging/keys.js'
export { baseLanguage, detectLanguage } from './judging/languages.js'
export { type Judging, openJudging } from './judging/open-judging.js'
export type { Quota } from './judging/quota.js'
export { LESSONS_MIN, LESSONS_OF_EACH_MIN, type SiteHead } from './judging/site-head.js'
export type { KeyUse } from './judging/store/keys.js'
export { labelled } from './label-of-reason.js'
export { isLabel, LABELS, type Label } from './labels.js'
export {
  type Foretold,
  HOUSE_LESSONS_MIN,
  HOUSE_LESSONS_OF_EACH_MIN,
  type HouseHead,
  type HouseLesson,
  type HouseReport,
  LESSON_KINDS,
  openHouseHead,
} from './learning/house-head.js'
export { listResets, resetLearning } from './learning/reset-learning.js'
export {
  HEADS,
  type Head,
  loadModel,
  type Model,
  type Scores,
  type SentenceScore,
  type TextScore,
  type Tier,
} from './model/index.js'
export { FULL_DECISIONS } from './model/moderator-shares.js'
export { openPolicies, type Policies } from './policies/open-policies.js'
export {
  GROUNDS,
  type Ground,
  isGround,
  isNeverNudged,
  isPreset,
  isRefusable,
  type Levels,
  type LevelsOf,
  NEWCOMER_APPROVED_MIN,
  type OwnPolicy,
  type OwnThresholds,
  type Policy,
  PRESETS,
  type Preset,
  policyOf,
  REFUSE_FROM01,
  STEPS,
  type Step,
  THRESHOLD_MAX01,
  THRESHOLD_MIN01,
} from './policies/policy.js'
export { type NewPolicy, requirePossible, setPolicy } from './policies/set-policy.js'
export {
  type Circumstances,
  combinedScore,
  decide,
  groundOf,
  priorityOf,
  scoresByLabel,
} from './policy.js'
export { findDecidedClusters } from './store/copies.js'
export { findHouseRules, type StoredHouseRule } from './store/house-rules.js'
export type { LearningReset } from './store/learning.js'
export { findPolicyChanges, type PolicyChangeRow } from './store/policies.js'
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
  type ClusterDecision,
  type Doubt,
  type KnownCopy,
  type ReasonCode,
  type Sending,
  type Signal,
  type Standing,
  type Submission,
  type SubmittedPictures,
  type Verdict,
} from './submission.js'
export { type ToldReason, toldReasons } from './told-reasons.js'
