/**
 * The text model as a detector. It may hold only where it was measured, and only by questions that tell attacks from
 * strong words: crude opinion is toxic and profane to it, and passes here. Everything else puts a text further up.
 */

import { type EvidenceSpan, HEADS, type Head, type Model, type Scores } from '../model/index.js'
import type { Doubt, ReasonCode } from '../submission.js'
import type { Detector } from './prepared.js'
import { type ScoresOf, scoresOnce } from './scores-once.js'
import { speaksToSomebody } from './words.js'

/** Chances below this are told to nobody. */
export const TOLD_FROM01 = 0.5
/**
 * How much what sounds like advertising counts: not enough by itself, enough beside any other doubt. The model learnt it
 * from short messages, in which nobody but advertisers gives an address or shows their own work; commenters do.
 */
export const SPAM_BY_WORDS_MAX01 = 0.76
/** Heads that are explained by places in the text; the first costs about as much as scoring twice. */
const EXPLAINED_MAX = 3
/** Words whose share in a score is smaller are not marked. */
const SHARE_MIN01 = 0.1

const REASONS: Readonly<Record<Head, ReasonCode>> = {
  toxicity: 'seems-toxic',
  severe_toxicity: 'seems-hateful',
  insult: 'seems-insulting',
  threat: 'seems-threatening',
  identity_attack: 'seems-hostile-to-group',
  profanity: 'seems-profane',
  sexually_explicit: 'seems-explicit',
  spam: 'seems-spam',
}

/** Questions whose yes is about manners: shown, never held for. */
const MANNERS: ReadonlySet<Head> = new Set(['toxicity', 'profanity'])

export const modelDetector = (model: Model, scoresOf: ScoresOf = scoresOnce(model)): Detector => ({
  name: 'model',
  inspect(submission, prepared) {
    const { text } = submission
    const { scores, language } = scoresOf(submission, prepared)
    // Not in answer to anybody and without a "you" an insult is for whom the article is about: opinion.
    const isAside = submission.isReply === false && !speaksToSomebody(prepared)
    const doubts = modelDoubts(model, { scores, language, isAside })
    if (doubts.length === 0) return doubts
    const heads = doubts.slice(0, EXPLAINED_MAX).map((doubt) => doubt.label)
    const evidence = model.explainHeads(text, heads, prepared.text)
    return doubts.map((doubt, i) => ({ ...doubt, spans: spansOf(evidence[i] ?? []) }))
  },
})

/**
 * What the scores of a text are as doubts, the surest first, without places. Labels about people hold only where the
 * toxicity is at the working point of the language; advertising need not be rude.
 * @param said.isAside it speaks to nobody in the conversation: then insults hold nothing
 */
export function modelDoubts(
  model: Model,
  said: { scores: Scores; language: string | null; isAside?: boolean },
): (Doubt & { label: Head })[] {
  const { scores, language, isAside = false } = said
  const tier = model.tierOf(language)
  const isRude = scores.toxicity >= (model.workingPoint(language) ?? 1)
  const mayHold = (head: Head) =>
    tier === 'evaluated' &&
    !MANNERS.has(head) &&
    (isRude || head === 'spam') &&
    !(isAside && head === 'insult')
  const weightOf = (head: Head) =>
    head === 'spam' ? Math.min(scores.spam, SPAM_BY_WORDS_MAX01) : scores[head]
  return HEADS.filter((head) => scores[head] >= TOLD_FROM01)
    .map((head) => ({
      detector: 'model' as const,
      reason: REASONS[head],
      label: head,
      score01: weightOf(head),
      ...(!mayHold(head) && { isAdvisory: true }),
      spans: [],
      evidence: { tier, weights: model.hash.slice(0, 12) },
    }))
    .toSorted((a, b) => b.score01 - a.score01)
}

const spansOf = (evidence: EvidenceSpan[]): Doubt['spans'] =>
  evidence.filter((span) => span.share01 >= SHARE_MIN01).map(({ start, end }) => ({ start, end }))
