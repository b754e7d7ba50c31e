/**
 * Finding words in texts of any language: each word of a query as a pattern that reads letters with and without case,
 * accents and vowel signs as the same. No word is cut into stems, and none must stand alone, because Thai or Chinese
 * sets no spaces. Pure; the patterns mean the same to PostgreSQL and to JavaScript.
 */
import { foldPoint } from './alike.js'
import { cleanText } from './text.js'

/** A sentence that somebody remembers; longer ones are texts. */
export const FIND_CHARS_MAX = 100
/** Words of one query; more make none more precise. */
export const FIND_WORDS_MAX = 8

/** Where letters stand that people type without what is above or below them. First and last code point. */
const VARIED: readonly (readonly [number, number])[] = [
  [0x0041, 0x007a],
  [0x00c0, 0x024f],
  [0x0370, 0x052f],
  [0x05d0, 0x05ea],
  [0x0621, 0x064a],
  [0x1e00, 0x1fff],
  [0x2010, 0x201f],
  [0xff10, 0xff5a],
]

/** Spelt out in two letters as often as not. */
const LIGATURES: ReadonlyMap<string, string> = new Map([
  ['ss', 'ßẞ'],
  ['ae', 'æÆ'],
  ['oe', 'œŒ'],
])

/** Vowel signs and stretching, which few people type. */
const ARABIC_SIGNS = '\u0610-\u061a\u0640\u064b-\u065f\u0670'
const HEBREW_SIGNS = '\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7'
const SIGNS = new RegExp(`[${ARABIC_SIGNS}${HEBREW_SIGNS}]`, 'gu')

/**
 * What to look for: a pattern for each word of the query, and for each passage in double quotes. All must be found.
 * @param query at most FIND_CHARS_MAX characters are looked at, and FIND_WORDS_MAX words
 * @returns sources of regular expressions without flags (JavaScript: flag u); [] when nothing is asked for
 */
export function findPatterns(query: string): string[] {
  const clean = cleanText([...query].slice(0, FIND_CHARS_MAX).join('')).replace(SIGNS, '')
  const words = [...clean.matchAll(/"([^"]*)"?|[^\s"]+/gu)]
    .map(([whole, quoted]) => (quoted ?? whole).trim())
    .filter((word) => word !== '')
  return [...new Set(words)].slice(0, FIND_WORDS_MAX).map(patternOf)
}

/** All places where one of the patterns is found, for marking them. Null without patterns. */
export const findAll = (patterns: string[]): RegExp | null =>
  // The longest first: of two patterns that begin alike the shorter would hide the longer.
  patterns.length === 0
    ? null
    : new RegExp([...patterns].sort((a, b) => b.length - a.length).join('|'), 'gu')

function patternOf(word: string): string {
  const letters = [...spelt(word.replace(/\s+/gu, ' '))]
  let pattern = ''
  for (let i = 0; i < letters.length; i += 1) {
    const [letter = '', next = ''] = [letters[i], letters[i + 1]]
    const ligature = LIGATURES.get((letter + next).toLowerCase())
    if (ligature === undefined) pattern += letterPattern(letter)
    else {
      pattern += `(?:${letterPattern(letter)}${letterPattern(next)}|[${ligature}])`
      i += 1
    }
  }
  return pattern
}

function spelt(word: string): string {
  let long = word
  for (const [letters, signs] of LIGATURES)
    for (const sign of signs) long = long.replaceAll(sign, letters)
  return long
}

function letterPattern(letter: string): string {
  if (letter === ' ') return '\\s+'
  const same =
    variants().get(baseOf(letter)) ?? new Set([letter.toLowerCase(), letter.toUpperCase()])
  // What becomes several letters in the other case ("ŉ") is no sign for a class.
  const signs = [...new Set([letter, ...same])].filter((sign) => [...sign].length === 1)
  const one = signs.length > 1 ? `[${signs.map(escaped).join('')}]` : escaped(letter)
  if (/\p{Script=Arabic}/u.test(letter)) return `${one}[${ARABIC_SIGNS}]*`
  return /\p{Script=Hebrew}/u.test(letter) ? `${one}[${HEBREW_SIGNS}]*` : one
}

const escaped = (sign: string): string => (/[\\^$.*+?()[\]{}|/-]/.test(sign) ? `\\${sign}` : sign)

/** What letters that people read alike have in common. */
function baseOf(letter: string): string {
  const point = letter.codePointAt(0) ?? 0
  const isVaried = VARIED.some(([first, last]) => point >= first && point <= last)
  return isVaried || letter === "'" || letter === '-' ? foldPoint(letter) : letter.toLowerCase()
}

let known: Map<string, Set<string>> | null = null

/** The letters of each base. Cost: 4 ms, once. */
function variants(): Map<string, Set<string>> {
  if (known) return known
  known = new Map()
  for (const sign of ["'", '-']) known.set(sign, new Set([sign]))
  for (const [first, last] of VARIED)
    for (let point = first; point <= last; point += 1) {
      const letter = String.fromCodePoint(point)
      const base = foldPoint(letter)
      if (!/^[\p{L}\p{N}'-]$/u.test(base)) continue
      known.set(base, (known.get(base) ?? new Set([base])).add(letter))
    }
  return known
}
