/** What the tools do to a text, as one change each: pure, so that undo is one step and tests need no browser. */

/** A text with what is selected of it; start and end are equal where there is only a caret. */
export type Selected = { value: string; start: number; end: number }

/** The text between `start` and `end` becomes `text`; then that from `selectStart` to `selectEnd` is selected. */
export type Change = {
  start: number
  end: number
  text: string
  selectStart: number
  selectEnd: number
}

export type Tool = 'bold' | 'italic' | 'quote' | 'list' | 'link' | 'code'

export function changeOf(tool: Tool, selected: Selected): Change {
  switch (tool) {
    case 'bold':
      return emphasis(selected, '**')
    case 'italic':
      return emphasis(selected, '*')
    case 'quote':
      return linesWith(selected, '> ', /^> ?/)
    case 'list':
      return linesWith(selected, '- ', /^[-*+] /)
    case 'link':
      return link(selected)
    case 'code':
      return code(selected)
  }
}

/** Marks around the words of each selected line, or none where they stand already. */
function emphasis(selected: Selected, mark: string): Change {
  const at = trimmed(selected)
  const inner = selected.value.slice(at.start, at.end)
  if (isWithin(selected.value, at, mark)) {
    const start = at.start - mark.length
    return { start, end: at.end + mark.length, text: inner, ...selection(start, inner) }
  }
  if (isMarked(inner, mark)) {
    const bare = inner.slice(mark.length, -mark.length)
    return { ...at, text: bare, ...selection(at.start, bare) }
  }
  const lines = inner.split('\n')
  if (lines.length === 1)
    return { ...at, text: mark + inner + mark, ...selection(at.start + mark.length, inner) }
  // Emphasis ends with its paragraph.
  const text = lines.map((line) => (line.trim() === '' ? line : around(line, mark))).join('\n')
  return { ...at, text, ...selection(at.start, text) }
}

const around = (line: string, mark: string): string =>
  line.replace(/^(\s*(?:(?:> ?|[-*+] |\d+[.)] ))*)(.*?)(\s*)$/, `$1${mark}$2${mark}$3`)

/** "*" alone, not as a part of "**"; "***" is both. */
function isMarked(text: string, mark: string): boolean {
  const stars = (side: RegExp) => side.exec(text)?.[0].length ?? 0
  const count = Math.min(stars(/^\**/), stars(/\**$/))
  return text.length >= 2 * mark.length && (count === 3 || count === mark.length)
}

const isWithin = (value: string, { start, end }: Range, mark: string): boolean => {
  const before = /\**$/.exec(value.slice(0, start))?.[0] ?? ''
  const after = /^\**/.exec(value.slice(end))?.[0] ?? ''
  return isMarked(`${before}x${after}`, mark)
}

type Range = { start: number; end: number }

/** Spaces at the ends stay outside: "**word **" would be no emphasis. */
function trimmed({ value, start, end }: Selected): Range {
  const inner = value.slice(start, end)
  if (inner.trim() === '') return { start, end }
  return {
    start: start + (inner.length - inner.trimStart().length),
    end: start + inner.trimEnd().length,
  }
}

const selection = (selectStart: number, text: string) => ({
  selectStart,
  selectEnd: selectStart + text.length,
})

/** Whole lines begin with a sign, or no more where all of them do. Empty lines hold a quote together. */
function linesWith({ value, start, end }: Selected, sign: string, known: RegExp): Change {
  const from = value.lastIndexOf('\n', start - 1) + 1
  // A selection that ends at the start of a line does not mean that line.
  const last = end > start && value[end - 1] === '\n' ? end - 1 : end
  const to = value.indexOf('\n', last) === -1 ? value.length : value.indexOf('\n', last)
  const lines = value.slice(from, to).split('\n')
  const isQuote = sign === '> '
  const isOn =
    lines.some((line) => known.test(line)) &&
    lines.every((line) => known.test(line) || (!isQuote && line.trim() === ''))
  const changed = lines.map((line) => {
    if (isOn) return line.replace(known, '')
    if (line.trim() === '' && lines.length > 1) return isQuote ? '>' : line
    return !isQuote && known.test(line) ? line : sign + line
  })
  const text = changed.join('\n')
  const at = { start: from, end: to }
  if (start === end) return { ...at, text, ...selection(end + text.length - (to - from), '') }
  return { ...at, text, ...selection(from, text) }
}

const ADDRESS = /^(?:https?:\/\/|mailto:)\S+$/
const START_OF_ADDRESS = 'https://'

/** The selected words lead to an address that is typed next; a selected address gets words. */
function link(selected: Selected): Change {
  const at = trimmed(selected)
  const inner = selected.value.slice(at.start, at.end)
  if (ADDRESS.test(inner)) return { ...at, text: `[](${inner})`, ...selection(at.start + 1, '') }
  const text = `[${inner}](${START_OF_ADDRESS})`
  if (inner === '') return { ...at, text, ...selection(at.start + 1, '') }
  return { ...at, text, ...selection(at.start + inner.length + 3, START_OF_ADDRESS) }
}

/** The selected words lead to an address that was pasted over them; null where it is none. */
export function pastedLink(selected: Selected, pasted: string): Change | null {
  const inner = selected.value.slice(selected.start, selected.end)
  const address = pasted.trim()
  if (!ADDRESS.test(address) || inner.trim() === '' || ADDRESS.test(inner) || inner.includes('\n'))
    return null
  const { start, end } = selected
  const text = `[${inner}](${address})`
  return { start, end, text, ...selection(start + text.length, '') }
}

/** One line between backticks, several between fences. */
function code(selected: Selected): Change {
  const { value } = selected
  const at = trimmed(selected)
  const inner = value.slice(at.start, at.end)
  if (!inner.includes('\n')) {
    const isWithin = value[at.start - 1] === '`' && value[at.end] === '`'
    if (isWithin && inner !== '')
      return {
        start: at.start - 1,
        end: at.end + 1,
        text: inner,
        ...selection(at.start - 1, inner),
      }
    const mark = inner.includes('`') ? '``' : '`'
    return { ...at, text: mark + inner + mark, ...selection(at.start + mark.length, inner) }
  }
  const fence = inner.includes('```') ? '````' : '```'
  const before = at.start === 0 || value[at.start - 1] === '\n' ? '' : '\n'
  const after = at.end === value.length || value[at.end] === '\n' ? '' : '\n'
  const text = `${before}${fence}\n${inner}\n${fence}${after}`
  return { ...at, text, ...selection(at.start + before.length + fence.length + 1, inner) }
}

const CONTINUED = /^(\s*)(> ?|[-*+] |(\d{1,8})([.)]) )/

/** Enter in a quote or a list goes on with it; in an empty line of one it ends it. Null: nothing special. */
export function changeOfEnter({ value, start, end }: Selected): Change | null {
  if (start !== end) return null
  const from = value.lastIndexOf('\n', start - 1) + 1
  const line = value.slice(from, start)
  const found = CONTINUED.exec(line)
  if (!found) return null
  const [whole, indent = '', sign = '', number, dot] = found
  const rest = value.slice(start).split('\n')[0] ?? ''
  if (line === whole && rest === '')
    return { start: from, end: start, text: '', ...selection(from, '') }
  if (line.length < whole.length) return null
  const next = number === undefined ? sign : `${Number(number) + 1}${dot} `
  const text = `\n${indent}${next}`
  return { start, end, text, ...selection(start + text.length, '') }
}

/** A quote at the end of what is there, and the caret in a line below it. */
export function quoted(value: string, quote: string): Change {
  const bare = value.trimEnd()
  const text = `${bare === '' ? '' : '\n\n'}${quote}\n\n`
  const start = bare.length
  return { start, end: value.length, text, ...selection(start + text.length, '') }
}
