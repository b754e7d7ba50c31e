/** Recommending without leaving the page: own votes are marked, a press counts at once, and failure is told. */
import { slugOf } from './form-fields.js'
import { keepFor, recall } from './kept.js'
import { note } from './make.js'
import { words } from './words.js'

/** After this long we say that we do not know, instead of letting the reader believe it. */
const ANSWER_WAIT_MS = 30_000
/** Kept where a guest has voted: only there, and for readers with an account, is asked what is theirs. */
const HAS_VOTED = 'has-voted'

/** Comments that this reader recommends, as far as this page knows. */
const own = new Set<string>()
/** Votes under way: a second press waits for none, and does nothing. */
const sending = new Set<string>()
let asked: Promise<void> | null = null

/** Marks own votes in what came to the page; asks for them once. */
export function markVotes(root: ParentNode): void {
  const form = root.querySelector<HTMLFormElement>('form[data-vote]')
  if (!form) return
  showAll(root)
  const slug = slugOf(form)
  // Outside a discussion there is no thread to ask about.
  if (slug === '' || !mayHaveVoted()) return
  asked ??= learn(slug)
  void asked.then(() => showAll(root))
}

const mayHaveVoted = (): boolean =>
  recall('long', HAS_VOTED) !== null ||
  document.querySelector('.account-link[href="/account"]') !== null

async function learn(slug: string): Promise<void> {
  const url = `/api/v1/articles/${encodeURIComponent(slug)}/mine`
  const response = await fetch(url).catch(() => null)
  if (!response?.ok) return
  const { recommended } = (await response.json()) as { recommended: string[] }
  // What is pressed meanwhile is newer than this answer.
  for (const id of recommended) if (!sending.has(id)) own.add(id)
}

document.addEventListener('submit', (event) => {
  const { target } = event
  const id = target instanceof HTMLFormElement ? target.dataset.vote : undefined
  if (id === undefined || !(target instanceof HTMLFormElement)) return
  event.preventDefault()
  void toggle(target, id)
})

/** Shows the vote at once, sends it, and shows what the server says. */
async function toggle(form: HTMLFormElement, id: string): Promise<void> {
  if (sending.has(id)) return
  sending.add(id)
  const on = !own.has(id)
  const before = countOf(form)
  keepVote(id, on)
  showVote(form, id, before + (on ? 1 : -1))
  tell(form, null)
  const { recommends, problem } = await send(id, on)
  sending.delete(id)
  if (recommends === null) keepVote(id, !on)
  showVote(form, id, recommends ?? before)
  tell(form, problem)
}

/** @returns the count now, or what went wrong as a sentence */
async function send(
  id: string,
  on: boolean,
): Promise<{ recommends: number | null; problem: string | null }> {
  const unknown = { recommends: null, problem: words.voteUnknown }
  const response = await fetch(`/api/v1/comments/${id}/recommend`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ on }),
    signal: AbortSignal.timeout(ANSWER_WAIT_MS),
  }).catch(() => null)
  const answer: unknown = await response?.json().catch(() => null)
  if (typeof answer !== 'object' || answer === null) return unknown
  if (response?.ok && 'recommends' in answer)
    return { recommends: Number(answer.recommends), problem: null }
  return 'detail' in answer ? { recommends: null, problem: String(answer.detail) } : unknown
}

function keepVote(id: string, on: boolean): void {
  if (on) own.add(id)
  else own.delete(id)
  if (on) keepFor('long', HAS_VOTED, true)
}

function showAll(root: ParentNode): void {
  for (const form of root.querySelectorAll<HTMLFormElement>('form[data-vote]'))
    press(form, own.has(form.dataset.vote ?? ''))
}

function showVote(form: HTMLFormElement, id: string, count: number): void {
  press(form, own.has(id))
  const place = form.querySelector('.votes')
  if (place) place.textContent = count > 0 ? String(count) : ''
}

const press = (form: HTMLFormElement, isOwn: boolean): void =>
  form.querySelector('button')?.setAttribute('aria-pressed', String(isOwn))

const countOf = (form: HTMLFormElement): number => Number(form.querySelector('.votes')?.textContent)

/** Under the comment, instead of what was said before. */
function tell(form: HTMLFormElement, problem: string | null): void {
  const comment = form.closest('.comment')
  const place = comment?.nextElementSibling
  if (place?.matches('.note')) place.remove()
  if (problem !== null) comment?.after(note('problem', problem))
}
