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
  'request/too-many': 429,
  'request/not-from-here': 403,
  'access/sign-in': 401,
  'access/second-factor': 403,
  'access/sign-in-again': 403,
  'access/forbidden': 403,
  'access/token-unknown': 401,
  'access/guests-closed': 403,
  'access/banned': 403,
  'access/leaving': 403,
  'sign-in/link-invalid': 410,
  'sign-in/other-browser': 403,
  'sign-in/code-wrong': 422,
  'sign-in/passkey-refused': 422,
  'sign-in/password-wrong': 422,
  'sign-in/password-weak': 422,
  'sign-in/provider-failed': 502,
  'sign-in/token-invalid': 422,
  'sign-in/not-linked': 403,
  'account/mail-invalid': 422,
  'account/mail-taken': 422,
  'account/not-found': 404,
  'account/name-missing': 403,
  'account/name-taken': 422,
  'account/name-too-soon': 422,
  'account/too-many-keys': 422,
  'account/last-owner': 422,
  'account/last-way-in': 422,
  'account/person-not-found': 404,
  'account/claim-refused': 422,
  'account/words-too-long': 422,
  'account/too-many-mutes': 422,
  'article/not-found': 404,
  'comment/not-found': 404,
  'comment/empty': 422,
  'comment/too-long': 422,
  'comment/name-invalid': 422,
  'comment/name-too-long': 422,
  'comment/parent-missing': 422,
  'comment/too-deep': 422,
  'comment/thread-closed': 403,
  'comment/edited-meanwhile': 409,
  'comment/members-only': 403,
  'comment/too-soon': 429,
  'comment/own': 403,
  'report/too-long': 422,
  'house-rule/not-found': 404,
  'house-rule/unreadable': 422,
  'house-rule/too-long': 422,
  'house-rule/too-wide': 422,
  'house-rule/too-slow': 422,
  'house-rule/too-many': 422,
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
    /** Sent with the answer, such as what is left of a limit. */
    readonly headers: Record<string, string> = {},
  ) {
    super(code)
    this.status = REFUSALS[code]
  }
}
