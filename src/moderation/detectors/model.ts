/**
 * The text model as a detector. It may hold only where it was measured, and only by questions that tell attacks from
 * strong words: crude opinion is toxic and profane to it, and passes here. Everything else puts a text further up.
 */
import { HEADS, type Head, type Model, type Scores } from '../model/index.js'
import type { Doubt, ReasonCode } from '../submission.js'
import type { Detector } from './prepared.js'
import { type ScoresOf, scoresOnce } from './scores-once.js'

/** Chances below this are told to nobody. */
export const TOLD_FROM01 = 0.5
/**
 * How much what sounds like advertising counts: not enough by itself, enough beside any other doubt. The model learnt it
 * from short messages, in which nobody but advertisers gives an address or shows their own work; commenters do.
 */
export const SPAM_BY_WORDS_MAX01 = 0.76
/** Heads that are explained by places in the text; each costs about as much as scoring twice. */
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
    const { text, language = null } = submission
    const scores = scoresOf(submission, prepared)
    return modelDoubts(model, { scores, language }).map((doubt, i) => ({
      ...doubt,
      spans: i < EXPLAINED_MAX ? spansOf(model, text, doubt.label) : [],
    }))
  },
})

/**
 * What the scores of a text are as doubts, the surest first, without places. Labels about people hold only where the
 * toxicity is at the working point of the language; advertising need not be rude.
 */
export function modelDoubts(
  model: Model,
  said: { scores: Scores; language: string | null },
): (Doubt & { label: Head })[] {
  const { scores, language } = said
  const tier = model.tierOf(language)
  const isRude = scores.toxicity >= (model.workingPoint(language) ?? 1)
  const mayHold = (head: Head) =>
    tier === 'evaluated' && !MANNERS.has(head) && (isRude || head === 'spam')
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

const spansOf = (model: Model, text: string, head: Head): Doubt['spans'] =>
  model
    .explain(text, head)
    .filter((span) => span.share01 >= SHARE_MIN01)
    .map(({ start, end }) => ({ start, end }))
