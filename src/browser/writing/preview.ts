/** The preview in the form: made by the server as the comment would be, and anew when its writer pauses. */
import { fieldOf, slugOf, textOf } from '../form-fields.js'
import { make, note } from '../make.js'
import type { WritingWords } from './words.js'

/** A pause in typing after which it is made anew. */
const PAUSE_MS = 800

type Preview = {
  html: string
  language: string | null
  dir: string
  problem: { detail: string } | null
}

/** Opens the preview of a form, or closes it when it is open. */
export function togglePreview(form: HTMLFormElement, button: HTMLElement, own: WritingWords): void {
  const open = form.querySelector('.preview')
  button.textContent = open ? own.preview : own.closePreview
  button.setAttribute('aria-expanded', String(!open))
  if (open) open.remove()
  else openPreview(form, button, own)
}

function openPreview(form: HTMLFormElement, button: HTMLElement, own: WritingWords): void {
  const place = make('section', {
    class: 'preview',
    'aria-label': own.previewTitle,
  })
  form.querySelector('.form-foot')?.before(place)
  const show = () => void fill(form, place, own)
  let timer: ReturnType<typeof setTimeout> | undefined
  const later = () => {
    clearTimeout(timer)
    if (place.isConnected) timer = setTimeout(show, PAUSE_MS)
    else close()
  }
  const close = () => {
    form.removeEventListener('input', later)
    button.textContent = own.preview
    button.setAttribute('aria-expanded', 'false')
  }
  form.addEventListener('input', later)
  show()
}

let latest = 0

async function fill(form: HTMLFormElement, place: HTMLElement, own: WritingWords): Promise<void> {
  latest += 1
  const mine = latest
  const made = await ask(form).catch(() => note('problem', own.previewFailed))
  // What was asked later is newer, whichever answer comes last.
  if (mine === latest) place.replaceChildren(...(Array.isArray(made) ? made : [made]))
}

async function ask(form: HTMLFormElement): Promise<HTMLElement | HTMLElement[]> {
  const name = fieldOf<HTMLInputElement>(form, 'name')?.value.trim()
  const article = slugOf(form)
  const response = await fetch('/api/v1/preview', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      text: textOf(form)?.value ?? '',
      ...(article && { article }),
      ...(name && { name }),
    }),
  })
  const answer = (await response.json()) as Preview & { detail: string }
  if (!response.ok) return note('problem', answer.detail)
  const text = make('div', { class: 'comment-text', lang: answer.language ?? '', dir: answer.dir })
  // Cleaned by the server, as the comment itself will be.
  text.innerHTML = answer.html
  return answer.problem ? [note('problem', answer.problem.detail), text] : [text]
}
