/**
 * What is judged and what comes out: moderation knows texts and authors, no comments.
 * A caller turns its own thing into a Submission, calls `judge`, and acts on the verdict.
 */
import type { Label } from './labels.js'

export type Submission = {
  /** UUID of the thing judged. */
  id: string
  /** Text without markup; quoted lines of others already taken out. Judged up to JUDGED_CHARS_MAX. */
  text: string
  /** Absolute addresses linked to, in order. */
  links: string[]
  /** What each of the links says, in the same order; left out where it is not known. */
  linkTexts?: string[]
  authorName: string | null
  /** Where it stands (thread id): exact repetition of short texts is judged inside one place. */
  placeId: string
  at: Date
  /** Its pictures; left out where there are none. What is said of them stands at the end of `text`. */
  pictures?: SubmittedPictures
  /** The earlier text that it copies, as storage knows it; left out where nobody asked. Memory knows the latest itself. */
  copyOf?: KnownCopy | null
  /** The cluster that it is in already, when it is judged again: to stay like it is no doubt. */
  ownClusterId?: string | null
  /** BCP 47; null or left out: unknown. */
  language?: string | null
  /** False for what answers nobody in the conversation; left out: unknown. */
  isReply?: boolean
  /** Left out: nothing is known of the author, and nothing is concluded from it. */
  author?: Standing
  /** How it was sent; left out for what nobody sends now, such as imports and edits. */
  sending?: Sending
}

/** An earlier text that a submission is nearly the same as. */
export type KnownCopy = {
  /** The cluster of copies: the id of its first text. */
  clusterId: string
  similarity01: number
  /** What moderators decided on all of the cluster; null: nothing yet. */
  decided: ClusterDecision | null
}

export type ClusterDecision = { action: 'publish' | 'remove'; rule: string | null }

/** What is known of the pictures of a submission. */
export type SubmittedPictures = {
  count: number
  /** Nobody of the house has let a picture of this author stand yet. */
  isFirst: boolean
  /** The thing removed before whose picture looks like one of these; how many of 64 bits differ. */
  copyOf: { id: string; bits: number } | null
}

/** What the house knows of an author. */
export type Standing = {
  kind: 'guest' | 'reader' | 'imported' | 'staff'
  /** The same for everything that this author sends; null for a guest whose browser keeps no cookie. */
  key: string | null
  /** Texts of theirs that stand published, counted up to APPROVED_COUNTED_MAX; null: not asked. */
  approved: number | null
  /** Since when the house knows them; null: unknown. */
  since: Date | null
}

/** More published texts than this make nobody better known. */
export const APPROVED_COUNTED_MAX = 3

/** How a text was sent. What is left out or null is evidence of nothing: browsers without script tell no times. */
export type Sending = {
  /** The network it came from, in a form that only compares: kept in memory for a minute. */
  networkKey: string | null
  /** True when a field was filled in that people do not see. */
  isTrapped: boolean
  /** Milliseconds between showing the form and sending it, as the browser says. */
  shownMs: number | null
}

export type DetectorName =
  | 'domains'
  | 'links'
  | 'duplicate'
  | 'words'
  | 'adverts'
  | 'behaviour'
  | 'house-rules'
  | 'house-line'
  | 'model'
  | 'akismet'
  | 'pictures'
  | 'source'

/** Why, in a closed list: pages translate these, staff filter by them. */
export type ReasonCode =
  | 'link-flood'
  | 'masked-link'
  | 'short-link'
  | 'newcomer-link'
  | 'doubtful-domain'
  | 'hash-busting'
  | 'advertising'
  | 'copy-of-earlier'
  | 'copy-of-removed'
  | 'repeated-by-author'
  | 'many-at-once'
  | 'sent-at-once'
  | 'hidden-field'
  | 'wall-of-text'
  | 'all-capitals'
  | 'without-words'
  | 'house-rule'
  | 'often-removed-here'
  | 'seems-toxic'
  | 'seems-hateful'
  | 'seems-insulting'
  | 'seems-threatening'
  | 'seems-hostile-to-group'
  | 'seems-profane'
  | 'seems-explicit'
  | 'seems-spam'
  | 'spam-to-akismet'
  | 'slur'
  | 'abuse-of-group'
  | 'abuse-of-person'
  | 'first-picture'
  | 'copy-of-removed-picture'
  | 'marked-spam-at-source'
  | 'pending-at-source'

/** A signal as a detector gives it: without a label it is that of its reason, `LABEL_OF_REASON`. */
export type Doubt = {
  detector: DetectorName
  reason: ReasonCode
  label?: Label
  /** How sure the detector is that the house would not publish this, 0..1. */
  score01: number
  /** True for doubts that put a text further up the queue and never hold it. */
  isAdvisory?: boolean
  /** Half-open UTF-16 ranges in Submission.text that show it. */
  spans: { start: number; end: number }[]
  /** Facts behind it, plain JSON: {count, limit}, {copyOf, similarity01}, {words}. */
  evidence: Record<string, string | number | boolean | string[]>
}

export type Signal = Doubt & { label: Label }

export type Verdict = {
  /** What is stored is published or held; a nudge goes back to its author, and what is refused is kept nowhere. */
  outcome: 'publish' | 'nudge' | 'hold' | 'refuse'
  /** Signals in the order of their weight, the heaviest first. */
  signals: Signal[]
  /** Version of policy and detectors, so that old verdicts stay explainable. */
  policyVersion: number
  /** The changes of policy that said what holds there, the nearest first; empty: what the program comes with. */
  policyIds: string[]
  /** Its author was asked before to look at their words once more. */
  wasNudged: boolean
  /** By whose rule it waits although nothing is wrong with it: that of newcomers, or of everybody. */
  waits: 'nobody' | 'newcomers' | 'everybody'
}
