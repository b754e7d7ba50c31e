/** Cuts a folded text into the words and sentences that the model sees. */
import { UNIT, unitKind } from '../../core/unit-kinds.js'
import { addressEnd, hostOf } from './addresses.js'
import { HASH_START, hashOn, plainWordHash } from './hashing.js'
import { CLASS, classOf } from './word-classes.js'

/** Words taken up of one text; the longest comment that is scored has fewer unless it is made of single letters. */
export const TOKENS_MAX = 8_000
/** A longer sentence is cut: one slur must not hide in 5,000 words without a full stop. */
export const SENTENCE_TOKENS_MAX = 80

/** What a token is besides its class. */
export const FLAG = {
  /** Between double quotes. */
  quoted: 1,
  /** A sign of a script without spaces: no letters inside. */
  ideograph: 2,
  /** An emoji or another picture. */
  picture: 4,
} as const

/** Tokens of a text, side by side; valid until the next text is cut. */
export type Tokens = {
  count: number
  hashes: Int32Array
  /** The word with signs read as letters ("sh1t"), 0 where that changes nothing. */
  plainHashes: Int32Array
  classes: Uint8Array
  flags: Uint8Array
  /** Half-open ranges of the folded text. */
  starts: Int32Array
  ends: Int32Array
  /** The letters of token i are spelt[spellings[i]] to spelt[spellings[i + 1]] exclusive. */
  spellings: Int32Array
  spelt: Uint16Array
  sentences: number
  /** First token of each sentence; one more entry, the number of tokens, closes it. */
  sentenceTokens: Int32Array
  /** Where each sentence ends in the folded text. */
  sentenceEnds: Int32Array
  urls: number
  mentions: number
  /** Words of letters without vowels or of letters and digits in turns. */
  gibberish: number
}

const tokens: Tokens = {
  count: 0,
  hashes: new Int32Array(TOKENS_MAX),
  plainHashes: new Int32Array(TOKENS_MAX),
  classes: new Uint8Array(TOKENS_MAX),
  flags: new Uint8Array(TOKENS_MAX),
  starts: new Int32Array(TOKENS_MAX),
  ends: new Int32Array(TOKENS_MAX),
  spellings: new Int32Array(TOKENS_MAX + 1),
  spelt: new Uint16Array(1024),
  sentences: 0,
  sentenceTokens: new Int32Array(TOKENS_MAX + 2),
  sentenceEnds: new Int32Array(TOKENS_MAX + 2),
  urls: 0,
  mentions: 0,
  gibberish: 0,
}

const NEWLINE = 10
const QUOTE = 34
const APOSTROPHE = 39
const STOP = 46
const AT = 64

// Units below 128: signs that stand for letters, and those that a word may run over.
const leet = new Uint16Array(128)
for (const pair of ['0o', '1i', '3e', '4a', '5s', '7t', '8b', '9g', '@a', '$s', '!i', '|i', '+t'])
  leet[pair.charCodeAt(0)] = pair.charCodeAt(1)
const masks = new Uint8Array(128)
for (const sign of '*@$!_') masks[sign.charCodeAt(0)] = 1
const vowels = new Uint8Array(128)
for (const sign of 'aeiouy') vowels[sign.charCodeAt(0)] = 1

const RETWEET = plainWordHash('rt')
const URL_TOKEN = plainWordHash('\u0001url')
/** Letters of a word that are hashed; what is longer is no word. */
const LETTERS_MAX = 40

/** Tokens of the folded text. Never throws. Cost: linear, about 15 ns a character. */
export function cutTokens(folded: string): Tokens {
  reset(folded.length)
  let i = 0
  let isQuoted = 0
  while (i < folded.length && tokens.count < TOKENS_MAX) {
    const unit = folded.charCodeAt(i)
    const kind = unitKind(unit)
    if (kind === UNIT.letter || kind === UNIT.digit) {
      i = isIdeograph(unit)
        ? putSign(unit, i, 1, FLAG.ideograph | isQuoted)
        : putWord(folded, i, isQuoted)
    } else if (unit === AT || unit === 36) i = putMasked(folded, i, isQuoted)
    else if (unit >= 0x2190) i = putPicture(folded, i, unit, isQuoted)
    else {
      if (unit === QUOTE) isQuoted ^= FLAG.quoted
      if (isSentenceEnd(folded, i, unit)) {
        isQuoted = unit === NEWLINE ? 0 : isQuoted
        closeSentence(i + 1)
      }
      i += 1
    }
    if (tokens.count - (tokens.sentenceTokens[tokens.sentences] ?? 0) >= SENTENCE_TOKENS_MAX)
      closeSentence(i)
  }
  closeSentence(folded.length)
  if (tokens.sentences > 0) tokens.sentenceEnds[tokens.sentences - 1] = folded.length
  return tokens
}

function reset(length: number): void {
  tokens.count = 0
  tokens.sentences = 0
  tokens.sentenceTokens[0] = 0
  tokens.urls = 0
  tokens.mentions = 0
  tokens.gibberish = 0
  if (tokens.spelt.length < length + 1) tokens.spelt = new Uint16Array(length * 2)
}

/** A sentence without words joins the one before it. */
function closeSentence(end: number): void {
  if (tokens.count === tokens.sentenceTokens[tokens.sentences]) {
    if (tokens.sentences > 0) tokens.sentenceEnds[tokens.sentences - 1] = end
    return
  }
  tokens.sentenceEnds[tokens.sentences] = end
  tokens.sentences += 1
  tokens.sentenceTokens[tokens.sentences] = tokens.count
}

/** . ! ? ; line break and their far-eastern and Indic sisters; "U.S. troops" and "3.5" go on. */
function isSentenceEnd(folded: string, at: number, unit: number): boolean {
  if (unit === NEWLINE) return true
  const isMark =
    unit === STOP || unit === 33 || unit === 63 || unit === 59 || unit === 0x61f || unit === 0x964
  return isMark && (at + 1 >= folded.length || !isWordUnit(folded.charCodeAt(at + 1)))
}

const isWordUnit = (unit: number): boolean => {
  const kind = unitKind(unit)
  return kind === UNIT.letter || kind === UNIT.digit
}

/** Thai, kana and Han are written without spaces. Hangul is: folding has taken its syllables apart. */
const isIdeograph = (unit: number): boolean =>
  unit >= 0xe00 &&
  (unit <= 0xe7f || (unit >= 0x3040 && unit <= 0x30ff) || (unit >= 0x3400 && unit <= 0x9fff))

function put(
  hash: number,
  plainHash: number,
  group: number,
  flags: number,
  start: number,
  end: number,
) {
  const at = tokens.count
  tokens.hashes[at] = hash
  tokens.plainHashes[at] = plainHash
  tokens.classes[at] = group
  tokens.flags[at] = flags
  tokens.starts[at] = start
  tokens.ends[at] = end
  tokens.count = at + 1
}

function putSign(unit: number, at: number, units: number, flags: number): number {
  tokens.spellings[tokens.count + 1] = spellingStart()
  put(hashOn(HASH_START, unit), 0, CLASS.none, flags, at, at + units)
  return at + units
}

const spellingStart = (): number => (tokens.count === 0 ? 0 : (tokens.spellings[tokens.count] ?? 0))

/** Emoji as pairs, without the colour of the skin; other pictures and far-eastern punctuation as they are. */
function putPicture(folded: string, at: number, unit: number, isQuoted: number): number {
  const isPair = unit >= 0xd800 && unit <= 0xdbff && at + 1 < folded.length
  if (!isPair) {
    if (unit === 0x3002 || unit === 0xff01 || unit === 0xff1f) closeSentence(at + 1)
    return unit <= 0x2bff ? putSign(unit, at, 1, FLAG.picture | isQuoted) : at + 1
  }
  const low = folded.charCodeAt(at + 1)
  if (unit === 0xd83c && low >= 0xdffb && low <= 0xdfff) return at + 2
  return putSign(hashOn(unit, low), at, 2, FLAG.picture | isQuoted)
}

/** "@name" is left out: names say nothing; "@ss" and "$lut" are words. A lone sign is nothing. */
function putMasked(folded: string, at: number, isQuoted: number): number {
  if (at + 1 >= folded.length || !isWordUnit(folded.charCodeAt(at + 1))) return at + 1
  const before = tokens.count
  const end = putWord(folded, at, isQuoted)
  if (folded.charCodeAt(at) !== AT || tokens.count === before) return end
  const group = tokens.classes[before] ?? 0
  if (group === CLASS.slur || group === CLASS.profane || group === CLASS.bad) return end
  tokens.count = before
  tokens.mentions += 1
  return end
}

/** @returns where the word, or the address that it begins, ends */
function putWord(folded: string, start: number, isQuoted: number): number {
  const from = spellingStart()
  tokens.spellings[tokens.count] = from
  const { spelt } = tokens
  let to = from
  let hash = HASH_START
  let plain = HASH_START
  let letters = 0
  let digits = 0
  let turns = 0
  let hasVowel = 0
  let isForeign = 0
  let maskRun = 0
  let doubled = 0
  let i = start
  for (; i < folded.length; i++) {
    const unit = folded.charCodeAt(i)
    const kind = unitKind(unit)
    if (kind === UNIT.letter) {
      if (isIdeograph(unit)) break
      if (letters > 0 && folded.charCodeAt(i - 1) === unit) doubled += 1
      letters += 1
      if (unit < 128) hasVowel |= vowels[unit] ?? 0
      else isForeign = 1
    } else if (kind === UNIT.digit) {
      if (letters > 0) turns += 1
      digits += 1
    } else if (unit === APOSTROPHE) {
      if (!isWordUnit(folded.charCodeAt(i + 1))) break
      continue
    } else if (unit < 128 && masks[unit] === 1) {
      maskRun += 1
      if (maskRun > 3) break
      hash = hashOn(hash, unit)
      const letter = leet[unit]
      if (letter) {
        plain = hashOn(plain, letter)
        spelt[to++] = letter
      }
      continue
    } else break
    maskRun = 0
    if (to - from >= LETTERS_MAX) continue
    hash = hashOn(hash, unit)
    const letter = (unit < 128 && leet[unit]) || unit
    plain = hashOn(plain, letter)
    spelt[to++] = letter
  }
  let end = i
  // A mask at the end belongs to the sentence ("damn!"), but for the stars of "f***".
  while (end > start + 1 && endsInMask(folded.charCodeAt(end - 1))) end -= 1
  if (end < i) return putTrimmed(folded, start, end, isQuoted)
  if (letters === 0) {
    // Numbers keep their digits.
    plain = hash
    for (let k = 0, at = from; k < end - start && at < to; k++) {
      const unit = folded.charCodeAt(start + k)
      if (unit !== APOSTROPHE) spelt[at++] = unit
    }
  }
  const address = addressEnd(folded, hash, end)
  if (address > 0) return putAddress(folded, start, address, isQuoted)
  if (hash === RETWEET && tokens.count === 0) return end
  if (letters + digits >= 6 && !isForeign && (!hasVowel || turns > 2)) tokens.gibberish += 1
  tokens.spellings[tokens.count + 1] = to
  const plainHash = plain === hash ? 0 : plain
  const group = classOf(hash) || (plainHash === 0 ? 0 : classOf(plainHash))
  const undoubled = group === 0 && doubled > 0 ? undoubledHash(from, to) : 0
  const undoubledClass = undoubled === 0 ? 0 : classOf(undoubled)
  put(
    hash,
    undoubledClass > 0 ? undoubled : plainHash,
    group || undoubledClass,
    isQuoted,
    start,
    end,
  )
  return end
}

const endsInMask = (unit: number): boolean => unit < 128 && masks[unit] === 1 && unit !== 42

/** The same word without the masks at its end; there is none left to cut. */
function putTrimmed(folded: string, start: number, end: number, isQuoted: number): number {
  putWord(folded.slice(0, end), start, isQuoted)
  return end
}

/** "fuuck" and "biitch" with each letter once; only words of a class are looked for this way. */
function undoubledHash(from: number, to: number): number {
  let hash = HASH_START
  for (let i = from; i < to; i++) {
    const unit = tokens.spelt[i] ?? 0
    if (i === from || unit !== tokens.spelt[i - 1]) hash = hashOn(hash, unit)
  }
  return hash
}

/** One token for any address; its host name stays as the plain word. */
function putAddress(folded: string, start: number, end: number, isQuoted: number): number {
  tokens.urls += 1
  tokens.spellings[tokens.count + 1] = spellingStart()
  put(URL_TOKEN, hostOf(folded, start, end), CLASS.link, isQuoted, start, end)
  return end
}
