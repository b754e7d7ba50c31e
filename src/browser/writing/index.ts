/** Help while writing: drafts, tools, preview, and sending without leaving the page. Loaded when somebody writes. */
import { type Draft, draftKeyOf } from '../drafts.js'
import { sendPlainly, slugOf, textOf, WRITING_FORMS } from '../form-fields.js'
import { recall } from '../kept.js'
import { make } from '../make.js'
import { arePicturesReady } from '../pictures.js'
import { postComment } from '../post-comment.js'
import { prepareAlso } from '../prepare.js'
import { untouched } from '../reply-form.js'
import { begunReplies, restoreFromJournal, sweepDrafts } from './begun.js'
import { changeField } from './change-field.js'
import { openCounter } from './counter.js'
import { restoreChange, saveChange } from './edit-form.js'
import { togglePreview } from './preview.js'
import { quoteOf } from './quote-text.js'
import { quoted } from './text-changes.js'
import { openTools } from './tools.js'
import { type WritingWords, writingWords } from './words.js'

/** A name may follow here. */
const CALLED = /@[^\n@]*$/

const restored = new WeakMap<HTMLFormElement, Promise<unknown>>()
const furnished = new WeakSet<HTMLFormElement>()

/** Puts back what was begun in forms of this page, and marks the comments to which a reply was begun. */
export function restoreDrafts(root: ParentNode): void {
  for (const form of root.querySelectorAll<HTMLFormElement>(WRITING_FORMS)) void restore(form)
  void markBegun(root)
}

/** Puts back what was begun in a form, once, beyond what this page had near by. */
export function restore(form: HTMLFormElement): Promise<unknown> {
  const known = restored.get(form)
  const done = known ?? (form.dataset.edit === undefined ? bringBack : restoreChange)(form)
  restored.set(form, done)
  return done
}

/** The draft, with its pictures as far as the server still has them. */
async function bringBack(form: HTMLFormElement): Promise<void> {
  await restoreFromJournal(form)
  const place = form.querySelector<HTMLElement>('[data-pictures]')
  const pictures = recall<Draft>('long', draftKeyOf(form))?.pictures ?? []
  if (!place || pictures.length === 0) return
  const { showPictures } = await import('../add-pictures.js')
  showPictures(place, pictures)
}

/** Gives a form its tools, once. */
export async function furnish(form: HTMLFormElement): Promise<void> {
  void restore(form)
  const field = textOf(form)
  if (!field || furnished.has(form)) return
  furnished.add(form)
  const own = await writingWords()
  if (!own) furnished.delete(form)
  else bringTools(form, field, own)
}

function bringTools(form: HTMLFormElement, field: HTMLTextAreaElement, own: WritingWords): void {
  untouched.set(form, form.cloneNode(true) as HTMLFormElement)
  const aside = openTools(form, field, own)
  const count = openCounter(field, aside, own)
  aside.append(make('span', { class: 'kept' }, own.kept))
  let hasNames = false
  const look = () => {
    count()
    if (hasNames || !CALLED.test(field.value.slice(0, field.selectionStart))) return
    hasNames = true
    import('./names.js').then(
      ({ offerNames }) => offerNames(field, own),
      () => {
        hasNames = false
      },
    )
  }
  field.addEventListener('input', look)
  look()
}

/** Sends a form by one of its buttons, or shows how it will look. */
export async function submit(form: HTMLFormElement, button: HTMLElement | null): Promise<void> {
  await restore(form)
  if (button?.hasAttribute('formaction')) return preview(form, button)
  if (form.dataset.edit !== undefined) await saveChange(form)
  else if (await arePicturesReady(form)) await postComment(form)
}

async function preview(form: HTMLFormElement, button: HTMLElement): Promise<void> {
  const own = await writingWords()
  if (own) togglePreview(form, button, own)
  else sendPlainly(form, button)
}

/** Quotes what was selected, below what the form has already; the caret goes under it. */
export async function insertQuote(form: HTMLFormElement, text: string): Promise<void> {
  await restore(form)
  const field = textOf(form)
  if (!field) return
  changeField(field, quoted(field.value, quoteOf(text)))
  field.scrollTop = field.scrollHeight
  form.scrollIntoView({ block: 'nearest' })
}

const marked = new Map<HTMLElement, { text: string; label: string }>()

/** "Continue your reply" instead of "Reply", for as long as there is one. */
async function markBegun(root: ParentNode): Promise<void> {
  const first = root.querySelector<HTMLElement>('[data-reply]')
  const own = first && (await writingWords())
  if (!first || !own) return
  const begun = await begunReplies(slugOf(first))
  for (const [link, { text, label }] of marked)
    if (!begun.includes(link.dataset.reply ?? '')) {
      link.textContent = text
      link.setAttribute('aria-label', label)
      marked.delete(link)
    }
  for (const id of begun) {
    const link = document.querySelector<HTMLElement>(`[data-reply="${CSS.escape(id)}"]`)
    if (!link || marked.has(link)) continue
    marked.set(link, { text: link.textContent, label: link.getAttribute('aria-label') ?? '' })
    link.textContent = own.draftOfReply
    link.removeAttribute('aria-label')
  }
}

sweepDrafts()
document.addEventListener('reply-closes', () => void markBegun(document))
prepareAlso(restoreDrafts)
