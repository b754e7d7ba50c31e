/** Names after "@": those who take part in the thread, offered while one types; asked for once, at the first "@". */
import { plural } from '../../core/plural.js'
import { slugOf } from '../form-fields.js'
import { make } from '../make.js'
import { words } from '../words.js'
import { caretOf } from './caret.js'
import { changeField } from './change-field.js'
import type { WritingWords } from './words.js'

/** More would cover the text on a telephone. */
const OFFERED_MAX = 6
/** Further back than this no name begins. */
const QUERY_CHARS_MAX = 40
/** Before "@" these make it a part of something else. */
const CALL = new RegExp(`(?:^|[^\\p{L}\\p{N}_.+/:@-])@([^\\n@]{0,${QUERY_CHARS_MAX}})$`, 'u')

const known = new Map<string, Promise<string[]>>()

function namesOf(slug: string): Promise<string[]> {
  const asked = known.get(slug) ?? ask(slug).catch(() => [])
  known.set(slug, asked)
  return asked
}

async function ask(slug: string): Promise<string[]> {
  const response = await fetch(`/api/v1/articles/${encodeURIComponent(slug)}/people`)
  const { people } = (await response.json()) as { people: { name: string }[] }
  return response.ok ? people.map(({ name }) => name) : []
}

const fold = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase().replace(/\s+/g, ' ')

/** Those of which the name, or a word of it, begins so; whose whole name does come first. */
function matching(names: string[], query: string): string[] {
  const wanted = fold(query)
  const rank = (name: string) => {
    const folded = fold(name)
    if (folded.startsWith(wanted)) return 0
    return folded.includes(` ${wanted}`) ? 1 : 2
  }
  const found = names.filter((name) => rank(name) < 2)
  return found.toSorted((a, b) => rank(a) - rank(b)).slice(0, OFFERED_MAX)
}

/** What is offered in one field. */
type Offer = {
  form: HTMLFormElement
  field: HTMLTextAreaElement
  own: WritingWords
  list: HTMLElement
  /** Tells screen readers how many there are. */
  told: HTMLElement
  /** Which of the list is taken by Enter. */
  chosen: number
  /** Where an "@" stands whose names were turned down; -1: none. */
  declinedAt: number
}

let lists = 0

/** Offers names in this field from now on. */
export function offerNames(field: HTMLTextAreaElement, own: WritingWords): void {
  const { form } = field
  if (!form) return
  lists += 1
  const id = `names-${lists}`
  const list = make('ul', { class: 'names', id, role: 'listbox', 'aria-label': own.names })
  const told = make('span', { class: 'unseen', role: 'status' })
  list.hidden = true
  form.append(list, told)
  field.setAttribute('aria-autocomplete', 'list')
  field.setAttribute('aria-controls', id)
  const offer: Offer = { form, field, own, list, told, chosen: 0, declinedAt: -1 }
  const look = () => void update(offer)
  field.addEventListener('input', look)
  field.addEventListener('click', look)
  field.addEventListener('blur', () => close(offer))
  // First of all: while names are offered, Enter and Escape mean them.
  field.addEventListener('keydown', (event) => steer(offer, event), { capture: true })
  look()
}

/** The "@" before the caret, and what is typed behind it. */
function callIn({ field }: Offer): { at: number; query: string } | null {
  if (field.selectionStart !== field.selectionEnd) return null
  const before = field.value.slice(0, field.selectionStart)
  const query = CALL.exec(before)?.[1]
  return query === undefined ? null : { at: before.length - query.length - 1, query }
}

async function update(offer: Offer): Promise<void> {
  const begun = callIn(offer)
  if (!begun) offer.declinedAt = -1
  if (!begun || begun.at === offer.declinedAt) return close(offer)
  const names = await namesOf(slugOf(offer.form))
  // Typing went on meanwhile: what it says now counts.
  const call = callIn(offer)
  const found = call ? matching(names, call.query) : []
  const isWritten = found.some((name) => call?.query === `${name} `)
  if (!call || found.length === 0 || isWritten || document.activeElement !== offer.field)
    return close(offer)
  show(offer, found, call.at)
}

function show(offer: Offer, names: string[], at: number): void {
  const { list, told, form, field, own } = offer
  list.replaceChildren(...names.map((name, i) => optionOf(offer, name, `${list.id}-${i}`)))
  list.hidden = false
  place(list, form, caretOf(field, at))
  const sentence = plural(words.language, own.namesFound, names.length)
  // Said again at every letter it would drown what is typed.
  if (told.textContent !== sentence) told.textContent = sentence
  choose(offer, 0)
}

function close({ list, told, field }: Offer): void {
  list.hidden = true
  told.textContent = ''
  field.removeAttribute('aria-activedescendant')
}

function choose(offer: Offer, at: number): void {
  const options = [...offer.list.children]
  offer.chosen = (at + options.length) % options.length
  for (const [i, option] of options.entries())
    option.setAttribute('aria-selected', String(i === offer.chosen))
  offer.field.setAttribute('aria-activedescendant', options[offer.chosen]?.id ?? '')
}

function take(offer: Offer, name: string): void {
  const call = callIn(offer)
  close(offer)
  if (!call) return
  // What is typed rightly stays, so that undo leaves the caret behind it.
  const typed = [...call.query].findIndex((sign, i) => sign !== [...name][i])
  const kept = typed === -1 ? call.query : [...call.query].slice(0, typed).join('')
  const text = `${name.slice(kept.length)} `
  const start = call.at + 1 + kept.length
  const caret = start + text.length
  const end = offer.field.selectionStart
  changeField(offer.field, { start, end, text, selectStart: caret, selectEnd: caret })
}

function steer(offer: Offer, event: KeyboardEvent): void {
  const { list, chosen } = offer
  const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
  if (list.hidden || event.isComposing || !isPlain) return
  const takeChosen = () => take(offer, list.children[chosen]?.textContent ?? '')
  const acts: Record<string, () => void> = {
    ArrowDown: () => choose(offer, chosen + 1),
    ArrowUp: () => choose(offer, chosen - 1),
    Enter: takeChosen,
    Tab: takeChosen,
    Escape() {
      offer.declinedAt = callIn(offer)?.at ?? -1
      close(offer)
    },
  }
  const act = acts[event.key]
  if (!act) return
  event.preventDefault()
  event.stopImmediatePropagation()
  act()
}

function optionOf(offer: Offer, name: string, id: string): HTMLElement {
  const option = make('li', { id, role: 'option', 'aria-selected': 'false' }, make('bdi', {}, name))
  // The field keeps the focus, or the list would be gone before the click.
  option.addEventListener('mousedown', (event) => event.preventDefault())
  option.addEventListener('click', () => take(offer, name))
  return option
}

/** Under the "@", and within the form. */
function place(list: HTMLElement, form: HTMLElement, caret: { x: number; y: number }): void {
  const box = form.getBoundingClientRect()
  const room = box.width - list.offsetWidth
  list.style.top = `${caret.y - box.top}px`
  list.style.left = `${Math.max(0, Math.min(caret.x - box.left, room))}px`
}
