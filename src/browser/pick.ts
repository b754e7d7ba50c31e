/** Picks: the mark as it is told live, and for staff a button beside each comment. Loaded only when there is one. */
import { fill } from '../core/plural.js'
import { make, note } from './make.js'
import { words } from './words.js'

/** What the buttons say; staff are sent it with the question what is theirs. */
export type PickWords = Record<'pick' | 'pickOf' | 'back' | 'backOf' | 'failed', string>

const commentOf = (id: string): Element | null =>
  document.getElementById(`c-${id}`)?.querySelector(':scope > .comment') ?? null

const isPicked = (comment: Element): boolean => comment.querySelector('.pick') !== null

/** Puts the mark beside a comment, or takes it away. */
export function showPick(id: string, on: boolean): void {
  const comment = commentOf(id)
  if (!comment || isPicked(comment) === on) return
  if (on) {
    const mark = make('span', { class: 'pick' }, words.pick)
    comment.querySelector('.when')?.before(mark)
  } else comment.querySelector('.pick')?.remove()
  const button = comment.querySelector<HTMLButtonElement>('[data-pick]')
  if (button) label(button, comment)
}

let labels: PickWords | undefined

/** A button beside each comment that has none yet. */
export function offerPicks(own: PickWords): void {
  labels = own
  for (const branch of document.querySelectorAll('.branch[id^="c-"]')) {
    const comment = branch.querySelector(':scope > .comment')
    const foot = comment?.querySelector('.comment-foot')
    if (!comment || !foot || foot.querySelector('[data-pick]')) continue
    const button = make('button', { type: 'button', 'data-pick': branch.id.slice(2) })
    label(button, comment)
    button.addEventListener('click', () => void toggle(button, comment))
    foot.append(' ', button)
  }
}

function label(button: HTMLButtonElement, comment: Element): void {
  const on = isPicked(comment)
  const name = comment.querySelector('.name')?.textContent ?? ''
  button.textContent = (on ? labels?.back : labels?.pick) ?? ''
  button.setAttribute('aria-label', fill((on ? labels?.backOf : labels?.pickOf) ?? '', { name }))
}

async function toggle(button: HTMLButtonElement, comment: Element): Promise<void> {
  const id = button.dataset.pick ?? ''
  const on = !isPicked(comment)
  if (comment.nextElementSibling?.matches('.note')) comment.nextElementSibling.remove()
  button.disabled = true
  const response = await fetch(`/api/v1/comments/${id}/pick`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ on }),
  }).catch(() => null)
  button.disabled = false
  if (response?.ok) showPick(id, on)
  else {
    const page = make('a', { href: `/comments/${id}/pick` }, labels?.pick ?? '')
    comment.after(note('problem', `${labels?.failed} `, page))
  }
  button.focus()
}
