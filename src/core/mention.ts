/**
 * Mentions: "@Ada Quill" in a text calls somebody by their whole name. Pure: who has which name is asked elsewhere.
 *
 * Names have spaces and any script, so nothing in the text says where one ends: every place where a word ends is a
 * possible end, and the longest name that somebody has wins. Names are found by their skeleton, as they are kept apart
 * by it; signs that no spelling of a name needs (brackets, commas) count only where the name is typed exactly.
 */
import { NAME_CHARS_MAX } from './names.js'
import { skeletonOf } from './skeleton.js'

/** People called by one comment: more is a crowd, and what spam would do. */
export const MENTIONS_PER_COMMENT_MAX = 10
/** Signs "@" of one text that are looked at: each may ask for as many names as a name has places to end. */
export const MENTION_SIGNS_MAX = 20

/** Somebody who can be called. */
export type Mentionable = { id: string; name: string }
/** Those who can be called in a text, by the skeletons of their names. */
export type People = ReadonlyMap<string, Mentionable>
export const NOBODY: People = new Map()

/** Where everybody sees what a person said. */
export const personPath = (id: string): string => `/people/${id}`

const WORD = /[\p{L}\p{N}\p{M}\u200c\u200d]/u
const MARK = /[\p{M}\u200c\u200d]/u
/** What stands within a name without dividing it: "O'Brien", "Anna-Lena", "J. R.", "Ann_Bee". */
const WITHIN = /[ \-'’._·]/
/** Scripts that put no space between words, or none before a suffix. */
const SPACELESS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー]/u
/** Before "@" these make it a part of something else: a mail address, an address of a page. */
const JOINS = /[\p{L}\p{N}\p{M}_.+/:@-]/u

/** A name that may begin after an "@": where it would end, and whether only the exact spelling will do. */
type Candidate = { end: number; skeleton: string; isExact: boolean }

/** The skeletons of all names that a text may call. Cost: linear, under 2 ms for the worst of texts. */
export function skeletonsCalled(text: string): string[] {
  const found = new Set<string>()
  let at = -1
  for (let seen = 0; seen < MENTION_SIGNS_MAX; seen += 1) {
    at = text.indexOf('@', at + 1)
    if (at === -1) break
    if (mayCallAt(text, at))
      for (const { skeleton } of candidatesAt(text, at + 1)) found.add(skeleton)
  }
  return [...found]
}

/**
 * Who is called by the "@" at a place of a text, and where the name ends.
 * @returns null when nobody is
 */
export function mentionAt(
  text: string,
  at: number,
  people: People,
): { person: Mentionable; end: number } | null {
  if (people.size === 0 || !mayCallAt(text, at)) return null
  const start = at + 1
  for (const { end, skeleton, isExact } of candidatesAt(text, start).reverse()) {
    const person = people.get(skeleton)
    if (person === undefined) continue
    if (text.startsWith(person.name, start))
      return { person, end: Math.max(end, start + person.name.length) }
    if (!isExact) return { person, end }
  }
  return null
}

function mayCallAt(text: string, at: number): boolean {
  const before = /.$/su.exec(text.slice(Math.max(0, at - 2), at))?.[0] ?? ''
  return !JOINS.test(before) || SPACELESS.test(before)
}

/** From short to long, each skeleton once: with its shortest spelling. */
function candidatesAt(text: string, start: number): Candidate[] {
  const signs = [...lineFrom(text, start)]
  const found = new Map<string, Candidate>()
  let [end, isExact] = [start, false]
  for (const [i, sign] of signs.entries()) {
    if (i === NAME_CHARS_MAX) break
    end += sign.length
    isExact ||= !WORD.test(sign) && !WITHIN.test(sign)
    if (!mayEnd(sign, signs[i + 1] ?? '')) continue
    const skeleton = skeletonOf(text.slice(start, end))
    if (skeleton !== '' && !found.has(skeleton)) found.set(skeleton, { end, skeleton, isExact })
  }
  return [...found.values()]
}

/** One sign more than a name has: whether the last one may end it is seen by the next. */
function lineFrom(text: string, start: number): string {
  const line = /^[^\n]*/.exec(text.slice(start, start + LINE_UNITS_MAX))?.[0] ?? ''
  return /^\s/.test(line) ? '' : line
}

/** Two UTF-16 units for each sign of a name, and for the one behind it. */
const LINE_UNITS_MAX = 2 * (NAME_CHARS_MAX + 1)

function mayEnd(sign: string, next: string): boolean {
  if (/\s/.test(sign) || MARK.test(next)) return false
  return !(WORD.test(sign) && WORD.test(next)) || SPACELESS.test(sign) || SPACELESS.test(next)
}
