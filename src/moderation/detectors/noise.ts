/**
 * Hash-busting: random tails and rows of ornaments put on a text so that no two copies are equal.
 * They are cut off before texts are compared, and beside a link they are a sign of spam themselves.
 */
import { UNIT, unitKind } from '../../core/unit-kinds.js'

/** Words looked at from the end; a random tail is one or two. */
const TAIL_WORDS_MAX = 4
/** Shorter words are never noise: "mp3", "h2o", "20th". */
const NOISE_CHARS_MIN = 5
/** From this length on noise counts as a sign against the text; shorter noise is only cut off. */
const SURE_NOISE_CHARS_MIN = 8
/** With a vowel in it a mixed word can be a product up to here: "RTX3080Ti". */
const SURE_VOWELLED_CHARS_MIN = 12
/** Letters of a word without a vowel before it is noise: "km", "tv" and "nth" are none. */
const NOISE_LETTERS_MIN = 3
/** Letters without a vowel and without a digit need more: "LGBTQ" and "pfft" are words. */
const NOISE_CONSONANTS_MIN = 6
/** Changes between letters and digits inside one word: "covid19" has one, "fx162lh" two. */
const NOISE_SWITCHES_MIN = 2
/** Symbols in a row that count as an ornament before noise: ":::::". */
const ORNAMENT_UNITS_MIN = 2

export type Tail = {
  /** Where the tail begins in the folded text; its length when there is none. */
  start: number
  /** True when the tail can hardly be anything but made up. */
  isSure: boolean
}

/**
 * The random tail of a folded text.
 * Cost: O(length of the last TAIL_WORDS_MAX words).
 */
export function noiseTail(folded: string): Tail {
  const tail = { start: folded.length, isSure: false }
  let end = folded.length
  for (let words = 0; words < TAIL_WORDS_MAX && end > 0; words++) {
    const symbols = backWhile(folded, end, (kind) => kind === UNIT.other || kind === UNIT.space)
    const start = backWhile(folded, symbols, (kind) => kind === UNIT.letter || kind === UNIT.digit)
    if (isPartOfAddress(folded, start)) break
    const word = folded.slice(start, symbols)
    if (!isNoise(word)) {
      if (end - symbols >= ORNAMENT_UNITS_MIN && tail.start < folded.length) tail.start = symbols
      break
    }
    tail.start = start
    tail.isSure ||= isSureNoise(word)
    end = start
  }
  return tail
}

/** True for a word no language spells: mixed letters and digits, or consonants alone. ASCII only. */
export function isNoise(word: string): boolean {
  if (word.length < NOISE_CHARS_MIN || !/^[a-z0-9]+$/.test(word)) return false
  const letters = word.replace(/[0-9]/g, '')
  const isVowelless = !/[aeiouy]/.test(letters)
  if (letters.length === 0) return false
  if (letters.length === word.length) {
    return isVowelless && letters.length >= NOISE_CONSONANTS_MIN && new Set(letters).size > 2
  }
  return (
    (isVowelless && letters.length >= NOISE_LETTERS_MIN) || switchesIn(word) >= NOISE_SWITCHES_MIN
  )
}

function isSureNoise(word: string): boolean {
  const charsMin = /[aeiouy]/.test(word) ? SURE_VOWELLED_CHARS_MIN : SURE_NOISE_CHARS_MIN
  return word.length >= charsMin && new Set(word).size > SURE_NOISE_CHARS_MIN / 2
}

function switchesIn(word: string): number {
  return word.match(/[a-z](?=[0-9])|[0-9](?=[a-z])/g)?.length ?? 0
}

/** The end of an address ("watch?v=dQw4w9WgXcQ") looks random and is not. */
function isPartOfAddress(folded: string, start: number): boolean {
  const before = folded.charCodeAt(start - 1)
  return before === 47 || before === 61 || before === 46 || before === 38 || before === 35 // / = . & #
}

function backWhile(text: string, from: number, goesOn: (kind: number) => boolean): number {
  let i = from
  while (i > 0 && goesOn(unitKind(text.charCodeAt(i - 1)))) i -= 1
  return i
}

/** Symbols that decorate: arrows, stars, boxes, dingbats. Emoji are talk, not decoration. */
const DECORATION_FIRST = 0x2190
const DECORATION_LAST = 0x2bff
const EMOJI = /\p{Emoji_Presentation}/u
/** Hearts, suns and checks that people send as emoji with a variation selector. */
const EMOJI_STYLE = 0xfe0f

/**
 * Ornament signs of a text, with the range from the first to the last.
 * Cost: linear, one comparison a character.
 */
export function decorationIn(text: string): { count: number; start: number; end: number } {
  const found = { count: 0, start: 0, end: 0 }
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit < DECORATION_FIRST || unit > DECORATION_LAST) continue
    if (text.charCodeAt(i + 1) === EMOJI_STYLE || EMOJI.test(text.charAt(i))) continue
    if (found.count === 0) found.start = i
    found.count += 1
    found.end = i + 1
  }
  return found
}
