/** Pictures: taken in once, made into WebP of a few widths, kept beside the articles so that every process has them. */
import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { newId } from '../core/ids.js'
import type { Ctx } from '../platform/ctx.js'
import type { Tx } from '../platform/database.js'
import { type Emit, write } from '../platform/events.js'
import { findLargestFile, findPicture, insertPicture, insertPictureFile } from './store/pictures.js'

/** Widths in CSS pixels: a phone, a column, a phone at double density, a wide lead picture. */
export const PICTURE_WIDTHS = [400, 720, 1080, 1600]
/** A 24-megapixel photo is about 12 MB as JPEG. */
export const PICTURE_BYTES_MAX = 25_000_000
/** Decoded pixels: 100 megapixels need 400 MB, the most one job may take. */
const PIXELS_MAX = 100_000_000
const WEBP_QUALITY = 78
const SHARP_SECONDS_MAX = 20

/**
 * Stores a picture at its largest width; smaller ones follow as a job. The same bytes give the same picture.
 * @throws Error when the bytes are no picture that sharp can read
 */
export async function addPicture(ctx: Ctx, tx: Tx, emit: Emit, bytes: Uint8Array): Promise<string> {
  if (bytes.length > PICTURE_BYTES_MAX)
    throw new Error(`a picture of over ${PICTURE_BYTES_MAX} bytes`)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const known = await findPicture(tx, ctx.site.id, sha256)
  if (known) return known.id
  const largest = Math.max(...PICTURE_WIDTHS)
  const { data, info } = await sharp(bytes, { limitInputPixels: PIXELS_MAX, failOn: 'error' })
    .rotate()
    .resize({ width: largest, withoutEnlargement: true })
    .webp({ quality: WEBP_QUALITY })
    .timeout({ seconds: SHARP_SECONDS_MAX })
    .toBuffer({ resolveWithObject: true })
  const now = ctx.clock()
  const id = newId(now.getTime())
  await insertPicture(tx, {
    id,
    site_id: ctx.site.id,
    sha256,
    width: info.width,
    height: info.height,
    created_at: now,
  })
  await insertPictureFile(tx, { picture_id: id, width: info.width, bytes: data })
  emit({ name: 'picture.added', pictureId: id })
  return id
}

/** The job after `picture.added`: every smaller width. Running it twice changes nothing. */
export async function makePictureSizes(ctx: Ctx, pictureId: string): Promise<void> {
  const { db } = ctx
  const largest = await findLargestFile(db, pictureId)
  if (!largest) return
  for (const width of PICTURE_WIDTHS.filter((one) => one < largest.width)) {
    const bytes = await sharp(largest.bytes)
      .resize({ width })
      .webp({ quality: WEBP_QUALITY })
      .timeout({ seconds: SHARP_SECONDS_MAX })
      .toBuffer()
    await insertPictureFile(db, { picture_id: pictureId, width, bytes })
  }
  await write(ctx, async (_tx, emit) => emit({ name: 'picture.sized', pictureId }))
}
