/** Pictures of articles: taken in once, made into WebP of a few widths, the largest at once and the others as a job. */
import type { Ctx } from '../platform/ctx.js'
import type { Tx } from '../platform/database.js'
import { type Emit, write } from '../platform/events.js'
import {
  findLargestFile,
  findPicture,
  insertPictureFile,
  keepPicture,
  sha256Of,
} from '../platform/pictures/index.js'

/** Widths in CSS pixels: a phone, a column, a phone at double density, a wide lead picture. */
export const PICTURE_WIDTHS = [400, 720, 1080, 1600]
/** A 24-megapixel photo is about 12 MB as JPEG. */
export const PICTURE_BYTES_MAX = 25_000_000
/** Decoded pixels: 100 megapixels need 400 MB, the most one process may take. */
const PIXELS_MAX = 100_000_000

/** Files of articles come from the operator: all that our decoder reads, such as SVG. */
const wanted = (widths: number[]) => ({
  widths,
  heightMax: null,
  pixelsMax: PIXELS_MAX,
  takes: 'anything' as const,
})

/**
 * Stores a picture at its largest width; smaller ones follow as a job. The same bytes give the same picture.
 * @throws Error when the bytes are no picture that can be read
 */
export async function addPicture(ctx: Ctx, tx: Tx, emit: Emit, bytes: Uint8Array): Promise<string> {
  if (bytes.length > PICTURE_BYTES_MAX)
    throw new Error(`a picture of over ${PICTURE_BYTES_MAX} bytes`)
  const key = { purpose: 'article' as const, sha256: sha256Of(bytes) }
  const known = await findPicture(tx, { siteId: ctx.site.id, ...key })
  if (known) return known.id
  const made = await ctx.pictures.make(bytes, wanted([Math.max(...PICTURE_WIDTHS)]))
  const kept = await keepPicture(ctx, tx, { ...key, made })
  if (!kept) throw new Error('a picture without a file')
  if (kept.isNew) emit({ name: 'picture.added', pictureId: kept.id })
  return kept.id
}

/** The job after `picture.added`: every smaller width. Running it twice changes nothing. */
export async function makePictureSizes(ctx: Ctx, pictureId: string): Promise<void> {
  const largest = await findLargestFile(ctx.db, pictureId)
  if (!largest) return
  const widths = PICTURE_WIDTHS.filter((one) => one < largest.width)
  if (widths.length > 0) {
    const { files } = await ctx.pictures.make(largest.bytes, wanted(widths))
    for (const { width, bytes } of files)
      await insertPictureFile(ctx.db, { picture_id: pictureId, width, bytes: Buffer.from(bytes) })
  }
  await write(ctx, async (_tx, emit) => emit({ name: 'picture.sized', pictureId }))
}
