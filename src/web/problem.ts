/** What went wrong, told as RFC 9457 problem+json or as a sentence on a page. Nothing of the inside leaks. */
import { Refusal, type RefusalCode } from '../core/refusals.js'
import { localeFor } from '../locales/index.js'
import { isFault } from '../platform/database.js'

export type Problem = {
  type: string
  title: string
  status: number
  detail: string
  code: RefusalCode
  requestId: string
}

/** The sentence of a refusal in a language. */
export function sentenceOf(refusal: Refusal, language: string): string {
  const sentence = localeFor(language).refusals[refusal.code]
  return sentence.replace(/\{(\w+)\}/g, (_, key: string) => String(refusal.values[key] ?? ''))
}

/** Everything thrown, as the refusal that the visitor is told: a fault is a 503, a bug a 500. */
export function refusalOf(
  error: unknown,
  requestId: string,
  bodyBytesMax = BODY_BYTES_MAX,
): Refusal {
  if (error instanceof Refusal) return error
  const { statusCode, code, message } = error as {
    statusCode?: number
    code?: string
    message?: string
  }
  // PostgreSQL stores no U+0000, wherever in a request it stands.
  if (code === CHARACTER_NOT_STORED)
    return new Refusal('request/invalid', { detail: 'a character that cannot be stored' })
  if (code === 'FST_ERR_VALIDATION')
    return new Refusal('request/invalid', { detail: plain(message) })
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return new Refusal('request/unsupported-media-type')
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return new Refusal('request/too-large', { limit: bodyBytesMax })
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return new Refusal('request/invalid', { detail: plain(message) })
  return isFault(error) ? new Refusal('server/fault') : new Refusal('server/bug', { requestId })
}

const CHARACTER_NOT_STORED = '22021'

/** Overload and database restarts are over in about this time. */
export const RETRY_AFTER_SECONDS = '5'

/** A comment of TEXT_CHARS_MAX characters in JSON escapes, and room for its other fields. */
export const BODY_BYTES_MAX = 160_000

const plain = (message: string | undefined) =>
  (message ?? '').replace(/[^\p{L}\p{N} ,.'"/()-]/gu, '').slice(0, 200)

export function problemOf(refusal: Refusal, language: string, requestId: string): Problem {
  return {
    type: `urn:readership:refusal:${refusal.code}`,
    title: refusal.code.split('/')[1]?.replaceAll('-', ' ') ?? refusal.code,
    status: refusal.status,
    detail: sentenceOf(refusal, language),
    code: refusal.code,
    requestId,
  }
}
