/**
 * Pictures in a comment form: each is sent as soon as it is there, with how far it has come; then it is shown as the
 * server made it, and the reader is asked what it shows.
 */
import { keepDraft } from './drafts.js'
import { make, note } from './make.js'

/** A slow line may take its time; after this we say that we do not know. */
const SENDING_MS = 4 * 60_000

/** Sentences and limits, which stand beside the field. */
type About = Record<
  'altOf' | 'remove' | 'removeOf' | 'sendingOf' | 'describe' | 'tooMany' | 'tooLarge' | 'notSent',
  string
> & { count: number; bytes: number }

type Taken = { id: string; src: string; width: number; height: number }

const aboutOf = (place: HTMLElement): About => JSON.parse(place.dataset.pictures ?? '{}')
const listIn = (place: Element) => place.querySelector('.picture-list')
const rowsIn = (place: Element) => [...place.querySelectorAll<HTMLElement>('.picture-row')]

/** Pictures under way, by their form: they are sent one after the other, so that the first is there soon. */
const sending = new WeakMap<Element, Promise<void>>()
/** Forms that wait until they can be sent. */
const waiting = new WeakSet<HTMLFormElement>()

/** Adds pictures to a form and sends them. */
export function addPictures(place: HTMLElement, files: File[]): void {
  const about = aboutOf(place)
  place.classList.add('is-used')
  tell(place, null)
  for (const file of files) {
    if (rowsIn(place).length >= about.count) {
      tell(place, about.tooMany)
      return
    }
    if (file.size > about.bytes) {
      tell(place, `${file.name}: ${about.tooLarge}`)
      continue
    }
    const row = addRow(place, '')
    const before = sending.get(place) ?? Promise.resolve()
    sending.set(
      place,
      before.then(() => send(place, row, file)),
    )
  }
}

/** Shows pictures that the server has already. */
export function showPictures(place: HTMLElement, pictures: { id: string; alt: string }[]): void {
  place.classList.add('is-used')
  for (const { id, alt } of pictures) {
    if (place.querySelector(`[data-picture="${CSS.escape(id)}"]`)) continue
    const row = addRow(place, alt)
    const image = fill(place, row, { id, src: `/pictures/waiting/${id}`, width: 0, height: 0 })
    // It waited too long.
    image.addEventListener('error', () => remove(place, row))
  }
}

/** Waits for what is under way. @returns false when the reader is asked something first */
export async function areReady(form: HTMLFormElement): Promise<boolean> {
  const place = form.querySelector<HTMLElement>('[data-pictures]')
  if (!place || waiting.has(form)) return place === null
  waiting.add(form)
  await sending.get(place)
  waiting.delete(form)
  const silent = rowsIn(place).find((row) => !altIn(row)?.value.trim())
  if (!silent || place.dataset.asked) return true
  place.dataset.asked = 'yes'
  tell(place, aboutOf(place).describe, 'good')
  altIn(silent)?.focus()
  return false
}

const altIn = (row: Element) => row.querySelector('textarea')

function addRow(place: HTMLElement, alt: string): HTMLElement {
  const about = aboutOf(place)
  const field = make('textarea', { rows: '2', maxlength: '1000', dir: 'auto' })
  field.value = alt
  const label = make('label', { class: 'field' }, make('span', { class: 'field-label' }), field)
  const button = make('button', { type: 'button', class: 'button is-quiet is-small' }, about.remove)
  const row = make(
    'li',
    { class: 'picture-row', 'data-picture': '' },
    make('progress', { max: '1', value: '0' }),
    make('div', {}, label, button),
  )
  button.addEventListener('click', () => remove(place, row))
  listIn(place)?.append(row)
  number(place)
  return row
}

function remove(place: HTMLElement, row: HTMLElement): void {
  row.remove()
  number(place)
  keep(place)
  place.querySelector<HTMLElement>('input[type="file"]')?.focus()
}

/** Says in each row which picture it is. */
function number(place: HTMLElement): void {
  const about = aboutOf(place)
  rowsIn(place).forEach((row, at) => {
    const say = (sentence: string) => sentence.replace('{number}', String(at + 1))
    const label = row.querySelector('.field-label')
    if (label) label.textContent = say(about.altOf)
    row.querySelector('progress')?.setAttribute('aria-label', say(about.sendingOf))
    row.querySelector('button')?.setAttribute('aria-label', say(about.removeOf))
  })
}

function fill(place: HTMLElement, row: HTMLElement, taken: Taken): HTMLImageElement {
  row.dataset.picture = taken.id
  const { width, height } = taken
  const image = make('img', { src: taken.src, alt: '' })
  if (width > 0) [image.width, image.height] = [width, height]
  row.querySelector('progress')?.replaceWith(image)
  keep(place)
  return image
}

function keep(place: HTMLElement): void {
  const form = place.closest('form')
  if (form) keepDraft(form)
}

async function send(place: HTMLElement, row: HTMLElement, file: File): Promise<void> {
  if (!row.isConnected) return
  const { taken, problem } = await post(file, (part01) =>
    row.querySelector('progress')?.setAttribute('value', String(part01)),
  )
  if (taken && row.isConnected) fill(place, row, taken)
  if (taken) return
  row.remove()
  number(place)
  tell(place, `${file.name}: ${problem ?? aboutOf(place).notSent}`)
}

/** By the old way of asking: the new one tells nothing of how far a file has come. */
function post(
  file: File,
  tellPart: (part01: number) => void,
): Promise<{ taken: Taken | null; problem: string | null }> {
  return new Promise((done) => {
    const request = new XMLHttpRequest()
    const body = new FormData()
    body.append('picture', file)
    request.open('POST', '/api/v1/pictures')
    request.responseType = 'json'
    request.timeout = SENDING_MS
    request.upload.onprogress = ({ loaded, total }) => tellPart(total > 0 ? loaded / total : 0)
    request.onloadend = () => {
      const answer: unknown = request.response
      if (typeof answer !== 'object' || answer === null) done({ taken: null, problem: null })
      else if (request.status === 201) done({ taken: answer as Taken, problem: null })
      else done({ taken: null, problem: 'detail' in answer ? String(answer.detail) : null })
    }
    request.send(body)
  })
}

/** Under the pictures, instead of what was said before. */
function tell(
  place: HTMLElement,
  sentence: string | null,
  kind: 'good' | 'problem' = 'problem',
): void {
  place.querySelector('.note')?.remove()
  if (sentence !== null) listIn(place)?.after(note(kind, sentence))
}
