/** Quoting: who selects words of a comment is offered to answer them, by a button beside them or by "Reply". */
import { make } from '../make.js'
import { formFor, openReply } from '../reply-form.js'
import { words as sentences } from '../words.js'

/** Selecting goes on for a while: the button comes when it rests. */
const REST_MS = 200
/** Pixels between the selection and the button. */
const GAP = 4

type Quotable = {
  /** Of the comment. */
  id: string
  words: string
  comment: HTMLElement
  text: Element
  /** The last line of what is selected. */
  last: DOMRect
}

/** What is selected, if it is within the text of one comment that can be answered. */
function quotable(): Quotable | null {
  const selection = getSelection()
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null
  const range = selection.getRangeAt(0)
  const within = range.commonAncestorContainer
  const text = (within instanceof Element ? within : within.parentElement)?.closest('.comment-text')
  const comment = text?.closest<HTMLElement>('.comment')
  const id = comment?.querySelector<HTMLElement>('[data-reply]')?.dataset.reply
  const words = selection.toString()
  if (!text || !comment || !id || words.trim() === '') return null
  const lines = range.getClientRects()
  const last = lines[lines.length - 1] ?? range.getBoundingClientRect()
  return { id, words, comment, text, last }
}

const button = make('button', { type: 'button', class: 'button is-small quote-button' })
button.textContent = sentences.quote
let timer: ReturnType<typeof setTimeout> | undefined
let offered: Quotable | null = null

// A press of the mouse would end the selection before the click comes.
button.addEventListener('mousedown', (event) => event.preventDefault())
button.addEventListener('click', () => offered && void quote(offered))

/** Offers it now, and whenever something else is selected. */
export function offerQuotes(): void {
  document.addEventListener('selectionchange', lookSoon)
  lookSoon()
  // A press on "Reply" ends the selection too.
  let pressed: Quotable | null = null
  const press = () => {
    pressed = quotable()
  }
  const click = (event: MouseEvent) => {
    const reply = event.target instanceof Element && event.target.closest('[data-reply]')
    const wanted = quotable() ?? pressed
    pressed = null
    const isPlain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    if (!reply || !isPlain || !wanted?.comment.contains(reply)) return
    event.preventDefault()
    event.stopPropagation()
    void quote(wanted)
  }
  document.addEventListener('pointerdown', press, { capture: true })
  document.addEventListener('click', click, { capture: true })
}

function lookSoon(): void {
  clearTimeout(timer)
  timer = setTimeout(show, REST_MS)
}

function show(): void {
  offered = quotable()
  if (offered) place(offered)
  else button.remove()
}

/** Under the selection; at the end of the text, where it would cover the other ways to answer, among them. */
function place({ comment, text, last }: Quotable): void {
  // Behind the text, so that Tab leads from what is selected to it.
  text.after(button)
  button.classList.add('is-floating')
  const box = comment.getBoundingClientRect()
  const top = last.bottom + GAP
  if (top + button.offsetHeight > text.getBoundingClientRect().bottom) {
    button.classList.remove('is-floating')
    comment.querySelector('.reply')?.after(button)
    return
  }
  const end = getComputedStyle(comment).direction === 'rtl' ? last.left : last.right
  const left = end - box.left - button.offsetWidth / 2
  button.style.top = `${top - box.top}px`
  button.style.left = `${Math.max(0, Math.min(left, box.width - button.offsetWidth))}px`
}

async function quote({ id, words }: Quotable): Promise<void> {
  const form = formFor(id) ?? openReply(id)
  button.remove()
  getSelection()?.removeAllRanges()
  if (form) await (await import('./index.js')).insertQuote(form, words)
}
