/** Sends a comment without leaving the page, and tells truthfully what became of it. */
import { fieldOf, forgetDraft, keepDraft, keyFor, type NewComment, slugOf } from './drafts.js'
import { countAsOwn } from './live.js'
import { make, note } from './make.js'
import { showPublished } from './show-published.js'
import { words } from './words.js'

/** After this long we say that we do not know, instead of letting the reader wait. */
const ANSWER_WAIT_MS = 30_000

type Posted = {
  comment: { id: string }
  state: 'published' | 'held'
  reasons: string[]
  receiptUrl: string
}

/** Sends what is in the form; whatever happens, nothing typed is lost. */
export async function postComment(form: HTMLFormElement): Promise<void> {
  const button = form.querySelector<HTMLButtonElement>('[type="submit"]')
  if (!button || button.disabled) return
  const label = button.textContent
  button.style.minInlineSize = `${button.offsetWidth}px`
  button.disabled = true
  button.textContent = words.sending
  keepDraft(form)
  try {
    await send(form)
  } finally {
    button.disabled = false
    button.textContent = label
  }
}

async function send(form: HTMLFormElement): Promise<void> {
  const slug = slugOf(form)
  const response = await answerTo(slug, form).catch(() => null)
  if (!response) return tell(form, note('problem', words.offline))
  const answer: unknown = await response.json().catch(() => null)
  if (!response.ok) return tell(form, note('problem', detailOf(answer)))
  const posted = answer as Posted | null
  if (!posted?.comment) return tell(form, note('problem', words.unreadable))
  countAsOwn(posted.comment.id)
  forgetDraft(form)
  clear(form)
  if (posted.state === 'held') return settle(form, heldNote(posted))
  if (await showPublished(form, slug, posted.comment.id)) return
  const href = `/articles/${encodeURIComponent(slug)}/comments/${posted.comment.id}`
  settle(form, note('good', `${words.posted} `, make('a', { href }, words.show)))
}

function answerTo(slug: string, form: HTMLFormElement): Promise<Response> {
  const comment = commentOf(form)
  return fetch(`/api/v1/articles/${encodeURIComponent(slug)}/comments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': keyFor(form, comment) },
    body: JSON.stringify({ ...comment, ...sendingOf(form) }),
    signal: AbortSignal.timeout(ANSWER_WAIT_MS),
  })
}

/** Not part of the comment: sent again later it is the same attempt. */
function sendingOf(form: HTMLFormElement): { shownMs: number; website?: string } {
  const website = fieldOf<HTMLInputElement>(form, 'website')?.value
  return { shownMs: Math.round(performance.now()), ...(website && { website }) }
}

function commentOf(form: HTMLFormElement): NewComment {
  const text = fieldOf<HTMLTextAreaElement>(form, 'text')?.value ?? ''
  const name = fieldOf<HTMLInputElement>(form, 'name')?.value.trim()
  const parentId = form.dataset.commentForm
  return { text, ...(parentId && { parentId }), ...(name && { name }) }
}

const detailOf = (problem: unknown): string =>
  typeof problem === 'object' && problem && 'detail' in problem
    ? String(problem.detail)
    : words.unreadable

function heldNote({ reasons, receiptUrl }: Posted): HTMLElement {
  return note(
    'good',
    make('p', {}, words.held),
    ...(reasons.length > 0
      ? [make('ul', {}, ...reasons.map((reason) => make('li', {}, reason)))]
      : []),
    make('p', {}, make('a', { href: receiptUrl }, words.receipt)),
  )
}

/** At the top of the form, instead of what was said before. */
function tell(form: HTMLFormElement, message: HTMLElement): void {
  form.querySelector('.note')?.remove()
  form.prepend(message)
  message.scrollIntoView({ block: 'nearest' })
}

/** A reply form makes way for the message; the form of the page stays. */
function settle(form: HTMLFormElement, message: HTMLElement): void {
  if (form.classList.contains('is-inline')) form.replaceWith(message)
  else tell(form, message)
}

function clear(form: HTMLFormElement): void {
  form.querySelector('.note')?.remove()
  const text = fieldOf<HTMLTextAreaElement>(form, 'text')
  if (text) text.value = ''
}
