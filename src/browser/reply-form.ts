/** The form to reply opens under the comment; without script the same link leads to a page with the form. */
import { fieldOf, keepDraft } from './drafts.js'
import { make } from './make.js'
import { restoreForm } from './pictures.js'
import { words } from './words.js'

const formFor = (id: string) =>
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
  if (form?.isConnected) fieldOf<HTMLTextAreaElement>(form, 'text')?.focus()
  return form !== null
}

/** @returns null when the comment or a form to copy is not on this page */
export function openReply(id: string): HTMLFormElement | null {
  const comment = document.querySelector(`#c-${CSS.escape(id)} > .comment`)
  const model = document.querySelector<HTMLFormElement>('form[data-comment-form]:not(.is-inline)')
  if (!comment || !model) return null
  const form = copyOf(model, id)
  comment.after(form)
  link(id)?.setAttribute('aria-expanded', 'true')
  restoreForm(form)
  return form
}

/** Closes the form; the draft stays. */
export function closeReply(form: HTMLFormElement): void {
  const opener = link(form.dataset.commentForm ?? '')
  keepDraft(form)
  form.remove()
  opener?.removeAttribute('aria-expanded')
  opener?.focus()
}

const link = (id: string) => document.querySelector<HTMLElement>(`[data-reply="${CSS.escape(id)}"]`)

function copyOf(model: HTMLFormElement, parentId: string): HTMLFormElement {
  const form = model.cloneNode(true) as HTMLFormElement
  form.classList.add('is-inline')
  form.dataset.commentForm = parentId
  form.querySelector('.note')?.remove()
  form.querySelector('.picture-list')?.replaceChildren()
  fieldOf(form, 'parentId')?.remove()
  form.prepend(make('input', { type: 'hidden', name: 'parentId', value: parentId }))
  for (const name of ['text', 'name', 'key']) {
    const field = fieldOf(form, name)
    if (field) field.value = ''
  }
  const label = form.querySelector('.field-label')
  if (label) label.textContent = words.answer
  const post = form.querySelector('[type="submit"]')
  if (post) post.textContent = words.postReply
  const cancel = make('button', { type: 'button', class: 'button is-quiet' }, words.cancel)
  cancel.addEventListener('click', () => closeReply(form))
  post?.after(cancel)
  return form
}
