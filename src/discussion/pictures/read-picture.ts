/** Who may fetch a picture: whoever may see what shows it. */
import type { Ctx } from '../../platform/ctx.js'
import { findCommentPictureFile, findPictureFile } from '../store/pictures.js'

/** `everybody`: it may be kept by whoever fetched it. `article`: for ever, it never leaves its article. */
export type PictureFile = { bytes: Buffer; isFor: 'article' | 'everybody' | 'viewer' }

/**
 * One file of a picture: of an article, of a published comment, of a card on one; for staff also of a comment that
 * nobody else sees. Null for all others.
 */
export async function readPictureFile(
  ctx: Ctx,
  wanted: { id: string; width: number; seesHeld: boolean },
): Promise<PictureFile | null> {
  const row = await findPictureFile(ctx.db, { siteId: ctx.site.id, ...wanted })
  if (!row) return null
  if (row.is_shown)
    return { bytes: row.bytes, isFor: row.purpose === 'article' ? 'article' : 'everybody' }
  return wanted.seesHeld ? { bytes: row.bytes, isFor: 'viewer' } : null
}

/** One file of a picture of a comment in any state, for its author, who proves it by the receipt. */
export const readOwnPictureFile = (
  ctx: Ctx,
  wanted: { commentId: string; pictureId: string; width: number },
): Promise<Buffer | null> => findCommentPictureFile(ctx.db, wanted)
