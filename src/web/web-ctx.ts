/** What handlers get beside the ctx of the discussion. */
import type { Role, Sessions } from '../accounts/index.js'
import type { DiscussionCtx } from '../discussion/index.js'
import type { Judging } from '../moderation/index.js'
import type { Headers } from '../platform/security-headers.js'
import type { Assets } from './assets.js'
import type { Streams } from './streams.js'

export type WebCtx = DiscussionCtx & {
  assets: Assets
  streams: Streams
  securityHeaders: Headers
  sessions: Sessions
  /** Judging for other software: its keys, and what it taught. */
  judging: Judging
  /** Signs receipts. */
  receiptSecret: string
  /** Signs addresses of accounts that work without a session, such as those that end notices. */
  accountSecret: string
  /** The role of an access token; null for one that is none. */
  roleOfToken(token: string): Promise<Role | null>
}
