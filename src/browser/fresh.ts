/** New comments: a mark on each, how many there are, and the way from one to the next that was not read yet. */
import { fill, formatCount, plural } from '../core/plural.js'
import { goTo, TOP_PX } from './go-to.js'
import { keepPlace } from './keep-place.js'
import { type LaterWords, laterWords } from './later.js'
import { make } from './make.js'
import { keepThread, shortId, type Visit } from './thread-state.js'
import { words } from './words.js'

/** Whose end was on the screen for so long was read, not only flown past. */
const READ_MS = 500
/** A weekday says which day within this time; before it the date does. */
const WEEKDAY_MS = 6 * 24 * 60 * 60 * 1000

let visit: Visit | null = null
let later: LaterWords | null = null
/** New ones since the last visit, as the server counts them; null while it is not known. */
let total: { count: number; isMore: boolean } | null = null
/** Up to which moment they were counted. */
let countedAt: string | undefined

const marks = () => [...document.querySelectorAll<HTMLElement>('.fresh-mark')]
const isOwn = (mark: Element) => mark.closest('.comment')?.querySelector('[data-own]') != null
const unread = () => marks().filter((mark) => !mark.matches('.is-read') && !isOwn(mark))

// One's own from another device were marked as new until it was known whose they are.
document.addEventListener('own-linked', () => show())

/** Marks these branches as new, and says how many new ones there are. */
export async function showFresh(now: Visit, branches: HTMLElement[]): Promise<void> {
  visit = now
  later ??= await laterWords()
  for (const branch of branches) mark(branch, later)
  const { moment } = document.getElementById('discussion')?.dataset ?? {}
  if (countedAt !== (moment ?? '')) {
    countedAt = moment ?? ''
    await count(now)
  }
  show()
}

function mark(branch: HTMLElement, { isNew }: LaterWords): void {
  const comment = branch.querySelector(':scope > .comment:not(.is-placeholder)')
  const head = comment?.querySelector('.comment-head')
  const foot = comment?.querySelector('.comment-foot')
  if (!visit || !head || !foot || head.querySelector('.fresh-mark')) return
  const isRead = visit.read.has(shortId(branch.id))
  const sign = make('span', { class: isRead ? 'fresh-mark is-read' : 'fresh-mark' }, isNew)
  const when = head.querySelector('.when')
  if (when) when.before(sign)
  else head.append(sign)
  if (!isRead) watching.observe(foot)
}

const waiting = new Map<Element, ReturnType<typeof setTimeout>>()
const watching = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      clearTimeout(waiting.get(target))
      if (isIntersecting) waiting.set(target, setTimeout(noteRead, READ_MS, target))
    }
  },
  { threshold: 1 },
)

function noteRead(foot: Element): void {
  watching.unobserve(foot)
  waiting.delete(foot)
  const branch = foot.closest('.branch')
  if (!visit || !branch) return
  visit.read.add(shortId(branch.id))
  foot.closest('.comment')?.querySelector('.fresh-mark')?.classList.add('is-read')
  keepThread(visit.slug, { read: [...visit.read] })
  show()
}

async function count({ slug, since }: Visit): Promise<void> {
  const url = `/api/v1/articles/${encodeURIComponent(slug)}/new?since=${isoOf(since)}`
  const response = await fetch(url).catch(() => null)
  if (response?.ok) total = (await response.json()) as typeof total
}

const isoOf = (ms: number) => new Date(ms).toISOString()

/** To the next new one that was not read, or with -1 to the new one before. */
export function goToNew(step: 1 | -1 = 1): void {
  const goal = step === 1 ? nextUnread() : before()
  const branch = goal?.closest<HTMLElement>('.branch')
  if (branch) goTo(branch)
  // The rest is elsewhere; where there is none nobody is sent away from what they read.
  else if (step === 1) document.querySelector<HTMLElement>('.fresh-next a, .fresh a')?.focus()
}

/** After where the reader is; at the end it begins again at the top. */
function nextUnread(): HTMLElement | undefined {
  const here = document.activeElement?.closest('.branch')
  const left = unread()
  const isAfter = (one: HTMLElement) =>
    here
      ? one.closest('.branch') !== here && follows(here, one)
      : one.getBoundingClientRect().top > TOP_PX
  return left.find(isAfter) ?? left.find((one) => one.closest('.branch') !== here)
}

function before(): HTMLElement | undefined {
  const here = document.activeElement?.closest('.branch')
  return marks().findLast((one) =>
    here ? follows(one, here) : one.getBoundingClientRect().bottom < TOP_PX,
  )
}

const follows = (one: Element, other: Element): boolean =>
  (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0

/** The line under the heading, and the button at the end of the screen. */
function show(): void {
  const here = marks().filter((one) => !isOwn(one)).length
  const all = Math.max(total?.count ?? 0, here)
  if (all === 0 || !visit || !later) return
  const left = unread().length
  showLine(visit, later, { all, here, left })
  showNext(later, { all, here, left })
}

type Counts = { all: number; here: number; left: number }

function showLine(now: Visit, sentences: LaterWords, { all, here, left }: Counts): void {
  const row = document.querySelector('#discussion > .ways-row')
  if (!row) return
  const line = row.querySelector('.fresh') ?? make('p', { class: 'fresh', tabindex: '-1' })
  if (!line.isConnected) keepPlace(() => row.append(line))
  const date = dateOf(now.sinceAt)
  const label = total?.isMore
    ? fill(sentences.moreNewSince, { count: formatCount(words.language, all), date })
    : plural(words.language, sentences.newSince, all, { date })
  write(line, 'strong', label)
  const next = left === here ? sentences.firstNew : sentences.nextNew
  write(line, 'button', left > 0 ? next : '', () => goToNew())
  write(line, 'span', left === 0 && here > 0 && all === here ? sentences.noneLeft : '')
  write(line, 'a', all > here || total?.isMore ? sentences.listNew : '')
  line.querySelector('a')?.setAttribute('href', listUrl())
}

/** Within thumb's reach while there is something left to read: here, or then elsewhere. */
function showNext(sentences: LaterWords, counts: Counts): void {
  const discussion = document.getElementById('discussion')
  const { all, here, left } = counts
  const elsewhere = here > 0 ? all - here : 0
  const place = discussion?.querySelector('.fresh-next') ?? make('div', { class: 'fresh-next' })
  const count = (label: string, number: number) =>
    number > 0 ? `${label} (${formatCount(words.language, number)})` : ''
  write(place, 'button', count(sentences.nextNew, left), () => goToNew())
  write(place, 'a', left > 0 ? '' : count(sentences.listNew, elsewhere))
  place.querySelector('a')?.setAttribute('href', listUrl())
  for (const one of place.children) one.classList.add('button')
  if (place.children.length === 0) place.remove()
  else if (!place.isConnected) discussion?.append(place)
}

const listUrl = (): string =>
  visit ? `/articles/${encodeURIComponent(visit.slug)}/find?since=${isoOf(visit.since)}` : ''

/** One element of a line: made when it is first needed, taken away with ''. It keeps the focus while it stays. */
function write(
  line: Element,
  tag: 'strong' | 'button' | 'span' | 'a',
  label: string,
  act?: () => void,
): void {
  const known = line.querySelector(tag)
  if (label === '') known?.remove()
  else if (known) known.textContent = label
  else {
    const made = make(tag, tag === 'button' ? { type: 'button' } : {}, label)
    if (act) made.addEventListener('click', act)
    line.append(made)
  }
}

function dateOf(ms: number): string {
  const options: Intl.DateTimeFormatOptions =
    Date.now() - ms < WEEKDAY_MS
      ? { weekday: 'long', hour: 'numeric', minute: '2-digit' }
      : { dateStyle: 'medium' }
  return new Date(ms).toLocaleString(words.language, options)
}
