/**
 * The skeleton of a name: one spelling for names that people take for each other, so that nobody signs "Аdа Quіll" beside Ada Quill.
 *
 * It is the skeleton of Unicode Technical Standard #39, section 4, made for names of people instead of identifiers:
 *
 * 1. Words without a letter or digit go: "Ada Quill ✓" is Ada Quill. They stay when the name has nothing else.
 * 2. NFD, so that letters and marks stand apart.
 * 3. Each sign becomes what it looks like: ignorable signs and accents nothing, look-alikes their prototype
 *    ("m" is "rn", "0" is "o"), compatibility forms their plain letters, capitals their small letters. The
 *    prototype comes before the rest, because "ℓ" and "1" are seen before anybody knows what they stand for.
 *    Since "I" is "l" to the eye and "i" to the reader, those three are one.
 * 4. Spaces, punctuation and symbols go: "Ann_Bee", "Ann-Bee" and "AnnBee" are one. NFD again.
 *
 * Step 3 needs no repetition: the table holds final looks. A capital that looks like another Latin letter than its
 * small form (Greek "Ν" is N, but "ν" is v) counts as it is seen, unless another letter shows that the name is not
 * Latin; then case comes first, so that "ΓΙΑΝΝΗΣ" is "Γιάννης". What stays apart is "ΑΝΝΑ" and "Αννα", which looks
 * like "Avva".
 *
 * Accents of Latin, Greek and Cyrillic, Hebrew points and Arabic vowel signs go; marks that spell (Indic, Thai, kana) stay.
 * Skeletons are stored: whoever changes this or the table folds the stored names again in a migration.
 */

import { CAPITALS, LOOK_ALIKES } from './confusables.js'

/**
 * Longest skeleton in UTF-16 units; names that differ only after it are one. Three bytes a unit fit in an
 * entry of a PostgreSQL index (2,704 bytes), whatever stands in the name.
 */
export const SKELETON_UNITS_MAX = 480

/** Longest look of one code point in UTF-16 units, that of the Arabic ligature U+FDFA. */
export const LOOK_UNITS_MAX = 15

/** Code points whose looks are kept in memory; whoever cycles through Unicode only empties it. */
const KNOWN_MAX = 20_000

/** How a sign is seen, how its small letter is seen, and whether it shows that a name is not Latin. */
type Look = { shown: string; small: string; isForeign: boolean }

const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\s\u2800]/u
// Voiced kana are letters of their own; everywhere else what scripts share are accents. U+0640 stretches Arabic words.
const ACCENT =
  /(?=\p{M})(?![\u3099\u309a])[\p{Script=Inherited}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Arabic}]|\u0640/u
// The symbols are letters in black circles and squares.
const WORD = /[\p{L}\p{N}\u{1f150}-\u{1f169}\u{1f170}-\u{1f189}]/u
const UNSPOKEN = /[^\p{L}\p{N}\p{M}]/gu
const NOT_ASCII = /[^\x20-\x7e]/

/**
 * The skeleton of a display name: equal for names that are to be told apart by nobody. Its own skeleton is itself.
 * Never throws, on lone surrogates either.
 * @returns at most SKELETON_UNITS_MAX units; '' when nothing of the name can be seen
 * Cost: linear, about 1 µs for an ordinary name.
 */
export function skeletonOf(name: string): string {
  const seen = lookOfText(seenWords(name.toWellFormed()))
  const letters = seen.replace(UNSPOKEN, '')
  // Cut first: putting thousands of marks of one base in order takes quadratic time.
  return cut(letters || seen).normalize('NFD')
}

function seenWords(text: string): string {
  const words = text.split(/\s+/)
  const spoken = words.filter((word) => WORD.test(word))
  return (spoken.length > 0 ? spoken : words).join('')
}

function lookOfText(text: string): string {
  let shown = ''
  let small = ''
  let isForeign = false
  for (const sign of text) {
    const look = known.get(sign) ?? learn(sign)
    shown += look.shown
    small += look.small
    isForeign ||= look.isForeign
  }
  return isForeign ? small : shown
}

/** Never within a surrogate pair. */
const cut = (text: string): string =>
  text.length > SKELETON_UNITS_MAX
    ? text.slice(0, SKELETON_UNITS_MAX).replace(/[\ud800-\udbff]$/, '')
    : text

const known = new Map<string, Look>()

function learn(sign: string): Look {
  if (known.size >= KNOWN_MAX) known.clear()
  const look = { shown: '', small: '', isForeign: false }
  for (const part of sign.normalize('NFD')) {
    const small = smallLook(part)
    const capital = tables().capitals.get(part)
    look.shown += capital || small
    look.small += small
    look.isForeign ||= capital === '' || (isForeignLetter(part) && NOT_ASCII.test(small))
  }
  known.set(sign, look)
  return look
}

/** Scripts without case have no capitals to settle; Latin ones pass for Latin. */
const isForeignLetter = (sign: string): boolean =>
  sign.toLowerCase() !== sign.toUpperCase() && !/\p{Script=Latin}/u.test(sign)

function smallLook(sign: string): string {
  if (UNSEEN.test(sign) || ACCENT.test(sign)) return ''
  const look = tables().small.get(sign)
  if (look !== undefined) return look
  const plain = caseless(sign).normalize('NFKD')
  if (plain === sign) return sign
  let looks = ''
  for (const part of plain) looks += smallLook(part)
  return looks
}

/** By way of the capital, so that "ß" is "ss" and "ς" is "σ". */
const caseless = (text: string): string => text.toUpperCase().toLowerCase()

type Tables = { small: ReadonlyMap<string, string>; capitals: ReadonlyMap<string, string> }
let read: Tables | undefined

function tables(): Tables {
  read ??= { small: unpacked(LOOK_ALIKES), capitals: unpacked(CAPITALS) }
  return read
}

function unpacked(rows: string): ReadonlyMap<string, string> {
  const looks = new Map<string, string>()
  const numbers = (text = '') =>
    text === '' ? [] : text.split('.').map((one) => parseInt(one, 36))
  for (const row of rows.split(';')) {
    const [target, signs] = row.split(':')
    const look = String.fromCodePoint(...numbers(target))
    let point = 0
    for (const distance of numbers(signs)) {
      point += distance
      looks.set(String.fromCodePoint(point), look)
    }
  }
  return looks
}
