/**
 * The closed catalogue of "no": every expected refusal has a code, an HTTP status and one sentence per locale.
 * docs/errors.md lists the same codes; a test compares the two.
 */
export const REFUSALS = {
  'request/invalid': 400,
  'request/not-utf8': 400,
  'request/cursor-invalid': 400,
  'request/too-large': 413,
  'request/unsupported-media-type': 415,
  'request/method-not-allowed': 405,
  'request/key-missing': 400,
  'request/key-reused': 422,
  'request/not-found': 404,
  'request/too-busy': 503,
  'access/staff-only': 401,
  'article/not-found': 404,
  'comment/not-found': 404,
  'comment/empty': 422,
  'comment/too-long': 422,
  'comment/name-invalid': 422,
  'comment/name-too-long': 422,
  'comment/parent-missing': 422,
  'comment/too-deep': 422,
  'comment/thread-closed': 403,
  'campaign/not-found': 404,
  'gift/amount-invalid': 422,
  'gift/currency-mismatch': 422,
  'server/fault': 503,
  'server/bug': 500,
} as const satisfies Record<string, number>

export type RefusalCode = keyof typeof REFUSALS

/** An expected no. `values` fill the sentence of the locale: {limit}. */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly status: number
  constructor(
    readonly code: RefusalCode,
    readonly values: Record<string, string | number> = {},
  ) {
    super(code)
    this.status = REFUSALS[code]
  }
}
