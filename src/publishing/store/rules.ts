/** SQL of the rules of a discussion, as they stand on its thread, on the section of its article, and on the site. */
import { sql } from 'kysely'
import type { Mode } from '../../platform/schema.js'

/** One level's say; null: as the level above. */
export type RuleValues = {
  is_closed: boolean | null
  close_days: number | null
  members_only: boolean | null
  slow_seconds: number | null
  mode: Mode | null
}

/** The levels, the nearest first: the first that says something is what holds. */
export const RULE_LEVELS = ['thread', 'section', 'site'] as const
export type RuleLevel = (typeof RULE_LEVELS)[number]

export const RULE_NAMES = [
  'is_closed',
  'close_days',
  'members_only',
  'slow_seconds',
  'mode',
] as const satisfies readonly (keyof RuleValues)[]

/** All that is said about a discussion: `section_mode` is the mode as the section has it. */
export type RuleRow = {
  [Key in keyof RuleValues as `${RuleLevel}_${Key}`]: RuleValues[Key]
} & {
  /** The thread's own time to close. */
  closes_at: Date | null
  published_at: Date | null
  /** Of its article; null outside of all sections. */
  section_id: string | null
}

const OF_LEVELS = RULE_LEVELS.flatMap((level) =>
  RULE_NAMES.map((name) => `${level}.${name} as ${level}_${name}`),
)

/** Columns of a RuleRow, from `thread`, `article` and RULE_JOINS. */
export const RULE_COLUMNS = sql.raw(
  ['thread.closes_at', 'article.published_at', 'article.section_id', ...OF_LEVELS].join(', '),
)

/** What is joined to `article`: its site, and its section if it is in one. Cost: two look-ups by key in tiny tables. */
export const RULE_JOINS = sql.raw(
  'join site on site.id = article.site_id left join section on section.id = article.section_id',
)
