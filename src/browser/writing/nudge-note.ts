/** A nudge in the form: why, and where in the words. What was typed stays; its ticket goes along with the next try. */
import { type PlaceInText, partsOf } from '../../core/places-in-text.js'
import { fieldOf } from '../form-fields.js'
import { make, note } from '../make.js'

export type Nudge = {
  ticket: string
  text: string
  reasons: { because: string; spans: PlaceInText[] }[]
}

/** @param problem the answer to what was sent; @returns null when it is no nudge */
export function nudgeIn(problem: unknown): Nudge | null {
  return typeof problem === 'object' && problem && 'nudge' in problem
    ? (problem.nudge as Nudge)
    : null
}

/** The ticket of an earlier nudge of this form. */
export const ticketOf = (form: HTMLFormElement): { nudge?: string } => {
  const ticket = fieldOf<HTMLInputElement>(form, 'nudge')?.value
  return ticket ? { nudge: ticket } : {}
}

/** Forgets the ticket: what is written next has its own. */
export const dropTicket = (form: HTMLFormElement): void => fieldOf(form, 'nudge')?.remove()

/** Keeps the ticket in the form. @returns what to show above it */
export function takeNudge(
  form: HTMLFormElement,
  { ticket, text, reasons }: Nudge,
  why: string,
): HTMLElement {
  dropTicket(form)
  form.append(make('input', { type: 'hidden', name: 'nudge', value: ticket }))
  const places = reasons.flatMap((one) => one.spans)
  const marked = partsOf(text, places).map(({ said, isMet }) =>
    isMet ? make('mark', {}, said) : said,
  )
  const message = note(
    'problem',
    make('p', {}, make('strong', {}, why)),
    make('ul', {}, ...reasons.map(({ because }) => make('li', {}, because))),
    ...(places.length > 0
      ? [make('p', { class: 'nudge-text', dir: 'auto', lang: '' }, ...marked)]
      : []),
  )
  message.className = 'note is-nudge'
  return message
}
