/** The rules of a discussion, held against whoever wants to write in it. */
import { Refusal } from '../core/refusals.js'
import type { Ctx } from '../platform/ctx.js'
import type { Author } from './comment.js'
import { type EffectiveRules, effectiveRules, isClosedAt, type RuleRow, saidIn } from './rules.js'

type RulesCtx = Pick<Ctx, 'config' | 'clock'>

/** What holds in a discussion, with the setting of the program where no level says anything. */
export const rulesOf = (ctx: Pick<Ctx, 'config'>, row: RuleRow): EffectiveRules =>
  effectiveRules(saidIn(row), { closeDays: ctx.config.commentsCloseAfterDays })

/** @throws Refusal comment/thread-closed, comment/members-only */
export function requireMayWrite(ctx: RulesCtx, rules: EffectiveRules, author: Author): void {
  if (isClosedAt(rules, ctx.clock())) throw new Refusal('comment/thread-closed')
  if (rules.membersOnly.value && author.kind === 'guest') throw new Refusal('comment/members-only')
}

/** Seconds that an author must leave between two comments; staff are free. */
export const pauseOf = (rules: EffectiveRules, author: Author): number =>
  author.kind === 'reader' && author.isStaff ? 0 : rules.slowSeconds.value
