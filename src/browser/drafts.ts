/**
 * A draft is never lost: kept in this browser from the first letter until it is posted, 7 days at most. Each letter
 * goes to localStorage, which outlives the page, and within JOURNAL_EVERY_MS to the journal, which outlives the
 * browser. The newer of the two is right.
 */
import { fieldOf, slugOf, textOf } from './form-fields.js'
import { keepFor, PREFIX, recall } from './kept.js'
import {
  findInJournal,
  keepInJournal,
  keysInJournal,
  settleJournal,
  sweepJournal,
} from './writing/journal.js'

/** Long enough for "I shall finish it at the weekend". */
const DRAFT_KEPT_MS = 7 * 24 * 60 * 60 * 1000
const DRAFT = 'draft:'

type Draft = {
  /** '' for what was posted or emptied: it overrules what the other storage still has. */
  text: string
  at: number
  /** Of a change to a comment: which text it began with. */
  base?: string
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

const placeOf = (form: HTMLFormElement): string =>
  form.dataset.edit ?? `${slugOf(form)}:${form.dataset.commentForm ?? ''}`
const keyOf = (form: HTMLFormElement) => DRAFT + placeOf(form)

async function draftOf(key: string): Promise<Draft | null> {
  const [near, safe] = [recall<Draft>('long', key), await findInJournal<Draft>(key)]
  const draft = near && safe ? (near.at >= safe.at ? near : safe) : (near ?? safe)
  return isAlive(draft) ? draft : null
}

const isAlive = (draft: Draft | null): draft is Draft =>
  draft !== null && draft.text !== '' && Date.now() - draft.at <= DRAFT_KEPT_MS

export function sweepDrafts(): void {
  const before = Date.now() - DRAFT_KEPT_MS
  for (const key of keptKeys())
    if ((recall<Draft>('long', key)?.at ?? 0) < before) keepFor('long', key, null)
  void sweepJournal(before)
}

/** Ids of comments of a thread to which a reply was begun. */
export async function begunReplies(slug: string): Promise<string[]> {
  const start = `${DRAFT}${slug}:`
  const keys = new Set([...(await keysInJournal()), ...keptKeys()])
  const found = await Promise.all(
    [...keys]
      .filter((key) => key.startsWith(start) && key !== start)
      .map(async (key) => ((await draftOf(key)) ? key.slice(start.length) : '')),
  )
  return found.filter((id) => id !== '')
}

function keptKeys(): string[] {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX + DRAFT))
    return keys.map((key) => key.slice(PREFIX.length))
  } catch {
    return []
  }
}

/** Puts the remembered name into a form without one. */
export function restoreName(form: HTMLFormElement): void {
  const name = fieldOf<HTMLInputElement>(form, 'name')
  if (name?.value === '') name.value = recall<string>('long', 'name') ?? ''
}

/**
 * Puts the draft into a form: what is near at once, and what is newer in the journal as soon as it is read. Who typed
 * meanwhile finds it above their words.
 * @returns true when there was one
 */
export async function restoreDraft(form: HTMLFormElement): Promise<boolean> {
  const key = keyOf(form)
  const near = recall<Draft>('long', key)
  const before = textOf(form)?.value
  const isNearPut = putDraft(form, near)
  const put = textOf(form)?.value
  const safe = await findInJournal<Draft>(key)
  if (!safe || safe.at <= (near?.at ?? 0)) return isNearPut
  const field = textOf(form)
  // The browser ended before it had written the last of it down near by: that is what is not newer.
  if (field && isNearPut && field.value === put) field.value = before ?? ''
  return putDraft(form, safe)
}

function putDraft(form: HTMLFormElement, draft: Draft | null): boolean {
  const field = textOf(form)
  if (!field || !isAlive(draft) || field.value.includes(draft.text)) return false
  const isUnused = isUntouched(form, field)
  // A comment says something else now, or is being changed: what was begun would take that back.
  const isChange = form.dataset.edit !== undefined
  if (isChange && (draft.base !== fieldOf(form, 'base')?.value || !isUnused)) return false
  const isPart = isUnused || draft.text.includes(field.value.trim())
  const typed = isPart ? '' : `\n\n${field.value}`
  const fromEnd = field.value.length - field.selectionEnd
  field.value = draft.text + typed
  if (!isPart) field.setSelectionRange(field.value.length - fromEnd, field.value.length - fromEnd)
  keepFor('long', keyOf(form), isPart ? draft : { text: field.value, at: Date.now() })
  return true
}

/** Nothing is typed yet, or nothing of the comment is changed. */
export const isUntouched = (form: HTMLFormElement, text: HTMLTextAreaElement): boolean =>
  form.dataset.edit === undefined ? text.value.trim() === '' : text.value === text.defaultValue

/** Pictures of the draft of a form. */
export const draftedPictures = async (form: HTMLFormElement): Promise<Picture[]> =>
  (await draftOf(keyOf(form)))?.pictures ?? []

/** @returns true when it is kept beyond this page */
export function keepDraft(form: HTMLFormElement): boolean {
  const text = textOf(form)
  const name = fieldOf<HTMLInputElement>(form, 'name')
  if (name) keepFor('long', 'name', name.value || null)
  if (!text || isUntouched(form, text)) {
    forgetDraft(form)
    return false
  }
  const base = fieldOf(form, 'base')?.value
  const before = recall<Draft>('long', keyOf(form))
  const pictures = picturesOf(form)
  return keep(keyOf(form), {
    ...before,
    text: text.value,
    at: Date.now(),
    pictures,
    ...(base && { base }),
  })
}

function keep(key: string, draft: Draft): boolean {
  keepInJournal(key, draft)
  return keepFor('long', key, draft)
}

export function forgetDraft(form: HTMLFormElement): void {
  const key = keyOf(form)
  if (recall('long', key) === null) return
  keepFor('long', key, null)
  keepInJournal(key, { text: '', at: Date.now() } as Draft)
}

/**
 * The idempotency key for sending this: the same for the same words, also after a reload or in a browser that was
 * killed while it sent, so that a retry cannot post twice; another as soon as the words differ.
 */
export async function keyFor(form: HTMLFormElement, comment: NewComment): Promise<string> {
  const tried = JSON.stringify(comment)
  const draft = await draftOf(keyOf(form))
  if (draft?.key && draft.tried === tried) return draft.key
  const given = draft?.tried ? '' : (fieldOf<HTMLInputElement>(form, 'key')?.value ?? '')
  const key = given || newKey()
  const { text, pictures } = comment
  keep(keyOf(form), { text, at: Date.now(), key, tried, ...(pictures && { pictures }) })
  await settleJournal()
  return key
}

// Not crypto.randomUUID: a publication that is tried out over plain http has none.
const newKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
