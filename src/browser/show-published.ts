/** A comment that was just published takes its place in the thread, lit, without a reload. */
import { prepare } from './prepare.js'

/** @returns false when it could not be fetched: it is published all the same */
export async function showPublished(
  form: HTMLFormElement,
  slug: string,
  id: string,
): Promise<boolean> {
  const branch = await fetchBranch(slug, id).catch(() => null)
  const list = listFor(form)
  if (!branch || !list) return false
  if (list.matches('.thread')) list.prepend(branch)
  else list.insertBefore(branch, list.querySelector(':scope > .more'))
  branch.querySelector('.comment')?.classList.add('is-lit')
  prepare(document)
  if (form.classList.contains('is-inline')) form.remove()
  branch.tabIndex = -1
  branch.focus({ preventScroll: true })
  branch.scrollIntoView({ block: 'nearest' })
  return true
}

async function fetchBranch(slug: string, id: string): Promise<HTMLElement | null> {
  const response = await fetch(`/articles/${encodeURIComponent(slug)}/comments/${id}/fragment`)
  if (!response.ok) return null
  const parsed = new DOMParser().parseFromString(await response.text(), 'text/html')
  return parsed.querySelector<HTMLElement>('.branch')
}

/** Where it belongs: under the comment that it answers, or among the first. */
function listFor(form: HTMLFormElement): Element | null {
  const parentId = form.dataset.commentForm
  if (!parentId) return document.querySelector('#discussion > .thread')
  const parent = document.getElementById(`c-${parentId}`)
  if (!parent) return null
  const known = parent.querySelector(':scope > .replies')
  if (known) return known
  const list = document.createElement('ol')
  list.className = 'replies'
  parent.append(list)
  return list
}
