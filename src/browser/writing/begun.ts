/** What was begun: drafts of both storages, the key under which they are sent, and what is too old. */
import {
  atStart,
  DRAFT,
  DRAFT_KEPT_MS,
  type Draft,
  draftKey,
  draftKeyOf,
  goesOn,
  isAlive,
  keepDraftsAlso,
  putDown,
  type SentPicture,
} from '../drafts.js'
import { fieldOf, textOf } from '../form-fields.js'
import { keepFor, keptKeys, recall } from '../kept.js'
import {
  findInJournal,
  keepInJournal,
  keysInJournal,
  settleJournal,
  sweepJournal,
} from './journal.js'

keepDraftsAlso(keepInJournal)

export type NewComment = {
  text: string
  parentId?: string
  name?: string
  pictures?: SentPicture[]
}

async function draftOf(key: string): Promise<Draft | null> {
  const [near, safe] = [recall<Draft>('long', key), await findInJournal<Draft>(key)]
  const draft = near && safe ? (near.at >= safe.at ? near : safe) : (near ?? safe)
  return isAlive(draft) ? draft : null
}

const keptDrafts = () => keptKeys(DRAFT)

export function sweepDrafts(): void {
  const before = Date.now() - DRAFT_KEPT_MS
  for (const key of keptDrafts())
    if ((recall<Draft>('long', key)?.at ?? 0) < before) keepFor('long', key, null)
  void sweepJournal(before)
}

/** Ids of comments of a thread to which a reply was begun. */
export async function begunReplies(slug: string): Promise<string[]> {
  const start = draftKey(slug)
  const keys = [...new Set([...(await keysInJournal()), ...keptDrafts()])]
  const begun = keys.filter((key) => key.startsWith(start) && key !== start)
  const alive = await Promise.all(begun.map(draftOf))
  return begun.filter((_, i) => alive[i]).map((key) => key.slice(start.length))
}

/**
 * Puts into a form what the journal alone has: a browser that was killed had not written the rest down near by. Who
 * typed meanwhile finds it above their words.
 */
export async function restoreFromJournal(form: HTMLFormElement): Promise<void> {
  const field = textOf(form)
  const key = draftKeyOf(form)
  const start = atStart.get(form)
  const safe = await findInJournal<Draft>(key)
  if (!field || !safe || safe.at <= (start?.at ?? 0) || !goesOn(form, safe)) return
  const isTyped = field.value !== (start?.text ?? field.defaultValue)
  if (!isTyped || safe.text.includes(field.value.trim())) {
    field.value = isAlive(safe) ? safe.text : field.defaultValue
    keepFor('long', key, isAlive(safe) ? safe : null)
    return
  }
  // What was typed over a whole comment is a change of its own.
  if (!isAlive(safe) || form.dataset.edit !== undefined) return
  const fromEnd = field.value.length - field.selectionEnd
  field.value = `${safe.text}\n\n${field.value}`
  const caret = field.value.length - fromEnd
  field.setSelectionRange(caret, caret)
  putDown(key, { text: field.value, at: Date.now() })
}

/**
 * The idempotency key for sending this: the same for the same words, also after a reload or in a browser that was
 * killed while it sent, so that a retry cannot post twice; another as soon as the words differ.
 */
export async function keyFor(form: HTMLFormElement, comment: NewComment): Promise<string> {
  const tried = JSON.stringify(comment)
  const draft = await draftOf(draftKeyOf(form))
  if (draft?.key && draft.tried === tried) return draft.key
  const given = draft?.tried ? '' : (fieldOf<HTMLInputElement>(form, 'key')?.value ?? '')
  const key = given || newKey()
  const { text, pictures } = comment
  putDown(draftKeyOf(form), { text, at: Date.now(), key, tried, ...(pictures && { pictures }) })
  await settleJournal()
  return key
}

// Not crypto.randomUUID: a publication that is tried out over plain http has none.
const newKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
