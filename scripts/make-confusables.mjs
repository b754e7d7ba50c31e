/**
 * Writes src/core/confusables.ts from the JSON of the Python package confusable_homoglyphs, which holds Unicode's
 * confusables.txt with its rows turned into pairs: node scripts/make-confusables.mjs <confusables.json> <what it is>
 *
 * Unicode's skeletons are made for identifiers; ours are of names, so three things differ:
 * small and capital letters are one, accents are off, and a letter of a script whose marks and points spell
 * (Arabic, Hebrew, Indic …) never loses one by its look-alike: such a group is named after its first letter.
 */
import { readFile, writeFile } from 'node:fs/promises'

const [, , source, edition] = process.argv
if (!source || !edition) {
  console.error('Usage: node scripts/make-confusables.mjs <confusables.json> <package and version>')
  process.exit(1)
}

/** Look-alikes that Unicode's list lacks or, being for one case only, decides otherwise. */
const OWN = new Map([
  ['i', 'l'], // "I" is "l" to the eye and "i" to the reader, so all three are one
  ['w', 'vv'],
  ['β', 'b'],
  ['ՙ', "'"], // the half ring of "ʿAli"
  ['ꞌ', "'"],
  ...pairs('ᴀaʙbᴄcᴅdᴇeꜰfɢgʜhɪiᴊjᴋkʟlᴍmɴnᴏoᴘpꞯqʀrꜱsᴛtᴜuᴠvᴡwʏyᴢz'),
  // Letters in black circles, black squares, and of flags.
  ...[0x1f150, 0x1f170, 0x1f1e6].flatMap((first) =>
    [...'abcdefghijklmnopqrstuvwxyz'].map((latin, i) => [String.fromCodePoint(first + i), latin]),
  ),
])

// The same as in src/core/skeleton.ts, without the table. test/core/skeleton.test.ts notices when they part.
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\s\u2800]/u
const ACCENT =
  /(?=\p{M})(?![\u3099\u309a])[\p{Script=Inherited}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Arabic}]|\u0640/u
const KEPT = /[\p{L}\p{N}\p{M}]/u
const plainOf = (sign) =>
  UNSEEN.test(sign) || ACCENT.test(sign) ? '' : caseless(sign).normalize('NFKD')
const caseless = (text) => text.toUpperCase().toLowerCase()

/** Scripts whose letters stay themselves without their accents. */
const ACCENTED = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u
const isAscii = (text) => /^[\x21-\x7e]+$/.test(text)
const isOne = (text) => text.length === String.fromCodePoint(text.codePointAt(0)).length

const { prototypes, groups } = readPrototypes(JSON.parse(await readFile(source, 'utf8')))
const known = new Map()
/** Groups named after the capital of one of them. */
const named = new Map()
nameAfterCapitals()
const small = new Map(
  [...prototypes.keys(), ...groups.keys(), ...OWN.keys()]
    .filter((sign) => isOne(sign) && sign.normalize('NFD') === sign && caseless(sign) === sign)
    .filter((sign) => !UNSEEN.test(sign) && !ACCENT.test(sign))
    .map((sign) => [sign, lookOf(sign)])
    .filter(([sign, look]) => look !== lookWithoutTable(sign))
    // Signs that are no letters go from names, unless they pass for one.
    .filter(([sign, look]) => KEPT.test(sign) || /[a-z0-9]/.test(look)),
)
const capitals = capitalLooks()
await writeFile('src/core/confusables.ts', file())
console.log(`${small.size} look-alikes, ${capitals.size} capitals.`)

/** Stars: a prototype stands in the middle, and every other sign has one neighbour. */
function readPrototypes(json) {
  const neighbours = new Map()
  const join = (a, b) => neighbours.set(a, (neighbours.get(a) ?? new Set()).add(b))
  const bare = (text) => text.replaceAll('\u200e', '')
  for (const [sign, others] of Object.entries(json))
    for (const { c } of others) {
      join(bare(sign), bare(c))
      join(bare(c), bare(sign))
    }
  const prototypes = new Map()
  const groups = new Map()
  for (const [sign, others] of neighbours) {
    const [other] = others
    if (others.size > 1 || !isOne(sign) || !isSourceOf(sign, other, neighbours)) continue
    prototypes.set(sign, other)
    groups.set(other, [...(groups.get(other) ?? []), sign].sort(byPoint))
  }
  return { prototypes, groups }
}

/** Of a pair that stands alone, sequences are prototypes, then what is plain, then Latin letters, then the lower code point. */
function isSourceOf(sign, other, neighbours) {
  if (neighbours.get(other).size > 1 || !isOne(other)) return true
  const rank = (one) =>
    plainOf(one) !== one ? 3 : isAscii(one) ? 0 : /\p{Script=Latin}/u.test(one) ? 1 : 2
  return rank(sign) - rank(other) > 0 || (rank(sign) === rank(other) && byPoint(sign, other) > 0)
}

function byPoint(a, b) {
  return a.codePointAt(0) - b.codePointAt(0)
}

/** What a sign is in a skeleton: a text that is its own look. */
function lookOf(sign) {
  const before = known.get(sign)
  if (before !== undefined) return before
  const look = findLook(sign)
  known.set(sign, look)
  return look
}

function findLook(sign) {
  if (OWN.has(sign)) return textLook(OWN.get(sign))
  const plain = plainOf(sign)
  if (plain !== sign) return textLook(plain)
  const prototype = prototypes.get(sign) ?? (groups.has(sign) ? sign : undefined)
  return prototype === undefined ? sign : groupLook(prototype, sign)
}

function groupLook(prototype, sign) {
  const name = named.get(prototype)
  if (name !== undefined) return name
  if (prototype === sign) return sign
  const look = textLook(prototype)
  return isLoss(prototype, look, sign) ? firstOfLost(prototype) : look
}

function textLook(text) {
  return [...text.normalize('NFD')].map(lookOf).join('')
}

/** True when a letter would lose marks or vanish. Modifier letters may: most are apostrophes. */
function isLoss(prototype, look, sign) {
  if (!KEPT.test(sign) || /\p{Lm}/u.test(sign)) return false
  if (!KEPT.test(look)) return true
  if (ACCENTED.test(sign)) return false
  return [...prototype.normalize('NFD')].some((one) => plainOf(one) === '' || !KEPT.test(one))
}

function firstOfLost(prototype) {
  return groups
    .get(prototype)
    .find((sign) => plainOf(sign) === sign && isLoss(prototype, textLook(prototype), sign))
}

/** "н" is no Latin letter, but "Н" is "H": the small letter and all that look like it follow the capital. */
function nameAfterCapitals() {
  for (const capital of prototypes.keys()) {
    const letter = caseless(capital)
    if (letter === capital || !isOne(letter) || letter.normalize('NFD') !== letter) continue
    const shown = capitalLook(capital)
    if (shown === '' || OWN.has(letter) || isAscii(lookOf(letter))) continue
    const prototype = prototypes.get(letter) ?? letter
    if (!groups.has(prototype)) groups.set(prototype, [letter])
    named.set(prototype, shown)
    known.clear()
  }
}

/** The Latin letters or digits that a capital looks like as it stands; '' for none. */
function capitalLook(capital) {
  const prototype = prototypes.get(capital) ?? ''
  return isAscii(prototype) ? textLook(prototype) : ''
}

function lookWithoutTable(sign) {
  const plain = plainOf(sign)
  return plain === sign ? sign : [...plain].map((one) => lookOf(one)).join('')
}

/** Capitals outside the Latin script that look like another Latin letter than their small form, or like none. */
function capitalLooks() {
  const looks = new Map()
  for (let point = 0; point <= 0x10ffff; point++) {
    if (point >= 0xd800 && point < 0xe000) continue
    const capital = String.fromCodePoint(point)
    const letter = caseless(capital)
    if (letter === capital || capital.toLowerCase() === capital) continue
    if (capital.normalize('NFKD') !== capital || /\p{Script=Latin}/u.test(capital)) continue
    const folded = textLook(letter)
    const shown = capitalLook(capital)
    if (shown !== folded && (shown !== '' || isAscii(folded))) looks.set(capital, shown)
  }
  return looks
}

function pairs(text) {
  const signs = [...text]
  return signs.flatMap((sign, i) => (i % 2 === 0 ? [[sign, signs[i + 1]]] : []))
}

/** Rows "look:signs;": code points in base 36, those of signs as distances from the one before. */
function packed(looks) {
  const rows = new Map()
  for (const [sign, look] of looks)
    rows.set(
      look,
      [...(rows.get(look) ?? []), sign.codePointAt(0)].sort((a, b) => a - b),
    )
  const base36 = (number) => number.toString(36)
  return [...rows]
    .sort(([, [a]], [, [b]]) => a - b)
    .map(([look, points]) => {
      const target = [...look].map((sign) => base36(sign.codePointAt(0))).join('.')
      return `${target}:${points.map((point, i) => base36(point - (points[i - 1] ?? 0))).join('.')}`
    })
    .join(';')
}

function lines(text) {
  return text
    .match(/.{1,94}/g)
    .map((line) => `  '${line}',`)
    .join('\n')
}

function file() {
  return `/**
 * Signs that look alike, for skeleton.ts. Written by scripts/make-confusables.mjs; do not edit.
 * Source: confusables.txt of Unicode Technical Standard #39, as in ${edition}.
 * Copyright © 1991-2022 Unicode, Inc.; Unicode License Agreement for Data Files and Software.
 * Rows "look:signs;" of code points in base 36; those of signs are distances from the one before.
 */

/** ${small.size} signs and the text that they look like. */
export const LOOK_ALIKES: string = [
${lines(packed(small))}
].join('')

/** ${capitals.size} capitals that look like another Latin letter than their small form does; like none, where the look is empty. */
export const CAPITALS: string = [
${lines(packed(capitals))}
].join('')
`
}
