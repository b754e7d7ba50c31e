/** Pictures in a form: those that it has, each with the question what it shows, and the way to add more. */
import type { Actor } from '../../accounts/index.js'
import { fill } from '../../core/plural.js'
import {
  ALT_CHARS_MAX,
  PICTURE_BYTES_MAX,
  PICTURES_PER_COMMENT_MAX,
} from '../../discussion/index.js'
import type { Locale } from '../../locales/index.js'
import type { CommentForm, WaitingPicture } from '../views.js'

/** Told to the browser, which offers such files; what comes is judged by its bytes. */
const KINDS = 'image/jpeg,image/png,image/webp,image/gif,image/avif'
const MEGABYTE = 1_000_000
const LIMITS = { count: PICTURES_PER_COMMENT_MAX, limit: PICTURE_BYTES_MAX / MEGABYTE }

/** What the script says and keeps to: see src/browser/add-pictures.ts. */
const aboutFor = ({ media, refusals }: Locale) => ({
  altOf: media.altOf,
  remove: media.remove,
  removeOf: media.removeOf,
  sendingOf: media.sendingOf,
  describe: media.describeLead,
  notSent: media.notSent,
  tooMany: fill(refusals['picture/too-many'], { limit: LIMITS.count }),
  tooLarge: fill(media.tooLarge, LIMITS),
  count: LIMITS.count,
  bytes: PICTURE_BYTES_MAX,
})

/** True where this reader may add pictures. */
export const takesPictures = (actor: Actor, form: CommentForm): boolean =>
  actor.kind === 'account'
    ? form.takesPictures !== 'off' && actor.name !== ''
    : form.takesPictures === 'all' && form.takesGuests

/** The part of a comment form for pictures. The script adds them to the list one by one, with how far each has come. */
export function PictureField({ form, locale }: { form: CommentForm; locale: Locale }) {
  const words = locale.media
  return (
    <fieldset class="picture-field" data-pictures={JSON.stringify(aboutFor(locale))}>
      <legend class="field-label">
        {words.label} <span class="optional">({words.optional})</span>
      </legend>
      {form.asksForAlts && <input type="hidden" name="asked" value="yes" />}
      <PictureList pictures={form.pictures} locale={locale} />
      <label class="picture-add">
        <span>{words.add}</span>
        <input type="file" name="pictures" accept={KINDS} multiple />
      </label>
      <p class="hint">{fill(words.hint, LIMITS)}</p>
    </fieldset>
  )
}

/** Pictures with what they show; each can be taken out. */
export function PictureList({ pictures, locale }: { pictures: WaitingPicture[]; locale: Locale }) {
  return (
    <ol class="picture-list">
      {pictures.map((picture, at) => (
        <PictureRow key={picture.id} picture={picture} number={at + 1} locale={locale} />
      ))}
    </ol>
  )
}

type RowProps = { picture: WaitingPicture; number: number; locale: Locale }

function PictureRow({ picture, number, locale }: RowProps) {
  const words = locale.media
  return (
    <li class="picture-row" data-picture={picture.id}>
      <img src={picture.src} width={picture.width} height={picture.height} alt="" />
      <div>
        <input type="hidden" name={`picture${number}`} value={picture.id} />
        <label class="field">
          <span class="field-label">{fill(words.altOf, { number })}</span>
          <textarea name={`alt${number}`} rows={2} maxLength={ALT_CHARS_MAX} dir="auto">
            {picture.alt}
          </textarea>
        </label>
        <label class="check">
          <input type="checkbox" name={`drop${number}`} value="yes" /> {words.takeOut}
        </label>
      </div>
    </li>
  )
}
