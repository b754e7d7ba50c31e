/** Where the caret stands in a text field: browsers do not tell, so the text is laid out once more, unseen. */

/** What decides where the lines of a field break. */
const COPIED = [
  'boxSizing',
  'inlineSize',
  'padding',
  'borderWidth',
  'font',
  'lineHeight',
  'letterSpacing',
  'wordSpacing',
  'textIndent',
  'direction',
] as const

/** @returns the lower end of the line at this place of the text, in the coordinates of the window */
export function caretOf(field: HTMLTextAreaElement, at: number): { x: number; y: number } {
  const copy = document.createElement('div')
  const style = getComputedStyle(field)
  for (const name of COPIED) copy.style[name] = style[name]
  Object.assign(copy.style, {
    position: 'absolute',
    visibility: 'hidden',
    insetBlockStart: '0',
    borderStyle: 'solid',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  })
  const mark = document.createElement('span')
  mark.textContent = '\u200b'
  copy.append(field.value.slice(0, at), mark)
  document.body.append(copy)
  const [outer, inner] = [copy.getBoundingClientRect(), mark.getBoundingClientRect()]
  copy.remove()
  const box = field.getBoundingClientRect()
  return {
    x: box.left + inner.left - outer.left,
    y: Math.min(box.bottom, box.top + inner.bottom - outer.top - field.scrollTop),
  }
}
