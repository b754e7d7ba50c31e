/** The form to reply opens under the comment; without script the same link leads to a page with the form. */
import { fieldOf, slugOf, textOf } from './form-fields.js'
import { make } from './make.js'
import { words } from './words.js'

/** Forms as the page brought them, before tools were put in: replies are copies of these. */
export const untouched = new WeakMap<HTMLFormElement, HTMLFormElement>()

export const formFor = (id: string) =>
  document.querySelector<HTMLFormElement>(`form[data-comment-form="${CSS.escape(id)}"]`)

/** Ids of comments that have a reply form open under them now. */
export const openReplies = (): string[] =>
  [...document.querySelectorAll<HTMLFormElement>('form.is-inline')].map(
    (form) => form.dataset.commentForm ?? '',
  )

/** Opens the form, or closes it when it is open. @returns false when this page has no form to take as a model */
export function toggleReply(link: HTMLElement): boolean {
  const id = link.dataset.reply ?? ''
  const open = formFor(id)
  if (open?.classList.contains('is-inline')) closeReply(open)
  const form = open ?? openReply(id)
  if (form?.isConnected) textOf(form)?.focus()
  return form !== null
}

/** Opens it, and says so by the event "reply-opens". @returns null when the comment or a form to copy is not on this page */
export function openReply(id: string): HTMLFormElement | null {
  const comment = document.querySelector(`#c-${CSS.escape(id)} > .comment`)
  const model = document.querySelector<HTMLFormElement>('form[data-comment-form]:not(.is-inline)')
  if (!comment || !model) return null
  const form = copyOf(model, id)
  comment.after(form)
  link(id)?.setAttribute('aria-expanded', 'true')
  form.dispatchEvent(new Event('reply-opens', { bubbles: true }))
  return form
}

/** Closes the form, and says so by the event "reply-closes"; the draft stays. */
export function closeReply(form: HTMLFormElement): void {
  const opener = link(form.dataset.commentForm ?? '')
  form.remove()
  opener?.removeAttribute('aria-expanded')
  opener?.focus()
  document.dispatchEvent(new Event('reply-closes'))
}

const link = (id: string) => document.querySelector<HTMLElement>(`[data-reply="${CSS.escape(id)}"]`)

function copyOf(model: HTMLFormElement, parentId: string): HTMLFormElement {
  const form = (untouched.get(model) ?? model).cloneNode(true) as HTMLFormElement
  form.classList.add('is-inline')
  form.dataset.commentForm = parentId
  form.querySelector('.note')?.remove()
  form.querySelector('.picture-list')?.replaceChildren()
  fieldOf(form, 'parentId')?.remove()
  fieldOf(form, 'nudge')?.remove()
  form.prepend(make('input', { type: 'hidden', name: 'parentId', value: parentId }))
  for (const name of ['text', 'name', 'key']) {
    const field = fieldOf(form, name)
    if (field) field.value = ''
  }
  const label = form.querySelector('.field-label')
  if (label) label.textContent = words.answer
  const post = form.querySelector('[type="submit"]')
  if (post) post.textContent = words.postReply
  const cancel = make('button', { type: 'button', class: 'button is-plain' }, words.cancel)
  cancel.addEventListener('click', () => closeReply(form))
  form.querySelector('.form-foot')?.append(cancel)
  leadBack(form, `/articles/${encodeURIComponent(slugOf(model))}/comments/${parentId}`)
  return form
}

/** Who signs in comes back to the page of what they answer: the form is open there, with what was begun. */
function leadBack(form: HTMLFormElement, path: string): void {
  for (const way of form.querySelectorAll<HTMLAnchorElement>('a[href^="/sign-in"]'))
    way.href = `/sign-in?next=${encodeURIComponent(path)}`
}
