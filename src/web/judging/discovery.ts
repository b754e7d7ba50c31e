/** What Google's client libraries read to learn how to ask: the description of the API, with our address in it. */
import { ATTRIBUTE_NAMES } from './attributes.js'

export const DISCOVERY_VERSION = 'v1alpha1'

const $ref = (name: string, description: string) => ({ $ref: name, description })
const text = (description: string) => ({ type: 'string', description })
const flag = (description: string) => ({ type: 'boolean', description })
const list = (items: object, description: string) => ({ type: 'array', items, description })
const map = (of: string, description: string) => ({
  type: 'object',
  additionalProperties: { $ref: of },
  description,
})
const object = (id: string, description: string, properties: object) => ({
  id,
  type: 'object',
  description,
  properties,
})
const parameter = (description: string, more: object = {}) => ({
  type: 'string',
  location: 'query',
  description,
  ...more,
})
const method = (name: string, description: string, message: string) => ({
  id: `commentanalyzer.comments.${name}`,
  path: `${DISCOVERY_VERSION}/comments:${name}`,
  flatPath: `${DISCOVERY_VERSION}/comments:${name}`,
  httpMethod: 'POST',
  description,
  parameters: {},
  parameterOrder: [],
  request: { $ref: `${message}Request` },
  response: { $ref: `${message}Response` },
  scopes: [],
})

const SCORE_TYPE = {
  type: 'string',
  enum: ['SCORE_TYPE_UNSPECIFIED', 'PROBABILITY', 'STD_DEV_SCORE', 'PERCENTILE', 'RAW'],
  enumDescriptions: [
    'The same as PROBABILITY.',
    'How likely a reader would say so, from 0 to 1.',
    'Not answered here.',
    'Not answered here.',
    'Not answered here.',
  ],
  description: 'PROBABILITY is the one that is answered here.',
}
const NUMBER = { type: 'number', format: 'float' }
const INDEX = { type: 'integer', format: 'int32' }

const COMMON = {
  comment: $ref('TextEntry', 'The comment.'),
  context: $ref(
    'Context',
    'What the comment answers. Read and checked; scores do not depend on it.',
  ),
  languages: list({ type: 'string' }, 'ISO or BCP 47 codes; none: detected.'),
  clientToken: text('Sent back as it is.'),
  sessionId: text('Joins requests of one session. Not used here.'),
  communityId: text('A community of the client. Not used here.'),
}

const SCHEMAS = [
  object('AnalyzeCommentRequest', 'A comment to score.', {
    ...COMMON,
    requestedAttributes: map('AttributeParameters', `By name: ${ATTRIBUTE_NAMES.join(', ')}.`),
    spanAnnotations: flag('Score each sentence too.'),
    doNotStore: flag('Analysed comments are never stored here.'),
    dropUnsupportedAttributes: flag(
      'Leave out what is not known in the language instead of refusing.',
    ),
  }),
  object('AnalyzeCommentResponse', 'Scores.', {
    attributeScores: map('AttributeScores', 'By name, as requested.'),
    languages: list({ type: 'string' }, 'As requested, else as detected.'),
    detectedLanguages: list({ type: 'string' }, 'What the text reads as.'),
    clientToken: text('As requested.'),
  }),
  object('SuggestCommentScoreRequest', 'What a moderator decided.', {
    ...COMMON,
    attributeScores: map('AttributeScores', '1 to reject, 0 to accept.'),
    doNotStore: flag('Keep nothing of the text; then nothing is learned from it.'),
  }),
  object('SuggestCommentScoreResponse', 'Thanks.', {
    clientToken: text('As requested.'),
    requestedLanguages: list({ type: 'string' }, 'As requested.'),
    detectedLanguages: list({ type: 'string' }, 'What the text reads as.'),
  }),
  object('AttributeParameters', 'How an attribute is wanted.', {
    scoreType: SCORE_TYPE,
    scoreThreshold: { ...NUMBER, description: 'Lower scores are left out.' },
  }),
  object('AttributeScores', 'Scores of one attribute.', {
    summaryScore: $ref('Score', 'Of the whole comment.'),
    spanScores: list({ $ref: 'SpanScore' }, 'Of its sentences.'),
  }),
  object('Score', 'A score.', { value: NUMBER, type: SCORE_TYPE }),
  object('SpanScore', 'A score of a range.', {
    begin: { ...INDEX, description: 'UTF-16 index.' },
    end: { ...INDEX, description: 'UTF-16 index, exclusive.' },
    score: $ref('Score', 'Of the range.'),
  }),
  object('TextEntry', 'A text.', {
    text: text('UTF-8, at most 20,480 bytes in a comment.'),
    type: {
      type: 'string',
      enum: ['TEXT_TYPE_UNSPECIFIED', 'PLAIN_TEXT', 'HTML'],
      enumDescriptions: ['Plain text.', 'Plain text.', 'HTML; its text is scored.'],
    },
  }),
  object('Context', 'One of its two fields.', {
    entries: list({ $ref: 'TextEntry' }, 'Earlier messages.'),
    articleAndParentComment: $ref('ArticleAndParentComment', 'An article and a comment on it.'),
  }),
  object('ArticleAndParentComment', 'What a comment answers.', {
    article: $ref('TextEntry', 'The article.'),
    parentComment: $ref('TextEntry', 'The comment above.'),
  }),
]

/** The description. @param origin our address, without slash at the end */
export const discoveryDocument = (origin: string) => ({
  kind: 'discovery#restDescription',
  discoveryVersion: 'v1',
  id: `commentanalyzer:${DISCOVERY_VERSION}`,
  name: 'commentanalyzer',
  canonicalName: 'Comment Analyzer',
  version: DISCOVERY_VERSION,
  revision: '20261101',
  title: 'Perspective Comment Analyzer API, answered by Readership',
  description: 'Scores comments, and takes in what moderators decided.',
  ownerName: 'Readership',
  ownerDomain: new URL(origin).hostname,
  protocol: 'rest',
  rootUrl: `${origin}/`,
  baseUrl: `${origin}/`,
  basePath: '',
  servicePath: '',
  batchPath: 'batch',
  version_module: true,
  icons: {},
  parameters: {
    key: parameter('The key of the program that asks.'),
    alt: parameter('Format of the answer.', { default: 'json', enum: ['json'] }),
    fields: parameter('Not used here: answers are whole.'),
    prettyPrint: parameter('Not used here.', { type: 'boolean', default: 'true' }),
    quotaUser: parameter('Not used here.'),
    '$.xgafv': parameter('Format of errors; ours are of the second.', { enum: ['1', '2'] }),
  },
  resources: {
    comments: {
      methods: {
        analyze: method('analyze', 'Scores a comment.', 'AnalyzeComment'),
        suggestscore: method('suggestscore', 'Tells a decision.', 'SuggestCommentScore'),
      },
    },
  },
  schemas: Object.fromEntries(SCHEMAS.map((schema) => [schema.id, schema])),
})
