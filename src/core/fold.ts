/**
 * Folding: one spelling for texts that people read alike, so that "FÜCK", "f u c k" and "fuсk" with a Cyrillic "с" compare equal.
 *
 * In order: compatibility forms and accents off (NFKD), invisible characters out, lower case, quotes and dashes alike,
 * white space to one space or line break, spaced letters joined, look-alike letters inside mixed-script words to Latin,
 * three or more of a kind squashed to two ("sooooo" = "soo"; digits stay, 1000 is not 100).
 */

import { foldPoint, LOOK_ALIKES } from './alike.js'
import { textOfUnits, UNIT, unitKind } from './unit-kinds.js'

declare const foldedMark: unique symbol

/** A text that went through `fold`; folding it again changes nothing. */
export type Folded = string & { readonly [foldedMark]: true }

/** A folded text that knows where it came from. */
export type FoldedText = {
  folded: Folded
  /** For each UTF-16 unit of `folded` its place in the original; one more entry, the original's length, closes it. */
  offsets: Uint32Array
}

/** Places between single letters that still read as one word: "f u c k", "f.u.c.k". */
const JOINTS = new Set([...' \n.-_*~|/·•'].map((sign) => sign.charCodeAt(0)))
/** Fewer single letters in a row are ordinary words: "a I", "U.S.". */
const JOINED_LETTERS_MIN = 3
/** Longest run of one unit that stays. */
const REPEATS_MAX = 2
/** Code points whose folding is kept in memory; an attacker who cycles through Unicode only empties it. */
const KNOWN_MAX = 20_000

const NEWLINE = 10
const BLANK = 32
const APOSTROPHE = 39

// Working space, grown to the longest text seen. Folding is synchronous, so nobody else is in it.
let units = new Uint16Array(4096)
let places = new Uint32Array(4096)
const known = new Map<number, string>()

/**
 * The folded form of a text, for comparing. Never throws, on lone surrogates either.
 * Cost: linear, about 10 ns a character.
 */
export function fold(text: string): Folded {
  return asFolded(foldIntoUnits(text))
}

/** Like `fold`, with the way back: `offsets[i]` is where folded unit i stood. Cost: linear. */
export function foldWithOffsets(text: string): FoldedText {
  const length = foldIntoUnits(text)
  const offsets = places.slice(0, length + 1)
  offsets[length] = text.length
  return { folded: asFolded(length), offsets }
}

/** Half-open range of the original that the folded range [start, end) came from, stretched letters included. */
export function originalSpan(
  text: FoldedText,
  start: number,
  end: number,
): { start: number; end: number } {
  return { start: text.offsets[start] ?? 0, end: text.offsets[end] ?? 0 }
}

// ASCII folded: 0 for controls and white space, which need more thought.
const asciiFolds = new Uint8Array(128)
for (let unit = 33; unit < 127; unit++) asciiFolds[unit] = unit > 64 && unit < 91 ? unit + 32 : unit
asciiFolds[96] = APOSTROPHE

function foldIntoUnits(text: string): number {
  if (units.length < text.length + 2) grow(text.length + 2)
  let length = 0
  let isAscii = true
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    const folded = unit < 128 ? asciiFolds[unit] : 0
    if (folded) {
      units[length] = folded
      places[length++] = i
    } else if (unit < 128) {
      length = putBlank(length, unit, i)
    } else {
      isAscii = false
      const point = text.codePointAt(i) ?? unit
      length = putPoint(length, point, i, text.length)
      if (point > 0xffff) i += 1
    }
  }
  if (length > 0 && unitKind(units[length - 1] ?? 0) === UNIT.space) length -= 1
  if (hasSpacedLetters(length)) length = joinSpacedLetters(length)
  if (!isAscii) unmaskMixedWords(length)
  return hasLongRuns(length) ? squashRepeats(length) : length
}

/** One space or line break for any run of white space; none at the start; other controls vanish. */
function putBlank(length: number, unit: number, place: number): number {
  const isBreak = unit >= 10 && unit <= 13
  if (!isBreak && unit !== BLANK && unit !== 9) return length
  if (length === 0) return 0
  const last = units[length - 1]
  if (last === NEWLINE) return length
  if (last !== BLANK) return put(length, isBreak ? NEWLINE : BLANK, place)
  if (isBreak) units[length - 1] = NEWLINE
  return length
}

function putPoint(length: number, point: number, place: number, textLength: number): number {
  if (point >= 0x4e00 && point <= 0x9fff) return put(length, point, place)
  const folded = known.get(point) ?? learnPoint(point)
  const needed = length + folded.length + textLength - place + 1
  if (needed > units.length) grow(needed * 2)
  let end = length
  for (let i = 0; i < folded.length; i++) {
    const unit = folded.charCodeAt(i)
    end = unit === BLANK || unit === NEWLINE ? putBlank(end, unit, place) : put(end, unit, place)
  }
  return end
}

/** Writes one unit; the callers see to it that there is room. */
function put(length: number, unit: number, place: number): number {
  units[length] = unit
  places[length] = place
  return length + 1
}

function grow(size: number): void {
  const more = Math.max(size, 4096) + 2
  const oldUnits = units
  const oldPlaces = places
  units = new Uint16Array(more)
  places = new Uint32Array(more)
  units.set(oldUnits.subarray(0, more))
  places.set(oldPlaces.subarray(0, more))
}

/** True when enough single letters stand about that some may be a spaced word; most texts have none. */
function hasSpacedLetters(length: number): boolean {
  let singles = 0
  let before = 0
  let middle: number = UNIT.space
  for (let i = 0; i <= length; i++) {
    const after = i < length ? unitKind(units[i] ?? 0) : UNIT.space
    if (middle === UNIT.letter && before !== UNIT.letter && after !== UNIT.letter) singles += 1
    before = middle
    middle = after
  }
  return singles >= JOINED_LETTERS_MIN
}

/** True when some unit stands three times in a row. */
function hasLongRuns(length: number): boolean {
  let run = 0
  let last = -1
  for (let i = 0; i < length; i++) {
    const unit = units[i] ?? 0
    run = unit === last ? run + 1 : 1
    if (run > REPEATS_MAX) return true
    last = unit
  }
  return false
}

function joinSpacedLetters(length: number): number {
  let end = 0
  let i = 0
  while (i < length) {
    const run = spacedLettersAt(i, length)
    const isJoined = run >= JOINED_LETTERS_MIN
    const step = isJoined ? 2 : 1
    const past = run === 0 ? i + 1 : i + run * 2 - 1
    for (; i < past; i += step) end = put(end, units[i] ?? 0, places[i] ?? 0)
    i = past
  }
  return end
}

/** Number of single-letter words from `start` on, each divided from the next by one joint. */
function spacedLettersAt(start: number, length: number): number {
  if (!isLetterAt(start) || (start > 0 && isWordAt(start - 1, length))) return 0
  let count = 0
  let i = start
  while (i < length && isLetterAt(i) && !isWordAt(i + 1, length)) {
    count += 1
    if (!JOINTS.has(units[i + 1] ?? 0)) break
    i += 2
  }
  return count
}

const isLetterAt = (i: number): boolean => unitKind(units[i] ?? 0) === UNIT.letter

function isWordAt(i: number, length: number): boolean {
  if (i >= length) return false
  const unit = units[i] ?? 0
  const kind = unitKind(unit)
  return kind === UNIT.letter || kind === UNIT.digit || unit === APOSTROPHE
}

/** Look-alikes become Latin only beside real Latin letters: a Russian word stays Russian. */
function unmaskMixedWords(length: number): void {
  let start = 0
  let hasLatin = false
  let hasForeign = false
  for (let i = 0; i <= length; i++) {
    const unit = units[i] ?? 0
    if (i < length && isLetterAt(i)) {
      if (unit < 128) hasLatin = true
      else hasForeign = true
      continue
    }
    if (i < length && unitKind(unit) === UNIT.digit) continue
    if (hasLatin && hasForeign) unmask(start, i)
    start = i + 1
    hasLatin = false
    hasForeign = false
  }
}

function unmask(start: number, end: number): void {
  for (let i = start; i < end; i++) {
    const latin = LOOK_ALIKES.get(String.fromCharCode(units[i] ?? 0))
    if (latin) units[i] = latin.charCodeAt(0)
  }
}

function squashRepeats(length: number): number {
  let end = 0
  let run = 0
  for (let i = 0; i < length; i++) {
    const unit = units[i] ?? 0
    run = end > 0 && units[end - 1] === unit ? run + 1 : 1
    if (run > REPEATS_MAX && unitKind(unit) !== UNIT.digit) continue
    end = put(end, unit, places[i] ?? 0)
  }
  return end
}

function asFolded(length: number): Folded {
  return textOfUnits(units, length) as Folded // the one place where the brand is given
}

function learnPoint(point: number): string {
  if (known.size >= KNOWN_MAX) known.clear()
  const folded = foldPoint(String.fromCodePoint(point))
  known.set(point, folded)
  return folded
}
