/** What runs on every page: small helps over HTML that works without them. */
import './styles/fonts.css'
import './styles/base.css'
import './styles/frame.css'
import './styles/card.css'
import './styles/front.css'
import './styles/article.css'
import './styles/meter.css'
import './styles/discussion.css'
import './styles/comment.css'
import './styles/copies.css'
import './styles/votes.css'
import './styles/marks.css'
import './styles/ways.css'
import './styles/fresh.css'
import './styles/find.css'
import './styles/form.css'
import './styles/writing.css'
import './styles/nudge.css'
import './styles/media.css'
import './styles/account.css'
import './styles/policy.css'
import './styles/learning.css'
import './styles/print.css'
import { keepDraft, restoreDraft } from './drafts.js'
import { foldByClick, unfoldAround } from './fold.js'
import { sendPlainly, WRITING_FORMS } from './form-fields.js'
import { goLive } from './live.js'
import { loadWriting, restoreWhatWasBegun } from './load-writing.js'
import { actByClick, actByKey } from './on-demand.js'
import { linkOwnComments } from './own-comments.js'
import './pictures.js'
import { prepare } from './prepare.js'
import { closeReply, toggleReply } from './reply-form.js'
import { sweepThreads } from './thread-state.js'
import { startVisit } from './visit.js'

const formOf = ({ target }: Event): HTMLFormElement | null =>
  target instanceof Element ? target.closest<HTMLFormElement>(WRITING_FORMS) : null

document.addEventListener('click', (event) => {
  const { target } = event
  const isPlain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
  if (!(target instanceof Element) || !isPlain) return
  const reply = target.closest<HTMLElement>('[data-reply]')
  if (reply ? toggleReply(reply) : actByClick(target) || foldByClick(target)) event.preventDefault()
})

document.addEventListener('focusin', (event) => {
  const form = formOf(event)
  // Without the tools it is a plain form.
  if (form) loadWriting().then(({ furnish }) => furnish(form), quietly)
})

document.addEventListener('input', (event) => {
  const form = formOf(event)
  if (form) keepDraft(form)
})

document.addEventListener('submit', (event) => {
  const form = formOf(event)
  if (!form) return
  event.preventDefault()
  const button = event.submitter
  loadWriting().then(
    ({ submit }) => submit(form, button),
    () => sendPlainly(form, button),
  )
})

document.addEventListener('keydown', (event) => {
  const form = formOf(event)
  if (!form) return actByKey(event)
  if (event.key === 'Escape' && form.classList.contains('is-inline')) closeReply(form)
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit()
})

let isQuoting = false

document.addEventListener('selectionchange', () => {
  const selection = isQuoting ? null : getSelection()
  if (!selection || selection.isCollapsed) return
  const { anchorNode: at } = selection
  if (!(at instanceof Element ? at : at?.parentElement)?.closest('.comment-text')) return
  isQuoting = true
  import('./writing/quote.js').then(({ offerQuotes }) => offerQuotes(), quietly)
})

function quietly(): void {
  // It could not be loaded: the page goes on without it.
}

function openTarget(): void {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)))
  if (target) unfoldAround(target)
}

document.addEventListener('reply-opens', (event) => {
  const form = formOf(event)
  if (!form) return
  restoreDraft(form)
  loadWriting().then(({ restore }) => restore(form), quietly)
})

/**
 * After the first picture of the page: numbers and dates of a language, and what is kept in the browser, each take it
 * tens of milliseconds at first, more than all else together. A hidden page paints none.
 */
function whenSeen(act: () => void): void {
  if (document.visibilityState === 'hidden') act()
  else requestAnimationFrame(() => setTimeout(act))
}

document.documentElement.classList.add('has-script')
addEventListener('hashchange', openTarget)
whenSeen(() => {
  prepare(document)
  openTarget()
  void startVisit()
  goLive()
  linkOwnComments()
  restoreWhatWasBegun().catch(quietly)
  sweepThreads()
})
