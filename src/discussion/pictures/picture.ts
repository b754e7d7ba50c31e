/** Pictures in comments: what may be sent, and by whom. Pure. */
import { guestKeyOf } from '../../accounts/index.js'
import { charactersOf } from '../../core/names.js'
import { Refusal } from '../../core/refusals.js'
import { cleanText } from '../../core/text.js'
import type { WantedPicture } from '../../platform/pictures/index.js'
import type { Owner } from '../store/edits.js'
import type { ShownPicture } from '../store/media-columns.js'

/** Four fit on a phone without scrolling; more are an album. The check on the table says the same. */
export const PICTURES_PER_COMMENT_MAX = 4
/** In bytes: a photograph of a good telephone has 3 to 8 MB. */
export const PICTURE_BYTES_MAX = 12_000_000
/** Of all pictures that come in one request, in bytes: four of a telephone, and what one process can hold. */
export const PICTURES_BYTES_MAX = 24_000_000
/** Twice what a screen reader reads out in a minute. */
export const ALT_CHARS_MAX = 1_000
/** Decoded pixels: the 50 megapixels of telephones pass; the worst of them need 500 MB in the process that reads them. */
export const PICTURE_PIXELS_MAX = 52_000_000
/** Half a column on a phone, a column, a column at double density. */
const WIDTHS = [360, 720, 1_440]
/** In pixels: a screenshot of three screens. */
const HEIGHT_MAX = 2_880

/** What is made of a reader's picture. */
export const WANTED: WantedPicture = {
  widths: WIDTHS,
  heightMax: HEIGHT_MAX,
  pixelsMax: PICTURE_PIXELS_MAX,
  takes: 'photos',
}

export type { ShownPicture }

/** A picture that a comment is to have: an upload, and what it shows. */
export type PictureWish = { id: string; alt: string }

/**
 * The key of whoever sends a picture, by which it is known as theirs until a comment takes it.
 * @returns null for programs and browsers without a cookie: nobody could be told from anybody
 */
export const ownerKeyOf = (owner: Owner): string | null => {
  if (owner.kind === 'reader') return `reader:${owner.personId}`
  return owner.browserHash === null ? null : guestKeyOf(owner.browserHash)
}

/** A picture is too large, alone or with the others. */
export const tooLarge = (): Refusal =>
  new Refusal('picture/too-large', {
    limit: PICTURE_BYTES_MAX / MILLION,
    total: PICTURES_BYTES_MAX / MILLION,
  })

/** Bytes of a megabyte, and pixels of a megapixel, as they are told. */
export const MILLION = 1_000_000

/** @throws Refusal picture/off, picture/readers-only */
export function requireMaySend(setting: 'off' | 'readers' | 'all', kind: Owner['kind']): void {
  if (setting === 'off') throw new Refusal('picture/off')
  if (setting === 'readers' && kind === 'guest') throw new Refusal('picture/readers-only')
}

/** What a picture shows, as it may be stored: one paragraph. @throws Refusal picture/alt-too-long */
export function altText(raw: string): string {
  const text = cleanText(raw).replace(/\s+/g, ' ')
  const length = text.length > ALT_CHARS_MAX ? charactersOf(text) : text.length
  if (length > ALT_CHARS_MAX)
    throw new Refusal('picture/alt-too-long', { limit: ALT_CHARS_MAX, length })
  return text
}
