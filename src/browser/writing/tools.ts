/** A small toolbar under the text, and its shortcuts: it takes the place of the hint, so nothing moves. */
import { make } from '../make.js'
import { changeField, selectedOf } from './change-field.js'
import { changeOf, changeOfEnter, pastedLink, type Tool } from './text-changes.js'
import type { WritingWords } from './words.js'

/** Drawn in a square of 24, with lines of 2. */
const ICONS: Record<Tool, string> = {
  bold: 'M7 5h6a3.5 3.5 0 0 1 0 7H7zm0 7h7a3.5 3.5 0 0 1 0 7H7z',
  italic: 'M11 5h7M6 19h7M14.5 5l-5 14',
  quote:
    'M10 7H6a1 1 0 0 0-1 1v4a1 1 0 0 0 1 1h3v1a3 3 0 0 1-3 3m13-10h-4a1 1 0 0 0-1 1v4a1 1 0 0 0 1 1h3v1a3 3 0 0 1-3 3',
  list: 'M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01',
  link: 'M10 14a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.7-5.7l-1 1m2 3.7a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1-1',
  code: 'm8 7-5 5 5 5m8-10 5 5-5 5',
}
const TOOLS = Object.keys(ICONS) as Tool[]
const KEYS: Partial<Record<Tool, string>> = { bold: 'b', italic: 'i', link: 'k' }

const isMac = /Mac|iP(hone|ad|od)/.test(navigator.platform)

/** @returns where something short can be said beside the tools */
export function openTools(
  form: HTMLFormElement,
  field: HTMLTextAreaElement,
  words: WritingWords,
): HTMLElement {
  const bar = make('div', { class: 'tools', role: 'toolbar', 'aria-label': words.toolbar })
  for (const tool of TOOLS) bar.append(buttonOf(tool, words, field))
  const aside = make('span', { class: 'tools-aside' })
  const row = make('div', { class: 'tools-row' }, bar, aside)
  const hint = form.querySelector<HTMLElement>('.hint')
  if (hint) hint.hidden = true
  if (hint) hint.before(row)
  else field.closest('label')?.after(row)
  moveByArrows(bar)
  listen(field)
  return aside
}

function buttonOf(tool: Tool, words: WritingWords, field: HTMLTextAreaElement): HTMLElement {
  const key = KEYS[tool]
  const shortcut = key && (isMac ? `⌘${key.toUpperCase()}` : `Ctrl+${key.toUpperCase()}`)
  const button = make('button', {
    type: 'button',
    class: 'tool',
    tabindex: tool === TOOLS[0] ? '0' : '-1',
    'aria-label': words[tool],
    title: shortcut ? `${words[tool]} (${shortcut})` : words[tool],
    ...(key && { 'aria-keyshortcuts': `${isMac ? 'Meta' : 'Control'}+${key.toUpperCase()}` }),
  })
  button.append(iconOf(ICONS[tool]))
  // The text keeps its selection, and a telephone its keyboard.
  button.addEventListener('mousedown', (event) => event.preventDefault())
  button.addEventListener('click', () => changeField(field, changeOf(tool, selectedOf(field))))
  return button
}

const SVG = 'http://www.w3.org/2000/svg'

function iconOf(path: string): SVGElement {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  const line = document.createElementNS(SVG, 'path')
  line.setAttribute('d', path)
  svg.append(line)
  return svg
}

/** One stop for Tab; arrows, Home and End move within. */
function moveByArrows(bar: HTMLElement): void {
  const buttons = [...bar.querySelectorAll<HTMLElement>('.tool')]
  bar.addEventListener('keydown', (event) => {
    const at = buttons.indexOf(document.activeElement as HTMLElement)
    const forward = getComputedStyle(bar).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
    const back = forward === 'ArrowRight' ? 'ArrowLeft' : 'ArrowRight'
    const to = { [forward]: at + 1, [back]: at - 1, Home: 0, End: buttons.length - 1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    buttons.at(to % buttons.length)?.focus()
  })
  bar.addEventListener('focusin', ({ target }) => {
    for (const button of buttons) button.tabIndex = button === target ? 0 : -1
  })
}

function listen(field: HTMLTextAreaElement): void {
  field.addEventListener('keydown', (event) => {
    if (event.isComposing || event.altKey || event.shiftKey || event.defaultPrevented) return
    const isCommand = isMac ? event.metaKey : event.ctrlKey
    const tool = isCommand && TOOLS.find((one) => KEYS[one] === event.key.toLowerCase())
    const isEnter = event.key === 'Enter' && !event.ctrlKey && !event.metaKey
    const change = tool
      ? changeOf(tool, selectedOf(field))
      : isEnter && changeOfEnter(selectedOf(field))
    if (!change) return
    event.preventDefault()
    changeField(field, change)
  })
  field.addEventListener('paste', (event) => {
    const change = pastedLink(selectedOf(field), event.clipboardData?.getData('text/plain') ?? '')
    if (!change) return
    event.preventDefault()
    changeField(field, change)
  })
}
