/** News of this thread and of the meter, as they happen, without moving what is being read. */
import { plural } from '../core/plural.js'
import { slugOf } from './form-fields.js'
import { make } from './make.js'
import { type Campaign, moveMeters } from './move-meter.js'
import { noteOwn, ownPosted as own } from './own-posted.js'
import { words } from './words.js'

/** Pauses before connecting again where the browser gave up by itself: the server refused, or is not there. */
const PAUSE_MS = { least: 5_000, most: 5 * 60_000 }

/** By id, with what they answer; undefined where it was not told. */
const news = new Map<string, string | null | undefined>()
/** Comments in the thread when the page, or what was last shown of it, was made; then as it was told. */
let total = 0
/** New comments that were not told one by one. */
let uncounted = 0
/** Own comments that the heading counts already. */
let ownShown = 0

/** Our own comment is no news to us, whichever arrives first: the answer or the event. */
export function countAsOwn(id: string): void {
  noteOwn(id)
  if (news.delete(id)) showNews()
}

let underWay = 0

/** Told while a comment of ours is on its way: nobody knows whether it is that one. */
const held: typeof news = new Map()

/** While a comment of ours is on its way what is told waits. */
export function holdNews(by: 1 | -1): void {
  underWay += by
  if (underWay > 0) return
  for (const [id, parentId] of held) news.set(id, parentId)
  held.clear()
  if (news.size > 0) showNews()
}

/** Listens for as long as the page is shown. */
export function goLive(): void {
  const { live: url, moment } = document.querySelector<HTMLElement>('[data-live]')?.dataset ?? {}
  if (!url) return
  total = shownTotal()
  lastId = moment ?? ''
  let stop = listen(url, lastId)
  // A page in the back-forward cache must hold no connection.
  addEventListener('pagehide', () => stop())
  addEventListener('pageshow', (event) => {
    if (event.persisted) stop = listen(url, lastId)
  })
}

let lastId = ''
let failures = 0

/** Connects for as long as it takes, and says nothing when it cannot. @returns the function that ends it */
function listen(url: string, after: string): () => void {
  const source = new EventSource(
    (after && `${url}?lastEventId=${encodeURIComponent(after)}`) || url,
  )
  let timer: ReturnType<typeof setTimeout> | undefined
  let stop = () => {
    clearTimeout(timer)
    source.close()
  }
  const hear = (name: string, act: (told: Told) => void) =>
    source.addEventListener(name, ({ data, lastEventId }) => {
      lastId = lastEventId || lastId
      act(JSON.parse(data))
    })
  source.onopen = () => {
    failures = 0
  }
  source.onerror = () => {
    // After a lost connection the browser tries again by itself; after a refusal it does not.
    if (source.readyState !== EventSource.CLOSED) return
    const pause = Math.min(PAUSE_MS.most, PAUSE_MS.least * 2 ** failures++)
    timer = setTimeout(
      () => {
        stop = listen(url, lastId)
      },
      pause * (0.5 + Math.random() / 2),
    )
  }
  hear('comment', (told) => {
    add(told.id, told.parentId)
    total = told.total
  })
  hear('changed', ({ id }) => refresh(id))
  hear('decided', (told) => {
    refresh(told.id)
    if (told.total > total) add(told.id)
    else if (told.total < total && news.delete(told.id)) showNews()
    total = told.total
  })
  hear('reload', (told) => {
    uncounted = Math.max(0, told.total - shownTotal() - news.size - own.size + ownShown)
    total = told.total
    showNews()
    void import('./refresh.js').then(({ refreshAll }) => refreshAll())
  })
  source.addEventListener('picked', ({ data }) => void showPick(JSON.parse(data)))
  source.addEventListener('meter', ({ data }) => moveMeters(JSON.parse(data) as Campaign))
  return () => stop()
}

const showPick = async ({ id, picked }: { id: string; picked: boolean }) =>
  (await import('./pick.js')).showPick(id, picked)

type Told = { id: string; parentId?: string | null; total: number }

/** A comment on the page says something else now. */
function refresh(id: string): void {
  if (!document.getElementById(`c-${id}`)) return
  void import('./refresh.js').then(({ refreshComment, SPREAD_MS }) => refreshComment(id, SPREAD_MS))
}

function add(id: string, parentId?: string | null): void {
  if (own.has(id) || document.getElementById(`c-${id}`)) return
  ;(underWay > 0 ? held : news).set(id, parentId)
  showNews()
}

/** What the heading of the discussion counts; 0 without one. */
const shownTotal = (): number =>
  Number(document.getElementById('discussion-title')?.textContent?.replace(/\D/g, ''))

function showNews(): void {
  if (underWay > 0) return
  const place = document.querySelector('#discussion > .live')
  const old = place?.firstElementChild
  const count = news.size + uncounted
  if (count === 0) {
    old?.remove()
    return
  }
  const label = `${plural(words.language, words.newComments, count)} – ${words.show}`
  if (old) old.textContent = label
  else {
    const pill = make('button', { type: 'button', class: 'button' }, label)
    pill.addEventListener('click', () => void bring(pill))
    place?.append(pill)
  }
}

/** Brings them in; what is told meanwhile waits for the next time. */
async function bring(pill: HTMLButtonElement): Promise<void> {
  pill.disabled = true
  const [shown, isWhole, now] = [new Map(news), uncounted === 0, total]
  const slug = slugOf(pill)
  const module = await import('./show-news.js')
  await module.showNews({ slug, news: shown, total: isWhole ? now : null, moment: lastId })
  for (const id of shown.keys()) news.delete(id)
  uncounted = 0
  ownShown = own.size
  pill.remove()
  showNews()
}
