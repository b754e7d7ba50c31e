/** How much room is left, shown near the end of it alone: nobody needs to count before. */
import { charactersOf } from '../../core/names.js'
import { plural } from '../../core/plural.js'
import { cleanText } from '../../core/text.js'
import { make } from '../make.js'
import { words } from '../words.js'
import type { WritingWords } from './words.js'

/** From here on the counter is shown: two sentences. */
const NEAR = 300
/** Told to screen readers when one of these is passed, and not at every letter. */
const TOLD_AT = [NEAR, 100, 20, 0]

/** @returns shows how much room there is for what the field has now */
export function openCounter(field: HTMLTextAreaElement, place: HTMLElement, own: WritingWords) {
  const shown = make('span', { class: 'counter', 'aria-hidden': 'true' })
  const told = make('span', { class: 'unseen', role: 'status' })
  place.append(shown, told)
  let step = TOLD_AT.length
  return () => {
    const left = roomIn(field.value, own.limit)
    const isNear = left <= NEAR
    shown.textContent = isNear ? sentenceOf(left, own) : ''
    shown.classList.toggle('is-over', left < 0)
    field.setAttribute('aria-invalid', String(left < 0))
    const now = TOLD_AT.filter((one) => left > one).length
    if (now !== step) told.textContent = shown.textContent
    step = now
  }
}

/** As the server counts: characters of the cleaned text. Far from the limit an estimate will do. */
function roomIn(text: string, limit: number): number {
  return text.length < limit - NEAR ? limit - text.length : limit - charactersOf(cleanText(text))
}

const sentenceOf = (left: number, own: WritingWords): string =>
  plural(words.language, left < 0 ? own.charactersOver : own.charactersLeft, Math.abs(left))
