/** What a discussion needs when it is used: loaded by the first click or key that asks for it. */
import { areKeysOn } from './key-switch.js'

const KEYS = 'npas/?'

/** @returns true when the click was one on what only script can do */
export function actByClick(target: Element): boolean {
  const opener = target.closest<HTMLElement>('.acts-open')
  const more = target.closest<HTMLAnchorElement>(
    '#discussion .more > a, #discussion > .pager > a[rel="next"]',
  )
  const keys = target.closest('.keys-open')
  if (opener) void import('./comment-acts.js').then(({ toggleActs }) => toggleActs(opener))
  else if (more) void import('./show-more.js').then(({ showMore }) => showMore(more))
  else if (keys) void import('./keys.js').then(({ showHelp }) => showHelp())
  return Boolean(opener ?? more ?? keys)
}

/** Single keys: nothing in fields, nothing with another key held, nothing where there is no discussion. */
export function actByKey(event: KeyboardEvent): void {
  const { target, key } = event
  const isHeld = event.ctrlKey || event.metaKey || event.altKey
  if (isHeld || event.isComposing || !KEYS.includes(key) || event.defaultPrevented) return
  if (!(target instanceof Element) || !document.getElementById('discussion')) return
  if (target.closest('input, textarea, select, [contenteditable], dialog')) return
  if (!areKeysOn()) return
  event.preventDefault()
  void import('./keys.js').then(({ press }) => press(key))
}
