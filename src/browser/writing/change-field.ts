/** Changing a text field as if it had been typed: one step for undo, and heard like typing. */
import type { Change, Selected } from './text-changes.js'

export const selectedOf = (field: HTMLTextAreaElement): Selected => ({
  value: field.value,
  start: field.selectionStart,
  end: field.selectionEnd,
})

export function changeField(field: HTMLTextAreaElement, change: Change): void {
  field.focus()
  field.setSelectionRange(change.start, change.end)
  if (!type(change.text)) {
    field.setRangeText(change.text, change.start, change.end, 'end')
    field.dispatchEvent(new InputEvent('input', { bubbles: true }))
  }
  field.setSelectionRange(change.selectStart, change.selectEnd)
}

/** Deprecated, and the only way that browsers offer to change a field so that Ctrl+Z takes it back. */
const type = (text: string): boolean =>
  text === '' ? document.execCommand('delete') : document.execCommand('insertText', false, text)
