/**
 * The features of a text: hashed n-grams of words, letters and word classes.
 *
 * Each feature is a number of FEATURE_BITS bits. A text has its features once, but for the letter n-grams, which come
 * once for each different word. Sentences have the same features as the text they stand in, so a text is taken apart once.
 */
import { featureOf, HASH_START, hashOn } from './hashing.js'
import { styleStepsOf } from './styles.js'
import { cutTokens, FLAG, type Tokens } from './tokens.js'
import { CLASS } from './word-classes.js'

/** Features taken up of one text; a text of SCORED_UNITS_MAX letters in odd order stays below. */
const FEATURES_MAX = 400_000
/** Marks a feature that an earlier sentence of the text had already. */
export const REPEATED = 0x8000_0000
/** Marks an entry that stands for all letter n-grams of a word; its last bits are the number of the token. */
export const LETTERS = 0x4000_0000

/** Features of a text, side by side; valid until the next text. */
export type Features = {
  count: number
  /** Feature i, with the bits REPEATED and LETTERS. The first `styles` describe the text as a whole. */
  keys: Uint32Array
  /** Words that feature i is made of: the first and the last one, as token numbers. Styles have none (-1). */
  firsts: Int32Array
  lasts: Int32Array
  styles: number
  /** First feature of each sentence; one more entry, `count`, closes it. */
  sentenceStarts: Int32Array
  tokens: Tokens
}

// Working space, shared by all texts. Featurising is synchronous, so nobody else is in it.
const SPACE_START = 8192
let keys = new Uint32Array(SPACE_START)
let firsts = new Int32Array(SPACE_START)
let lasts = new Int32Array(SPACE_START)
let count = 0
let isSpeltOut = false

// What this text has had already: open addressing, a slot counts when its mark is of this text.
let seenSlots = 1 << 14
let seenKeys = new Int32Array(seenSlots)
let seenMarks = new Int32Array(seenSlots)
let seenCount = 0
let textMark = 1
let sentenceMark = 1

/** Kinds of features; each starts its hash differently. */
const KIND = {
  word: 0x11a3b7,
  bigram: 0x2b4c9d,
  trigram: 0x35d1e3,
  letters: 0x47f20b,
  skeleton: 0x59a64f,
  classes: 0x63be91,
  pair: 0x7d08c5,
  scope: 0x8f21d9,
  quoted: 0x9a3c67,
  group: 0xa55e13,
  style: 0xb7724d,
} as const
const starts = Object.fromEntries(
  Object.entries(KIND).map(([kind, seed]) => [kind, hashOn(HASH_START, seed)]),
) as Record<keyof typeof KIND, number>

/** Letter n-grams, with the edges of the word as letters. */
const NGRAM_MIN = 3
const NGRAM_MAX = 5
const EDGE_START = 94
const EDGE_END = 36
const LETTERS_MIN = 2
export const LETTERS_MAX = 24
export const LETTER_NGRAMS_MAX = (LETTERS_MAX + 2) * (NGRAM_MAX - NGRAM_MIN + 1)
/** Words of a sentence that are paired with a group or a person in it. */
const PAIR_TOKENS_MAX = 24
/** Words that a negation reaches. */
const SCOPE_TOKENS = 4

const features: Features = {
  count: 0,
  keys,
  firsts,
  lasts,
  styles: 0,
  sentenceStarts: new Int32Array(64),
  tokens: cutTokens(''),
}

/**
 * Takes a text apart. Letter n-grams are left as one LETTERS entry a word: most words are known from other texts.
 * @param folded as `fold` gives it
 * @param raw the same text as it was written, for capitals and signs
 * Never throws. Cost: linear, about 60 ns a character.
 */
export const featuresOf = (folded: string, raw: string): Features => takeApart(folded, raw, false)

/** Like `featuresOf`, with each letter n-gram as a feature of its own: for learning and explaining. */
export const allFeaturesOf = (folded: string, raw: string): Features => takeApart(folded, raw, true)

function takeApart(folded: string, raw: string, withLetters: boolean): Features {
  const tokens = cutTokens(folded)
  isSpeltOut = withLetters
  beginText(tokens)
  addStyles(tokens, raw)
  features.styles = count
  for (let sentence = 0; sentence < tokens.sentences; sentence++) {
    features.sentenceStarts[sentence] = count
    sentenceMark += 1
    const from = tokens.sentenceTokens[sentence] ?? 0
    const to = tokens.sentenceTokens[sentence + 1] ?? 0
    reserve((to - from) * (LETTER_NGRAMS_MAX + 80))
    addWords(tokens, from, to)
    addSkeletons(tokens, from, to)
    addPairs(tokens, from, to)
  }
  features.sentenceStarts[tokens.sentences] = count
  features.count = count
  features.keys = keys
  features.firsts = firsts
  features.lasts = lasts
  return features
}

function beginText(tokens: Tokens): void {
  count = 0
  seenCount = 0
  if (sentenceMark > 2_000_000_000) {
    seenMarks.fill(0)
    sentenceMark = 0
  }
  sentenceMark += 1
  textMark = sentenceMark
  features.tokens = tokens
  if (features.sentenceStarts.length < tokens.sentences + 2)
    features.sentenceStarts = new Int32Array(tokens.sentences * 2)
  reserve(64)
}

/** Room for `more` features in the list and in the set. */
function reserve(more: number): void {
  if (count + more > keys.length) {
    const size = (count + more) * 2
    keys = grown(keys, new Uint32Array(size))
    firsts = grown(firsts, new Int32Array(size))
    lasts = grown(lasts, new Int32Array(size))
  }
  if ((seenCount + more) * 2 > seenSlots && seenSlots < FEATURES_MAX * 4) growSeen()
}

function grown<A extends Uint32Array | Int32Array>(from: A, to: A): A {
  to.set(from)
  return to
}

function growSeen(): void {
  const oldKeys = seenKeys
  const oldMarks = seenMarks
  seenSlots *= 4
  seenKeys = new Int32Array(seenSlots)
  seenMarks = new Int32Array(seenSlots)
  for (let i = 0; i < oldKeys.length; i++) {
    const mark = oldMarks[i] ?? 0
    if (mark < textMark) continue
    const slot = slotOf(oldKeys[i] ?? 0)
    seenKeys[slot] = oldKeys[i] ?? 0
    seenMarks[slot] = mark
  }
}

/** Where a key is, or where it belongs. */
function slotOf(key: number): number {
  let slot = key & (seenSlots - 1)
  while ((seenMarks[slot] ?? 0) >= textMark && seenKeys[slot] !== key)
    slot = (slot + 1) & (seenSlots - 1)
  return slot
}

/** Adds a feature unless this sentence has it. */
function add(hash: number, first: number, last: number): void {
  const key = featureOf(hash)
  const slot = slotOf(key)
  const mark = seenMarks[slot] ?? 0
  if (mark === sentenceMark) return
  const isRepeated = mark >= textMark
  if (!isRepeated) seenCount += 1
  seenKeys[slot] = key
  seenMarks[slot] = sentenceMark
  keys[count] = isRepeated ? (key | REPEATED) >>> 0 : key
  firsts[count] = first
  lasts[count] = last
  count += 1
}

function addWords(tokens: Tokens, from: number, to: number): void {
  const { hashes, plainHashes, flags, classes } = tokens
  let previous = EDGE_START
  let beforePrevious = EDGE_START
  for (let i = from; i < to; i++) {
    const hash = hashes[i] ?? 0
    const plain = plainHashes[i] ?? 0
    const before = count
    add(hashOn(starts.word, hash), i, i)
    if (count > before && (flags[i] ?? 0) < FLAG.ideograph) addLetters(tokens, i)
    if (plain !== 0) add(hashOn(starts.word, plain), i, i)
    const first = i > from ? i - 1 : i
    add(hashOn(hashOn(starts.bigram, previous), hash), first, i)
    const isSign = ((flags[i] ?? 0) & FLAG.ideograph) !== 0
    if (isSign || i > from + 1)
      add(
        hashOn(hashOn(hashOn(starts.trigram, beforePrevious), isSign ? previous : 0), hash),
        i > from + 1 ? i - 2 : from,
        i,
      )
    const group = classes[i] ?? 0
    if (group !== CLASS.none) add(hashOn(starts.group, group), i, i)
    if (((flags[i] ?? 0) & FLAG.quoted) !== 0)
      add(hashOn(starts.quoted, group === CLASS.none ? 0 : group), i, i)
    beforePrevious = previous
    previous = hash
  }
  if (to > from) add(hashOn(hashOn(starts.bigram, previous), EDGE_END), to - 1, to - 1)
}

/** Letter n-grams of one word. They are not looked up in the set: each different word brings its own. */
function addLetters(tokens: Tokens, at: number): void {
  const length = (tokens.spellings[at + 1] ?? 0) - (tokens.spellings[at] ?? 0)
  if (length < LETTERS_MIN || length > LETTERS_MAX) return
  const repeated = (keys[count - 1] ?? 0) & REPEATED
  const found = isSpeltOut ? putLetterNgrams(tokens, at, keys, count) : 1
  if (!isSpeltOut) keys[count] = at | LETTERS
  for (const end = count + found; count < end; count++) {
    keys[count] = ((keys[count] ?? 0) | repeated) >>> 0
    firsts[count] = at
    lasts[count] = at
  }
}

/**
 * Writes the letter n-grams of token `at`, at most LETTER_NGRAMS_MAX, into `to` from `start` on.
 * @returns how many
 */
export function putLetterNgrams(
  tokens: Tokens,
  at: number,
  to: Uint32Array,
  start: number,
): number {
  const { spelt } = tokens
  const from = tokens.spellings[at] ?? 0
  const length = (tokens.spellings[at + 1] ?? 0) - from
  let end = start
  for (let first = -1; first + NGRAM_MIN <= length + 1; first++) {
    let hash = starts.letters
    for (let n = 1; n <= NGRAM_MAX && first + n <= length + 1; n++) {
      const k = first + n - 1
      hash = hashOn(hash, k < 0 ? EDGE_START : k === length ? EDGE_END : (spelt[from + k] ?? 0))
      if (n >= NGRAM_MIN) to[end++] = featureOf(hash ^ n)
    }
  }
  return end - start
}

/** N-grams of words with their classes put in, and of the classes alone. */
function addSkeletons(tokens: Tokens, from: number, to: number): void {
  const { classes, hashes } = tokens
  for (let i = from; i < to; i++) {
    let hash = starts.skeleton
    let hasClass = false
    for (let n = 0; n < 4 && i + n < to; n++) {
      const group = classes[i + n] ?? 0
      hasClass ||= group !== CLASS.none
      hash = hashOn(hash, group === CLASS.none ? (hashes[i + n] ?? 0) : group)
      if (n > 0 && hasClass) add(hash ^ n, i, i + n)
    }
    if (classes[i] === CLASS.none) continue
    let classHash = hashOn(starts.classes, classes[i] ?? 0)
    let found = 0
    for (let k = i + 1; k < to && found < 4; k++) {
      const group = classes[k] ?? 0
      if (group === CLASS.none) continue
      found += 1
      classHash = hashOn(classHash, group)
      add(classHash ^ found, i, k)
    }
  }
}

/** Words beside a group, a slur or a person, anywhere in the sentence; and what a negation reaches. */
function addPairs(tokens: Tokens, from: number, to: number): void {
  const { classes, hashes } = tokens
  let paired = 0
  for (let i = from; i < to; i++) {
    const group = classes[i] ?? 0
    if (group === CLASS.not) {
      for (let k = i + 1; k < to && k <= i + SCOPE_TOKENS; k++)
        add(hashOn(starts.scope, classes[k] || (hashes[k] ?? 0)), i, k)
      continue
    }
    const isPaired =
      group === CLASS.identity ||
      group === CLASS.you ||
      group === CLASS.slur ||
      group === CLASS.role
    if (!isPaired || paired >= 2) continue
    paired += 1
    for (let k = Math.max(from, i - PAIR_TOKENS_MAX); k < to && k <= i + PAIR_TOKENS_MAX; k++) {
      if (k === i) continue
      const side = k < i ? 1 : 2
      const other = classes[k] ?? 0
      const hash = hashOn(starts.pair, group * 4 + side)
      add(hashOn(hash, hashes[k] ?? 0), i, k)
      if (other !== CLASS.none) add(hashOn(hash, other), i, k)
    }
  }
}

/** Numbers of capitals, signs, links: see `styleStepsOf`. */
function addStyles(tokens: Tokens, raw: string): void {
  styleStepsOf(tokens, raw).forEach((step, i) => {
    add(hashOn(hashOn(starts.style, i + 1), step), -1, -1)
  })
}
