/** A comment that was just published takes its place in the thread, lit, without a reload; never twice. */
import { prepare } from './prepare.js'

/**
 * @param instead stands for it in the thread until now
 * @returns it, or null when it cannot be shown here: it is published all the same
 */
export async function showPublished(
  instead: HTMLElement,
  comment: { slug: string; id: string; parentId: string | null },
): Promise<HTMLElement | null> {
  const { slug, id } = comment
  const fetched = await fetchBranch(slug, id).catch(() => null)
  // Whoever looked for news meanwhile has it already.
  const known = branchOf(id)
  const branch = known ?? fetched
  if (!branch) return null
  const hadFocus =
    instead.contains(document.activeElement) || document.activeElement === document.body
  if (!known) {
    if (instead.isConnected) instead.replaceWith(branch)
    else if (!putInPlace(branch, comment.parentId)) return null
  }
  instead.remove()
  branch.querySelector('.comment')?.classList.add('is-lit')
  prepare(document)
  branch.tabIndex = -1
  if (hadFocus) branch.focus({ preventScroll: true })
  branch.scrollIntoView({ block: 'nearest' })
  return branch
}

export const branchOf = (id: string): HTMLElement | null => document.getElementById(`c-${id}`)

async function fetchBranch(slug: string, id: string): Promise<HTMLElement | null> {
  const response = await fetch(`/articles/${encodeURIComponent(slug)}/comments/${id}/fragment`)
  if (!response.ok) return null
  const parsed = new DOMParser().parseFromString(await response.text(), 'text/html')
  return parsed.querySelector<HTMLElement>('.branch')
}

/** Where it belongs: under the comment that it answers, or among the first. @returns false when that is not here */
export function putInPlace(branch: HTMLElement, parentId: string | null): boolean {
  const list = parentId ? repliesOf(parentId) : document.querySelector('#discussion > .thread')
  if (!list) return false
  if (list.matches('.thread')) list.prepend(branch)
  else list.insertBefore(branch, list.querySelector(':scope > .more'))
  return true
}

function repliesOf(parentId: string): Element | null {
  const parent = branchOf(parentId)
  if (!parent) return null
  const known = parent.querySelector(':scope > .replies')
  if (known) return known
  const list = document.createElement('ol')
  list.className = 'replies'
  parent.append(list)
  return list
}
