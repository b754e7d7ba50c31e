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
  const byFirst = new Map<string, ByWords[]>()
  const byBeginning = new Map<string, ByWords[]>()
  const pieces = createLiteralIndex<HouseRule>()
  const literals = createLiteralIndex<ByRegex>()
  const open: ByRegex[] = []
  let hasPieces = false
  let hasLiterals = false
  for (const one of rules) {
    if (one.by === 'words') {
      const map = one.isBeginning ? byBeginning : byFirst
      const first = one.words[0] ?? ''
      for (const key of one.isBeginning ? [first] : [first, stretched(first)])
        map.set(key, [...(map.get(key) ?? []), one])
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
  return { byFirst, byBeginning, beginnings, pieces, hasPieces, literals, hasLiterals, open }
}

function findWords(tables: Tables, { words }: Prepared, finds: Finds): void {
  const { byFirst, byBeginning, beginnings } = tables
  if (byFirst.size === 0 && beginnings.length === 0) return
  for (let i = 0; i < words.texts.length; i++) {
    for (const spelling of spellingsOf(words.texts[i] ?? '', words.disguised[i] ?? false)) {
      for (const one of byFirst.get(spelling) ?? []) {
        const rest = one.words.slice(1)
        if (!rest.every((word, k) => spells(words, i + 1 + k, word))) continue
        const last = i + rest.length
        finds.add(one.rule, words.starts[i] ?? 0, words.ends[last] ?? 0)
      }
      for (const length of beginnings)
        if (length <= spelling.length)
          for (const one of byBeginning.get(spelling.slice(0, length)) ?? [])
            finds.add(one.rule, words.starts[i] ?? 0, words.ends[i] ?? 0)
    }
  }
}

function spells(words: Prepared['words'], i: number, word: string): boolean {
  const text = words.texts[i]
  if (text === undefined || text === word) return text === word
  const spellings = spellingsOf(text, words.disguised[i] ?? false)
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
