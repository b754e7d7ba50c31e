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

let lists = 0

/** Offers names in this field from now on. */
export function offerNames(field: HTMLTextAreaElement, own: WritingWords): void {
  const form = field.form
  if (!form) return
  lists += 1
  const id = `names-${lists}`
  const list = make('ul', { class: 'names', id, role: 'listbox', 'aria-label': own.names })
  const told = make('span', { class: 'unseen', role: 'status' })
  list.hidden = true
  form.append(list, told)
  field.setAttribute('aria-autocomplete', 'list')
  field.setAttribute('aria-controls', id)
  let chosen = 0
  /** Where the "@" stands that was turned down. */
  let declined = -1

  const calledAt = (): { at: number; query: string } | null => {
    if (field.selectionStart !== field.selectionEnd) return null
    const before = field.value.slice(0, field.selectionStart)
    const query = CALL.exec(before)?.[1]
    return query === undefined ? null : { at: before.length - query.length - 1, query }
  }

  const close = () => {
    list.hidden = true
    told.textContent = ''
    field.removeAttribute('aria-activedescendant')
  }

  const choose = (at: number) => {
    const options = [...list.children]
    chosen = (at + options.length) % options.length
    for (const [i, option] of options.entries())
      option.setAttribute('aria-selected', String(i === chosen))
    field.setAttribute('aria-activedescendant', options[chosen]?.id ?? '')
  }

  const take = (name: string) => {
    const called = calledAt()
    close()
    if (!called) return
    const [start, end] = [called.at, field.selectionStart]
    const text = `@${name} `
    const caret = start + text.length
    changeField(field, { start, end, text, selectStart: caret, selectEnd: caret })
  }

  const look = async () => {
    const called = calledAt()
    if (!called || called.at === declined) return close()
    const names = await namesOf(slugOf(form))
    // Typing went on meanwhile: what it says now counts.
    const now = calledAt()
    const found = now ? matching(names, now.query) : []
    const isWritten = now !== null && found.some((name) => now.query === `${name} `)
    if (!now || found.length === 0 || isWritten || document.activeElement !== field) return close()
    list.replaceChildren(...found.map((name, i) => optionOf(name, `${id}-${i}`, take)))
    list.hidden = false
    place(list, form, caretOf(field, now.at))
    const sentence = plural(words.language, own.namesFound, found.length)
    if (told.textContent !== sentence) told.textContent = sentence
    choose(0)
  }

  field.addEventListener('input', () => void look())
  field.addEventListener('click', () => void look())
  field.addEventListener('blur', close)
  // First of all: while names are offered, Enter and Escape mean them.
  field.addEventListener(
    'keydown',
    (event) => {
      if (list.hidden || event.isComposing) return
      const act = {
        ArrowDown: () => choose(chosen + 1),
        ArrowUp: () => choose(chosen - 1),
        Enter: () => take(list.children[chosen]?.textContent ?? ''),
        Tab: () => take(list.children[chosen]?.textContent ?? ''),
        Escape: () => {
          declined = calledAt()?.at ?? -1
          close()
        },
      }[event.key]
      if (!act || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
      event.preventDefault()
      event.stopImmediatePropagation()
      act()
    },
    { capture: true },
  )
  void look()
}

function optionOf(name: string, id: string, take: (name: string) => void): HTMLElement {
  const option = make('li', { id, role: 'option', 'aria-selected': 'false' }, make('bdi', {}, name))
  // Before the field loses the focus, and with it the list.
  option.addEventListener('pointerdown', (event) => {
    event.preventDefault()
    take(name)
  })
  return option
}

/** Under the "@", and within the form. */
function place(list: HTMLElement, form: HTMLElement, caret: { x: number; y: number }): void {
  const box = form.getBoundingClientRect()
  const room = box.width - list.offsetWidth
  list.style.top = `${caret.y - box.top}px`
  list.style.left = `${Math.max(0, Math.min(caret.x - box.left, room))}px`
}
