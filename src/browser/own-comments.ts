/** Links to change and delete beside one's own comments, and for staff the way to pick. The page is the same for everybody, so they are put in here. */
import { keepFor, recall } from './kept.js'
import { make } from './make.js'
import type { PickWords } from './pick.js'
import { type Words, words } from './words.js'

/** Comments arrive in bunches: one question for all of them. */
const SETTLE_MS = 300
const WROTE = 'wrote'

const labels: Words & Partial<Record<'editOwn' | 'deleteOwn', string>> = words

let waiting: ReturnType<typeof setTimeout> | undefined

/** Whoever never wrote with this browser and is not signed in is not asked about. */
const mayHaveWritten = (): boolean =>
  recall<boolean>('long', WROTE) === true ||
  document.querySelector('a.account-link[href="/account"]') !== null

function look(): void {
  clearTimeout(waiting)
  waiting = setTimeout(() => void linkOwn(), SETTLE_MS)
}

async function linkOwn(): Promise<void> {
  const slug = document.querySelector<HTMLElement>('#discussion[data-slug]')?.dataset.slug
  if (!slug || !mayHaveWritten() || document.querySelector('.branch') === null) return
  const response = await fetch(`/api/v1/articles/${encodeURIComponent(slug)}/own`).catch(() => null)
  const answer: unknown = response?.ok ? await response.json().catch(() => null) : null
  if (typeof answer !== 'object' || answer === null || !('own' in answer)) return
  for (const { id } of answer.own as { id: string }[]) link(id)
  const { picking } = answer as { picking?: PickWords | null }
  if (picking) (await import('./pick.js')).offerPicks(picking)
  document.dispatchEvent(new Event('own-linked'))
}

function link(id: string): void {
  const comment = document.getElementById(`c-${id}`)?.querySelector(':scope > .comment')
  if (!comment || comment.querySelector('[data-own]')) return
  const foot = comment.querySelector('.comment-foot') ?? make('p', { class: 'comment-foot' })
  for (const [kind, label] of [
    ['edit', labels.editOwn],
    ['delete', labels.deleteOwn],
  ] as const)
    foot.append(' ', make('a', { href: `/comments/${id}/${kind}`, 'data-own': kind }, label ?? ''))
  comment.append(foot)
}

document.addEventListener('submit', ({ target }) => {
  if (target instanceof Element && target.matches('form[data-comment-form]'))
    keepFor('long', WROTE, true)
})

/** Other changes of the page, such as our own links, are no news. */
const bringsComments = (node: Node): boolean =>
  node instanceof Element &&
  (node.matches('.branch, #discussion') || node.querySelector('.branch') !== null)

/** Also beside comments that come later: one's own, just posted, and the thread when it is shown anew. */
export function linkOwnComments(): void {
  const main = document.querySelector('main')
  if (!main?.querySelector('#discussion')) return
  look()
  new MutationObserver((changes) => {
    if (changes.some(({ addedNodes }) => [...addedNodes].some(bringsComments))) look()
  }).observe(main, { childList: true, subtree: true })
}
