/** Keeping a picture that was made: the same bytes for the same purpose once, whoever sends them and however often. */
import { createHash } from 'node:crypto'
import { newId } from '../../core/ids.js'
import type { Tx } from '../database.js'
import type { PicturePurpose } from '../schema.js'
import { insertPicture, insertPictureFile, lockPicture } from './store.js'
import type { MadePicture } from './workshop.js'

/** By what a picture is known: the hash of its bytes as they came. */
export const sha256Of = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex')

/**
 * Keeps a picture until the transaction ends, whoever wants to delete it; whatever shall show it is to be written in
 * the same transaction.
 * @param picture.made null for one that was known a moment ago
 * @returns its id, and whether it is new; null when it was not made and is gone
 */
export async function keepPicture(
  ctx: { site: { id: string }; clock: () => Date },
  tx: Tx,
  picture: { purpose: PicturePurpose; sha256: string; made: MadePicture | null },
): Promise<{ id: string; isNew: boolean } | null> {
  const { made, ...what } = picture
  const key = { siteId: ctx.site.id, ...what }
  const known = await lockPicture(tx, key)
  if (known !== null) return { id: known, isNew: false }
  const widest = made?.files.at(-1)
  if (!made || !widest) return null
  const now = ctx.clock()
  const id = newId(now.getTime())
  const { width, height } = widest
  const row = { id, site_id: ctx.site.id, ...what, width, height, look: made.look, created_at: now }
  if (!(await insertPicture(tx, row))) return keepPicture(ctx, tx, picture)
  for (const file of made.files)
    await insertPictureFile(tx, {
      picture_id: id,
      width: file.width,
      bytes: Buffer.from(file.bytes),
    })
  return { id, isNew: true }
}
