/** Taking in a picture for a comment: told by its bytes, made anew, then it waits for its comment. */
import { newId } from '../../core/ids.js'
import { Refusal } from '../../core/refusals.js'
import type { Ctx } from '../../platform/ctx.js'
import { write } from '../../platform/events.js'
import {
  findPicture,
  keepPicture,
  kindOf,
  type MadePicture,
  PictureRefused,
  pixelsFor,
  sha256Of,
} from '../../platform/pictures/index.js'
import type { Owner } from '../store/edits.js'
import { deleteUnusedPictures } from '../store/pictures.js'
import {
  deleteOlderUploads,
  deleteOldUploads,
  findUploadFile,
  findUploads,
  insertUpload,
  type UploadRow,
} from '../store/uploads.js'
import {
  MILLION,
  ownerKeyOf,
  PICTURE_BYTES_MAX,
  PICTURE_PIXELS_MAX,
  requireMaySend,
  tooLarge,
  WANTED,
} from './picture.js'

/** Milliseconds that a picture waits for its comment: a day, for who goes on writing in the evening. */
export const UPLOAD_KEPT_MS = 24 * 60 * 60_000
/** Pictures of one reader that wait: of more the newest stay. */
export const UPLOADS_WAITING_MAX = 16
/** Uploads forgotten in one transaction. */
const UPLOADS_AT_ONCE = 200

/** A picture that waits for its comment. The id is good for whoever sent it, and for one comment. */
export type WaitingPicture = { id: string; width: number; height: number }

/**
 * Takes in a picture. The same bytes are kept once, whoever sends them.
 * @throws Refusal picture/off, picture/readers-only, picture/too-large, picture/heic, picture/unreadable,
 * picture/too-many-pixels, request/too-busy
 */
export async function takePicture(
  ctx: Ctx,
  input: { owner: Owner; bytes: Uint8Array },
): Promise<WaitingPicture> {
  const ownerKey = requireOwnerKey(ctx, input.owner)
  requirePicture(input.bytes)
  const key = { purpose: 'comment' as const, sha256: sha256Of(input.bytes) }
  const known = await findPicture(ctx.db, { siteId: ctx.site.id, ...key })
  let made = known ? null : await makeOf(ctx, input.bytes)
  for (;;) {
    const waiting = await keepWaiting(ctx, { ...key, made }, ownerKey)
    if (waiting) return waiting
    // Whoever else had this picture has just deleted it.
    made = await makeOf(ctx, input.bytes)
  }
}

/** @throws Refusal picture/off, picture/readers-only */
export function requireOwnerKey(ctx: Ctx, owner: Owner): string {
  requireMaySend(ctx.config.commentPictures, owner.kind)
  const key = ownerKeyOf(owner)
  if (key === null) throw new Refusal('picture/readers-only')
  return key
}

function requirePicture(bytes: Uint8Array): void {
  if (bytes.length > PICTURE_BYTES_MAX) throw tooLarge()
  const kind = kindOf(bytes)
  if (kind === 'heic') throw new Refusal('picture/heic')
  if (kind === null) throw new Refusal('picture/unreadable')
}

async function makeOf(ctx: Ctx, bytes: Uint8Array): Promise<MadePicture> {
  try {
    return await ctx.pictures.make(bytes, WANTED)
  } catch (error) {
    if (!(error instanceof PictureRefused)) throw error
    if (error.problem === 'too-busy') throw new Refusal('request/too-busy')
    const limit = pixelsFor(bytes, PICTURE_PIXELS_MAX) / MILLION
    if (error.problem === 'pixels') throw new Refusal('picture/too-many-pixels', { limit })
    throw new Refusal('picture/unreadable')
  }
}

/** @returns null when the picture was known a moment ago and is gone */
const keepWaiting = (
  ctx: Ctx,
  picture: { purpose: 'comment'; sha256: string; made: MadePicture | null },
  ownerKey: string,
): Promise<WaitingPicture | null> =>
  write(ctx, async (tx) => {
    const kept = await keepPicture(ctx, tx, picture)
    if (!kept) return null
    const now = ctx.clock()
    const id = newId(now.getTime())
    const row = { id, site_id: ctx.site.id, picture_id: kept.id, owner_key: ownerKey }
    await insertUpload(tx, { ...row, created_at: now })
    const gone = await deleteOlderUploads(tx, { ownerKey, keep: UPLOADS_WAITING_MAX })
    await deleteUnusedPictures(tx, gone)
    const [upload] = await findUploads(tx, { ids: [id], ownerKey })
    return upload ? { id, width: upload.width, height: upload.height } : null
  })

/** A waiting picture as it will look, for whoever sent it. @throws Refusal request/not-found */
export async function readWaitingPicture(
  ctx: Ctx,
  wanted: { id: string; owner: Owner },
): Promise<Buffer> {
  const ownerKey = ownerKeyOf(wanted.owner)
  const bytes = ownerKey && (await findUploadFile(ctx.db, { id: wanted.id, ownerKey }))
  if (!bytes) throw new Refusal('request/not-found')
  return bytes
}

/** Those of these pictures that still wait for a comment of this author, in the order of the ids. */
export async function listWaitingPictures(
  ctx: Ctx,
  wanted: { ids: string[]; owner: Owner },
): Promise<UploadRow[]> {
  const ownerKey = ownerKeyOf(wanted.owner)
  if (ownerKey === null || wanted.ids.length === 0) return []
  const found = await findUploads(ctx.db, { ids: wanted.ids, ownerKey })
  return wanted.ids.flatMap((id) => found.find((one) => one.id === id && !one.comment_id) ?? [])
}

/** Forgets what these persons sent for comments that they did not post. */
export const eraseUploads = (ctx: Ctx, input: { personIds: string[] }): Promise<void> =>
  write(ctx, async (tx) => {
    for (const personId of input.personIds) {
      const ownerKey = ownerKeyOf({ kind: 'reader', personId })
      const gone = ownerKey && (await deleteOlderUploads(tx, { ownerKey, keep: 0 }))
      await deleteUnusedPictures(tx, gone || [])
    }
  })

/** Forgets pictures that have waited too long, and that they waited; the bytes of those that nobody shows go. */
export async function sweepUploads(ctx: Ctx): Promise<void> {
  const before = new Date(ctx.clock().getTime() - UPLOAD_KEPT_MS)
  const where = { siteId: ctx.site.id, before, limit: UPLOADS_AT_ONCE }
  for (let swept = UPLOADS_AT_ONCE; swept >= UPLOADS_AT_ONCE; )
    swept = await write(ctx, async (tx) => {
      const gone = await deleteOldUploads(tx, where)
      await deleteUnusedPictures(tx, [...new Set(gone)])
      return gone.length
    })
}
