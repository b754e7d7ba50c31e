/** News of this thread and of the meter, as they happen, without moving what is being read. */
import { plural } from '../core/plural.js'
import { make } from './make.js'
import { type Campaign, moveMeters } from './move-meter.js'
import { prepare } from './prepare.js'
import { openReplies, openReply } from './reply-form.js'
import { words } from './words.js'

const news = new Set<string>()
const own = new Set<string>()

/** Our own comment is no news to us, whichever arrives first: the answer or the event. */
export function countAsOwn(id: string): void {
  own.add(id)
  if (news.delete(id)) showNews()
}

/** Listens for as long as the page is shown. */
export function goLive(): void {
  const url = document.querySelector<HTMLElement>('[data-live]')?.dataset.live
  if (!url) return
  let source = listen(url)
  // A page in the back-forward cache must hold no connection.
  addEventListener('pagehide', () => source.close())
  addEventListener('pageshow', (event) => {
    if (event.persisted) source = listen(url)
  })
}

function listen(url: string): EventSource {
  const source = new EventSource(url)
  source.addEventListener('comment', ({ data }) => {
    const { id } = JSON.parse(data) as { id: string }
    if (own.has(id) || document.getElementById(`c-${id}`)) return
    news.add(id)
    showNews()
  })
  source.addEventListener('meter', ({ data }) => moveMeters(JSON.parse(data) as Campaign))
  return source
}

function showNews(): void {
  const place = document.querySelector('#discussion > .live')
  const old = place?.firstElementChild
  if (news.size === 0) {
    old?.remove()
    return
  }
  const label = `${plural(words.language, words.newComments, news.size)} – ${words.show}`
  if (old) old.textContent = label
  else {
    const pill = make('button', { type: 'button', class: 'button' }, label)
    pill.addEventListener('click', () => reload(pill))
    place?.append(pill)
  }
}

/** Swaps the discussion for its present state; drafts and open reply forms come along. */
async function reload(pill: HTMLButtonElement): Promise<void> {
  pill.disabled = true
  const fresh = await fetchDiscussion().catch(() => null)
  const now = document.getElementById('discussion')
  if (!fresh || !now) {
    location.reload()
    return
  }
  const known = new Set([...now.querySelectorAll('.branch')].map(({ id }) => id))
  const replies = openReplies()
  now.replaceWith(fresh)
  news.clear()
  prepare(fresh)
  for (const id of replies) openReply(id)
  lead(fresh, known)
}

/** To the first comment that was not there before. */
function lead(fresh: Element, known: Set<string>): void {
  const added = [...fresh.querySelectorAll<HTMLElement>('.branch')].filter(
    ({ id }) => !known.has(id),
  )
  for (const branch of added) branch.querySelector('.comment')?.classList.add('is-lit')
  const goal = added[0] ?? fresh.querySelector<HTMLElement>('h2')
  if (!goal) return
  goal.tabIndex = -1
  goal.focus({ preventScroll: true })
  goal.scrollIntoView({ block: added[0] ? 'center' : 'start' })
}

async function fetchDiscussion(): Promise<HTMLElement | null> {
  const response = await fetch(location.href, { cache: 'no-cache' })
  if (!response.ok) return null
  const page = new DOMParser().parseFromString(await response.text(), 'text/html')
  return page.getElementById('discussion')
}
