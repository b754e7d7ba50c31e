/** SQL of changing the rules of discussions: on one thread, on a section, on the site; and what was changed when. */
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/database.js'
import type { Tables } from '../../platform/schema.js'
import { RULE_NAMES, type RuleLevel, type RuleValues } from '../../publishing/index.js'

/** What one level says; only threads have a time of their own. */
export type LevelRules = RuleValues & { closes_at: Date | null }

const columnsOf = (level: RuleLevel) =>
  sql.raw(
    [...RULE_NAMES, level === 'thread' ? 'closes_at' : 'null::timestamptz as closes_at'].join(', '),
  )

/** The rules of a level, locked until the end of the transaction. */
export async function lockRules(
  tx: Tx,
  at: { level: RuleLevel; id: string },
): Promise<LevelRules | undefined> {
  const { rows } = await sql<LevelRules>`select ${columnsOf(at.level)} from ${sql.table(at.level)}
    where id = ${at.id}::uuid for update`.execute(tx)
  return rows[0]
}

export async function findRules(
  db: Db,
  at: { level: RuleLevel; id: string },
): Promise<LevelRules | undefined> {
  const { rows } = await sql<LevelRules>`select ${columnsOf(at.level)} from ${sql.table(at.level)}
    where id = ${at.id}::uuid`.execute(db)
  return rows[0]
}

export async function changeRules(
  tx: Tx,
  at: { level: RuleLevel; id: string },
  change: Partial<LevelRules>,
): Promise<void> {
  const set = Object.entries(change).map(([name, value]) => sql`${sql.ref(name)} = ${value}`)
  if (set.length > 0)
    await sql`update ${sql.table(at.level)} set ${sql.join(set)} where id = ${at.id}::uuid`.execute(
      tx,
    )
}

/** A section with its rules. */
export const findSectionRules = (db: Db, siteId: string, slug: string) =>
  db
    .selectFrom('section')
    .select(['id', 'name', ...RULE_NAMES])
    .where('site_id', '=', siteId)
    .where('slug', '=', slug)
    .executeTakeFirst()

/** @param row.change what was and what is, by name */
export async function insertRuleEvent(
  tx: Tx,
  row: Omit<Tables['rule_event'], 'change'> & { change: RuleEventRow['change'] },
): Promise<void> {
  await tx
    .insertInto('rule_event')
    .values({ ...row, change: JSON.stringify(row.change) })
    .execute()
}

export type RuleEventRow = {
  id: string
  change: Record<string, { from: unknown; to: unknown }>
  happened_at: Date
  /** Of who did it; null for a program, and for somebody who left. */
  by_name: string | null
}

/** The latest changes at a level, the newest first. Cost: one index range. */
export async function findRuleEvents(
  db: Db,
  subjectId: string,
  limit: number,
): Promise<RuleEventRow[]> {
  const { rows } = await sql<RuleEventRow>`
    select e.id, e.change, e.happened_at, nullif(p.name, '') as by_name
    from rule_event e left join account a on a.id = e.by_account_id left join person p on p.id = a.person_id
    where e.subject_id = ${subjectId}::uuid order by e.id desc limit ${limit}`.execute(db)
  return rows
}
