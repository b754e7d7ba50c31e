/** Pictures on their way into a comment: they are the author's, they wait, and the judge is told of them. */
import { guestKeyOf } from '../../accounts/index.js'
import { Refusal } from '../../core/refusals.js'
import type { SubmittedPictures } from '../../moderation/index.js'
import type { Ctx } from '../../platform/ctx.js'
import type { Tx } from '../../platform/database.js'
import { LOOK_BITS_MAX } from '../../platform/pictures/index.js'
import type { Author } from '../comment.js'
import { findBarred } from '../store/barred.js'
import { findPictureKeys, hasShownPicture, insertCommentPictures } from '../store/pictures.js'
import { findUploads, lockUploads } from '../store/uploads.js'
import {
  altText,
  PICTURES_PER_COMMENT_MAX,
  type PictureWish,
  type ShownPicture,
} from './picture.js'
import { requireOwnerKey } from './take-picture.js'

/** A picture of a draft: what will be shown, and the upload that keeps it until then. */
export type DraftPicture = ShownPicture & { uploadId: string }

export type DraftPictures = { pictures: DraftPicture[]; submitted: SubmittedPictures }

/**
 * The pictures that a comment is to have, with what the judge must know of them. An upload that a comment took already
 * passes here: it may be the same attempt sent again.
 * @throws Refusal picture/off, picture/readers-only, picture/too-many, picture/alt-too-long, picture/gone
 * Cost: three statements.
 */
export async function findDraftPictures(
  ctx: Ctx,
  input: { author: Author; wishes: PictureWish[] },
): Promise<DraftPictures> {
  const { author, wishes } = input
  const ownerKey = requireOwnerKey(ctx, author)
  if (wishes.length > PICTURES_PER_COMMENT_MAX)
    throw new Refusal('picture/too-many', { limit: PICTURES_PER_COMMENT_MAX })
  const found = await findUploads(ctx.db, { ids: wishes.map((one) => one.id), ownerKey })
  const pictures = new Map<string, DraftPicture>()
  const keys: { sha256: string; look: bigint | null }[] = []
  for (const wish of wishes) {
    const row = found.find((one) => one.id === wish.id)
    if (!row) throw new Refusal('picture/gone')
    const { picture_id: id, width, height, widths } = row
    // Two uploads of the same bytes are the same picture.
    if (pictures.has(id)) continue
    pictures.set(id, { id, uploadId: row.id, alt: altText(wish.alt), width, height, widths })
    keys.push(row)
  }
  const [isFirst, copyOf] = await Promise.all([isFirstOf(ctx, author), copyOfBarred(ctx, keys)])
  return { pictures: [...pictures.values()], submitted: { count: pictures.size, isFirst, copyOf } }
}

/** Nobody has seen a picture of theirs yet and let it stand. */
async function isFirstOf(ctx: Ctx, author: Author): Promise<boolean> {
  if (author.kind === 'reader' && author.isStaff) return false
  const isKnown = await hasShownPicture(ctx.db, ctx.site.id, {
    personId: author.kind === 'reader' ? author.personId : null,
    guestKey: author.kind === 'guest' && author.browserHash ? guestKeyOf(author.browserHash) : null,
  })
  return !isKnown
}

async function copyOfBarred(
  ctx: Ctx,
  pictures: { sha256: string; look: bigint | null }[],
  butOf: string | null = null,
): Promise<SubmittedPictures['copyOf']> {
  const where = { siteId: ctx.site.id, pictures, bitsMax: LOOK_BITS_MAX, butOf }
  const barred = await findBarred(ctx.db, where)
  return barred && { id: barred.comment_id, bits: barred.bits }
}

/** What the judge must know of pictures that a comment has already, when it is changed. */
export async function submittedOf(
  ctx: Ctx,
  comment: { id: string; pictures: ShownPicture[] },
): Promise<SubmittedPictures | undefined> {
  const { id, pictures } = comment
  if (pictures.length === 0) return undefined
  const keys = await findPictureKeys(
    ctx.db,
    pictures.map((one) => one.id),
  )
  // They were looked at when they came.
  return { count: pictures.length, isFirst: false, copyOf: await copyOfBarred(ctx, keys, id) }
}

type WithPictures = { row: { id: string }; pictures?: DraftPicture[] }

/**
 * Tells of each of these drafts whether its pictures still wait for it, and takes them. Asks nothing where no draft has
 * a picture.
 */
export async function openUploads(
  tx: Tx,
  drafts: WithPictures[],
): Promise<(draft: WithPictures) => boolean> {
  const ids = drafts.flatMap((one) => one.pictures?.map((picture) => picture.uploadId) ?? [])
  if (ids.length === 0) return () => true
  const waiting = await lockUploads(tx, ids)
  return ({ pictures = [] }) => {
    const isOpen = pictures.every((one) => waiting.has(one.uploadId))
    if (isOpen) for (const one of pictures) waiting.delete(one.uploadId)
    return isOpen
  }
}

/** Gives the comments of these drafts their pictures. Costs nothing where no draft has one. */
export async function attachPictures(tx: Tx, drafts: WithPictures[]): Promise<void> {
  const rows = drafts.flatMap(({ row, pictures = [] }) =>
    pictures.map(({ id, uploadId, alt }, at) => ({
      commentId: row.id,
      uploadId,
      pictureId: id,
      position: at + 1,
      alt,
    })),
  )
  if (rows.length > 0) await insertCommentPictures(tx, rows)
}

/** What a picture says, as the judge reads it. */
export const textWithAlts = (text: string, pictures: { alt: string }[]): string =>
  [text, ...pictures.map((one) => one.alt).filter(Boolean)].join('\n\n')
