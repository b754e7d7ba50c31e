/** Makes a rule ready for looking up: everything folded as texts are, regular expressions in linear time. */
import { RE2JS } from 're2js'
import { foldPoint } from '../../core/alike.js'
import { foldWithOffsets } from '../../core/fold.js'
import { SPACELESS } from '../detectors/links.js'
import { cutWords } from '../detectors/word-cutting.js'
import type { HouseRule } from './house-rule.js'
import { requiredLiterals } from './required-literals.js'

export type CompiledRule = { rule: HouseRule } & (
  | { by: 'words'; words: string[]; isBeginning: boolean }
  /** Scripts without spaces: anywhere in the text. */
  | { by: 'piece'; piece: string }
  | { by: 'regex'; regex: RE2JS; literals: string[] | null }
)

/** Why a rule cannot be used. */
export class UnreadableRule extends Error {
  override name = 'UnreadableRule'
}

/** @throws UnreadableRule */
export function compileRule(rule: HouseRule): CompiledRule {
  return rule.kind === 'regex' ? compileRegex(rule) : compileWords(rule)
}

function compileWords(rule: HouseRule): CompiledRule {
  const isBeginning = rule.kind === 'word' && /[^*]\*$/.test(rule.pattern)
  const plain = foldWithOffsets(isBeginning ? rule.pattern.slice(0, -1) : rule.pattern)
  const { texts: words } = cutWords(plain)
  if (SPACELESS.test(plain.folded)) return { rule, by: 'piece', piece: plain.folded }
  if (words.length === 0) throw new UnreadableRule('no letters')
  if (rule.kind === 'word' && words.length > 1) throw new UnreadableRule('more than one word')
  return { rule, by: 'words', words, isBeginning }
}

function compileRegex(rule: HouseRule): CompiledRule {
  const folded = foldPattern(rule.pattern)
  try {
    const regex = RE2JS.compile(folded, RE2JS.CASE_INSENSITIVE)
    return { rule, by: 'regex', regex, literals: requiredLiterals(folded) }
  } catch (error) {
    throw new UnreadableRule(error instanceof Error ? error.message : 'not readable')
  }
}

/** A pattern as it must be to meet folded texts: letters folded one by one, escapes as they are. */
export const foldPattern = (pattern: string): string =>
  pattern.replace(
    /\\[pP](?:\{[^}]*\}|.)|\\x(?:\{[^}]*\}|..)|\(\?P?<\w+>|\[:\^?\w+:\]|\\[\s\S]|([^\\])/gu,
    (whole, letter: string | undefined) => (letter === undefined ? whole : foldLetter(letter)),
  )

/** "…" is three stops that mean themselves. */
const foldLetter = (letter: string): string =>
  letter.charCodeAt(0) < 128
    ? letter.toLowerCase()
    : foldPoint(letter).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
