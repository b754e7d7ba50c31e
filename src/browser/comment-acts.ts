/** What a comment offers beside an answer: sharing it, the next one by the same person or by staff, reporting it. */
import { fill } from '../core/plural.js'
import { slugOf } from './form-fields.js'
import { currentBranch, goTo } from './go-to.js'
import { type LaterWords, laterWords } from './later.js'
import { make } from './make.js'

/** Opens the row of acts under a comment, or closes it. */
export async function toggleActs(button: HTMLElement): Promise<void> {
  const foot = button.closest<HTMLElement>('.comment-foot')
  const branch = button.closest<HTMLElement>('.branch')
  if (!foot || !branch) return
  const open = foot.querySelector('.acts')
  if (open) return close(button, open)
  const sentences = await laterWords()
  if (foot.querySelector('.acts')) return
  const id = `acts-${branch.id}`
  const acts = make('div', { class: 'acts', id }, ...actsOf(branch, sentences))
  acts.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape') return
    close(button, acts)
    button.focus()
  })
  button.setAttribute('aria-expanded', 'true')
  button.setAttribute('aria-controls', id)
  button.after(acts)
}

function close(button: HTMLElement, acts: Element): void {
  acts.remove()
  button.setAttribute('aria-expanded', 'false')
  button.removeAttribute('aria-controls')
}

function actsOf(branch: HTMLElement, sentences: LaterWords): HTMLElement[] {
  const name = nameOf(branch)
  const personId = personOf(branch)
  const report = branch.querySelector(':scope > .comment .report')?.cloneNode(true)
  const said = make('span', { class: 'acts-said', role: 'status' })
  return [
    act(sentences.share, () => share(branch, said, sentences)),
    ...(name
      ? [act(fill(sentences.nextBy, { name }), () => tellNext(branch, said, sameAs(branch)))]
      : []),
    ...(isOfficial(branch)
      ? [act(sentences.nextByStaff, () => tellNext(branch, said, isOfficial))]
      : []),
    ...(personId && name
      ? [make('a', { href: listUrl(branch, personId) }, fill(sentences.allBy, { name }))]
      : []),
    ...(report instanceof HTMLElement ? [report] : []),
    said,
  ]
}

function act(label: string, does: () => unknown): HTMLButtonElement {
  const button = make('button', { type: 'button' }, label)
  button.addEventListener('click', () => void does())
  return button
}

const nameElement = (branch: Element) =>
  branch.querySelector(':scope > .comment > .comment-head > .name:not(.is-unknown)')
const nameOf = (branch: Element): string => nameElement(branch)?.textContent ?? ''

/** Null for guests: only the names that they gave on this page are compared. */
const personOf = (branch: Element): string | null =>
  nameElement(branch)?.querySelector('a')?.pathname.split('/').at(-1) ?? null

const listUrl = (branch: Element, personId: string) =>
  `/articles/${encodeURIComponent(slugOf(branch))}/find?by=${personId}&order=oldest`

/** Marked as staff, or as who wrote the article. */
const isOfficial = (branch: Element): boolean =>
  branch.querySelector(':scope > .comment > .comment-head > .tag:not(.is-state, .is-supporter)') !==
  null

function sameAs(branch: Element): (other: Element) => boolean {
  const [person, name] = [personOf(branch), nameOf(branch)]
  return (other) =>
    person === null
      ? personOf(other) === null && nameOf(other) === name
      : personOf(other) === person
}

function next(
  branch: Element | null,
  isWanted: (other: Element) => boolean,
): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>('.branch')].find(
    (other) =>
      (!branch ||
        (branch.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0) &&
      isWanted(other),
  )
}

async function tellNext(
  branch: HTMLElement,
  said: HTMLElement,
  isWanted: (other: Element) => boolean,
): Promise<void> {
  const goal = next(branch, isWanted)
  if (goal) goTo(goal)
  else said.textContent = (await laterWords()).noneBy
}

/** By key: from the comment at which the reader is. */
export function goToNextBy(who: 'same' | 'staff'): void {
  const branch = currentBranch()
  const isWanted = who === 'staff' ? isOfficial : branch && nameOf(branch) ? sameAs(branch) : null
  const goal = isWanted && next(branch, isWanted)
  if (goal) goTo(goal)
}

/** By the telephone's own list of ways, else as a link in the clipboard. */
async function share(branch: Element, said: HTMLElement, sentences: LaterWords): Promise<void> {
  const url =
    branch.querySelector<HTMLAnchorElement>(':scope > .comment .when')?.href ?? location.href
  if (navigator.share && matchMedia('(pointer: coarse)').matches) {
    // Whoever closes the list has changed their mind.
    await navigator.share({ url }).catch(() => undefined)
    return
  }
  const isCopied = await copy(url)
  if (isCopied) said.textContent = sentences.copied
  else {
    const field = make('input', { readonly: '', value: url, 'aria-label': sentences.notCopied })
    said.replaceChildren(sentences.notCopied)
    said.parentElement?.querySelector('input')?.remove()
    said.after(field)
    field.select()
  }
}

/** A publication that is tried out over plain http has no clipboard. */
const copy = (text: string): Promise<boolean> =>
  navigator.clipboard
    ? navigator.clipboard.writeText(text).then(
        () => true,
        () => false,
      )
    : Promise.resolve(false)
