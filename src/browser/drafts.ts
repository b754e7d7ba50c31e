/**
 * A draft is never lost: kept in this browser from the first letter until it is posted, 7 days at most. Each letter
 * goes to localStorage, which outlives the page; the journal, which outlives the browser too, is loaded when somebody
 * writes. The newer of the two is right.
 */
import { fieldOf, slugOf, textOf } from './form-fields.js'
import { keepFor, recall } from './kept.js'

/** Long enough for "I shall finish it at the weekend". */
export const DRAFT_KEPT_MS = 7 * 24 * 60 * 60 * 1000
/** Before the key of each draft. */
export const DRAFT = 'draft:'

export type Draft = {
  /** '' for what was posted or emptied: it overrules what the journal still has. */
  text: string
  at: number
  /** Of a change to a comment: which text it began with. */
  base?: string
  /** The key of the last try, and exactly what was tried with it. */
  key?: string
  tried?: string
  pictures?: SentPicture[]
}

/** A picture that the server has, with what it shows. */
export type SentPicture = { id: string; alt: string }

/** Pictures of a form that the server has. */
export const picturesOf = (form: HTMLFormElement): SentPicture[] =>
  [...form.querySelectorAll<HTMLElement>('[data-picture]')].flatMap((row) => {
    const id = row.dataset.picture
    const alt = row.querySelector('textarea')?.value ?? ''
    return id && !row.querySelector(':checked') ? [{ id, alt }] : []
  })

/** The key of a draft on a comment of an article; of its thread without one. */
export const draftKey = (slug: string, parentId = '') => `${DRAFT}${slug}:${parentId}`

export const draftKeyOf = (form: HTMLFormElement): string => {
  const { edit, commentForm } = form.dataset
  return edit === undefined ? draftKey(slugOf(form), commentForm) : DRAFT + edit
}

export const isAlive = (draft: Draft | null): draft is Draft =>
  draft !== null && draft.text !== '' && Date.now() - draft.at <= DRAFT_KEPT_MS

/** Nothing is typed yet, or nothing of the comment is changed. */
export const isUntouched = (form: HTMLFormElement, field: HTMLTextAreaElement): boolean =>
  form.dataset.edit === undefined ? field.value.trim() === '' : field.value === field.defaultValue

/** A change can go on only from the text that it began with. */
export const goesOn = (form: HTMLFormElement, { base }: Draft): boolean =>
  base === fieldOf(form, 'base')?.value

/** How a form was when it came to the page: its text, and of when that is. What differs was typed since. */
export const atStart = new WeakMap<HTMLFormElement, { text: string; at: number }>()

/** Puts the draft and the remembered name into a form that nobody has touched. */
export function restoreDraft(form: HTMLFormElement): void {
  const text = textOf(form)
  const name = fieldOf<HTMLInputElement>(form, 'name')
  if (name?.value === '') name.value = recall<string>('long', 'name') ?? ''
  const draft = recall<Draft>('long', draftKeyOf(form))
  if (!text || atStart.has(form)) return
  if (isUntouched(form, text) && isAlive(draft) && goesOn(form, draft)) text.value = draft.text
  atStart.set(form, { text: text.value, at: draft?.at ?? 0 })
}

type Keep = (key: string, draft: Draft) => void
let also: Keep = () => undefined

/** Keeps drafts by this too, from now on. */
export function keepDraftsAlso(act: Keep): void {
  also = act
}

export function keepDraft(form: HTMLFormElement): void {
  const text = textOf(form)
  const name = fieldOf<HTMLInputElement>(form, 'name')
  if (name) keepFor('long', 'name', name.value || null)
  if (!text) return
  if (isUntouched(form, text)) {
    forgetDraft(form)
    return
  }
  const before = recall<Draft>('long', draftKeyOf(form))
  const base = fieldOf(form, 'base')?.value
  // Those of the draft may still be on their way into the form.
  const hasPictures = form.querySelector('[data-pictures].is-used') !== null
  const isKept = putDown(draftKeyOf(form), {
    ...before,
    text: text.value,
    at: Date.now(),
    ...(base && { base }),
    ...(hasPictures && { pictures: picturesOf(form) }),
  })
  form.classList.toggle('has-draft', isKept)
}

/** @returns true when it outlives this page */
export function putDown(key: string, draft: Draft): boolean {
  also(key, draft)
  return keepFor('long', key, draft)
}

export function forgetDraft(form: HTMLFormElement): void {
  const key = draftKeyOf(form)
  form.classList.remove('has-draft')
  if (recall('long', key) === null) return
  keepFor('long', key, null)
  also(key, { text: '', at: Date.now() })
}
