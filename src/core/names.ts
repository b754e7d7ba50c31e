/** Names that people give themselves: shown everywhere, so cleaned once, before they are stored. */
import { withoutMarkRuns } from './text.js'

/** Longest display name in characters (code points): fits one line on a 360-px phone at the smallest size. */
export const NAME_CHARS_MAX = 60

/** Combining marks kept on one base letter: Vietnamese and Thai need up to 2, the rest is stacking for show. */
export const MARKS_PER_BASE_MAX = 3

// Controls, line separators, bidi overrides and isolates, zero-width and other format characters, tags, private use, unassigned.
// The joiners U+200C and U+200D stay: Persian, Hindi and emoji families are spelt with them.
const UNSHOWABLE = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{Zl}\p{Zp}]/gu
const STACKED_MARKS = new RegExp(`(\\p{M}{${MARKS_PER_BASE_MAX}})\\p{M}+`, 'gu')
const WORD = /[\p{L}\p{N}\p{So}]/u

/**
 * A name as it may be shown: composed (NFC), without control, bidi or invisible characters, at most
 * MARKS_PER_BASE_MAX marks on a base, single spaces.
 * @returns the clean name, or null when nothing with a letter, digit or symbol is left
 * Cost: linear in the length.
 */
export function cleanName(raw: string): string | null {
  const name = withoutMarkRuns(raw.toWellFormed())
    .normalize('NFC')
    // White space first: a line break is a control character, and still divides two words.
    .replace(/\s/gu, ' ')
    .replace(UNSHOWABLE, '')
    .replace(/ +/g, ' ')
    .replace(STACKED_MARKS, '$1')
    .trim()
  return WORD.test(name) ? name : null
}

/** Length of a text in code points, as limits count it. */
export function charactersOf(text: string): number {
  let count = 0
  for (const _ of text) count += 1
  return count
}
