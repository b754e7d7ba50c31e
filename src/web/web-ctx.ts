/** What handlers get beside the ctx of the discussion. */
import type { DiscussionCtx } from '../discussion/index.js'
import type { Assets } from './assets.js'
import type { Streams } from './streams.js'

export type WebCtx = DiscussionCtx & {
  assets: Assets
  streams: Streams
  /** Address of the site without trailing slash. */
  origin: () => string
  /** Signs receipts. */
  receiptSecret: string
  isStaff(token: string): Promise<boolean>
}
