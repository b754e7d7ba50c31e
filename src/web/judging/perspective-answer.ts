/** Answers in the shape of the Perspective API: a score of the whole, and one of each sentence where that is wanted. */
import {
  baseLanguage,
  detectLanguage,
  type Head,
  type Model,
  type PlacedText,
  type Scores,
  type SiteHead,
  type TextScore,
} from '../../moderation/index.js'
import type { Attribute } from './attributes.js'
import { questionError } from './google-error.js'
import type { AnalyzeQuestion } from './perspective-request.js'

export type Score = { value: number; type: 'PROBABILITY' }
export type SpanScore = { begin: number; end: number; score: Score }
export type AnalyzeAnswer = {
  attributeScores: Record<string, { spanScores: SpanScore[]; summaryScore: Score }>
  languages: string[]
  detectedLanguages?: string[]
  clientToken?: string
}

export type Knowing = {
  model: Model
  head: SiteHead
  /** Language of the site: taken for texts too short to tell. */
  usualLanguage: string
}

/**
 * Scores a comment.
 * @throws QuestionError where the language cannot be told or is none of ours, or the site has not learned enough
 * Cost: one pass of the model for each language that was named.
 */
export function analyze(knowing: Knowing, question: AnalyzeQuestion): AnalyzeAnswer {
  const { comment, clientToken } = question
  const detected = detectLanguage(comment.text, knowing.usualLanguage)
  const languages = question.languages.length > 0 ? question.languages : languagesOf(detected)
  const attributes = supported(knowing, question, languages)
  const score = scoreIn(knowing.model, comment.text, languages)
  const attributeScores: AnalyzeAnswer['attributeScores'] = {}
  for (const { attribute, threshold01 } of attributes) {
    const wholeOf = (text: string, scores: Scores) =>
      attribute.head === 'site' ? (knowing.head.score(text) ?? 0) : scores[attribute.head]
    const value = wholeOf(comment.text, score.scores)
    if (value < threshold01) continue
    attributeScores[attribute.name] = {
      spanScores: spansOf(comment, question.wantsSpans ? score.sentences : [], (sentence) =>
        sentence === null
          ? value
          : wholeOf(comment.text.slice(sentence.start, sentence.end), sentence.scores),
      ),
      summaryScore: probability(value),
    }
  }
  return {
    attributeScores,
    languages,
    ...(detected === null ? {} : { detectedLanguages: [detected] }),
    ...(clientToken === undefined ? {} : { clientToken }),
  }
}

function languagesOf(detected: string | null): string[] {
  if (detected !== null) return [detected]
  throw questionError(
    'LANGUAGE_DETECTION_FAILED',
    'Unable to detect language. Please specify languages in the request.',
  )
}

/** The attributes that can be told. @throws QuestionError for the first that cannot, unless such are to be dropped */
function supported(
  { model, head }: Knowing,
  { attributes, dropsUnsupported }: AnalyzeQuestion,
  languages: string[],
): AnalyzeQuestion['attributes'] {
  const foreign = languages.filter((tag) => model.tierOf(baseLanguage(tag)) !== 'evaluated')
  const objection = ({ name, head: of }: Attribute) => {
    if (of === 'site') return head.state === 'ready' ? null : notLearned(name, head)
    return foreign.length === 0 ? null : notSupported(name, foreign)
  }
  return attributes.filter(({ attribute }) => {
    const error = objection(attribute)
    if (error !== null && !dropsUnsupported) throw error
    return error === null
  })
}

const notSupported = (attribute: string, languages: string[]) =>
  questionError(
    'LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE',
    `Attribute ${attribute} does not support request languages: ${languages.map((one) => one.slice(0, 40)).join(', ')}`,
    { languageNotSupportedByAttributeError: { attribute, requestedLanguages: languages } },
  )

function notLearned(attribute: string, head: SiteHead) {
  const { published, removed } = head.learned()
  if (head.state === 'worse')
    return questionError(
      'INVALID_REQUEST',
      `Attribute ${attribute} is not ready: it foretold the latest suggested scores worse than TOXICITY does.`,
    )
  return questionError(
    'INVALID_REQUEST',
    `Attribute ${attribute} has not been learned yet: it needs ${head.needed.total} suggested scores, ${head.needed.each} of each kind, and has ${removed} to reject and ${published} to accept.`,
  )
}

/** In several languages a text is as bad as it is in the worst. */
function scoreIn(model: Model, text: string, languages: string[]): TextScore {
  const scored = [...new Set(languages.map(baseLanguage))].map((one) => model.score(text, one))
  return scored.reduce((all, one) => ({
    scores: worse(all.scores, one.scores),
    sentences: all.sentences.map((sentence, at) => ({
      ...sentence,
      scores: worse(sentence.scores, one.sentences[at]?.scores ?? sentence.scores),
    })),
  }))
}

function worse(a: Scores, b: Scores): Scores {
  const heads = Object.keys(a) as Head[]
  return Object.fromEntries(heads.map((head) => [head, Math.max(a[head], b[head])])) as Scores
}

type Sentence = TextScore['sentences'][number]

/** Ranges of the text as it was sent; without sentences one over all of it. */
function spansOf(
  comment: PlacedText,
  sentences: Sentence[],
  scoreOf: (sentence: Sentence | null) => number,
): SpanScore[] {
  const whole = { begin: 0, end: comment.placeOf(comment.text.length) }
  if (sentences.length === 0) return [{ ...whole, score: probability(scoreOf(null)) }]
  return sentences.map((sentence) => ({
    begin: comment.placeOf(sentence.start),
    end: endOf(comment, sentence.end),
    score: probability(scoreOf(sentence)),
  }))
}

/** One past the last unit of a range, where a tag or an escape may follow it. */
const endOf = (comment: PlacedText, end: number): number => (end === 0 ? 0 : comment.endOf(end - 1))

const probability = (value: number): Score => ({ value, type: 'PROBABILITY' })
