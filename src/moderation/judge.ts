/** The judge: asks every detector, decides, and remembers the text, all in one synchronous step. */
import { type CopyQuestion, questionOf } from './copies.js'
import { createDecidedClusters } from './detectors/decided-clusters.js'
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
import type { ClusterDecision, KnownCopy, Submission, Verdict } from './submission.js'

/** Characters of a text that are looked at: the longest that is imported. */
export const JUDGED_CHARS_MAX = 40_000

export type Judgement = {
  verdict: Verdict
  /** To be stored beside the thing judged and given to `remember` after a restart; null for short texts. */
  fingerprint: StoredFingerprint | null
}

export type StoredFingerprint = {
  bytes: Uint8Array
  /** By which storage finds it: see `copyKeysOf`. */
  keys: number[]
  /** The cluster of the earlier text that it copies; null: it copies none. */
  clusterId: string | null
}

/** A text that was looked at before it is judged. */
export type Ahead = {
  text: string
  prepared: Prepared
  /** What storage should be asked; null for short texts, and for copies of what memory knows. */
  question: CopyQuestion | null
}

/** How a submission is judged. */
export type JudgedBy = { policy?: Policy; wasNudged?: boolean; ahead?: Ahead }

export type Judge = {
  /**
   * Judges and remembers at once, so that of two copies in the same instant the second is seen. Held texts are
   * remembered too: a copy of spam is a copy. Judging an id again, after an edit, replaces what was remembered of it.
   * @param by the policy of its place; left out: what the program comes with. `ahead` spares a second look at the text
   * Cost: linear in the text, about 60 us at 212 characters among 20,000 texts.
   */
  judge(submission: Submission, by?: JudgedBy): Judgement
  /** Looks at a text that will be judged, and remembers nothing. */
  lookAhead(text: string): Ahead
  /**
   * Judges what is no contribution of anybody: nothing is remembered, and to repeat an earlier text is no doubt.
   */
  judgeAside(submission: Submission): Verdict
  /**
   * Takes in a fingerprint from storage, oldest first; bytes that are none are passed over.
   * @param clusterId as it is stored; left out: that of the most alike among the texts in memory
   */
  remember(id: string, fingerprint: Uint8Array, clusterId?: string): void
  /** Leaves a text out that is there no longer; its copies stay copies. */
  release(id: string): void
  /** Undoes `judge` for a thing that was not written. */
  forget(id: string): void
  /** Takes in what moderators decided on all copies of a text. */
  learnCluster(clusterId: string, decided: ClusterDecision): void
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
  const decidedClusters = createDecidedClusters()
  const rules = createRuleSet()
  const line: HouseLine = { head: null }
  const detectors = listDetectors({
    shortTexts,
    reputation,
    rates,
    rules,
    line,
    model: options.model ?? null,
    usualLanguage: options.usualLanguage ?? null,
  })

  function judge(whole: Submission, { policy, wasNudged, ahead }: JudgedBy = {}): Judgement {
    const cutOff = cut(whole)
    const prepared = ahead?.text === cutOff.text ? ahead.prepared : prepare(cutOff.text)
    const copyOf = copyOfIt(cutOff, prepared)
    const submission = { ...cutOff, copyOf }
    const signals = detectors
      .flatMap((detector) => detector.inspect(submission, prepared))
      .map(labelled)
    rememberJudged(submission, prepared)
    const { fingerprint, copyKeys: keys } = prepared
    const clusterId = copyOf?.clusterId ?? null
    const about: Circumstances = { author: submission.author, wasNudged }
    return {
      verdict: decide(signals, policy, about),
      fingerprint: fingerprint && { bytes: encodeFingerprint(fingerprint), keys, clusterId },
    }
  }

  function lookAhead(whole: string): Ahead {
    const text = whole.slice(0, JUDGED_CHARS_MAX)
    const prepared = prepare(text)
    const isKnown = prepared.fingerprint !== null && index.find(prepared.fingerprint) !== null
    return { text, prepared, question: isKnown ? null : questionOf(prepared) }
  }

  /** Memory knows the latest texts, storage all that it was asked about. */
  function copyOfIt({ id, copyOf }: Submission, { fingerprint }: Prepared): KnownCopy | null {
    const found = fingerprint && index.find(fingerprint, id)
    const clusterId = found?.id ?? copyOf?.clusterId
    const similarity01 = found?.similarity01 ?? copyOf?.similarity01
    if (clusterId === undefined || similarity01 === undefined) return null
    const stored = copyOf?.clusterId === clusterId ? copyOf.decided : null
    return { clusterId, similarity01, decided: decidedClusters.find(clusterId) ?? stored }
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

  function rememberJudged(submission: Submission, prepared: Prepared): void {
    rates.remember(submission)
    index.release(submission.id)
    if (prepared.fingerprint) {
      index.remember(submission.id, prepared.fingerprint, submission.copyOf?.clusterId)
    } else {
      shortTexts.remember(submission, prepared.essence)
    }
  }

  function remember(id: string, bytes: Uint8Array, clusterId?: string): void {
    const fingerprint = decodeFingerprint(bytes)
    if (!fingerprint) return
    index.remember(id, fingerprint, clusterId ?? index.find(fingerprint, id)?.id)
  }

  function release(id: string): void {
    index.release(id)
    shortTexts.forget(id)
  }

  function forget(id: string): void {
    index.forget(id)
    shortTexts.forget(id)
  }

  return {
    judge,
    lookAhead,
    judgeAside,
    remember,
    release,
    forget,
    learnCluster: decidedClusters.learn,
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
