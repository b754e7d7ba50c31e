/** Moderation: judges submissions, keeps verdicts and decisions. Knows texts and authors, no comments. */
export { createJudge, type Judge } from './judge.js'
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
export {
  HEADS,
  type Head,
  type Model,
  type Scores,
  type SentenceScore,
  type TextScore,
  type Tier,
} from './model/index.js'
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
} from './store.js'
export type { ReasonCode, Signal, Submission, SubmittedPictures, Verdict } from './submission.js'
