/** A comment that changed is shown as it is now, in its place, without moving what is read or what is being written. */
import { slugOf } from './form-fields.js'
import { keepPlace } from './keep-place.js'
import { laterWords } from './later.js'
import { make, note } from './make.js'
import { prepare } from './prepare.js'
import { words } from './words.js'

/** All open pages hear of it at once: each asks at another moment, so that the server is not asked at once. */
export const SPREAD_MS = 4_000
/** Comments that are asked for one by one after the page was asked for. */
const ASKED_MAX = 20

/** @param spreadMs waits for a part of this time, that of chance */
export async function refreshComment(id: string, spreadMs = 0): Promise<void> {
  const branch = document.getElementById(`c-${id}`)
  if (!branch) return
  await pause(Math.random() * spreadMs)
  const url = `/articles/${encodeURIComponent(slugOf(branch))}/comments/${id}/alone`
  const response = await fetch(url, { cache: 'no-cache' }).catch(() => null)
  if (response?.status === 404) show(branch, await goneComment())
  if (!response?.ok) return
  const fresh = parse(await response.text()).querySelector('.branch > .comment')
  if (fresh) show(branch, fresh)
}

/** Everything on the page as it is now: more happened than was told. */
export async function refreshAll(): Promise<void> {
  const here = document.querySelectorAll('#discussion .branch')
  if (here.length === 0) return
  await pause(Math.random() * SPREAD_MS)
  const response = await fetch(location.href, { cache: 'no-cache' }).catch(() => null)
  if (!response?.ok) return
  const page = parse(await response.text())
  const unknown: string[] = []
  for (const branch of here) {
    const fresh = page.getElementById(branch.id)?.querySelector(':scope > .comment')
    if (fresh) show(branch, fresh)
    else unknown.push(branch.id.slice('c-'.length))
  }
  for (const id of unknown.slice(0, ASKED_MAX)) await refreshComment(id)
}

const parse = (html: string) => new DOMParser().parseFromString(html, 'text/html')
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms))

/** What a comment says, and under which name; all else on it changes by itself. */
const saidBy = (comment: Element | null): string =>
  ['.name', '.gone', '.edited', '.comment-text']
    .map((part) => comment?.querySelector(part)?.innerHTML ?? '')
    .join('\n')

function show(branch: Element, fresh: Element): void {
  const old = branch.querySelector(':scope > .comment')
  if (!old || saidBy(old) === saidBy(fresh)) return
  if (isInUse(branch, old)) void offer(branch, old, fresh)
  else replace(branch, old, fresh)
}

/** Somebody answers it just now, or has the focus in it. */
function isInUse(branch: Element, old: Element): boolean {
  const text = branch.querySelector<HTMLTextAreaElement>(':scope > form textarea')
  return (
    old.contains(document.activeElement) || Boolean(text?.value.trim() || text?.matches(':focus'))
  )
}

function replace(branch: Element, old: Element, fresh: Element): void {
  keepPlace(() => {
    fresh.classList.toggle('is-lit', old.classList.contains('is-lit'))
    old.replaceWith(fresh)
    branch.querySelector(':scope > .note.is-changed')?.remove()
    prepare(branch)
  })
}

/** Says so beside it; the reader decides when. */
async function offer(branch: Element, old: Element, fresh: Element): Promise<void> {
  const { changed } = await laterWords()
  branch.querySelector(':scope > .note.is-changed')?.remove()
  const button = make('button', { type: 'button', class: 'button is-small is-quiet' }, words.show)
  const message = note('good', `${changed} `, button)
  message.classList.add('is-changed')
  button.addEventListener('click', () => replace(branch, old, fresh))
  keepPlace(() => old.after(message))
}

async function goneComment(): Promise<Element> {
  const { gone } = await laterWords()
  const head = make('header', { class: 'comment-head' }, make('span', { class: 'gone' }, gone))
  return make('article', { class: 'comment is-placeholder' }, head)
}
