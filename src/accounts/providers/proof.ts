/** What another site says about somebody who is known there: who it is, and what may be believed of the rest. */

export type OutsideProof = {
  /** Id of an OpenID Connect provider, or `site:ID` for an embedding site; the two never meet in one name. */
  provider: string
  /** How the other site knows this person; it never changes there, addresses and names do. */
  subject: string
  /** Only when the other site says that it made sure of it. */
  mail: string | null
  /** As the other site writes it: not checked, only proposed. */
  name: string | null
}

/** The longest `sub` that OpenID Connect allows, in characters. */
export const SUBJECT_CHARS_MAX = 255
/** RFC 5321: 64 before the sign, 255 after it. */
const MAIL_CHARS_MAX = 320
/** A longer name is no proposal. */
const NAME_CHARS_MAX = 200

/**
 * Reads the claims that both kinds of sites share.
 * @returns null when there is no usable subject
 */
export function proofOf(
  provider: string,
  claims: Record<string, unknown>,
  subjectCharsMax = SUBJECT_CHARS_MAX,
): OutsideProof | null {
  const { sub, email, email_verified: isVerified, name, nickname } = claims
  if (!isSubject(sub, subjectCharsMax)) return null
  return {
    provider,
    subject: sub,
    // Only the JSON value true counts: a text "false" would pass anything looser.
    mail: isVerified === true && isText(email, MAIL_CHARS_MAX) ? email : null,
    name: [name, nickname].find((one) => isText(one, NAME_CHARS_MAX)) ?? null,
  }
}

const isText = (value: unknown, charsMax: number): value is string =>
  typeof value === 'string' && value.trim() !== '' && value.length <= charsMax

/** Half characters become one and the same sign in the database: two subjects would be one there. */
const isSubject = (value: unknown, charsMax: number): value is string =>
  isText(value, charsMax) && value.isWellFormed() && !/\p{Cc}/u.test(value)
