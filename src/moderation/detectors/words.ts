/**
 * Word lists: slurs and contempt for groups wherever they stand, abuse only when it is aimed at somebody in the
 * conversation.
 * Crude words about states, parties and ministers are opinion and pass.
 */
import { originalSpan } from '../../core/fold.js'
import type { Doubt } from '../submission.js'
import { buildLexicon, type Language, type Term, type TermKind } from './lexicon.js'
import type { Detector, Prepared } from './prepared.js'
import type { Words } from './word-cutting.js'
import { WORD_LISTS } from './word-lists/index.js'

/** Words before a term in which a second person aims it: "you must be such a dumb cunt". */
export const AIM_WORDS_BEFORE = 6
/** Words after it: "cunts like you", "what a cunt you are"; further on another clause has begun. */
export const AIM_WORDS_AFTER = 2
/** Words before contempt for a group in which a sentence tells or denies it. */
const TURN_WORDS_BEFORE = 12
/** Words a sentence may begin with before an order: "oh please just fuck off". */
const ORDER_WORDS_BEFORE = 3
/** Terms looked for in one text; the rest is more of the same. */
const TERMS_MAX = 20

const SCORES: Readonly<Record<TermKind, number>> = {
  slur: 0.95,
  contempt: 0.85,
  condemnation: 0.85,
  call: 0.95,
  outright: 0.9,
  order: 0.9,
  abuse: 0.85,
  insult: 0.8,
  harmless: 0,
}
type WordsReason = 'slur' | 'abuse-of-group' | 'abuse-of-person'

const REASONS: Readonly<Record<TermKind, WordsReason>> = {
  slur: 'slur',
  contempt: 'abuse-of-group',
  condemnation: 'abuse-of-group',
  call: 'abuse-of-group',
  outright: 'abuse-of-person',
  order: 'abuse-of-person',
  abuse: 'abuse-of-person',
  insult: 'abuse-of-person',
  harmless: 'abuse-of-person',
}
/** Abuse between quotation marks is often somebody else's, told: seen by staff, not held by itself. */
const QUOTED_SCORE = 0.5

const lexicon = buildLexicon(WORD_LISTS)
const FILLERS = new Set(
  'oh ah well so then just please now ok okay and but lol haha yeah no yes hey man dude bro also go'.split(
    ' ',
  ),
)

/** A term found: words [from, to) of the text. */
type Hit = { term: Term; from: number; to: number }

export const wordsDetector: Detector = {
  name: 'words',
  inspect(_submission, prepared) {
    const words = plainWords(prepared.words)
    const found: Record<WordsReason, Hit[]> = {
      slur: [],
      'abuse-of-group': [],
      'abuse-of-person': [],
    }
    let count = 0
    for (let i = 0; i < words.texts.length && count < TERMS_MAX; i++) {
      const hit = longestAt(words, i)
      if (hit === null) continue
      if (isAimed(words, hit)) {
        found[REASONS[hit.term.kind]].push(hit)
        count += 1
      } else if (hit.term.kind !== 'harmless') continue // a shorter term may begin inside this one
      i = hit.to - 1
    }
    return (Object.keys(found) as WordsReason[]).flatMap((reason) =>
      signalOf(reason, found[reason], prepared),
    )
  },
}

const YOU = new Set(WORD_LISTS.flatMap(({ you, your }) => [...you, ...your]))

/** Whether a text has a word for the one that it speaks to, in any of the languages of the lists. */
export const speaksToSomebody = ({ words }: Prepared): boolean =>
  words.texts.some((word) => YOU.has(word))

/** The words with their disguises off. Cost: linear; only words with signs or stretched letters are looked into. */
function plainWords(words: Words): Words {
  const texts = words.texts.map((text, i) => lexicon.plainOf(text, words.disguised[i] ?? false))
  return { ...words, texts }
}

function longestAt(words: Words, from: number): Hit | null {
  const family = lexicon.terms.get(words.texts[from] ?? '')
  if (!family) return null
  const fitting = family.filter((term) => fits(words, from, term))
  const longest = fitting[0]
  if (!longest) return null
  // The same words can be listed in several languages or kinds; the one that is aimed says more.
  const equals = fitting.filter((term) => term.words.length === longest.words.length)
  const hits = equals.map((term) => ({ term, from, to: from + term.words.length }))
  return hits.find((hit) => isAimed(words, hit)) ?? hits[0] ?? null
}

function fits(words: Words, from: number, term: Term): boolean {
  const sentence = words.sentences[from]
  return term.words.every(
    (word, i) => words.texts[from + i] === word && words.sentences[from + i] === sentence,
  )
}

function isAimed(words: Words, hit: Hit): boolean {
  const { kind, language } = hit.term
  if (kind === 'slur' || kind === 'outright') return true
  if (kind === 'contempt') return !isAfter(words, hit, language.told)
  if (kind === 'condemnation')
    return !isAfter(words, hit, language.told) && !isAfter(words, hit, language.denied)
  if (kind === 'harmless') return false
  if (kind === 'insult') return isSaidOutright(words, hit, language)
  if (kind === 'call') return startsSentence(words, hit.from)
  if (kind === 'order' && startsSentence(words, hit.from)) return true
  return isAimedBefore(words, hit, language) || isAimedAfter(words, hit, language)
}

/** "you are such an idiot", "you idiot", "idiots like you": nothing but glue between. */
function isSaidOutright(words: Words, hit: Hit, language: Language): boolean {
  for (const i of nearby(words, hit.from - 1, -1, AIM_WORDS_BEFORE)) {
    const word = words.texts[i] ?? ''
    if (isYou(words, i, language)) return true
    if (!language.glue.has(word)) break
  }
  for (const i of nearby(words, hit.to, 1, AIM_WORDS_AFTER)) {
    if (isYou(words, i, language)) return i > hit.to && language.glue.has(words.texts[hit.to] ?? '')
    if (!language.glue.has(words.texts[i] ?? '')) break
  }
  return false
}

function isAimedBefore(words: Words, hit: Hit, language: Language): boolean {
  for (const i of nearby(words, hit.from - 1, -1, AIM_WORDS_BEFORE)) {
    const word = words.texts[i] ?? ''
    if (isYou(words, i, language) || language.your.has(word)) return true
    if (language.breaks.has(word)) return false
  }
  return false
}

function isAimedAfter(words: Words, hit: Hit, language: Language): boolean {
  for (const i of nearby(words, hit.to, 1, AIM_WORDS_AFTER)) {
    if (isYou(words, i, language)) return true
    if (language.breaks.has(words.texts[i] ?? '')) return false
  }
  return false
}

/** Whether one of these words stands before it in its sentence. */
const isAfter = (words: Words, hit: Hit, turns: ReadonlySet<string>): boolean =>
  nearby(words, hit.from - 1, -1, TURN_WORDS_BEFORE).some((i) => turns.has(words.texts[i] ?? ''))

/** Places of up to `count` words of the same sentence, from `first` on in one direction. */
function nearby(words: Words, first: number, step: 1 | -1, count: number): number[] {
  const places: number[] = []
  const sentence = words.sentences[first - step]
  for (let i = first; places.length < count && words.sentences[i] === sentence; i += step) {
    if (i < 0 || i >= words.texts.length) break
    places.push(i)
  }
  return places
}

/** A letter beside a full stop ("U.S.") is no "you". */
function isYou(words: Words, i: number, language: Language): boolean {
  const word = words.texts[i] ?? ''
  if (!language.you.has(word)) return false
  return word !== 'u' || (words.texts[i + 1] !== 's' && words.texts[i + 1] !== 'k')
}

function startsSentence(words: Words, from: number): boolean {
  const before = nearby(words, from - 1, -1, ORDER_WORDS_BEFORE + 1)
  if (before.length > ORDER_WORDS_BEFORE) return false
  return before.every((i) => FILLERS.has(words.texts[i] ?? ''))
}

function signalOf(reason: WordsReason, hits: Hit[], prepared: Prepared): Doubt[] {
  const first = hits[0]
  if (!first) return []
  const { words, text } = prepared
  return [
    {
      detector: 'words',
      reason,
      score01: hits.reduce((most, hit) => Math.max(most, scoreOf(words, hit)), 0),
      spans: hits.map((hit) =>
        originalSpan(text, words.starts[hit.from] ?? 0, words.ends[hit.to - 1] ?? 0),
      ),
      evidence: {
        words: [...new Set(hits.map((hit) => hit.term.words.join(' ')))],
        language: first.term.language.code,
      },
    },
  ]
}

function scoreOf(words: Words, hit: Hit): number {
  const isQuoted = words.quoted[hit.from] === true && hit.term.kind !== 'slur'
  return isQuoted ? QUOTED_SCORE : SCORES[hit.term.kind]
}
