/** A comment on its way, shown where it will stand: first as being sent, then as what became of it. */
import { make, note } from '../make.js'
import { putInPlace } from '../show-published.js'
import { words } from '../words.js'

export type Pending = {
  /** Null for a comment on the article. */
  parentId: string | null
  branch: HTMLElement
}

/** @returns null when its place is not on this page */
export function showPending(comment: {
  text: string
  name: string
  parentId: string | null
}): Pending | null {
  const status = make('span', { class: 'when', role: 'status' }, words.sending)
  const branch = make(
    'li',
    { class: 'branch is-sending', tabindex: '-1' },
    make(
      'article',
      { class: 'comment' },
      make(
        'header',
        { class: 'comment-head' },
        make('bdi', { class: 'name' }, comment.name),
        status,
      ),
      make('div', { class: 'comment-text', dir: 'auto' }, ...paragraphsOf(comment.text)),
    ),
  )
  const pending = { parentId: comment.parentId, branch }
  if (!putInPlace(branch, comment.parentId)) return null
  branch.focus({ preventScroll: true })
  branch.scrollIntoView({ block: 'nearest' })
  return pending
}

/** As it was typed: what it will look like the server alone knows. */
const paragraphsOf = (text: string): HTMLElement[] =>
  text
    .trim()
    .split(/\n\s*\n/)
    .map((one) => make('p', {}, one))

/** It was not taken, or nobody knows: why, and another try. */
export function showFailed({ branch }: Pending, why: string, again: () => void): void {
  const button = make('button', { type: 'button', class: 'button is-small' }, words.tryAgain)
  button.addEventListener('click', again)
  settle(branch, 'is-failed', note('problem', make('p', {}, why), make('p', {}, button)))
}

export function showHeld({ branch }: Pending, message: HTMLElement): void {
  settle(branch, 'is-held', message)
}

/** Published, but it could not be fetched: it stays as it was typed. */
export function showUnfetched({ branch }: Pending, message: HTMLElement): void {
  settle(branch, 'is-posted', message)
}

function settle(branch: HTMLElement, state: string, message: HTMLElement): void {
  branch.classList.remove('is-sending')
  branch.classList.add(state)
  branch.querySelector('.when')?.remove()
  branch.append(message)
  message.scrollIntoView({ block: 'nearest' })
}
