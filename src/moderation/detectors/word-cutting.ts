/** Cuts a folded text into words and sentences, for word lists. */
import type { FoldedText } from '../../core/fold.js'
import { UNIT, unitKind } from '../../core/unit-kinds.js'

/** Words of a text, side by side: word i is `texts[i]`, from `starts[i]` to `ends[i]` in the folded text. */
export type Words = {
  texts: string[]
  starts: number[]
  ends: number[]
  /** Number of the sentence each word stands in. */
  sentences: number[]
  /** True where the original was longer than what is left: stretched, spaced or hidden letters. */
  disguised: boolean[]
  /** True between double quotes: somebody else's words, perhaps. */
  quoted: boolean[]
}

/** A quotation that is not closed within this many words was an inch sign or a slip. */
const QUOTED_WORDS_MAX = 40

const NEWLINE = 10
const QUOTE = 34
/** Signs that stand for letters inside a word: "f*ck", "a$$", "b@stard", "sh!t". */
const MASKS = new Set([...'*@$!'].map((sign) => sign.charCodeAt(0)))
/** . ! ? line break and their far-eastern and Indic sisters. */
const SENTENCE_ENDS = new Set([...'.!?\n;。！？؟।'].map((sign) => sign.charCodeAt(0)))

/** Words of a folded text; apostrophes part them ("you're" = you, re). Cost: linear. */
export function cutWords(text: FoldedText): Words {
  const words: Words = { texts: [], starts: [], ends: [], sentences: [], disguised: [], quoted: [] }
  const { folded } = text
  let sentence = 0
  let quoteFrom = -1
  let i = 0
  while (i < folded.length) {
    const unit = folded.charCodeAt(i)
    if (startsWord(unit, folded, i)) {
      const end = wordEnd(folded, i)
      addWord(words, text, i, end, sentence)
      i = end
      continue
    }
    if (unit === QUOTE) quoteFrom = closeQuote(words, quoteFrom)
    else if (SENTENCE_ENDS.has(unit) && endsSentence(folded, i)) sentence += 1
    i += 1
  }
  return words
}

function addWord(words: Words, text: FoldedText, start: number, end: number, sentence: number) {
  words.texts.push(text.folded.slice(start, end))
  words.starts.push(start)
  words.ends.push(end)
  words.sentences.push(sentence)
  words.disguised.push((text.offsets[end - 1] ?? 0) - (text.offsets[start] ?? 0) > end - 1 - start)
  words.quoted.push(false)
}

function isWordUnit(unit: number): boolean {
  const kind = unitKind(unit)
  return kind === UNIT.letter || kind === UNIT.digit
}

/** "@ss" and "$lut" start with a mask; "!no" does not start a word with "!". */
function startsWord(unit: number, folded: string, at: number): boolean {
  if (isWordUnit(unit)) return true
  return (
    (unit === 36 || unit === 64) && at + 1 < folded.length && isWordUnit(folded.charCodeAt(at + 1))
  )
}

/** A word runs over masks that have a letter behind them, at most two in a row. */
function wordEnd(folded: string, start: number): number {
  let i = start + 1
  let masks = 0
  while (i < folded.length && masks <= 2) {
    const unit = folded.charCodeAt(i)
    if (isWordUnit(unit)) masks = 0
    else if (MASKS.has(unit)) masks += 1
    else break
    i += 1
  }
  return i - masks
}

/** "U.S. troops" and "3.5" go on; a stop counts before a space, a quote or the end, a line break always. */
function endsSentence(folded: string, at: number): boolean {
  return (
    folded.charCodeAt(at) === NEWLINE ||
    at + 1 >= folded.length ||
    !isWordUnit(folded.charCodeAt(at + 1))
  )
}

/** Opens a quotation at the next word, or closes the open one. @returns where it opened, -1 when closed */
function closeQuote(words: Words, quoteFrom: number): number {
  const here = words.texts.length
  if (quoteFrom < 0 || here - quoteFrom > QUOTED_WORDS_MAX) return here
  words.quoted.fill(true, quoteFrom, here)
  return -1
}
