/**
 * The text model as a detector. It may hold only where it was measured, and only by questions that tell attacks from
 * strong words: crude opinion is toxic and profane to it, and passes here. Everything else puts a text further up.
 */
import { HEADS, type Head, type Model, type Scores } from '../model/index.js'
import type { Doubt, ReasonCode } from '../submission.js'
import type { Detector } from './prepared.js'

/** Chances below this are told to nobody. */
export const TOLD_FROM01 = 0.5
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

export const modelDetector = (model: Model): Detector => ({
  name: 'model',
  inspect(submission, prepared) {
    const language = submission.language ?? null
    const scores = model.scores(submission.text, language, prepared.text)
    const tier = model.tierOf(language)
    return headsOf(scores).map((head, i) => ({
      detector: 'model',
      reason: REASONS[head],
      label: head,
      score01: scores[head],
      ...((tier !== 'evaluated' || MANNERS.has(head)) && { isAdvisory: true }),
      spans: i < EXPLAINED_MAX ? spansOf(model, submission.text, head) : [],
      evidence: { tier, weights: model.hash.slice(0, 12) },
    }))
  },
})

/** The heads to tell of, the surest first. */
const headsOf = (scores: Scores): Head[] =>
  HEADS.filter((head) => scores[head] >= TOLD_FROM01).toSorted((a, b) => scores[b] - scores[a])

const spansOf = (model: Model, text: string, head: Head): Doubt['spans'] =>
  model
    .explain(text, head)
    .filter((span) => span.share01 >= SHARE_MIN01)
    .map(({ start, end }) => ({ start, end }))
