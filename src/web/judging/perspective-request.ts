/** What clients of the Perspective API (v1alpha1) send: the two messages, and everything that can be wrong with them. */
import { JUDGED_BYTES_MAX, type PlacedText, plainText, textOfHtml } from '../../moderation/index.js'
import { type Attribute, attributeOf } from './attributes.js'
import { questionError } from './google-error.js'
import { bool, float, listOf, mapOf, message, oneOf, type Read, text } from './message.js'

/** Attributes in one question; there are twenty names. */
export const ATTRIBUTES_MAX = 50
/** Languages in one question. */
export const LANGUAGES_MAX = 10
/** Texts that came before the comment, in one question. */
export const CONTEXT_ENTRIES_MAX = 100
/** Longest token that is sent back, in characters. */
export const CLIENT_TOKEN_CHARS_MAX = 1_000

const PACKAGE = 'google.commentanalyzer.v1alpha1'
const TextEntry = message({
  text,
  type: oneOf(`${PACKAGE}.TextEntry.TextType`, ['TEXT_TYPE_UNSPECIFIED', 'PLAIN_TEXT', 'HTML']),
})
const Context = message({
  entries: listOf(TextEntry),
  articleAndParentComment: message({ article: TextEntry, parentComment: TextEntry }),
})
const scoreType = oneOf(`${PACKAGE}.ScoreType`, [
  'SCORE_TYPE_UNSPECIFIED',
  'PROBABILITY',
  'STD_DEV_SCORE',
  'PERCENTILE',
  'RAW',
])
const Score = message({ value: float, type: scoreType })
const integer: Read<number> = (value, path) => Math.trunc(float(value, path))
const common = {
  comment: TextEntry,
  context: Context,
  languages: listOf(text),
  clientToken: text,
  sessionId: text,
  communityId: text,
  doNotStore: bool,
}
const AnalyzeRequest = message({
  ...common,
  requestedAttributes: mapOf(message({ scoreType, scoreThreshold: float })),
  spanAnnotations: bool,
  dropUnsupportedAttributes: bool,
})
const SuggestRequest = message({
  ...common,
  attributeScores: mapOf(
    message({
      summaryScore: Score,
      spanScores: listOf(message({ begin: integer, end: integer, score: Score })),
    }),
  ),
})

type Common = {
  comment: PlacedText
  /** As the client wrote them; none: they are to be detected. */
  languages: string[]
  clientToken: string | undefined
}
export type AnalyzeQuestion = Common & {
  attributes: { attribute: Attribute; threshold01: number }[]
  wantsSpans: boolean
  dropsUnsupported: boolean
}
export type Suggestion = Common & {
  doNotStore: boolean
  /** What each attribute should have scored, 0..1; names that are none of ours too. */
  scores: Map<string, number>
}

/** @throws QuestionError */
export function analyzeQuestionIn(body: unknown): AnalyzeQuestion {
  const asked = AnalyzeRequest(body ?? {}, '')
  const said = commonOf(asked)
  const requested = asked.requestedAttributes ?? new Map()
  if (requested.size === 0)
    throw questionError('NO_REQUESTED_ATTRIBUTES', 'Missing requested_attributes')
  requireAtMost(ATTRIBUTES_MAX, requested.size, 'requested_attributes')
  const attributes = [...requested].map(([name, parameters]) => {
    const attribute = attributeOf(name)
    if (!attribute) throw invalid(`Unknown requested attribute: ${name.slice(0, 80)}`)
    requireProbability(name, parameters.scoreType)
    return { attribute, threshold01: parameters.scoreThreshold ?? 0 }
  })
  return {
    ...said,
    attributes,
    wantsSpans: asked.spanAnnotations ?? false,
    dropsUnsupported: asked.dropUnsupportedAttributes ?? false,
  }
}

/** @throws QuestionError */
export function suggestionIn(body: unknown): Suggestion {
  const told = SuggestRequest(body ?? {}, '')
  const said = commonOf(told)
  const scores = new Map<string, number>()
  for (const [name, { summaryScore, spanScores }] of told.attributeScores ?? []) {
    requireProbability(name, summaryScore?.type)
    // A comment is as bad as its worst place.
    const values = [summaryScore, ...(spanScores ?? []).map((span) => span.score)].flatMap(
      (score) => (score ? [score.value ?? 0] : []),
    )
    if (values.length === 0) throw invalid(`Missing score of attribute: ${name.slice(0, 80)}`)
    if (values.some((value) => value < 0 || value > 1))
      throw invalid(`Score of attribute ${name.slice(0, 80)} is not between 0 and 1.`)
    scores.set(name, summaryScore ? (summaryScore.value ?? 0) : Math.max(...values))
  }
  if (scores.size === 0) throw invalid('Missing attribute_scores')
  requireAtMost(ATTRIBUTES_MAX, scores.size, 'attribute_scores')
  return { ...said, scores, doNotStore: told.doNotStore ?? false }
}

function commonOf(asked: ReturnType<typeof AnalyzeRequest> | ReturnType<typeof SuggestRequest>) {
  const { context, languages = [], clientToken } = asked
  if (context?.entries && context.articleAndParentComment)
    throw invalid(
      'Context can have either entries or article_and_parent_comment, but both fields were populated.',
    )
  requireAtMost(CONTEXT_ENTRIES_MAX, context?.entries?.length ?? 0, 'context.entries')
  requireAtMost(LANGUAGES_MAX, languages.length, 'languages')
  requireAtMost(CLIENT_TOKEN_CHARS_MAX, clientToken?.length ?? 0, 'client_token')
  return { comment: commentIn(asked.comment ?? {}), languages, clientToken }
}

function commentIn({ text: sent = '', type }: { text?: string; type?: string }): PlacedText {
  if (Buffer.byteLength(sent) > JUDGED_BYTES_MAX)
    throw questionError('COMMENT_TOO_LONG', 'Comment text too long.')
  const comment = type === 'HTML' ? textOfHtml(sent) : plainText(sent)
  if (comment.text.trim() === '') throw questionError('COMMENT_EMPTY', 'Comment must be non-empty.')
  return comment
}

/** Ours are probabilities; percentiles and deviations would be of somebody else's comments. */
function requireProbability(name: string, type: string | undefined): void {
  if (type === undefined || type === 'PROBABILITY' || type === 'SCORE_TYPE_UNSPECIFIED') return
  throw invalid(`Attribute ${name.slice(0, 80)} does not support score type: ${type}`)
}

function requireAtMost(limit: number, count: number, field: string): void {
  if (count > limit) throw invalid(`${field} is longer than ${limit}.`)
}

const invalid = (words: string) => questionError('INVALID_REQUEST', words)
