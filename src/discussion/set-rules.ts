/** Changing the rules of discussions: of one thread, of a section, or of the site. What changed is an appended event. */
import { type Action, type Actor, may } from '../accounts/index.js'
import { newId } from '../core/ids.js'
import { Refusal } from '../core/refusals.js'
import type { Ctx } from '../platform/ctx.js'
import type { Tx } from '../platform/database.js'
import { write } from '../platform/events.js'
import { readArticlePlace } from '../publishing/index.js'
import {
  type EffectiveRules,
  effectiveRules,
  type Mode,
  NOTHING_SAID,
  type RuleLevel,
  type Said,
  saidIn,
  withoutLevel,
} from './rules.js'
import {
  changeRules,
  findRuleEvents,
  findRules,
  findSectionRules,
  insertRuleEvent,
  type LevelRules,
  lockRules,
  type RuleEventRow,
} from './store/rules.js'

/** Longest pause of slow mode: a day, in seconds. */
export const SLOW_SECONDS_MAX = 86_400
/** A century: whoever means never says 0. */
export const CLOSE_DAYS_MAX = 36_500
/** Changes on one page of the desk. */
export const RULE_EVENTS_SHOWN = 20

/** Whose rules. */
export type RulePlace =
  | { level: 'site' }
  | { level: 'section'; slug: string }
  | { level: 'thread'; slug: string }

/** What staff may change: what is left out stays, null leaves it to the level above. */
export type RuleChange = {
  isClosed?: boolean | null
  /** Of a thread only. */
  closesAt?: Date | null
  closeDays?: number | null
  membersOnly?: boolean | null
  slowSeconds?: number | null
  mode?: Mode | null
}

/** Moderators see to single threads; what holds for many is for editors. */
export const RIGHT_OF_LEVEL: Record<RuleLevel, Action> = {
  thread: 'decide-comment',
  section: 'set-site-rules',
  site: 'set-site-rules',
}

const COLUMN_OF = {
  isClosed: 'is_closed',
  closesAt: 'closes_at',
  closeDays: 'close_days',
  membersOnly: 'members_only',
  slowSeconds: 'slow_seconds',
  mode: 'mode',
} as const satisfies Record<keyof RuleChange, keyof LevelRules>
export const RULE_KEYS = Object.keys(COLUMN_OF) as (keyof RuleChange)[]

/**
 * Changes rules; what is so already changes nothing.
 * @throws Refusal access/forbidden, article/not-found, request/not-found for a section, request/invalid
 */
export async function setRules(
  ctx: Ctx,
  actor: Actor,
  input: { place: RulePlace; change: RuleChange },
): Promise<void> {
  const { level } = input.place
  if (may(actor, RIGHT_OF_LEVEL[level]) !== 'yes') throw new Refusal('access/forbidden')
  requireInBounds(level, input.change)
  const { at } = await findPlace(ctx, input.place)
  await write(ctx, async (tx, emit) => {
    const before = await lockRules(tx, at)
    if (!before) throw new Refusal('request/not-found')
    const changed = changesIn(before, input.change)
    if (changed.length === 0) return
    const set = changed.map(({ key, to }) => [COLUMN_OF[key], to])
    await changeRules(tx, at, Object.fromEntries(set))
    const change = Object.fromEntries(changed.map(({ key, from, to }) => [key, { from, to }]))
    await keepRuleEvent(ctx, tx, { ...at, actor, change })
    emit({ name: 'rules.changed', threadId: level === 'thread' ? at.id : null })
  })
}

/** Keeps who changed what about the discussions of a place, in the transaction that did it. */
export function keepRuleEvent(
  ctx: Ctx,
  tx: Tx,
  event: { level: RuleLevel; id: string; actor: Actor; change: RuleEventRow['change'] },
): Promise<void> {
  const now = ctx.clock()
  return insertRuleEvent(tx, {
    id: newId(now.getTime()),
    site_id: ctx.site.id,
    level: event.level,
    subject_id: event.id,
    by_account_id: event.actor.kind === 'account' ? event.actor.accountId : null,
    change: event.change,
    happened_at: now,
  })
}

/** @throws Refusal request/invalid */
function requireInBounds(level: RuleLevel, change: RuleChange): void {
  const isWithin = (value: number | null | undefined, max: number) =>
    value == null || (Number.isInteger(value) && value >= 0 && value <= max)
  const wrong = [
    ...(isWithin(change.slowSeconds, SLOW_SECONDS_MAX) ? [] : ['slowSeconds']),
    ...(isWithin(change.closeDays, CLOSE_DAYS_MAX) ? [] : ['closeDays']),
    ...(change.closesAt === undefined || level === 'thread' ? [] : ['closesAt']),
  ]
  if (wrong.length > 0) throw new Refusal('request/invalid', { detail: wrong.join(', ') })
}

/** Times and plain values alike. */
const isSame = (a: LevelRules[keyof LevelRules], b: typeof a): boolean =>
  a?.valueOf() === b?.valueOf()

const changesIn = (before: LevelRules, change: RuleChange) =>
  RULE_KEYS.flatMap((key) => {
    const [from, to] = [before[COLUMN_OF[key]], change[key]]
    return to === undefined || isSame(from, to) ? [] : [{ key, from, to }]
  })

type Found = { at: { level: RuleLevel; id: string }; name: string; said: Said }

/** @throws Refusal article/not-found, request/not-found for a section */
async function findPlace(ctx: Ctx, place: RulePlace): Promise<Found> {
  if (place.level === 'thread') {
    const row = await readArticlePlace(ctx, place.slug)
    return {
      at: { level: place.level, id: row.thread_id },
      name: row.headline,
      said: saidIn(row),
    }
  }
  const site = await findRules(ctx.db, { level: 'site', id: ctx.site.id })
  const section =
    place.level === 'section'
      ? await findSectionRules(ctx.db, ctx.site.id, place.slug)
      : { ...NOTHING_SAID, id: ctx.site.id, name: ctx.site.name }
  if (!section || !site) throw new Refusal('request/not-found')
  return {
    at: { level: place.level, id: section.id },
    name: section.name,
    said: { thread: NOTHING_SAID, section, site, closesAt: null, publishedAt: null },
  }
}

/** What one level says, what follows from it, and what was changed there of late. */
export type RulesView = {
  name: string
  own: Required<RuleChange>
  holds: EffectiveRules
  /** What would hold if this level said nothing. */
  inherited: EffectiveRules
  events: RuleEventRow[]
}

/** @throws Refusal access/forbidden, article/not-found, request/not-found */
export async function readRules(ctx: Ctx, actor: Actor, place: RulePlace): Promise<RulesView> {
  const { level } = place
  if (may(actor, RIGHT_OF_LEVEL[level]) !== 'yes') throw new Refusal('access/forbidden')
  const { at, name, said } = await findPlace(ctx, place)
  const own = said[level]
  const settings = { closeDays: ctx.config.commentsCloseAfterDays }
  return {
    name,
    own: {
      isClosed: own.is_closed,
      closesAt: said.closesAt,
      closeDays: own.close_days,
      membersOnly: own.members_only,
      slowSeconds: own.slow_seconds,
      mode: own.mode,
    },
    holds: effectiveRules(said, settings),
    inherited: effectiveRules(withoutLevel(said, level), settings),
    events: await findRuleEvents(ctx.db, at.id, RULE_EVENTS_SHOWN),
  }
}
