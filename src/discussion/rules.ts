/**
 * The rules that hold in a discussion: what its thread says, else its section, else the site, else the program.
 * Resolved here and nowhere else. Pure.
 */
import type { Mode } from '../platform/schema.js'
import { RULE_LEVELS, type RuleLevel, type RuleRow, type RuleValues } from '../publishing/index.js'

export type { Mode, RuleLevel, RuleRow, RuleValues }

export const MODES: readonly Mode[] = ['discussion', 'questions']

/** What every level says about a discussion, and the times that go with it. */
export type Said = Record<RuleLevel, RuleValues> & {
  /** The thread's own time to close. */
  closesAt: Date | null
  publishedAt: Date | null
}

/** Who says what holds: a level, or the program with its settings. */
export type RuleSource = RuleLevel | 'default'

export type Held<T> = { value: T; from: RuleSource }

export type EffectiveRules = {
  /** Read-only, whatever the day. */
  isClosed: Held<boolean>
  /** Days after publication after which it closes by itself; 0: never. */
  closeDays: Held<number>
  /** When it closes by itself; null: never. */
  closesAt: Held<Date | null>
  /** Only who has an account can write. */
  membersOnly: Held<boolean>
  /** Pause between two comments of one author; 0: none. */
  slowSeconds: Held<number>
  mode: Held<Mode>
}

const DAY_MS = 24 * 3_600_000

/** A level that says nothing. */
export const NOTHING_SAID: RuleValues = {
  is_closed: null,
  close_days: null,
  members_only: null,
  slow_seconds: null,
  mode: null,
}

/** What is said in a row as it comes from the tables. */
export const saidIn = (row: RuleRow): Said => ({
  thread: {
    is_closed: row.thread_is_closed,
    close_days: row.thread_close_days,
    members_only: row.thread_members_only,
    slow_seconds: row.thread_slow_seconds,
    mode: row.thread_mode,
  },
  section: {
    is_closed: row.section_is_closed,
    close_days: row.section_close_days,
    members_only: row.section_members_only,
    slow_seconds: row.section_slow_seconds,
    mode: row.section_mode,
  },
  site: {
    is_closed: row.site_is_closed,
    close_days: row.site_close_days,
    members_only: row.site_members_only,
    slow_seconds: row.site_slow_seconds,
    mode: row.site_mode,
  },
  closesAt: row.closes_at,
  publishedAt: row.published_at,
})

/** @param settings.closeDays of the program: days after which discussions close where no level says it; 0: never */
export function effectiveRules(said: Said, settings: { closeDays: number }): EffectiveRules {
  const closeDays = held(said, (level) => level.close_days, settings.closeDays)
  return {
    isClosed: held(said, (level) => level.is_closed, false),
    closeDays,
    closesAt: closingTime(said, closeDays),
    membersOnly: held(said, (level) => level.members_only, false),
    slowSeconds: held(said, (level) => level.slow_seconds, 0),
    mode: held<Mode>(said, (level) => level.mode, 'discussion'),
  }
}

/** The nearest level that says something. */
function held<T>(said: Said, of: (level: RuleValues) => T | null, byDefault: T): Held<T> {
  for (const from of RULE_LEVELS) {
    const value = of(said[from])
    if (value !== null) return { value, from }
  }
  return { value: byDefault, from: 'default' }
}

/** The thread's own time; else so many days after its article was published. */
function closingTime({ closesAt, publishedAt }: Said, days: Held<number>): Held<Date | null> {
  if (closesAt !== null) return { value: closesAt, from: 'thread' }
  const isNever = days.value === 0 || publishedAt === null
  return { value: isNever ? null : daysAfter(publishedAt, days.value), from: days.from }
}

const daysAfter = (at: Date, days: number): Date => new Date(at.getTime() + days * DAY_MS)

/** True when nothing can be written at this time. */
export const isClosedAt = (rules: EffectiveRules, now: Date): boolean =>
  rules.isClosed.value || (rules.closesAt.value !== null && rules.closesAt.value <= now)

/** What would be said if a level, and all that are nearer, said nothing. */
export function withoutLevel(said: Said, level: RuleLevel): Said {
  const keep = (one: RuleLevel) =>
    RULE_LEVELS.indexOf(one) > RULE_LEVELS.indexOf(level) ? said[one] : NOTHING_SAID
  return {
    thread: keep('thread'),
    section: keep('section'),
    site: keep('site'),
    closesAt: null,
    publishedAt: said.publishedAt,
  }
}
