/** Quoting: who selects words of a comment is offered to answer them, by a button beside them or by "Reply". */
import { make } from '../make.js'
import { formFor, openReply } from '../reply-form.js'
import { words } from '../words.js'

/** Selecting goes on for a while: the button comes when it rests. */
const REST_MS = 200

type Quotable = { id: string; text: string; comment: HTMLElement; below: DOMRect }

/** What is selected, if it is within the text of one comment that can be answered. */
function quotable(): Quotable | null {
  const selection = getSelection()
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null
  const range = selection.getRangeAt(0)
  const within = range.commonAncestorContainer
  const place = within instanceof Element ? within : within.parentElement
  const comment = place?.closest('.comment-text')?.closest<HTMLElement>('.comment')
  const id = comment?.querySelector<HTMLElement>('[data-reply]')?.dataset.reply
  const text = selection.toString()
  if (!comment || !id || text.trim() === '') return null
  const lines = range.getClientRects()
  const below = lines[lines.length - 1] ?? range.getBoundingClientRect()
  return { id, text, comment, below }
}

const button = make(
  'button',
  { type: 'button', class: 'button is-small quote-button' },
  words.quote,
)
let timer: ReturnType<typeof setTimeout> | undefined
let offered: Quotable | null = null

// A press of the mouse would end the selection before the click comes.
button.addEventListener('mousedown', (event) => event.preventDefault())
button.addEventListener('click', () => offered && void quote(offered))

/** Offers it now, and whenever something else is selected. */
export function offerQuotes(): void {
  document.addEventListener('selectionchange', lookSoon)
  lookSoon()
  let pressed: Quotable | null = null
  document.addEventListener(
    'pointerdown',
    () => {
      pressed = quotable()
    },
    true,
  )
  document.addEventListener(
    'click',
    (event) => {
      const reply = event.target instanceof Element && event.target.closest('[data-reply]')
      const wanted = quotable() ?? pressed
      pressed = null
      const isPlain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
      if (!reply || !isPlain || !wanted?.comment.contains(reply)) return
      event.preventDefault()
      event.stopPropagation()
      void quote(wanted)
    },
    true,
  )
}

function lookSoon(): void {
  clearTimeout(timer)
  timer = setTimeout(show, REST_MS)
}

function show(): void {
  offered = quotable()
  if (!offered) {
    button.remove()
    return
  }
  const { comment, below } = offered
  // Behind the text, so that Tab leads from what is selected to it.
  comment.querySelector('.comment-text')?.after(button)
  const box = comment.getBoundingClientRect()
  const end = getComputedStyle(comment).direction === 'rtl' ? below.left : below.right
  const left = end - box.left - button.offsetWidth / 2
  button.style.top = `${below.bottom - box.top + 4}px`
  button.style.left = `${Math.max(0, Math.min(left, box.width - button.offsetWidth))}px`
}

async function quote({ id, text }: Quotable): Promise<void> {
  const form = formFor(id) ?? openReply(id)
  button.remove()
  getSelection()?.removeAllRanges()
  if (form) (await import('./index.js')).insertQuote(form, text)
}
