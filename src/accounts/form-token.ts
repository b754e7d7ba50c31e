/**
 * The token of forms: made anew for each page, so that nothing in a compressed page stays the same for somebody who
 * measures its size, and good as long as the session.
 */
import { randomBytes } from 'node:crypto'
import { isSame, signatureOf } from '../platform/secrets.js'

const SALT_BYTES = 9

const tokenOf = (secret: string, sessionId: string, salt: string): string =>
  `${salt}.${signatureOf(secret, `form ${sessionId} ${salt}`)}`

/** A new token for a session. */
export const formTokenOf = (secret: string, sessionId: string): string =>
  tokenOf(secret, sessionId, randomBytes(SALT_BYTES).toString('base64url'))

/** True for any token that was made for this session. */
export const isFormToken = (secret: string, sessionId: string, token: string): boolean =>
  isSame(token, tokenOf(secret, sessionId, token.split('.')[0] ?? ''))
