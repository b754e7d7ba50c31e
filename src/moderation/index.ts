/** Moderation: judges submissions, keeps verdicts and decisions. Knows texts and authors, no comments. */
export { createJudge, type Judge } from './judge.js'
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
