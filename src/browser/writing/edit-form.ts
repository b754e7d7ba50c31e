/** Changing a comment without losing the change: the form is sent from the page, and left when it is saved. */
import { forgetDraft, isUntouched, keepDraft, picturesOf } from '../drafts.js'
import { fieldOf, textOf } from '../form-fields.js'
import { make, note } from '../make.js'
import { ANSWER_WAIT_MS, detailOf, tell } from '../post-comment.js'
import { words } from '../words.js'
import { restoreFromJournal } from './begun.js'
import { nudgeIn, takeNudge, ticketOf } from './nudge-note.js'
import { writingWords } from './words.js'

/** Somebody changed it in another window: the page of the server shows both texts. */
const CHANGED_MEANWHILE = 409

type Edited = { comment: { url: string }; state: string; receiptUrl: string }

/** Puts back a change that was begun, and says so: the field would else look as if the comment said that. */
export async function restoreChange(form: HTMLFormElement): Promise<void> {
  const field = textOf(form)
  await restoreFromJournal(form)
  if (!field || isUntouched(form, field)) return
  const own = await writingWords()
  const drop = make(
    'button',
    { type: 'button', class: 'button is-small is-quiet' },
    own?.dropDraft ?? '',
  )
  const message = note('good', make('p', {}, own?.draftOfEdit ?? ''), make('p', {}, drop))
  drop.addEventListener('click', () => {
    field.value = field.defaultValue
    forgetDraft(form)
    message.remove()
    field.focus()
  })
  if (own) tell(form, message)
}

export async function saveChange(form: HTMLFormElement): Promise<void> {
  const button = form.querySelector<HTMLButtonElement>('[type="submit"]')
  if (!button || button.disabled) return
  const label = button.textContent
  button.disabled = true
  button.textContent = words.sending
  keepDraft(form)
  const problem = await save(form)
  button.disabled = false
  button.textContent = label
  if (problem !== null) tell(form, problem)
}

function changeIn(form: HTMLFormElement) {
  const text = textOf(form)?.value ?? ''
  const base = fieldOf(form, 'base')?.value
  const hasPictures = form.querySelector('[data-picture]') !== null
  const pictures = hasPictures ? { pictures: picturesOf(form) } : {}
  return { text, base, ...pictures, ...ticketOf(form) }
}

/** @returns what went wrong, or what to look at once more; null when the page is left */
async function save(form: HTMLFormElement): Promise<HTMLElement | null> {
  const response = await fetch(`/api/v1/comments/${form.dataset.edit}/edit`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(changeIn(form)),
    signal: AbortSignal.timeout(ANSWER_WAIT_MS),
  }).catch(() => null)
  if (!response) return note('problem', words.offline)
  if (response.status === CHANGED_MEANWHILE) {
    form.submit()
    return null
  }
  const answer: unknown = await response.json().catch(() => null)
  const nudge = nudgeIn(answer)
  if (nudge) return takeNudge(form, nudge, detailOf(answer))
  if (!response.ok || answer === null) return note('problem', detailOf(answer))
  const { comment, state, receiptUrl } = answer as Edited
  forgetDraft(form)
  location.assign(state === 'published' ? comment.url : receiptUrl)
  return null
}
