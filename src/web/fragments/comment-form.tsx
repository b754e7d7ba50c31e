/** The form for a comment or a reply: works as plain HTML; the browser sends it without leaving the page. */
import type { Actor, SignedIn } from '../../accounts/index.js'
import { NAME_CHARS_MAX } from '../../core/names.js'
import type { Locale } from '../../locales/index.js'
import { urls } from '../urls.js'
import type { CommentForm } from '../views.js'
import { FormToken } from './form-token.js'

type FormProps = {
  actor: Actor
  form: CommentForm
  locale: Locale
  /** Direction and language of the article: what is written is most likely in it. */
  language: string
  /** Not where a heading above says it. */
  label?: string
}

/** On a page that is shared by readers `form.key` is empty: the browser makes one, or else the server. */
export function CommentFormFields({ actor, form, locale, language, label }: FormProps) {
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
      {isReply && <input type="hidden" name="parentId" value={form.parentId ?? ''} />}
      <label class="field">
        <span class="field-label">{label ?? (isReply ? words.answer : words.text)}</span>
        <textarea name="text" rows={isReply ? 4 : 5} required dir="auto" lang={language}>
          {form.text}
        </textarea>
      </label>
      {/* People never meet it; a browser without style shows what to do. */}
      <label class="off-form">
        {words.leaveEmpty} <input name="website" tabIndex={-1} autocomplete="off" />
      </label>
      <FormFoot actor={actor} form={form} locale={locale} />
      <p class="hint">{words.hint}</p>
    </form>
  )
}

/** Who signs the comment, and the button: a guest's name, the reader's own, or the way to sign in. */
export function FormFoot({
  actor,
  form,
  locale,
}: {
  actor: Actor
  form: CommentForm
  locale: Locale
}) {
  const words = locale.form
  const isNamed = actor.kind === 'account' && actor.name !== ''
  const isClosed = actor.kind !== 'account' && !form.takesGuests
  return (
    <div class="form-foot">
      {actor.kind === 'account' ? (
        <OwnName actor={actor} locale={locale} />
      ) : (
        <GuestName form={form} locale={locale} />
      )}
      {(isNamed || (actor.kind !== 'account' && !isClosed)) && (
        <button class="button" type="submit">
          {form.parentId === null ? words.post : words.postReply}
        </button>
      )}
    </div>
  )
}

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
    <label class="field is-name">
      <span class="field-label">
        {words.name} <span class="optional">({words.optional})</span>
      </span>
      <input
        name="name"
        value={form.name}
        maxLength={NAME_CHARS_MAX}
        autocomplete="nickname"
        dir="auto"
      />
    </label>
  )
}
