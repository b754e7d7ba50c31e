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
import './styles/votes.css'
import './styles/ways.css'
import './styles/fresh.css'
import './styles/find.css'
import './styles/form.css'
import './styles/account.css'
import './styles/print.css'
import { keepDraft, sweepDrafts } from './drafts.js'
import { foldByClick, unfoldAround } from './fold.js'
import { goLive } from './live.js'
import { actByClick, actByKey } from './on-demand.js'
import { linkOwnComments } from './own-comments.js'
import { postComment } from './post-comment.js'
import { prepare } from './prepare.js'
import { closeReply, toggleReply } from './reply-form.js'
import { sweepThreads } from './thread-state.js'
import { startVisit } from './visit.js'

const formOf = (event: Event): HTMLFormElement | null =>
  event.target instanceof Element
    ? event.target.closest<HTMLFormElement>('form[data-comment-form]')
    : null

document.addEventListener('click', (event) => {
  const { target } = event
  const isPlain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
  if (!(target instanceof Element) || !isPlain) return
  const reply = target.closest<HTMLElement>('[data-reply]')
  if (reply ? toggleReply(reply) : actByClick(target) || foldByClick(target)) event.preventDefault()
})

document.addEventListener('input', (event) => {
  const form = formOf(event)
  if (form) keepDraft(form)
})

document.addEventListener('submit', (event) => {
  const form = formOf(event)
  if (!form) return
  event.preventDefault()
  void postComment(form)
})

document.addEventListener('keydown', (event) => {
  const form = formOf(event)
  if (!form) return actByKey(event)
  if (event.key === 'Escape' && form.classList.contains('is-inline')) closeReply(form)
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit()
})

function openTarget(): void {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)))
  if (target) unfoldAround(target)
}

document.documentElement.classList.add('has-script')
sweepDrafts()
sweepThreads()
prepare(document)
openTarget()
addEventListener('hashchange', openTarget)
void startVisit()
goLive()
linkOwnComments()
