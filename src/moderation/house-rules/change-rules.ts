/** Adding and ending house rules. A rule is never changed: it ends, and another begins. */
import { newId } from '../../core/ids.js'
import { Refusal } from '../../core/refusals.js'
import { cleanText } from '../../core/text.js'
import type { Ctx } from '../../platform/ctx.js'
import { write } from '../../platform/events.js'
import {
  endStoredHouseRule,
  findHouseRules,
  insertHouseRule,
  insertHouseRuleEvent,
  lockHouseRules,
} from '../store/house-rules.js'
import { type CompiledRule, compileRule, UnreadableRule } from './compile-rule.js'
import {
  COST_SAMPLE_CHARS,
  HOUSE_RULE_COST_MS_MAX,
  HOUSE_RULES_MAX,
  type HouseRule,
  type NewHouseRule,
  NOTE_CHARS_MAX,
  OPEN_HOUSE_RULES_MAX,
  PATTERN_CHARS_MAX,
} from './house-rule.js'

const LANGUAGE = /^[a-z]{2,3}$/

/**
 * Adds a rule, which counts from the next text on, in all processes.
 * @throws Refusal house-rule/unreadable, house-rule/too-long, house-rule/too-wide, house-rule/too-slow, house-rule/too-many
 */
export async function addHouseRule(
  ctx: Ctx,
  input: { rule: NewHouseRule; byAccountId: string | null },
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
    await insertHouseRuleEvent(tx, { ...event, id: newId(now.getTime()), at: now })
    emit({ name: 'house-rules.changed' })
  })
  return rule
}

/** Ends a rule; what it was stays on record. @throws Refusal house-rule/not-found */
export async function endHouseRule(
  ctx: Ctx,
  input: { ruleId: string; byAccountId: string | null },
): Promise<void> {
  const now = ctx.clock()
  const siteId = ctx.site.id
  const { ruleId, byAccountId } = input
  await write(ctx, async (tx, emit) => {
    const isEnded = await endStoredHouseRule(tx, { siteId, id: ruleId, at: now })
    if (!isEnded) throw new Refusal('house-rule/not-found')
    const event = { siteId, ruleId, what: 'ended', byAccountId } as const
    await insertHouseRuleEvent(tx, { ...event, id: newId(now.getTime()), at: now })
    emit({ name: 'house-rules.changed' })
  })
}

/** A rule as it may be kept or tried. @throws Refusal house-rule/too-long, request/invalid */
export function checkedRule(raw: NewHouseRule): NewHouseRule {
  const pattern = cleanText(raw.pattern).trim()
  const note = cleanText(raw.note).trim()
  for (const [text, limit] of [
    [pattern, PATTERN_CHARS_MAX],
    [note, NOTE_CHARS_MAX],
  ] as const)
    if (text.length > limit)
      throw new Refusal('house-rule/too-long', { limit, length: text.length })
  const language = raw.language === null || raw.language === '' ? null : raw.language.toLowerCase()
  if (language !== null && !LANGUAGE.test(language))
    throw new Refusal('request/invalid', { detail: 'language' })
  return { ...raw, pattern, note, language }
}

/** @throws Refusal house-rule/unreadable, house-rule/too-wide, house-rule/too-slow */
export function usableRule(rule: HouseRule): CompiledRule {
  const compiled = readRule(rule)
  if (compiled.by !== 'regex') return compiled
  if (compiled.regex.test('')) throw new Refusal('house-rule/too-wide')
  const ms = costOf(compiled)
  if (ms > HOUSE_RULE_COST_MS_MAX)
    throw new Refusal('house-rule/too-slow', { ms: Math.ceil(ms), limit: HOUSE_RULE_COST_MS_MAX })
  return compiled
}

function readRule(rule: HouseRule): CompiledRule {
  try {
    return compileRule(rule)
  } catch (error) {
    if (!(error instanceof UnreadableRule)) throw error
    throw new Refusal('house-rule/unreadable', { detail: error.message })
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

/** @throws Refusal house-rule/too-many */
function requireRoom(rules: HouseRule[], compiled: CompiledRule): void {
  if (rules.length >= HOUSE_RULES_MAX)
    throw new Refusal('house-rule/too-many', { limit: HOUSE_RULES_MAX })
  if (!isOpen(compiled)) return
  const open = rules.filter((rule) => rule.kind === 'regex' && isOpen(compileRule(rule)))
  if (open.length >= OPEN_HOUSE_RULES_MAX)
    throw new Refusal('house-rule/too-many', { limit: OPEN_HOUSE_RULES_MAX })
}

const isOpen = (rule: CompiledRule): boolean => rule.by === 'regex' && rule.literals === null
