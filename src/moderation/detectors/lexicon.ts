/** Word lists made ready for looking up: one map for all languages, built once at start. */
import { foldWithOffsets } from '../../core/fold.js'
import { LEET } from './prepared.js'
import { cutWords } from './word-cutting.js'
import type { WordList } from './word-lists/word-list.js'

export type TermKind =
  | 'slur'
  | 'contempt'
  | 'condemnation'
  | 'call'
  | 'abuse'
  | 'insult'
  | 'order'
  | 'outright'
  | 'harmless'

export type Term = {
  /** Folded words, one to seven. */
  words: string[]
  kind: TermKind
  language: Language
}

/** The folded small words of one language that decide whom a term is meant for. */
export type Language = {
  code: string
  you: ReadonlySet<string>
  your: ReadonlySet<string>
  breaks: ReadonlySet<string>
  glue: ReadonlySet<string>
  told: ReadonlySet<string>
  denied: ReadonlySet<string>
}

export type Lexicon = {
  /** Terms by their first word, the longest first. */
  terms: ReadonlyMap<string, Term[]>
  /** True for a word that begins a term, as it stands or with its disguise off. */
  plainOf(word: string, isDisguised: boolean): string
}

/** Builds the lexicon. Cost: about 5 ms for seven languages. */
export function buildLexicon(lists: readonly WordList[]): Lexicon {
  const terms = new Map<string, Term[]>()
  const parts = new Set<string>()
  for (const list of lists) {
    const language = languageOf(list)
    for (const [kind, phrases] of kindsOf(list)) {
      for (const phrase of phrases)
        addTerm(terms, parts, { words: foldPhrase(phrase), kind, language })
    }
    for (const word of [...language.you, ...language.your]) parts.add(word)
  }
  for (const family of terms.values()) family.sort((a, b) => b.words.length - a.words.length)
  return { terms, plainOf: (word, isDisguised) => plainOf(parts, word, isDisguised) }
}

function kindsOf(list: WordList): [TermKind, string[]][] {
  return [
    ['slur', list.slurs],
    ['abuse', list.abuse],
    ['insult', list.insults],
    ['order', list.orders],
    ['outright', list.outright],
    ['harmless', list.harmless],
    ...contemptOf(list),
  ]
}

/** All that is said of each group, spelt out: some thousands of phrases, so that they are found like any other. */
function contemptOf({ contempt }: WordList): [TermKind, string[]][] {
  if (!contempt) return []
  const { groups, before, after, are, calls } = contempt
  const verbs = ['', ...are].map((verb) => (verb === '' ? ' ' : ` ${verb} `))
  return [
    ['contempt', groups.flatMap((group) => before.map((word) => `${word} ${group}`))],
    [
      'condemnation',
      groups.flatMap((group) =>
        verbs.flatMap((verb) => after.map((word) => `${group}${verb}${word}`)),
      ),
    ],
    ['call', groups.flatMap((group) => calls.map((call) => `${call} ${group}`))],
  ]
}

function languageOf(list: WordList): Language {
  const set = (words: string[]) => new Set(words.flatMap(foldPhrase))
  return {
    code: list.language,
    you: set(list.you),
    your: set(list.your),
    breaks: set(list.breaks),
    glue: set(list.glue),
    told: set(list.contempt?.told ?? []),
    denied: set(list.contempt?.denied ?? []),
  }
}

function addTerm(terms: Map<string, Term[]>, parts: Set<string>, term: Term): void {
  const first = term.words[0]
  if (first === undefined) return
  const family = terms.get(first)
  if (family) family.push(term)
  else terms.set(first, [term])
  for (const word of term.words) parts.add(word)
}

const foldPhrase = (phrase: string): string[] => cutWords(foldWithOffsets(phrase)).texts

const DISGUISE = /[^\p{L}\p{M}]/u
const DOUBLED = /(.)\1/gu
const VOWELS = ['a', 'e', 'i', 'o', 'u']
/** Longer words are no disguised term; it also bounds the work on a word made of signs. */
const DISGUISED_CHARS_MAX = 24

/** A word with its disguise off when that makes it a listed word: sh1t, f*ck, fuuuck, "a f u c k"; else the word itself. */
function plainOf(parts: ReadonlySet<string>, word: string, isDisguised: boolean): string {
  const hasSigns = DISGUISE.test(word)
  if ((!hasSigns && !isDisguised) || word.length > DISGUISED_CHARS_MAX || parts.has(word))
    return word
  for (const guess of guessesFor(word, hasSigns, isDisguised)) if (parts.has(guess)) return guess
  return word
}

/** What a disguised word may stand for, read letter for letter. */
export function guessesFor(word: string, hasSigns: boolean, isDisguised: boolean): string[] {
  const guesses: string[] = []
  if (hasSigns) {
    const read = [...word].map((sign) => LEET.get(sign) ?? (sign === '!' ? 'i' : sign)).join('')
    // A number stays a number: "455" is no insult.
    if (/[a-z*]/.test(word)) guesses.push(read, read.replaceAll('*', ''))
    if (read.includes('*')) for (const vowel of VOWELS) guesses.push(read.replace('*', vowel))
  }
  if (isDisguised) guesses.push(word.replace(DOUBLED, '$1'), word.slice(1))
  return guesses
}
