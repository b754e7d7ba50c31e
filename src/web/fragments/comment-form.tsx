/** The form for a comment or a reply: works as plain HTML; the browser sends it without leaving the page. */
import type { Actor, SignedIn } from '../../accounts/index.js'
import type { Locale } from '../../locales/index.js'
import { urls } from '../urls.js'
import type { CommentForm } from '../views.js'
import { FormToken } from './form-token.js'
import { NudgeTicket } from './nudge-note.js'
import { PictureField, takesPictures } from './picture-fields.js'

type FormProps = {
  actor: Actor
  form: CommentForm
  locale: Locale
  /** Direction and language of the article: what is written is most likely in it. */
  language: string
  /** Not where a heading above says it. */
  label?: string
  /** What becomes of what is written here. */
  lead?: string
}

/** On a page that is shared by readers `form.key` is empty: the browser makes one, or else the server. */
export function CommentFormFields({ actor, form, locale, language, label, lead }: FormProps) {
  const isReply = form.parentId !== null
  const words = locale.form
  return (
    <form
      class="comment-form"
      method="post"
      action={form.postUrl}
      data-comment-form={form.parentId ?? ''}
    >
      {form.problem !== null && (
        <div class="note is-problem" role="alert">
          <p>{form.problem}</p>
        </div>
      )}
      <input type="hidden" name="key" value={form.key} />
      <NudgeTicket ticket={form.nudgeTicket} />
      {isReply && <input type="hidden" name="parentId" value={form.parentId ?? ''} />}
      <label class="field">
        <span class="field-label">{label ?? (isReply ? words.answer : words.text)}</span>
        {lead !== undefined && <span class="hint">{lead}</span>}
        <textarea name="text" rows={isReply ? 4 : 5} required dir="auto" lang={language}>
          {form.text}
        </textarea>
      </label>
      {/* People never meet it; a browser without style shows what to do. */}
      <label class="off-form">
        {words.leaveEmpty} <input name="website" tabIndex={-1} autocomplete="off" />
      </label>
      <p class="hint">{words.hint}</p>
      <FormFoot actor={actor} form={form} locale={locale} />
    </form>
  )
}

/** Pictures, who signs the comment, and the button: a guest's name, the reader's own, or the way to sign in. */
export function FormFoot({
  actor,
  form,
  locale,
}: {
  actor: Actor
  form: CommentForm
  locale: Locale
}) {
  const isNamed = actor.kind === 'account' && actor.name !== ''
  const isClosed = actor.kind !== 'account' && !form.takesGuests
  const hasPictures = takesPictures(actor, form)
  const enctype = hasPictures ? 'multipart/form-data' : undefined
  return (
    <>
      {hasPictures && <PictureField form={form} locale={locale} />}
      <div class="form-foot">
        {actor.kind === 'account' ? (
          <OwnName actor={actor} locale={locale} />
        ) : (
          <GuestName form={form} locale={locale} />
        )}
        {(isNamed || (actor.kind !== 'account' && !isClosed)) && (
          <>
            <button class="button" type="submit" formenctype={enctype}>
              {postLabel(form, locale)}
            </button>
            <PreviewButton to={form.previewUrl} enctype={enctype} locale={locale} />
          </>
        )}
      </div>
    </>
  )
}

function postLabel({ parentId, isQuestion }: CommentForm, locale: Locale): string {
  if (parentId !== null) return locale.form.postReply
  return isQuestion ? locale.marks.questions.post : locale.form.post
}

/** After the button that sends, so that Enter in a field sends. */
export const PreviewButton = ({
  to,
  enctype,
  locale,
}: {
  to: string
  enctype?: string
  locale: Locale
}) => (
  <button class="button is-quiet" type="submit" formaction={to} formenctype={enctype}>
    {locale.writing.page.preview}
  </button>
)

function OwnName({ actor, locale }: { actor: SignedIn; locale: Locale }) {
  const words = locale.form
  return (
    <p class="is-name own-name">
      <FormToken actor={actor} />
      {actor.name === '' ? (
        <a class="button" href={urls.account()}>
          {words.chooseName}
        </a>
      ) : (
        <>
          {words.writingAs} <bdi class="name">{actor.name}</bdi>
        </>
      )}
    </p>
  )
}

function GuestName({ form, locale }: { form: CommentForm; locale: Locale }) {
  const words = locale.form
  if (!form.takesGuests)
    return (
      <p class="is-name">
        <a class="button" href={urls.signIn(form.pageUrl)}>
          {words.signInToWrite}
        </a>
      </p>
    )
  return (
    <div class="is-name guest-name">
      <label class="field">
        <span class="field-label">
          {words.name} <span class="optional">({words.optional})</span>
        </span>
        <input name="name" value={form.name} autocomplete="nickname" dir="auto" />
      </label>
      <a href={urls.signIn(form.pageUrl)}>{locale.writing.page.signInInstead}</a>
    </div>
  )
}
