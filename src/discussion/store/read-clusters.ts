/** SQL of looking at clusters of copies and of deciding on them. Nothing here costs more for a larger cluster. */
import { sql } from 'kysely'
import type { ClusterDecision } from '../../moderation/index.js'
import type { Db, Tx } from '../../platform/database.js'

/** The texts of a cluster `k`, the latest first: its first one, and those that name it. */
const MEMBERS = sql.raw(`(
    (select m.subject_id from fingerprint m where m.cluster_id = k.id order by m.subject_id desc)
    union all
    (select m.subject_id from fingerprint m where m.subject_id = k.id and m.cluster_id is null)
  )`)

/** Characters read of each text: an excerpt is made of them. */
const TEXT_CHARS_READ = 500

export type ClusterRow = {
  id: string
  members: number
  held: number
  action: ClusterDecision['action'] | null
  rule: string | null
  decided_at: Date | null
  made_at: Date
}

/** Clusters with held comments, those whose first text is the latest first. Cost: one index range. */
export async function findWaitingClusters(
  db: Db,
  siteId: string,
  page: { afterId: string | null; limit: number },
): Promise<ClusterRow[]> {
  const after = page.afterId === null ? sql`true` : sql`id < ${page.afterId}::uuid`
  const { rows } = await sql<ClusterRow>`
    select id, members, held, action, rule, decided_at, made_at from copy_cluster
    where site_id = ${siteId}::uuid and is_waiting and ${after}
    order by id desc limit ${page.limit}`.execute(db)
  return rows
}

export type MemberRow = {
  cluster_id: string
  id: string
  slug: string
  headline: string
  person_id: string | null
  author_name: string | null
  text: string
  language: string | null
  state: string
  posted_at: Date
}

/**
 * The latest texts of each of these clusters, the latest first.
 * Cost: `limit` look-ups a cluster, however many are in it.
 */
export async function findMembers(
  db: Db,
  clusterIds: string[],
  limit: number,
): Promise<MemberRow[]> {
  const { rows } = await sql<MemberRow>`
    select k.id as cluster_id, c.id, a.slug, a.headline, c.person_id, c.author_name,
      left(c.text, ${TEXT_CHARS_READ}) as text, c.language, c.state,
      c.posted_at
    from unnest(${clusterIds}::uuid[]) as k(id)
    cross join lateral (select subject_id from ${MEMBERS} m limit ${limit}) m
    join comment c on c.id = m.subject_id
    join thread t on t.id = c.thread_id join article a on a.id = t.article_id
    order by k.id desc, c.id desc`.execute(db)
  return rows
}

/**
 * Held comments of a cluster in the order of their ids.
 * @param page.batchId only while this decision counts
 * Cost: one index range, which passes over what is not held
 */
export async function findHeldOf(
  db: Db,
  page: { clusterId: string; batchId?: string; afterId?: string; limit: number },
): Promise<{ id: string; thread_id: string }[]> {
  const { clusterId, batchId, afterId, limit } = page
  const counts = batchId === undefined ? sql`true` : sql`k.batch_id = ${batchId}::uuid`
  const after = afterId === undefined ? sql`true` : sql`m.subject_id > ${afterId}::uuid`
  const { rows } = await sql<{ id: string; thread_id: string }>`
    select c.id, c.thread_id from copy_cluster k
    cross join lateral (
      (select m.subject_id from fingerprint m join comment c on c.id = m.subject_id and c.state = 'held'
        where m.cluster_id = k.id and ${after} order by m.subject_id limit ${limit})
      union all
      (select m.subject_id from fingerprint m
        where m.subject_id = k.id and m.cluster_id is null and ${after})
    ) m
    join comment c on c.id = m.subject_id and c.state = 'held'
    where k.id = ${clusterId}::uuid and ${counts}
    order by c.id limit ${limit}`.execute(db)
  return rows
}

/** Writes down what was decided on a cluster. @returns false when there is none */
export async function decideCluster(
  tx: Tx,
  input: { siteId: string; id: string; decided: ClusterDecision; batchId: string; at: Date },
): Promise<boolean> {
  const { siteId, id, decided, batchId, at } = input
  const result = await tx
    .updateTable('copy_cluster')
    .set({ action: decided.action, rule: decided.rule, batch_id: batchId, decided_at: at })
    .where('id', '=', id)
    .where('site_id', '=', siteId)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}
