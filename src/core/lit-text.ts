/** A short piece of a text around what was looked for, cut into what is marked and what stands between. Pure. */
import { findAll } from './find-pattern.js'

export type LitPart = { text: string; isLit: boolean }

/** Of the piece this much stands before the first place that was found. */
const BEFORE_01 = 1 / 3
/** A cut moves this far at most to fall between words; Thai and Chinese have none to fall between. */
const CUT_CHARS = 20

/**
 * @param patterns see `findPatterns`; without any the piece is the beginning of the text
 * @param charsMax length of the piece without its ellipses
 * @returns parts that make up one line of text
 * Cost: linear in the text.
 */
export function litExcerpt(text: string, patterns: string[], charsMax: number): LitPart[] {
  const line = text.replace(/\s+/g, ' ').trim()
  const all = findAll(patterns)
  const [start, end] = pieceOf(line, all === null ? 0 : Math.max(0, line.search(all)), charsMax)
  const piece = line.slice(start, end)
  const parts: LitPart[] = []
  let at = 0
  const put = (words: string, isLit: boolean) => words !== '' && parts.push({ text: words, isLit })
  if (start > 0) put('… ', false)
  for (const match of all === null ? [] : piece.matchAll(all)) {
    put(piece.slice(at, match.index), false)
    put(match[0], true)
    at = match.index + match[0].length
  }
  put(piece.slice(at), false)
  if (end < line.length) put(' …', false)
  return parts
}

/** Where the piece begins and ends. */
function pieceOf(line: string, found: number, charsMax: number): [number, number] {
  if (line.length <= charsMax) return [0, line.length]
  const wanted = Math.max(
    0,
    Math.min(found - Math.floor(charsMax * BEFORE_01), line.length - charsMax),
  )
  const start = wanted === 0 ? 0 : cutAfter(line, wanted, found)
  const last = start + charsMax
  return [start, last >= line.length ? line.length : cutBefore(line, start, last)]
}

/** The first place from here on where a word begins, if one is near and before what was found. */
function cutAfter(line: string, at: number, found: number): number {
  const space = line.indexOf(' ', at)
  return space !== -1 && space < Math.min(at + CUT_CHARS, found) ? space + 1 : whole(line, at)
}

function cutBefore(line: string, start: number, at: number): number {
  const space = line.lastIndexOf(' ', at)
  return space > Math.max(start, at - CUT_CHARS) ? space : Math.max(start, whole(line, at))
}

/** Not between the halves of a sign, nor between a letter and its marks. */
function whole(line: string, at: number): number {
  let cut = at
  while (cut > 0 && (isLowHalf(line, cut) || /^(?:\p{M}|\u200d)/u.test(line.slice(cut, cut + 2))))
    cut -= 1
  return cut
}

function isLowHalf(line: string, at: number): boolean {
  const unit = line.charCodeAt(at)
  return unit >= 0xdc00 && unit <= 0xdfff
}
