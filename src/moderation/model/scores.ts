/** What the model says of a text. */
import type { FoldedText } from '../../core/fold.js'

export const HEADS = [
  'toxicity',
  'severe_toxicity',
  'insult',
  'threat',
  'identity_attack',
  'profanity',
  'sexually_explicit',
  'spam',
] as const

/** One question about a text. */
export type Head = (typeof HEADS)[number]

/** The chance that people say yes to each question, 0..1, calibrated. */
export type Scores = Record<Head, number>

/** One sentence: half-open UTF-16 range of the text, without white space at the edges. */
export type SentenceScore = { start: number; end: number; scores: Scores }
export type TextScore = { scores: Scores; sentences: SentenceScore[] }

/** Words that carried a score: half-open UTF-16 range of the text, and their share of all that spoke for it, 0..1. */
export type EvidenceSpan = { start: number; end: number; share01: number }

/** What is known of a language: scores were measured, only a word list exists, nothing. Act on `evaluated` alone. */
export type Tier = 'evaluated' | 'lexicon' | 'unknown'

/**
 * The model. Nothing in it throws, whatever the text; texts are cut at SCORED_UNITS_MAX.
 * A language is an ISO 639-1 code, with or without region; without one the common calibration holds.
 * `folded` spares folding a text that was folded before.
 */
/** How much a feature speaks for a score. */
export type Worth = (feature: number) => number

export type Model = {
  /** The whole text and its sentences. Cost: linear, some 40 us at 200 characters. */
  score(text: string, language?: string | null, folded?: FoldedText): TextScore
  /** The whole text alone. */
  scores(text: string, language?: string | null, folded?: FoldedText): Scores
  /** The strongest spans, best first, at most EVIDENCE_SPANS_MAX; none when nothing spoke for it. */
  explain(text: string, head: Head): EvidenceSpan[]
  /** The same for several heads, in their order. Cost: that of `explain` for the first, less than half for each other. */
  explainHeads(text: string, heads: readonly Head[], folded?: FoldedText): EvidenceSpan[][]
  /** The same for a score that is no head's. */
  explainBy(text: string, worth: Worth, folded?: FoldedText): EvidenceSpan[]
  /** The features of a text, each at least once, as numbers below 2^FEATURE_BITS. Cost: some 30 us at 200 characters. */
  features(text: string, folded?: FoldedText): Uint32Array
  /** SHA-256 of the weights, hex. */
  hash: string
  tierOf(language: string | null): Tier
  /** The toxicity from which on a text may be held, chosen on dev; null where nobody should act. */
  workingPoint(language: string | null): number | null
}
