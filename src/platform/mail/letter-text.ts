/** Letters as plain text: wrapped, quotes marked, each link on a line of its own. */
import type { Block, SafeLetter } from './letter.js'

/** Longest line where words allow it (RFC 3676, 4.2): it may be quoted a few times and still fit 80 columns. */
const LINE_CHARS_MAX = 72

/** The plain text of a letter, "\n" between lines. */
export function letterText({ blocks, footer, unsubscribeUrl, words }: SafeLetter): string {
  const end = footer.map((line) => wrapped(line, LINE_CHARS_MAX))
  if (unsubscribeUrl) end.push(linkText(words.unsubscribe, unsubscribeUrl))
  const parts = blocks.map(blockText)
  if (end.length > 0) parts.push(`-- \n${end.join('\n\n')}`)
  return `${parts.join('\n\n')}\n`
}

function blockText(block: Block): string {
  if (block.kind === 'text') return wrapped(block.text, LINE_CHARS_MAX)
  if (block.kind === 'code') return `    ${block.code}`
  if (block.kind === 'button') return linkText(block.label, block.url)
  const lines = wrapped(block.text, LINE_CHARS_MAX - 2).split('\n')
  const quote = lines.map((line) => `> ${line}`.trimEnd()).join('\n')
  return block.by === '' ? quote : `${wrapped(block.by, LINE_CHARS_MAX)}\n${quote}`
}

const linkText = (label: string, url: string): string => `${label.replace(/\s*:$/, '')}:\n${url}`

/** Lines broken at spaces; a word that is longer stays whole. Cost: linear. */
function wrapped(text: string, charsMax: number): string {
  return text
    .split('\n')
    .map((line) => wrappedLine(line, charsMax))
    .join('\n')
}

function wrappedLine(line: string, charsMax: number): string {
  const lines: string[] = []
  let current = ''
  for (const word of line.split(/[ \t]+/).filter(Boolean)) {
    const isFull = current !== '' && current.length + 1 + word.length > charsMax
    if (isFull) lines.push(current)
    current = isFull || current === '' ? word : `${current} ${word}`
  }
  return [...lines, current].join('\n')
}
