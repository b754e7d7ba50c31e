/** Who acts: nobody known, somebody signed in, or a program with an access token. */
import type { Role } from '../platform/schema.js'

export type { Role } from '../platform/schema.js'

export const ROLES: readonly Role[] = [
  'owner',
  'editor',
  'author',
  'moderator',
  'treasurer',
  'reader',
]
export const isRole = (word: string): word is Role => ROLES.some((role) => role === word)
/** Staff are marked beside their comments and need a second factor. */
export const isStaffRole = (role: Role): boolean => role !== 'reader'

/** A proof of identity counts as fresh for this long: what guards the account asks for one. */
export const FRESH_MS = 30 * 60_000

export type SignedIn = {
  kind: 'account'
  accountId: string
  personId: string
  sessionId: string
  /** '' until one is chosen. */
  name: string
  role: Role
  /** BCP 47; null: that of the site. */
  language: string | null
  isBanned: boolean
  /** Set when the account goes at that time unless its owner changes their mind. */
  leavesAt: Date | null
  /** True when a passkey or a code of a code app was shown in this session. */
  hasSecondFactor: boolean
  /**
   * True when this session has not shown the second factor that the account has: a code app, or for staff a passkey.
   * It can do nothing of its own until then: a mail box alone opens no such account.
   */
  owesFactor: boolean
  /** True when identity was proven within FRESH_MS. */
  isFresh: boolean
  /** Persons whose comments this reader does not want to see. */
  muted: ReadonlySet<string>
  /** Unread notices. */
  unread: number
  /** Proves that a form without script came from our page. */
  formToken: string
  /** Stands in links of ours that change something by way of another site; no use for forms. */
  linkKey: string
}

export type Actor =
  | { kind: 'anonymous' }
  | SignedIn
  /** An access token: acts with the rights of a role, without a person. */
  | { kind: 'token'; role: Role }

export const ANONYMOUS: Actor = { kind: 'anonymous' }
