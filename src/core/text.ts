/** Plain text: what may be stored, which way it runs, what script it is in. */

// Controls except tab and newline, and the bidi overrides that could turn a line around. PostgreSQL cannot store U+0000.
const NOT_TEXT = /(?![\t\n])[\p{Cc}\u202a-\u202e\u2066-\u2069\ufeff]/gu

/**
 * Marks in a row that a text keeps: the most of the Stream-Safe Text Format (Unicode Standard Annex #15). No language
 * stacks more, and without the cut normalising takes time with the square of the run: seconds for 100 KB of them.
 */
export const MARKS_IN_A_ROW_MAX = 30
const MARK_RUNS = new RegExp(`(\\p{M}{${MARKS_IN_A_ROW_MAX}})\\p{M}+`, 'gu')

/** A text whose marks can be put in order in linear time. */
export const withoutMarkRuns = (raw: string): string => raw.replace(MARK_RUNS, '$1')

/** Text as it may be stored: well-formed Unicode, NFC, "\n" line ends, without controls and bidi overrides. */
export function cleanText(raw: string): string {
  return withoutMarkRuns(raw.toWellFormed().replace(/\r\n?/g, '\n').replace(NOT_TEXT, ''))
    .normalize('NFC')
    .trim()
}

const RTL_LETTER =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u
const LETTER = /\p{L}/u

/** Direction of a text: that of its first letter (Unicode Bidirectional Algorithm, rules P2 and P3). */
export function directionOf(text: string): 'ltr' | 'rtl' {
  const first = LETTER.exec(text)
  return first && RTL_LETTER.test(first[0]) ? 'rtl' : 'ltr'
}

/** Direction in which a language is written. */
export function directionOfLanguage(language: string): 'ltr' | 'rtl' {
  return /^(ar|arc|dv|fa|ha-arab|he|khw|ks|ku-arab|ps|sd|ug|ur|yi)\b/i.test(language)
    ? 'rtl'
    : 'ltr'
}

/** A name inside a sentence, kept from turning the words around it: what `<bdi>` does, where there are no tags. */
export const isolated = (name: string): string => `\u2068${name}\u2069`

/** The start of a text for lists and descriptions, cut at a word, with an ellipsis when something is missing. */
export function excerptOf(text: string, charsMax: number): string {
  const line = text.replace(/\s+/g, ' ').trim()
  if (line.length <= charsMax) return line
  const cut = line.slice(0, charsMax)
  const space = cut.lastIndexOf(' ')
  return `${(space > charsMax / 2 ? cut.slice(0, space) : cut).toWellFormed().trimEnd()}…`
}
