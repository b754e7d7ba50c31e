/** A house rule: a word, a phrase or a regular expression that moderators look out for. Pure. */
import type { Label } from '../labels.js'

/** Rules in force at a time on one site; more are no rules but a dictionary. */
export const HOUSE_RULES_MAX = 2_000
/** Regular expressions without three letters that every match has: each is tried on every comment. */
export const OPEN_HOUSE_RULES_MAX = 50
export const PATTERN_CHARS_MAX = 500
export const NOTE_CHARS_MAX = 500
/** Longest time that a regular expression may take for COST_SAMPLE_CHARS characters, milliseconds. */
export const HOUSE_RULE_COST_MS_MAX = 5
export const COST_SAMPLE_CHARS = 10_000

export const HOUSE_RULE_KINDS = ['word', 'phrase', 'regex'] as const
export type HouseRuleKind = (typeof HOUSE_RULE_KINDS)[number]
/** Show it to moderators earlier; count it as a doubt; hold by itself. */
export const HOUSE_RULE_ACTIONS = ['raise', 'doubt', 'hold'] as const
export type HouseRuleAction = (typeof HOUSE_RULE_ACTIONS)[number]

export type NewHouseRule = {
  kind: HouseRuleKind
  /** A word may end in "*": then it is the beginning of words. */
  pattern: string
  /** BCP 47 primary tag; null: texts in all languages, and those whose language is not known. */
  language: string | null
  label: Label
  action: HouseRuleAction
  /** Why there is this rule, for colleagues. */
  note: string
}

export type HouseRule = NewHouseRule & { id: string }

export const isHouseRuleKind = (word: string): word is HouseRuleKind =>
  HOUSE_RULE_KINDS.some((kind) => kind === word)
export const isHouseRuleAction = (word: string): word is HouseRuleAction =>
  HOUSE_RULE_ACTIONS.some((action) => action === word)
