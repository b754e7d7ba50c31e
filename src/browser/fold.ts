/** Branches fold by a button, by their head and by their line; what is folded stays so in this browser. */
import { plural } from '../core/plural.js'
import { slugOf } from './form-fields.js'
import { make } from './make.js'
import { keepThread, recallThread, shortId } from './thread-state.js'
import { words } from './words.js'

const FOLDED = 'is-folded'

let folded: Set<string> | null = null

/** Gives each branch with replies its button. The head has room for it, so nothing moves. */
export function makeFoldable(root: ParentNode): void {
  for (const replies of root.querySelectorAll('.branch > .replies')) {
    const branch = replies.parentElement
    const head = branch?.querySelector(':scope > .comment > .comment-head')
    if (!branch || !head || head.querySelector('.fold')) continue
    head.append(make('button', { type: 'button', class: 'fold', 'aria-label': countOf(branch) }))
    folded ??= new Set(recallThread(slugOf(branch))?.folded)
    show(branch, folded.has(shortId(branch.id)))
  }
}

/** @returns true when the click was one on a button, head or line */
export function foldByClick(target: Element): boolean {
  const isHead = target.closest('.comment-head') && !target.closest('a')
  if (!target.matches('.replies') && !isHead) return false
  const branch = target.closest('.branch')
  if (!branch?.querySelector(':scope > .replies') || (isHead && !getSelection()?.isCollapsed))
    return false
  toggle(branch)
  return true
}

/** Opens the branches around an element, so that a link into them leads somewhere. */
export function unfoldAround(element: Element): void {
  for (let at: Element | null = element; at; at = at.parentElement)
    if (at.classList.contains(FOLDED)) toggle(at)
}

function toggle(branch: Element): void {
  const isFolded = !branch.classList.contains(FOLDED)
  folded ??= new Set()
  const known = folded
  known.delete(shortId(branch.id))
  if (isFolded) known.add(shortId(branch.id))
  keepThread(slugOf(branch), { folded: [...known] })
  show(branch, isFolded)
  if (branch.getBoundingClientRect().top < 0) branch.scrollIntoView({ block: 'nearest' })
}

function show(branch: Element, isFolded: boolean): void {
  branch.classList.toggle(FOLDED, isFolded)
  const button = branch.querySelector(':scope > .comment .fold')
  if (!button) return
  button.setAttribute('aria-expanded', String(!isFolded))
  button.textContent = isFolded ? '+' : '−'
  const count = branch.querySelector(':scope > .comment .folded-count')
  if (!isFolded) count?.remove()
  else if (!count)
    button.before(make('span', { class: 'folded-count', 'aria-hidden': 'true' }, countOf(branch)))
}

const countOf = (branch: Element): string =>
  plural(
    words.language,
    words.replies,
    Number(branch.getAttribute('data-below')) || branch.querySelectorAll('.branch').length,
  )
