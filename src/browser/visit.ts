/** What is new since the last visit. A visit lasts until nothing was done for half an hour, however many pages it has. */
import { timeOfId } from '../core/id-time.js'
import { keepFor, recall } from './kept.js'
import { ownPosted } from './own-posted.js'
import { keepThread, recallThread, shortId, type Visit } from './thread-state.js'

/** Who comes back sooner goes on where they were. */
const VISIT_GAP_MS = 30 * 60 * 1000
/** Set in the browser for as long as its window is open: this account keeps no visits. */
const NO_VISITS = 'no-visits'

let visit: Visit | null = null

const place = () => document.querySelector<HTMLElement>('#discussion[data-slug]')

/** Begins or goes on. Marks what is new. */
export async function startVisit(): Promise<void> {
  const slug = place()?.dataset.slug
  if (!slug) return
  const until = shownUntil()
  const state = recallThread(slug)
  const isOngoing = state?.since !== undefined && Date.now() - (state.at ?? 0) < VISIT_GAP_MS
  let [since, sinceAt] = isOngoing
    ? [state.since ?? 0, state.sinceAt ?? 0]
    : [state?.seen, state?.seenAt ?? Date.now()]
  if (until !== null && isSignedIn() && recall('visit', NO_VISITS) === null) {
    const { syncVisit } = await import('./sync-visit.js')
    const { before, isKept, toldAt } = await syncVisit(slug, until, {
      isOngoing,
      toldAt: state?.told ?? 0,
    })
    if (!isKept) keepFor('visit', NO_VISITS, true)
    if (before > (since ?? 0)) [since, sinceAt] = [before, before]
    keepThread(slug, { told: toldAt })
  }
  since ??= until ?? Number.POSITIVE_INFINITY
  visit = {
    slug,
    since,
    sinceAt,
    read: new Set(isOngoing ? state.read : []),
    own: new Set(state?.own),
  }
  const read = [...visit.read]
  const seen = Math.max(state?.seen ?? 0, until ?? 0)
  // The page of one comment shows what is new, but is not the discussion.
  if (until !== null) keepThread(slug, { since, sinceAt, read, seen, seenAt: Date.now() })
  else if (state?.seen !== undefined) keepThread(slug, { since, sinceAt, read })
  markNew(document)
}

/** The discussion was shown anew: what is on it now is seen. */
export function noteSeen(): void {
  const until = shownUntil()
  if (visit && until !== null) keepThread(visit.slug, { seen: until, seenAt: Date.now() })
}

/** Marks what is new in what came to the page. */
export function markNew(root: ParentNode): void {
  const now = visit
  if (!now) return
  const branches = [...root.querySelectorAll<HTMLElement>('.branch')].filter((branch) => {
    const id = branch.id.slice('c-'.length)
    return timeOfId(id) > now.since && !ownPosted.has(id) && !now.own.has(shortId(id))
  })
  if (branches.length > 0 || (shownUntil() ?? 0) > now.since)
    void import('./fresh.js').then(({ showFresh }) => showFresh(now, branches))
}

/** Up to when comments are on the page; null where it does not say. */
function shownUntil(): number | null {
  const moment = place()?.dataset.moment
  return moment ? timeOfId(moment) : null
}

const isSignedIn = (): boolean => document.querySelector('.account-link[href="/account"]') !== null

/** The reader came back to an open page after the visit was over: its next loading begins another one. */
let isOver = false

// The half hour begins when the reader goes.
document.addEventListener('visibilitychange', () => {
  const state = visit && recallThread(visit.slug)
  if (!visit || !state) return
  if (document.visibilityState === 'visible')
    isOver ||= Date.now() - (state.at ?? 0) >= VISIT_GAP_MS
  else if (!isOver) keepThread(visit.slug, {})
})
