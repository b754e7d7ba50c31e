/** The rules of a house, all together: what a text breaks of them, in one pass. */
import { guessesFor } from '../detectors/lexicon.js'
import type { Prepared } from '../detectors/prepared.js'
import { type CompiledRule, compileRule, UnreadableRule } from './compile-rule.js'
import type { HouseRule } from './house-rule.js'
import { createLiteralIndex } from './literal-index.js'

/** Rules told of in one text; who breaks more of them has been found out. */
export const BROKEN_MAX = 20
/** Places told of for each rule. */
const PLACES_MAX = 10
/** Longer words are no disguises; it also bounds the work on a word made of signs. */
const DISGUISED_CHARS_MAX = 24

/** A range of the folded text. */
export type Place = { start: number; end: number }
export type Broken = { rule: HouseRule; places: Place[] }

export type RuleSet = {
  /** Takes the place of all rules there were. Rules that cannot be read are left out. @returns how many are in force */
  replace(rules: readonly HouseRule[]): number
  /** The rules that a text breaks, BROKEN_MAX at most. @param language BCP 47; null: unknown */
  broken(prepared: Prepared, language: string | null): Broken[]
}

type ByWords = Extract<CompiledRule, { by: 'words' }>
type ByRegex = Extract<CompiledRule, { by: 'regex' }>
type Finds = { add(rule: HouseRule, start: number, end: number): void }

export function createRuleSet(): RuleSet {
  let tables = tablesOf([])
  return {
    replace(rules) {
      const compiled = rules.flatMap((rule) => compileIfReadable(rule))
      tables = tablesOf(compiled)
      return compiled.length
    },
    broken(prepared, language) {
      const broken = new Map<string, Broken>()
      const primary = language?.toLowerCase().split('-')[0] ?? null
      const finds: Finds = {
        add(rule, start, end) {
          if (rule.language !== null && rule.language !== primary) return
          const known = broken.get(rule.id)
          if (known && known.places.length < PLACES_MAX && known.places.at(-1)?.start !== start)
            known.places.push({ start, end })
          if (!known && broken.size < BROKEN_MAX)
            broken.set(rule.id, { rule, places: [{ start, end }] })
        },
      }
      findWords(tables, prepared, finds)
      findPieces(tables, prepared, finds)
      return [...broken.values()]
    },
  }
}

function compileIfReadable(rule: HouseRule): CompiledRule[] {
  try {
    return [compileRule(rule)]
  } catch (error) {
    if (error instanceof UnreadableRule) return []
    throw error
  }
}

type Tables = ReturnType<typeof tablesOf>

function tablesOf(rules: CompiledRule[]) {
  const byWord = new Map<string, ByWords[]>()
  const byPair = new Map<string, Map<string, ByWords[]>>()
  const byBeginning = new Map<string, ByWords[]>()
  const pieces = createLiteralIndex<HouseRule>()
  const literals = createLiteralIndex<ByRegex>()
  const open: ByRegex[] = []
  let hasPieces = false
  let hasLiterals = false
  for (const one of rules) {
    if (one.by === 'words') {
      const [first = '', second] = one.words
      if (one.isBeginning) push(byBeginning, first, one)
      else if (second === undefined) for (const key of keysOf(first)) push(byWord, key, one)
      else
        for (const key of keysOf(first)) {
          const bySecond = byPair.get(key) ?? new Map<string, ByWords[]>()
          byPair.set(key, bySecond)
          for (const next of keysOf(second)) push(bySecond, next, one)
        }
    } else if (one.by === 'piece') {
      pieces.add(one.piece, one.rule)
      hasPieces = true
    } else if (one.literals === null) open.push(one)
    else {
      for (const literal of one.literals) literals.add(literal, one)
      hasLiterals = true
    }
  }
  const beginnings = [...new Set([...byBeginning.keys()].map((word) => word.length))]
  return { byWord, byPair, byBeginning, beginnings, pieces, hasPieces, literals, hasLiterals, open }
}

function findWords(tables: Tables, { words }: Prepared, finds: Finds): void {
  const { byWord, byPair, byBeginning, beginnings } = tables
  if (byWord.size + byPair.size + beginnings.length === 0) return
  let next = spellingsAt(words, 0)
  for (let i = 0; i < words.texts.length; i++) {
    const here = next
    next = spellingsAt(words, i + 1)
    const start = words.starts[i] ?? 0
    const end = words.ends[i] ?? 0
    for (const spelling of here) {
      for (const one of byWord.get(spelling) ?? []) finds.add(one.rule, start, end)
      for (const length of beginnings)
        if (length <= spelling.length)
          for (const one of byBeginning.get(spelling.slice(0, length)) ?? [])
            finds.add(one.rule, start, end)
      const bySecond = byPair.get(spelling)
      if (bySecond)
        for (const second of next)
          for (const one of bySecond.get(second) ?? []) {
            const rest = one.words.slice(2)
            if (!rest.every((word, k) => spells(words, i + 2 + k, word))) continue
            finds.add(one.rule, start, words.ends[i + 1 + rest.length] ?? end)
          }
    }
  }
}

const spellingsAt = (words: Prepared['words'], i: number): string[] => {
  const word = words.texts[i]
  return word === undefined ? [] : spellingsOf(word, words.disguised[i] ?? false)
}

const keysOf = (word: string): string[] => [word, stretched(word)]

function push(map: Map<string, ByWords[]>, key: string, one: ByWords): void {
  const family = map.get(key)
  if (family) family.push(one)
  else map.set(key, [one])
}

function spells(words: Prepared['words'], i: number, word: string): boolean {
  if (words.texts[i] === word) return true
  const spellings = spellingsAt(words, i)
  return spellings.includes(word) || spellings.includes(stretched(word))
}

const SIGNS = /[^\p{L}\p{M}]/u
const ASCII_LETTERS = /^[a-z]*$/

/** A word as it stands, and with its disguise off: "sh1t", "f*ck", "fuuuck". */
function spellingsOf(word: string, isDisguised: boolean): string[] {
  if (word.length > DISGUISED_CHARS_MAX) return [word]
  const hasSigns = !ASCII_LETTERS.test(word) && SIGNS.test(word)
  if (!hasSigns && !isDisguised) return [word]
  const guesses = guessesFor(word, hasSigns, isDisguised)
  return [...new Set([word, ...guesses, ...(isDisguised ? [stretched(word)] : [])])]
}

/** The key under which stretched words meet: "guuull" and "gull". No word begins with its mark. */
const stretched = (word: string): string => `~${word.replace(/(.)\1+/gu, '$1')}`

function findPieces(tables: Tables, { text }: Prepared, finds: Finds): void {
  const { folded } = text
  if (tables.hasPieces)
    tables.pieces.find(folded, (rule, start, end) => finds.add(rule, start, end))
  const candidates = new Set(tables.open)
  if (tables.hasLiterals) tables.literals.find(folded, (one) => candidates.add(one))
  for (const { rule, regex } of candidates) {
    if (!regex.test(folded)) continue
    const matcher = regex.matcher(folded)
    for (let k = 0; k < PLACES_MAX && matcher.find(); k++)
      if (matcher.end() > matcher.start()) finds.add(rule, matcher.start(), matcher.end())
  }
}
