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
import './styles/form.css'
import './styles/media.css'
import './styles/account.css'
import './styles/print.css'
import { formOf } from './comment-form.js'
import { keepDraft, sweepDrafts } from './drafts.js'
import { foldByClick, unfoldAround } from './fold.js'
import { goLive } from './live.js'
import { linkOwnComments } from './own-comments.js'
import { arePicturesReady } from './pictures.js'
import { postComment } from './post-comment.js'
import { prepare } from './prepare.js'
import { closeReply, toggleReply } from './reply-form.js'

document.addEventListener('click', (event) => {
  const { target } = event
  const isPlain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
  if (!(target instanceof Element) || !isPlain) return
  const reply = target.closest<HTMLElement>('[data-reply]')
  if (reply ? toggleReply(reply) : foldByClick(target)) event.preventDefault()
})

document.addEventListener('input', (event) => {
  const form = formOf(event.target)
  if (form) keepDraft(form)
})

document.addEventListener('submit', (event) => {
  const form = formOf(event.target)
  if (!form) return
  event.preventDefault()
  void arePicturesReady(form).then((isReady) => {
    if (isReady) return postComment(form)
  })
})

document.addEventListener('keydown', (event) => {
  const form = formOf(event.target)
  if (!form) return
  if (event.key === 'Escape' && form.classList.contains('is-inline')) closeReply(form)
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit()
})

function openTarget(): void {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)))
  if (target) unfoldAround(target)
}

document.documentElement.classList.add('has-script')
sweepDrafts()
prepare(document)
openTarget()
addEventListener('hashchange', openTarget)
goLive()
linkOwnComments()
