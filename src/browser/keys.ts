/** Single keys for finding one's way. They do nothing in fields, and can be switched off (WCAG 2.1.4). */
import { goToNextBy } from './comment-acts.js'
import { goToNew } from './fresh.js'
import { areKeysOn, switchKeys } from './key-switch.js'
import { type LaterWords, laterWords } from './later.js'
import { make } from './make.js'

type Act = { label: keyof LaterWords; does: () => void }

const ACTS: Record<string, Act> = {
  n: { label: 'keyNext', does: () => goToNew() },
  p: { label: 'keyPrevious', does: () => goToNew(-1) },
  a: { label: 'keyAuthor', does: () => goToNextBy('same') },
  s: { label: 'keyStaff', does: () => goToNextBy('staff') },
  '/': { label: 'keyFind', does: openFind },
  '?': { label: 'keyHelp', does: () => void showHelp() },
}

export const press = (key: string): void => ACTS[key]?.does()

function openFind(): void {
  const box = document.querySelector<HTMLDetailsElement>('.find')
  if (!box) return
  box.open = true
  const field = box.querySelector('input')
  field?.focus({ preventScroll: true })
  field?.scrollIntoView({ block: 'center' })
}

/** What the keys do, and the switch. */
export async function showHelp(): Promise<void> {
  const sentences = await laterWords()
  document.querySelector('.keys-help')?.remove()
  const isOn = make('input', { type: 'checkbox' })
  isOn.checked = areKeysOn()
  isOn.addEventListener('change', () => switchKeys(isOn.checked))
  const dialog = make(
    'dialog',
    { class: 'keys-help', 'aria-labelledby': 'keys-title' },
    make('h2', { id: 'keys-title' }, sentences.keysTitle),
    make('dl', {}, ...rowsOf(sentences)),
    make('label', { class: 'choice' }, isOn, sentences.keysOn),
    make('p', { class: 'hint' }, sentences.keysHint),
    make(
      'form',
      { method: 'dialog' },
      make('button', { class: 'button is-small is-quiet' }, sentences.close),
    ),
  )
  dialog.addEventListener('close', () => dialog.remove())
  document.body.append(dialog)
  dialog.showModal()
}

const rowsOf = (sentences: LaterWords): HTMLElement[] =>
  Object.entries(ACTS).map(([key, { label }]) =>
    make('div', {}, make('dt', {}, make('kbd', {}, key)), make('dd', {}, String(sentences[label]))),
  )
