/** A draft is never lost: kept in this browser from the first letter until it is posted, 7 days at most. */
import { keepFor, recall, sweep } from './kept.js'

/** Long enough for "I shall finish it at the weekend". */
const DRAFT_KEPT_MS = 7 * 24 * 60 * 60 * 1000

type Draft = {
  text: string
  at: number
  /** The key of the last try, and exactly what was tried with it. */
  key?: string
  tried?: string
  pictures?: Picture[]
}

type Picture = { id: string; alt: string }

export type NewComment = { text: string; parentId?: string; name?: string; pictures?: Picture[] }

/** Pictures of a form that the server has, with what they show. */
export const picturesOf = (form: HTMLFormElement): Picture[] =>
  [...form.querySelectorAll<HTMLElement>('[data-picture]')].flatMap((row) => {
    const id = row.dataset.picture
    const alt = row.querySelector('textarea')?.value ?? ''
    return id && !row.querySelector(':checked') ? [{ id, alt }] : []
  })

/** The text field of a comment form. */
export const fieldOf = <E extends HTMLInputElement | HTMLTextAreaElement>(
  form: HTMLFormElement,
  name: string,
): E | null => form.querySelector<E>(`[name="${name}"]`)

export const slugOf = (element: Element): string =>
  element.closest<HTMLElement>('[data-slug]')?.dataset.slug ?? ''

const keyOf = (form: HTMLFormElement) => `draft:${slugOf(form)}:${form.dataset.commentForm ?? ''}`
const draftOf = (form: HTMLFormElement) => recall<Draft>('long', keyOf(form))

export function sweepDrafts(): void {
  sweep<Draft>('draft:', ({ at }) => Date.now() - at > DRAFT_KEPT_MS)
}

/** Puts the draft and the remembered name into a form that is still empty. @returns true when there was a draft */
export function restoreDraft(form: HTMLFormElement): boolean {
  const text = fieldOf<HTMLTextAreaElement>(form, 'text')
  const name = fieldOf<HTMLInputElement>(form, 'name')
  if (name && name.value === '') name.value = recall<string>('long', 'name') ?? ''
  const draft = draftOf(form)
  if (!text || !draft || text.value !== '') return false
  text.value = draft.text
  return true
}

/** Pictures of the draft of a form. */
export const draftedPictures = (form: HTMLFormElement): Picture[] => draftOf(form)?.pictures ?? []

export function keepDraft(form: HTMLFormElement): void {
  const text = fieldOf<HTMLTextAreaElement>(form, 'text')?.value ?? ''
  const name = fieldOf<HTMLInputElement>(form, 'name')?.value ?? ''
  keepFor('long', 'name', name === '' ? null : name)
  keepFor(
    'long',
    keyOf(form),
    text.trim() === ''
      ? null
      : { ...draftOf(form), text, at: Date.now(), pictures: picturesOf(form) },
  )
}

export function forgetDraft(form: HTMLFormElement): void {
  keepFor('long', keyOf(form), null)
}

/**
 * The idempotency key for sending this: the same for the same words, also after a reload, so that a retry
 * cannot post twice; another as soon as the words differ.
 */
export function keyFor(form: HTMLFormElement, comment: NewComment): string {
  const tried = JSON.stringify(comment)
  const draft = draftOf(form)
  if (draft?.key && draft.tried === tried) return draft.key
  const given = draft?.tried ? '' : (fieldOf<HTMLInputElement>(form, 'key')?.value ?? '')
  const key = given || newKey()
  const { text, pictures } = comment
  keepFor('long', keyOf(form), { text, at: Date.now(), key, tried, pictures })
  return key
}

// Not crypto.randomUUID: a publication that is tried out over plain http has none.
const newKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
