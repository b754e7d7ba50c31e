/** The judge: asks every detector, decides, and remembers the text, all in one synchronous step. */
import { createShortTexts } from './detectors/duplicate.js'
import { createDuplicateIndex } from './detectors/duplicate-index.js'
import type { HouseLine } from './detectors/house-line.js'
import { listDetectors } from './detectors/index.js'
import { decodeFingerprint, encodeFingerprint } from './detectors/minhash.js'
import { type Prepared, prepare } from './detectors/prepared.js'
import { createRates } from './detectors/rates.js'
import { createReputation, type DomainRecord } from './detectors/reputation.js'
import type { HouseRule } from './house-rules/house-rule.js'
import { createRuleSet } from './house-rules/rule-set.js'
import { labelled } from './label-of-reason.js'
import type { HouseHead } from './learning/house-head.js'
import type { Model } from './model/index.js'
import type { Policy } from './policies/policy.js'
import { type Circumstances, decide } from './policy.js'
import type { Signal, Submission, Verdict } from './submission.js'

/** Characters of a text that are looked at: the longest that is imported. */
export const JUDGED_CHARS_MAX = 40_000

export type Judgement = {
  verdict: Verdict
  /** To be stored beside the thing judged and given to `remember` after a restart; null for short texts. */
  fingerprint: Uint8Array | null
}

export type Judge = {
  /**
   * Judges and remembers at once, so that of two copies in the same instant the second is seen. Held texts are
   * remembered too: a copy of spam is a copy. Judging an id again, after an edit, replaces what was remembered of it.
   * @param by the policy of its place; left out: what the program comes with
   * Cost: linear in the text, about 60 us at 212 characters among 20,000 texts.
   */
  judge(submission: Submission, by?: { policy?: Policy; wasNudged?: boolean }): Judgement
  /**
   * Judges what is no contribution of anybody: nothing is remembered, and to repeat an earlier text is no doubt.
   */
  judgeAside(submission: Submission): Verdict
  /** Takes in a fingerprint from storage, oldest first; bytes that are none are passed over. */
  remember(id: string, fingerprint: Uint8Array): void
  /** Undoes `judge` for a thing that was not written. */
  forget(id: string): void
  /** Takes in what decisions say of a domain by now. */
  learnDomain(record: DomainRecord): void
  /** Takes in the house rules, all that are in force. @returns how many can be read */
  setHouseRules(rules: readonly HouseRule[]): number
  /** Takes in what the house learned from its moderators; null: nothing. It may go on learning. */
  setHouseHead(head: HouseHead | null): void
}

/**
 * @param options.duplicateCapacity texts in which copies are looked for, about 540 bytes each
 * @param options.model the text model; without one only the other detectors look
 * @param options.usualLanguage of the house, BCP 47, for texts that do not tell theirs
 */
export function createJudge(
  options: { duplicateCapacity?: number; model?: Model; usualLanguage?: string } = {},
): Judge {
  const index = createDuplicateIndex({ capacity: options.duplicateCapacity })
  const shortTexts = createShortTexts()
  const reputation = createReputation()
  const rates = createRates()
  const rules = createRuleSet()
  const line: HouseLine = { head: null }
  const detectors = listDetectors({
    index,
    shortTexts,
    reputation,
    rates,
    rules,
    line,
    model: options.model ?? null,
    usualLanguage: options.usualLanguage ?? null,
  })

  function judge(
    whole: Submission,
    { policy, wasNudged }: { policy?: Policy; wasNudged?: boolean } = {},
  ): Judgement {
    const submission = cut(whole)
    const prepared = prepare(submission.text)
    const signals = detectors
      .flatMap((detector) => detector.inspect(submission, prepared))
      .map(labelled)
    rememberJudged(submission, prepared, signals)
    const { fingerprint } = prepared
    const about: Circumstances = { author: submission.author, wasNudged }
    return {
      verdict: decide(signals, policy, about),
      fingerprint: fingerprint && encodeFingerprint(fingerprint),
    }
  }

  function judgeAside(whole: Submission): Verdict {
    const submission = cut(whole)
    const prepared = prepare(submission.text)
    const signals = detectors
      .filter((detector) => detector.name !== 'duplicate')
      .flatMap((detector) => detector.inspect(submission, prepared))
      .map(labelled)
    return decide(signals)
  }

  function rememberJudged(submission: Submission, prepared: Prepared, signals: Signal[]): void {
    rates.remember(submission)
    index.release(submission.id)
    if (prepared.fingerprint) {
      index.remember(submission.id, prepared.fingerprint, copiedId(signals))
    } else {
      shortTexts.remember(submission, prepared.essence)
    }
  }

  function remember(id: string, bytes: Uint8Array): void {
    const fingerprint = decodeFingerprint(bytes)
    if (fingerprint) index.remember(id, fingerprint, index.find(fingerprint, id)?.id ?? null)
  }

  function forget(id: string): void {
    index.forget(id)
    shortTexts.forget(id)
  }

  return {
    judge,
    judgeAside,
    remember,
    forget,
    learnDomain: reputation.learn,
    setHouseRules: rules.replace,
    setHouseHead(head) {
      line.head = head
    },
  }
}

/** A longer text than the house takes in is judged by its beginning. */
const cut = (submission: Submission): Submission =>
  submission.text.length <= JUDGED_CHARS_MAX
    ? submission
    : { ...submission, text: submission.text.slice(0, JUDGED_CHARS_MAX) }

function copiedId(signals: Signal[]): string | null {
  const copy = signals.find((signal) => signal.reason === 'copy-of-earlier')
  return typeof copy?.evidence.copyOf === 'string' ? copy.evidence.copyOf : null
}
