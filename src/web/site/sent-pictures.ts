/** Pictures of plain forms: those that came before, by their ids, and those that come now, as files. */
import type { FastifyRequest } from 'fastify'
import { isId } from '../../core/ids.js'
import { Refusal } from '../../core/refusals.js'
import {
  listWaitingPictures,
  type Owner,
  PICTURES_PER_COMMENT_MAX,
  type PictureWish,
  takePicture,
} from '../../discussion/index.js'
import { countFiles, filesOf } from '../door/files.js'
import { urls } from '../urls.js'
import type { WaitingPicture } from '../views.js'
import type { WebCtx } from '../web-ctx.js'

/** Places for pictures in a form; their fields end with these numbers. */
export const PICTURE_PLACES = Array.from({ length: PICTURES_PER_COMMENT_MAX }, (_, at) => at + 1)

/** Names of the fields: which picture, what it shows, and whether it is to be left out. */
export const PICTURE_FIELDS = PICTURE_PLACES.flatMap((n) => [`picture${n}`, `alt${n}`, `drop${n}`])

/** Pictures that a form names, without those that were taken out of it. */
export const wishesIn = (fields: Record<string, string>): PictureWish[] =>
  PICTURE_PLACES.flatMap((n) => {
    const id = fields[`picture${n}`] ?? ''
    return isId(id) && !fields[`drop${n}`] ? [{ id, alt: fields[`alt${n}`] ?? '' }] : []
  })

/** The same for a comment that has pictures: a form that names none at all leaves them alone. */
export const keptIn = (fields: Record<string, string>): PictureWish[] | undefined =>
  PICTURE_PLACES.some((n) => fields[`picture${n}`]) ? wishesIn(fields) : undefined

/**
 * Takes in the files of a form. What was taken stays with the form, whatever is wrong with others.
 * @param wishes gets a picture more for each file
 * @throws Refusal picture/too-many before any is taken, request/too-many, and what `takePicture` throws
 */
export async function takeFiles(
  ctx: WebCtx,
  request: FastifyRequest,
  into: { owner: Owner; wishes: PictureWish[] },
): Promise<void> {
  const { owner, wishes } = into
  const files = filesOf(request, 'pictures')
  if (wishes.length + files.length > PICTURES_PER_COMMENT_MAX)
    throw new Refusal('picture/too-many', { limit: PICTURES_PER_COMMENT_MAX })
  await countFiles(ctx, request, { count: files.length, owner })
  const taken = await Promise.allSettled(files.map((bytes) => takePicture(ctx, { owner, bytes })))
  for (const one of taken)
    if (one.status === 'fulfilled') wishes.push({ id: one.value.id, alt: '' })
  const failed = taken.find((one) => one.status === 'rejected')
  if (failed) throw failed.reason
}

/** The pictures of a form that comes back, as far as they still wait. */
export async function waitingPictures(
  ctx: WebCtx,
  wanted: { owner: Owner | null; wishes: PictureWish[] },
): Promise<WaitingPicture[]> {
  const { owner, wishes } = wanted
  if (owner === null) return []
  const rows = await listWaitingPictures(ctx, { owner, ids: wishes.map((one) => one.id) })
  return rows.map(({ id, width, height }) => ({
    id,
    alt: wishes.find((one) => one.id === id)?.alt ?? '',
    src: urls.waitingPicture(id),
    width,
    height,
  }))
}
