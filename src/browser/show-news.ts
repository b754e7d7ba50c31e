/** New comments come into the discussion when the reader asks for them: each into its place, or many with all the rest. */
import { plural } from '../core/plural.js'
import { keepPlace } from './keep-place.js'
import { laterWords } from './later.js'
import { prepare } from './prepare.js'
import { openReplies, openReply } from './reply-form.js'
import { noteSeen } from './visit.js'
import { words } from './words.js'

/** More than these are quicker loaded with the whole discussion. */
const PLACED_MAX = 20

/** New comments by id, with what they answer; undefined where it was not told. */
export type News = Map<string, string | null | undefined>

/** @param input.total published comments in the thread now; null when some were not told one by one */
export async function showNews(input: {
  slug: string
  news: News
  total: number | null
  moment: string
}): Promise<void> {
  const { news, total } = input
  const isPlaced =
    total !== null && news.size <= PLACED_MAX && ![...news.values()].includes(undefined)
  if (!isPlaced || !(await place({ ...input, total }))) await reload()
}

/** @returns false when they could not be fetched */
async function place(input: {
  slug: string
  news: News
  total: number
  moment: string
}): Promise<boolean> {
  const { slug, news, total, moment } = input
  const discussion = document.getElementById('discussion')
  const found = await Promise.all([...news].map(([id]) => fetchBranch(slug, id)))
  if (!discussion || found.includes('failed')) return false
  const sentences = await laterWords()
  const added: HTMLElement[] = []
  keepPlace(() => {
    for (const [at, parentId] of [...news.values()].entries()) {
      const branch = found[at]
      if (branch instanceof HTMLElement && insert(branch, parentId ?? null)) added.push(branch)
    }
  })
  const title = document.getElementById('discussion-title')
  if (title) title.textContent = plural(words.language, sentences.comments, total)
  // "Nobody has written here yet" is over.
  discussion.querySelector(':scope > .quiet')?.remove()
  discussion.dataset.moment = moment
  noteSeen()
  prepare(discussion)
  lead(discussion, added)
  return true
}

async function fetchBranch(slug: string, id: string): Promise<HTMLElement | 'gone' | 'failed'> {
  const url = `/articles/${encodeURIComponent(slug)}/comments/${id}/alone`
  const response = await fetch(url, { cache: 'no-cache' }).catch(() => null)
  if (response?.status === 404) return 'gone'
  if (!response?.ok) return 'failed'
  const parsed = new DOMParser().parseFromString(await response.text(), 'text/html')
  return parsed.querySelector<HTMLElement>('.branch') ?? 'gone'
}

/** @returns false when its place is on another page */
function insert(branch: HTMLElement, parentId: string | null): boolean {
  if (document.getElementById(branch.id)) return false
  if (parentId === null) return insertRoot(branch)
  const parent = document.getElementById(`c-${parentId}`)
  if (!parent) return false
  let list = parent.querySelector(':scope > .replies')
  if (!list) {
    list = document.createElement('ol')
    list.className = 'replies'
    parent.append(list)
  }
  list.insertBefore(branch, list.querySelector(':scope > .more'))
  return true
}

/** First on the first page, where it is looked for; in the order of time at the end, once the end is there. */
function insertRoot(branch: HTMLElement): boolean {
  const list = document.querySelector('#discussion > .thread')
  const query = new URLSearchParams(location.search)
  const isOldest = query.get('order') === 'oldest'
  const hasMore = document.querySelector('#discussion > .pager > [rel="next"]') !== null
  if (!list || (isOldest ? hasMore : query.has('after'))) return false
  if (isOldest) list.append(branch)
  else list.prepend(branch)
  return true
}

/** Swaps the discussion for its present state; drafts and open reply forms come along. */
async function reload(): Promise<void> {
  const fresh = await fetchDiscussion().catch(() => null)
  const now = document.getElementById('discussion')
  if (!fresh || !now) {
    location.reload()
    return
  }
  const known = new Set([...now.querySelectorAll('.branch')].map(({ id }) => id))
  const replies = openReplies()
  now.replaceWith(fresh)
  noteSeen()
  prepare(fresh)
  for (const id of replies) openReply(id)
  lead(
    fresh,
    [...fresh.querySelectorAll<HTMLElement>('.branch')].filter(({ id }) => !known.has(id)),
  )
}

/** To the first comment that was not there before; without one to the heading, under which is said where they are. */
function lead(discussion: Element, added: HTMLElement[]): void {
  for (const branch of added) branch.querySelector('.comment')?.classList.add('is-lit')
  const first = [...discussion.querySelectorAll<HTMLElement>('.branch')].find((branch) =>
    added.includes(branch),
  )
  const goal = first ?? discussion.querySelector<HTMLElement>('h2')
  if (!goal) return
  goal.tabIndex = -1
  goal.focus({ preventScroll: true })
  goal.scrollIntoView({ block: first ? 'center' : 'start' })
}

async function fetchDiscussion(): Promise<HTMLElement | null> {
  const response = await fetch(location.href, { cache: 'no-cache' })
  if (!response.ok) return null
  const page = new DOMParser().parseFromString(await response.text(), 'text/html')
  return page.getElementById('discussion')
}
