/** Errors as Google's APIs tell them: what a client of the Perspective API expects to read. */
import type { Refusal } from '../../core/refusals.js'

/** The closed list of what can be wrong with a question, from google.commentanalyzer.v1alpha1.Error. */
export type ErrorType =
  | 'COMMENT_TOO_LONG'
  | 'COMMENT_EMPTY'
  | 'NO_REQUESTED_ATTRIBUTES'
  | 'LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE'
  | 'LANGUAGE_DETECTION_FAILED'
  | 'INVALID_REQUEST'

export type GoogleError = {
  error: { code: number; message: string; status: string; details?: object[] }
}

/** A question that cannot be answered; told with status 400. */
export class QuestionError extends Error {
  override name = 'QuestionError'
  constructor(
    message: string,
    readonly details: object[],
  ) {
    super(message)
  }
}

const COMMENT_ANALYZER_ERROR = 'type.googleapis.com/google.commentanalyzer.v1alpha1.Error'

/** @param fields beside the type, such as the attribute that is not supported */
export const questionError = (
  errorType: ErrorType,
  message: string,
  fields: object = {},
): QuestionError =>
  new QuestionError(message, [{ '@type': COMMENT_ANALYZER_ERROR, errorType, ...fields }])

/** JSON that has not the shape of the message; `field` is empty for the whole. */
export const shapeError = (description: string, field = ''): QuestionError =>
  new QuestionError(description, [
    {
      '@type': 'type.googleapis.com/google.rpc.BadRequest',
      fieldViolations: [{ ...(field === '' ? {} : { field }), description }],
    },
  ])

export const answerOfQuestionError = (error: QuestionError): GoogleError => ({
  error: {
    code: 400,
    message: error.message,
    status: 'INVALID_ARGUMENT',
    details: error.details,
  },
})

const STATUS: Record<number, string> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL',
  503: 'UNAVAILABLE',
}

/** A refusal of ours in Google's words. @param sentence of the refusal, for those that Google has no words for */
export function googleErrorOf(refusal: Refusal, sentence: string): GoogleError {
  if (refusal.code === 'request/too-large') {
    const message = `Request payload size exceeds the limit: ${refusal.values.limit} bytes.`
    return { error: { code: 400, message, status: 'INVALID_ARGUMENT' } }
  }
  const code = refusal.status in STATUS ? refusal.status : 400
  return {
    error: {
      code,
      message: sentence,
      status: STATUS[code] ?? 'UNKNOWN',
      ...(refusal.code === 'judge/key-unknown' ? { details: [API_KEY_INVALID] } : {}),
      ...(refusal.status === 429 ? { details: [retryInfo(refusal)] } : {}),
    },
  }
}

const API_KEY_INVALID = {
  '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
  reason: 'API_KEY_INVALID',
  domain: 'googleapis.com',
  metadata: { service: 'commentanalyzer.googleapis.com' },
}

const retryInfo = (refusal: Refusal) => ({
  '@type': 'type.googleapis.com/google.rpc.RetryInfo',
  retryDelay: `${refusal.values.seconds ?? 1}s`,
})
