/**
 * What is judged and what comes out: moderation knows texts and authors, no comments.
 * A caller turns its own thing into a Submission, calls `judge`, and acts on the verdict.
 */
export type Submission = {
  /** UUID of the thing judged. */
  id: string
  /** Text without markup, at most 40,000 characters; quoted lines of others already taken out. */
  text: string
  /** Absolute addresses linked to, in order. */
  links: string[]
  authorName: string | null
  /** Where it stands (thread id): exact repetition of short texts is judged inside one place. */
  placeId: string
  at: Date
  /** Its pictures; left out where there are none. What is said of them stands at the end of `text`. */
  pictures?: SubmittedPictures
}

/** What is known of the pictures of a submission. */
export type SubmittedPictures = {
  count: number
  /** Nobody of the house has let a picture of this author stand yet. */
  isFirst: boolean
  /** The thing removed before whose picture looks like one of these; how many of 64 bits differ. */
  copyOf: { id: string; bits: number } | null
}

export type DetectorName = 'links' | 'duplicate' | 'words' | 'pictures' | 'source'

/** Why, in a closed list: pages translate these, staff filter by them. */
export type ReasonCode =
  | 'link-flood'
  | 'masked-link'
  | 'hash-busting'
  | 'copy-of-earlier'
  | 'repeated-by-author'
  | 'slur'
  | 'abuse-of-person'
  | 'first-picture'
  | 'copy-of-removed-picture'
  | 'marked-spam-at-source'
  | 'pending-at-source'

export type Signal = {
  detector: DetectorName
  reason: ReasonCode
  /** How sure the detector is that the house would not publish this, 0..1. */
  score01: number
  /** Half-open UTF-16 ranges in Submission.text that show it. */
  spans: { start: number; end: number }[]
  /** Facts behind it, plain JSON: {count, limit}, {copyOf, similarity01}, {words}. */
  evidence: Record<string, string | number | boolean | string[]>
}

export type Verdict = {
  outcome: 'publish' | 'hold'
  /** Signals in the order of their weight, the heaviest first. */
  signals: Signal[]
  /** Version of policy and detectors, so that old verdicts stay explainable. */
  policyVersion: number
}
