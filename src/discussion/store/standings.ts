/** SQL of what somebody has said here before. */
import { sql } from 'kysely'
import { APPROVED_COUNTED_MAX } from '../../moderation/index.js'
import { type Db, NAMED } from '../../platform/database.js'

/** Of whom, by one of the two; and which comment does not count. */
export type StandingQuestion = {
  personId: string | null
  guestKey: string | null
  exceptId: string | null
}

/** The latest comments of one person among which published ones are counted. */
const LOOKED_AT_MAX = 100

/**
 * Published comments of some people up to APPROVED_COUNTED_MAX, with all persons of their account, in the order of the
 * questions. Cost: one statement; for each a few look-ups and LOOKED_AT_MAX rows of an index at most.
 */
export async function findStandings(
  db: Db,
  siteId: string,
  questions: StandingQuestion[],
): Promise<{ approved: number; since: Date | null }[]> {
  const { rows } = await sql<{ approved: number; since: Date | null }>`${NAMED}
    select coalesce(said.n, 0)::int as approved, me.created_at as since
    from unnest(${questions.map((one) => one.personId)}::uuid[], ${questions.map((one) => one.guestKey)}::text[],
      ${questions.map((one) => one.exceptId)}::uuid[]) with ordinality as q(person_id, guest_key, except_id, place)
    left join lateral (
      select p.id, p.account_id, p.created_at from person p where p.id = q.person_id and p.site_id = ${siteId}::uuid
      union all
      select p.id, p.account_id, p.created_at from person p
      where p.source_key = q.guest_key and p.site_id = ${siteId}::uuid and p.account_id is null
    ) me on true
    left join lateral (
      select count(*) as n from (
        select from (
          select me.id union select p.id from person p where p.account_id = me.account_id
        ) p cross join lateral (
          select id, state from comment where person_id = p.id order by posted_at desc, id desc limit ${LOOKED_AT_MAX}
        ) c
        where c.state = 'published' and c.id is distinct from q.except_id
        limit ${APPROVED_COUNTED_MAX}
      ) x
    ) said on true
    order by q.place`.execute(db)
  return rows
}
