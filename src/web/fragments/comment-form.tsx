/** The form for a comment or a reply: works as plain HTML; the browser sends it without leaving the page. */
import { NAME_CHARS_MAX } from '../../core/names.js'
import type { Locale } from '../../locales/index.js'
import type { CommentForm } from '../views.js'

type FormProps = {
  form: CommentForm
  locale: Locale
  /** Direction and language of the article: what is written is most likely in it. */
  language: string
  /** Not where a heading above says it. */
  label?: string
}

/** On a page that is shared by readers `form.key` is empty: the browser makes one, or else the server. */
export function CommentFormFields({ form, locale, language, label }: FormProps) {
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
      <div class="form-foot">
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
        <button class="button" type="submit">
          {isReply ? words.postReply : words.post}
        </button>
      </div>
      <p class="hint">{words.hint}</p>
    </form>
  )
}
