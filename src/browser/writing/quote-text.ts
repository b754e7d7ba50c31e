/** What was selected in a comment as Markdown that quotes it: paragraphs stay, and no sign of it becomes markup. */

/** Longer is no quote but a copy: what is beyond is left out, and said to be. */
export const QUOTE_CHARS_MAX = 1_000

/** Signs that mean something within a line; "_" within a word and most others do not, and stay as they are read. */
const MARKUP = /[\\*`[]|~(?=~)|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|&(?=#?\w+;)|<(?=\S|$)/gu
/** What opens a quote, a list, a heading or a fence where it begins a line. */
const OPENING = /^(\d{1,9})([.)])(?=\s|$)|^([-+#=>~])/

/** @returns lines that begin with ">"; '' when nothing can be seen of the text */
export function quoteOf(text: string): string {
  const paragraphs = cut(text.replace(/\r\n?/g, '\n'))
    .split(/\n\s*\n/)
    .map((one) => one.trim())
    .filter((one) => one !== '')
  return paragraphs.map(quotedLines).join('\n>\n')
}

const quotedLines = (paragraph: string): string =>
  paragraph
    .split('\n')
    .map((line) => `> ${plain(line.trim())}`.trimEnd())
    .join('\n')

const plain = (line: string): string =>
  line
    .split(/(https?:\/\/\S+)/)
    .map((part, at) => (at % 2 === 1 ? part : part.replace(MARKUP, '\\$&')))
    .join('')
    .replace(OPENING, (_, number, dot, sign) => (sign ? `\\${sign}` : `${number}\\${dot}`))

/** At a word, with an ellipsis, never within a character. */
function cut(text: string): string {
  const signs = [...text.trim()]
  if (signs.length <= QUOTE_CHARS_MAX) return text
  const start = signs.slice(0, QUOTE_CHARS_MAX).join('')
  const space = start.search(/\s\S*$/)
  return `${start.slice(0, space > start.length / 2 ? space : undefined).trimEnd()} …`
}
