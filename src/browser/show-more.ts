/** Further replies and further comments come into the page; without script, or with another key held, their link is a page. */
import { laterWords } from './later.js'
import { note } from './make.js'
import { prepare } from './prepare.js'

/** Puts what a link leads to in its place; the first of it gets the focus, and nothing above it moves. */
export async function showMore(link: HTMLAnchorElement): Promise<void> {
  const place = link.parentElement
  if (!place || place.ariaBusy === 'true') return
  place.ariaBusy = 'true'
  const page = await load(link.href)
  place.ariaBusy = null
  if (page) put(page, place, link)
  else await tell(place, link)
}

async function load(href: string): Promise<Document | null> {
  const response = await fetch(href).catch(() => null)
  if (!response?.ok) return null
  return new DOMParser().parseFromString(await response.text(), 'text/html')
}

function put(page: Document, place: HTMLElement, link: HTMLAnchorElement): void {
  place.nextElementSibling?.matches('.note') && place.nextElementSibling.remove()
  const isReply = place.matches('.more')
  const source = isReply
    ? page.querySelector(`[id="${CSS.escape(link.hash.slice(1))}"] > .replies`)
    : page.querySelector('#discussion > .thread')
  const list = isReply ? place.parentElement : document.querySelector('#discussion > .thread')
  const fresh = [...(source?.querySelectorAll<HTMLElement>(':scope > .branch') ?? [])].filter(
    ({ id }) => document.getElementById(id) === null,
  )
  const next = isReply
    ? source?.querySelector(':scope > .more')
    : page.querySelector('#discussion > .pager:has(> [rel="next"])')
  if (isReply) place.before(...fresh)
  else list?.append(...fresh)
  if (next) place.replaceWith(next)
  else place.remove()
  if (list) prepare(list)
  const goal = fresh[0] ?? list
  if (!(goal instanceof HTMLElement)) return
  goal.tabIndex = -1
  goal.focus({ preventScroll: true })
}

async function tell(place: HTMLElement, link: HTMLAnchorElement): Promise<void> {
  place.querySelector('.note')?.remove()
  const sentence = await laterWords()
    .then(({ notLoaded }) => notLoaded)
    .catch(() => null)
  // Without words there is no connection either: the browser says it better.
  if (sentence === null) location.href = link.href
  else place.append(note('problem', sentence))
}
