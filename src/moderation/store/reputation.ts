/** SQL of what decisions say of domains: counted once for each thing decided on, and taken back with the decision. */
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/database.js'
import { DOMAINS_KNOWN_MAX, type DomainRecord } from '../detectors/reputation.js'

/**
 * Counts the domains of something for or against them, instead of what an earlier decision on it counted.
 * @param input.countedAs null: the decision says nothing of its links
 * Cost: two statements, none without domains
 */
export async function countDomains(
  tx: Tx,
  input: {
    siteId: string
    subjectId: string
    domains: string[]
    countedAs: 'ham' | 'spam' | null
    at: Date
  },
): Promise<void> {
  const { siteId, subjectId, domains, countedAs, at } = input
  // Makes the rows and locks them, in the order of their names.
  await sql`insert into domain_reputation as r (site_id, domain, ham, spam, changed_at)
    select ${siteId}::uuid, domain, 0, 0, ${at} from (
      select unnest(${domains}::text[]) as domain
      union select domain from domain_decision where subject_id = ${subjectId}::uuid
    ) d order by domain
    on conflict (site_id, domain) do update set changed_at = excluded.changed_at`.execute(tx)
  await sql`with change as (
      select domain, b.counted_as as was,
        case when w.domain is null then null else ${countedAs}::text end as becomes
      from (select distinct unnest(${domains}::text[]) as domain) w
      full join (select domain, counted_as from domain_decision where subject_id = ${subjectId}::uuid) b using (domain)
    ), noted as (
      insert into domain_decision (subject_id, site_id, domain, counted_as)
      select ${subjectId}::uuid, ${siteId}::uuid, domain, becomes from change
      on conflict (subject_id, domain) do update set counted_as = excluded.counted_as
    )
    update domain_reputation r set
      ham = greatest(0, ham + (becomes is not distinct from 'ham')::int - (was is not distinct from 'ham')::int),
      spam = greatest(0, spam + (becomes is not distinct from 'spam')::int - (was is not distinct from 'spam')::int)
    from change where r.site_id = ${siteId}::uuid and r.domain = change.domain`.execute(tx)
}

/** The domains of something, with what is thought of them by now. */
export async function findReputationOf(db: Db, subjectId: string): Promise<DomainRecord[]> {
  const { rows } = await sql<DomainRecord>`
    select r.domain, r.ham, r.spam from domain_decision d join domain_reputation r using (site_id, domain)
    where d.subject_id = ${subjectId}::uuid`.execute(db)
  return rows
}

/** The domains that were decided on last, DOMAINS_KNOWN_MAX of them, the latest at the end. */
export async function findReputations(db: Db, siteId: string): Promise<DomainRecord[]> {
  const { rows } = await sql<DomainRecord>`
    select domain, ham, spam from domain_reputation where site_id = ${siteId}::uuid
    order by changed_at desc limit ${DOMAINS_KNOWN_MAX}`.execute(db)
  return rows.reverse()
}

/** Forgets which domains some things linked to; what was counted stays. */
export async function forgetDomains(tx: Tx, subjectIds: string[]): Promise<void> {
  await sql`delete from domain_decision where subject_id = any(${subjectIds}::uuid[])`.execute(tx)
}

/** What must hold: no domain is counted less than its decisions say. Each line is a violation. */
export async function findReputationViolations(db: Db): Promise<string[]> {
  const { rows } = await sql<{ domain: string }>`
    select d.domain from domain_decision d left join domain_reputation r using (site_id, domain)
    where d.counted_as is not null
    group by d.site_id, d.domain, r.ham, r.spam
    having count(*) filter (where d.counted_as = 'ham') > coalesce(r.ham, 0)
      or count(*) filter (where d.counted_as = 'spam') > coalesce(r.spam, 0)`.execute(db)
  return rows.map((row) => `the domain ${row.domain} is counted less often than it was decided on`)
}
