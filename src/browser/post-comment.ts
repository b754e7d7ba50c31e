/**
 * Posts a comment without leaving the page. It stands in its place at once, as being sent, and what became of it is
 * told there. Until the server has confirmed it, the text stays in the form and in the drafts: nothing typed is lost.
 */
import { forgetDraft, keepDraft, picturesOf } from './drafts.js'
import { fieldOf, slugOf, textOf } from './form-fields.js'
import { countAsOwn, holdNews } from './live.js'
import { make, note } from './make.js'
import { prepareAlso } from './prepare.js'
import { formFor, openReply } from './reply-form.js'
import { branchOf, putInPlace, showPublished } from './show-published.js'
import { words } from './words.js'
import { keyFor, type NewComment } from './writing/begun.js'
import { dropTicket, type Nudge, nudgeIn, takeNudge, ticketOf } from './writing/nudge-note.js'
import {
  type Pending,
  showFailed,
  showHeld,
  showPending,
  showUnfetched,
} from './writing/pending.js'

/** After this long we say that we do not know, instead of letting the reader wait. */
export const ANSWER_WAIT_MS = 30_000

/** Too often, or too soon: it will be taken later. */
const TOO_MANY = 429

type Posted = {
  comment: { id: string }
  state: 'published' | 'held'
  reasons: string[]
  receiptUrl: string
}

/** What this page shows beside what the server sent, with the ids of those that are published. */
const shown = new Map<Pending, string | null>()
const pendingOf = new WeakMap<HTMLFormElement, Pending>()

/** Sends what is in the form; sent again while it is on its way it does nothing. */
export async function postComment(form: HTMLFormElement): Promise<void> {
  const field = textOf(form)
  const button = form.querySelector<HTMLButtonElement>('[type="submit"]')
  if (!field || !button || form.classList.contains('is-sending')) return
  keepDraft(form)
  drop(pendingOf.get(form))
  form.querySelector('.note')?.remove()
  const slug = slugOf(form)
  const comment = commentOf(form)
  const parentId = comment.parentId ?? null
  const pending = showPending({ text: field.value, name: nameIn(form), parentId })
  const unlock = lock(form, field, button)
  holdNews(1)
  const { posted, problem } = await send(slug, form, comment)
  holdNews(-1)
  if (posted) {
    countAsOwn(posted.comment.id)
    forgetDraft(form)
  }
  unlock()
  if (!posted) {
    fail(form, pending, problem)
    return
  }
  empty(form, comment)
  if (posted.state === 'held') tellHeld(form, pending, posted)
  else await tellPublished(form, pending, { slug, id: posted.comment.id, parentId })
}

/** The text is not seen while it stands in the thread as being sent. @returns what ends that */
function lock(form: HTMLFormElement, field: HTMLTextAreaElement, button: HTMLButtonElement) {
  const label = button.textContent
  button.style.minInlineSize = `${button.offsetWidth}px`
  form.classList.add('is-sending')
  field.readOnly = true
  button.disabled = true
  button.textContent = words.sending
  return () => {
    form.classList.remove('is-sending')
    field.readOnly = false
    button.disabled = false
    button.textContent = label
  }
}

/** Why it was not taken, or that nobody knows; and whether the same may be taken another time. */
type Problem = { why: string; mayPass: boolean; nudge: Nudge | null }
type Outcome = { posted: Posted; problem: null } | { posted: null; problem: Problem }

async function send(slug: string, form: HTMLFormElement, comment: NewComment): Promise<Outcome> {
  const problem = (why: string, mayPass = true, nudge: Nudge | null = null): Outcome => ({
    posted: null,
    problem: { why, mayPass, nudge },
  })
  const response = await answerTo(slug, form, comment).catch(() => null)
  if (!response) return problem(words.offline)
  const answer: unknown = await response.json().catch(() => null)
  const { status } = response
  if (!response.ok)
    return problem(detailOf(answer), status >= 500 || status === TOO_MANY, nudgeIn(answer))
  const posted = answer as Posted | null
  return posted?.comment ? { posted, problem: null } : problem(words.unreadable)
}

async function tellPublished(
  form: HTMLFormElement,
  pending: Pending | null,
  comment: { slug: string; id: string; parentId: string | null },
): Promise<void> {
  const { slug, id, parentId } = comment
  const branch = await showPublished(pending?.branch ?? make('li'), comment)
  if (branch) {
    shown.set({ branch, parentId }, id)
    return
  }
  const href = `/articles/${encodeURIComponent(slug)}/comments/${id}`
  const message = note('good', `${words.posted} `, make('a', { href }, words.show))
  if (pending) {
    shown.set(pending, id)
    showUnfetched(pending, message)
  } else tell(form, message)
}

async function answerTo(
  slug: string,
  form: HTMLFormElement,
  comment: NewComment,
): Promise<Response> {
  const key = await keyFor(form, comment)
  return fetch(`/api/v1/articles/${encodeURIComponent(slug)}/comments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify({ ...comment, ...sendingOf(form) }),
    signal: AbortSignal.timeout(ANSWER_WAIT_MS),
  })
}

/** Not part of the comment: sent again later it is the same attempt. */
function sendingOf(form: HTMLFormElement) {
  const website = fieldOf<HTMLInputElement>(form, 'website')?.value
  const shownMs = Math.round(performance.now())
  return { shownMs, ...(website && { website }), ...ticketOf(form) }
}

function commentOf(form: HTMLFormElement): NewComment {
  const text = textOf(form)?.value ?? ''
  const name = fieldOf<HTMLInputElement>(form, 'name')?.value.trim()
  const parentId = form.dataset.commentForm
  const pictures = picturesOf(form)
  return {
    text,
    ...(parentId && { parentId }),
    ...(name && { name }),
    ...(pictures.length > 0 && { pictures }),
  }
}

const nameIn = (form: HTMLFormElement): string =>
  form.querySelector('.own-name .name')?.textContent ||
  fieldOf<HTMLInputElement>(form, 'name')?.value.trim() ||
  words.unnamed

export const detailOf = (problem: unknown): string =>
  typeof problem === 'object' && problem && 'detail' in problem
    ? String(problem.detail)
    : words.unreadable

/**
 * The text is in the form again. What may pass another time stands in its place with another try; what has to be
 * changed first is told where it is changed.
 */
function fail(
  sent: HTMLFormElement,
  pending: Pending | null,
  { why, mayPass, nudge }: Problem,
): void {
  const form = presentOf(sent)
  if (!pending || !mayPass) {
    drop(pending)
    tell(form, nudge ? takeNudge(form, nudge, why) : note('problem', why))
    textOf(form)?.focus({ preventScroll: true })
    return
  }
  shown.set(pending, null)
  pendingOf.set(form, pending)
  showFailed(pending, why, () => presentOf(form).requestSubmit())
  // Once something else is written there, that is what will be sent.
  form.addEventListener('input', () => drop(pending), { once: true })
}

/** The thread may have been shown anew: then its form stands for the one that was sent. */
function presentOf(form: HTMLFormElement): HTMLFormElement {
  const id = form.dataset.commentForm ?? ''
  return form.isConnected ? form : (formFor(id) ?? openReply(id) ?? form)
}

function tellHeld(form: HTMLFormElement, pending: Pending | null, posted: Posted): void {
  const message = heldNote(posted)
  if (!pending) {
    tell(form, message)
    return
  }
  shown.set(pending, null)
  showHeld(pending, message)
}

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
export function tell(form: HTMLFormElement, message: HTMLElement): void {
  form.querySelector('.note')?.remove()
  form.prepend(message)
  message.scrollIntoView({ block: 'nearest' })
}

/** A reply form goes; that of the page is empty, unless somebody wrote on. */
function empty(sent: HTMLFormElement, comment: NewComment): void {
  const form = formFor(comment.parentId ?? '') ?? sent
  dropTicket(form)
  if (form.classList.contains('is-inline')) form.remove()
  const field = textOf(form)
  if (field?.value === comment.text) {
    field.value = ''
    form.querySelector('.picture-list')?.replaceChildren()
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }
}

function drop(pending: Pending | null | undefined): void {
  if (!pending) return
  shown.delete(pending)
  pending.branch.remove()
}

// When the thread is shown anew, what it does not have comes along.
prepareAlso(() => {
  for (const [{ branch, parentId }, id] of shown)
    if (!branch.isConnected && (id === null || branchOf(id) === null)) putInPlace(branch, parentId)
})
