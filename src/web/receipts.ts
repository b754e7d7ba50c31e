/** Receipts: the author of a comment, without an account, sees what became of it; nobody else can guess the address. */

import type { PostedComment } from '../discussion/index.js'
import { localeFor } from '../locales/index.js'
import { toldReasons, type Verdict } from '../moderation/index.js'
import { isSame, signatureOf } from '../platform/secrets.js'
import type { PictureUrl } from './media-views.js'
import { urls } from './urls.js'
import type { WebCtx } from './web-ctx.js'

/** What the author is told at once, in their language: why it is held, and where to look again. */
export const receiptOf = (ctx: WebCtx, posted: PostedComment, language: string) => ({
  reasons: posted.state === 'held' ? reasonsOf(posted.verdict, language) : [],
  receiptUrl: urls.receipt(posted.id, signatureOf(ctx.receiptSecret, posted.id)),
})

/** Where the author of a comment sees its pictures: a held one shows them to nobody else. */
export const ownPictureUrl = (
  ctx: WebCtx,
  comment: { id: string; state: string },
): PictureUrl | undefined =>
  comment.state === 'published'
    ? undefined
    : urls.ownPicture(urls.receipt(comment.id, signatureOf(ctx.receiptSecret, comment.id)))

export const isReceipt = (ctx: WebCtx, id: string, signature: string): boolean =>
  isSame(signature, signatureOf(ctx.receiptSecret, id))

/** One sentence for each reason that the author is told. */
export function reasonsOf(verdict: Verdict, language: string): string[] {
  const { reasons } = localeFor(language)
  return toldReasons(verdict).map((reason) => reasons[reason])
}
