/** Adding and ending rules of the house. A rule is never changed: it ends, and another begins. */
import { newId } from '../../core/ids.js'
import { Refusal } from '../../core/refusals.js'
import { cleanText } from '../../core/text.js'
import type { Ctx } from '../../platform/ctx.js'
import { write } from '../../platform/events.js'
import {
  endStoredRule,
  findHouseRules,
  insertHouseRule,
  insertRuleEvent,
  lockHouseRules,
} from '../store/house-rules.js'
import { type CompiledRule, compileRule, UnreadableRule } from './compile-rule.js'
import {
  COST_SAMPLE_CHARS,
  type HouseRule,
  type NewRule,
  NOTE_CHARS_MAX,
  OPEN_RULES_MAX,
  PATTERN_CHARS_MAX,
  RULE_COST_MS_MAX,
  RULES_MAX,
} from './house-rule.js'

const LANGUAGE = /^[a-z]{2,3}$/

/**
 * Adds a rule, which counts from the next text on, in all processes.
 * @throws Refusal rule/unreadable, rule/too-long, rule/too-wide, rule/too-slow, rule/too-many
 */
export async function addRule(
  ctx: Ctx,
  input: { rule: NewRule; byAccountId: string | null },
): Promise<HouseRule> {
  const now = ctx.clock()
  const siteId = ctx.site.id
  const rule = { ...checkedRule(input.rule), id: newId(now.getTime()) }
  const compiled = usableRule(rule)
  await write(ctx, async (tx, emit) => {
    await lockHouseRules(tx, siteId)
    requireRoom(await findHouseRules(tx, siteId), compiled)
    await insertHouseRule(tx, { ...rule, siteId, at: now })
    const event = {
      siteId,
      ruleId: rule.id,
      what: 'added',
      byAccountId: input.byAccountId,
    } as const
    await insertRuleEvent(tx, { ...event, id: newId(now.getTime()), at: now })
    emit({ name: 'rules.changed' })
  })
  return rule
}

/** Ends a rule; what it was stays on record. @throws Refusal rule/not-found */
export async function endRule(
  ctx: Ctx,
  input: { ruleId: string; byAccountId: string | null },
): Promise<void> {
  const now = ctx.clock()
  const siteId = ctx.site.id
  const { ruleId, byAccountId } = input
  await write(ctx, async (tx, emit) => {
    const isEnded = await endStoredRule(tx, { siteId, id: ruleId, at: now })
    if (!isEnded) throw new Refusal('rule/not-found')
    const event = { siteId, ruleId, what: 'ended', byAccountId } as const
    await insertRuleEvent(tx, { ...event, id: newId(now.getTime()), at: now })
    emit({ name: 'rules.changed' })
  })
}

/** A rule as it may be kept or tried. @throws Refusal rule/too-long, request/invalid */
export function checkedRule(raw: NewRule): NewRule {
  const pattern = cleanText(raw.pattern).trim()
  const note = cleanText(raw.note).trim()
  for (const [text, limit] of [
    [pattern, PATTERN_CHARS_MAX],
    [note, NOTE_CHARS_MAX],
  ] as const)
    if (text.length > limit) throw new Refusal('rule/too-long', { limit, length: text.length })
  const language = raw.language === null || raw.language === '' ? null : raw.language.toLowerCase()
  if (language !== null && !LANGUAGE.test(language))
    throw new Refusal('request/invalid', { detail: 'language' })
  return { ...raw, pattern, note, language }
}

/** @throws Refusal rule/unreadable, rule/too-wide, rule/too-slow */
export function usableRule(rule: HouseRule): CompiledRule {
  const compiled = readRule(rule)
  if (compiled.by !== 'regex') return compiled
  if (compiled.regex.test('')) throw new Refusal('rule/too-wide')
  const ms = costOf(compiled)
  if (ms > RULE_COST_MS_MAX)
    throw new Refusal('rule/too-slow', { ms: Math.ceil(ms), limit: RULE_COST_MS_MAX })
  return compiled
}

function readRule(rule: HouseRule): CompiledRule {
  try {
    return compileRule(rule)
  } catch (error) {
    if (!(error instanceof UnreadableRule)) throw error
    throw new Refusal('rule/unreadable', { detail: error.message })
  }
}

const SAMPLE = 'the ferry left at six, 12 people were on it; aaaa bbbb www.example.org! '
  .repeat(Math.ceil(COST_SAMPLE_CHARS / 70))
  .slice(0, COST_SAMPLE_CHARS)
const TRIES = 5

/** Milliseconds for the sample, the best of a few tries: other work must not refuse a good rule. */
function costOf({ regex }: Extract<CompiledRule, { by: 'regex' }>): number {
  let best = Number.POSITIVE_INFINITY
  for (let i = 0; i < TRIES; i++) {
    const start = performance.now()
    regex.test(SAMPLE)
    best = Math.min(best, performance.now() - start)
  }
  return best
}

/** @throws Refusal rule/too-many */
function requireRoom(rules: HouseRule[], compiled: CompiledRule): void {
  if (rules.length >= RULES_MAX) throw new Refusal('rule/too-many', { limit: RULES_MAX })
  if (!isOpen(compiled)) return
  const open = rules.filter((rule) => rule.kind === 'regex' && isOpen(compileRule(rule)))
  if (open.length >= OPEN_RULES_MAX) throw new Refusal('rule/too-many', { limit: OPEN_RULES_MAX })
}

const isOpen = (rule: CompiledRule): boolean => rule.by === 'regex' && rule.literals === null
