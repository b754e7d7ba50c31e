/**
 * Judges one text and says why, with nothing but this machine: no server, no database, no network, and no memory of the
 * texts before it. Other programs import it as `readership/judge`.
 */
import { fill } from '../../core/plural.js'
import { judging } from '../../locales/en/judging.js'
import { reasons } from '../../locales/en/reasons.js'
import { advertsDetector } from '../detectors/adverts.js'
import { domainsDetector } from '../detectors/domains.js'
import { linksDetector } from '../detectors/links.js'
import { modelDoubts } from '../detectors/model.js'
import { prepare } from '../detectors/prepared.js'
import { createReputation } from '../detectors/reputation.js'
import { wordsDetector } from '../detectors/words.js'
import { labelled } from '../label-of-reason.js'
import { HEADS, type Head, loadModel, type Scores, type Tier } from '../model/index.js'
import { combinedScore, decide } from '../policy.js'
import type { Doubt, Submission } from '../submission.js'
import { baseLanguage, detectLanguage } from './languages.js'

/** Longest text, in UTF-8 bytes: what the Perspective API took. */
export const JUDGED_BYTES_MAX = 20_480

export type JudgedSignal = {
  /** What found it: links, domains, adverts, words, or model. */
  detector: string
  /** What was found: a reason such as link-flood, or a label of the model such as insult. */
  label: string
  /** How sure it is, 0..1. */
  share01: number
  /** Half-open UTF-16 ranges in the text that show it. */
  spans: { start: number; end: number }[]
  /** An English sentence for people. */
  because: string
}

export type JudgedText = {
  /** What a house with our policy would do: publish it, or hold it for a moderator. */
  action: 'publish' | 'hold'
  /** Base tag; null when it cannot be told. */
  language: string | null
  /** How well the model knows this language; it decides on evaluated ones alone. */
  tier: Tier
  /** Probability of each label, 0..1. */
  labels: Scores
  /** The surest first. */
  signals: JudgedSignal[]
}

export type JudgeOptions = {
  /** Tag of the language, where it is known. */
  language?: string | null
  /** Taken for texts too short to tell; en unless said otherwise. */
  usualLanguage?: string
  /** Addresses that the text links to, beside those written in it. */
  links?: string[]
}

/** From here on a label of the model is told as a signal: more likely than not. */
const SIGNAL_AT_01 = 0.5
/** Ranges shown for one signal; more would mark the whole text. */
const SPANS_MAX = 8

/**
 * Judges a text.
 * @param text at most JUDGED_BYTES_MAX bytes of UTF-8
 * @throws RangeError for a longer text
 * Cost: linear in the text; the first call loads the model.
 */
export function judge(text: string, options: JudgeOptions = {}): JudgedText {
  requireShort(text)
  const model = loadModel()
  const language = languageToJudgeIn(text, options)
  const tier = model.tierOf(language)
  const labels = model.scores(text, language)
  const found = inspect(text, options.links ?? [])
  const doubts = [...found, ...modelDoubts(model, { scores: labels, language })]
  const told = HEADS.filter((head) => labels[head] >= SIGNAL_AT_01)
  const sentences = tier === 'evaluated' ? judging.found : judging.guessed
  const signals = [
    ...found.map((signal) => ({
      detector: signal.detector,
      label: signal.reason,
      share01: signal.score01,
      spans: signal.spans,
      because: reasons[signal.reason],
    })),
    ...told.map((head) => ({
      detector: 'model',
      label: head,
      share01: labels[head],
      spans: spansOf(text, head),
      because: fill(sentences, {
        label: judging.labels[head],
        percent: Math.round(labels[head] * 100),
      }),
    })),
  ]
  return {
    action: decide(doubts.map(labelled)).outcome === 'publish' ? 'publish' : 'hold',
    language,
    tier,
    labels,
    signals: signals.toSorted((a, b) => b.share01 - a.share01),
  }
}

export type SpamScore = {
  /** How surely a text is advertising or bulk mail, 0..1: its links and its words as independent doubts. */
  share01: number
  /** The same by what does not depend on the choice of words: links, hosts, ornaments, random tails. */
  byLinks01: number
}

/**
 * How surely a text is advertising or bulk mail.
 * @throws RangeError for a text longer than JUDGED_BYTES_MAX
 */
export function spamScore(text: string, options: JudgeOptions = {}): SpamScore {
  requireShort(text)
  const model = loadModel()
  const language = languageToJudgeIn(text, options)
  const byWords = model.tierOf(language) === 'evaluated' ? model.scores(text, language).spam : 0
  const found = inspect(text, options.links ?? []).filter((one) => one.detector !== 'words')
  const byLinks01 = combinedScore(found.filter((one) => one.detector !== 'adverts'))
  return { share01: 1 - (1 - combinedScore(found)) * (1 - byWords), byLinks01 }
}

function requireShort(text: string): void {
  if (Buffer.byteLength(text) > JUDGED_BYTES_MAX)
    throw new RangeError(`A text to judge has at most ${JUDGED_BYTES_MAX} bytes.`)
}

function languageToJudgeIn(text: string, options: JudgeOptions): string | null {
  if (options.language) return baseLanguage(options.language)
  return detectLanguage(text, options.usualLanguage ?? 'en')
}

/** Without decisions no domain has a record; shortened links are seen all the same. */
const MEMORYLESS = [
  linksDetector,
  domainsDetector(createReputation()),
  advertsDetector,
  wordsDetector,
]

/** What the detectors without memory say. */
export function inspect(text: string, links: string[]): Doubt[] {
  const prepared = prepare(text)
  const submission: Submission = {
    id: '',
    text,
    links,
    authorName: null,
    placeId: '',
    at: new Date(0),
  }
  return MEMORYLESS.flatMap((one) => one.inspect(submission, prepared))
}

/** The words that weigh most, in the order in which they stand. */
function spansOf(text: string, head: Head): { start: number; end: number }[] {
  return loadModel()
    .explain(text, head)
    .toSorted((a, b) => b.share01 - a.share01)
    .slice(0, SPANS_MAX)
    .map(({ start, end }) => ({ start, end }))
    .toSorted((a, b) => a.start - b.start)
}
