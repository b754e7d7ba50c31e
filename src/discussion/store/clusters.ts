/**
 * SQL of clusters of copies: counts kept by difference, under a lock that all writers take in one order: threads, then
 * first texts, then clusters by id. A cluster has a row from its second text on.
 */
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/database.js'
import type { CommentRow } from './write-comments.js'

type State = CommentRow['state']

/** A comment that was written as a copy. */
export type Joining = { clusterId: string; state: State }

/** Counts copies that were just written. Cost: three statements, none without copies. */
export async function joinClusters(
  tx: Tx,
  input: { siteId: string; joining: Joining[]; at: Date },
): Promise<void> {
  const { siteId, joining, at } = input
  if (joining.length === 0) return
  const ids = [...new Set(joining.map((one) => one.clusterId))].sort()
  // Whoever decides on a first text meanwhile is waited for: its state is counted once.
  await sql`select from comment where id = any(${ids}::uuid[]) order by id for share`.execute(tx)
  await sql`insert into copy_cluster (id, site_id, members, held, made_at)
    select n.id, ${siteId}::uuid, count(c.id)::int, count(c.id) filter (where c.state = 'held')::int, ${at}
    from unnest(${ids}::uuid[]) as n(id)
    left join fingerprint f on f.subject_id = n.id and f.cluster_id is null
    left join comment c on c.id = f.subject_id
    group by n.id order by n.id
    on conflict (id) do nothing`.execute(tx)
  await addTo(
    tx,
    joining.map((one) => ({ ...one, members: 1, held: one.state === 'held' ? 1 : 0 })),
  )
}

type Difference = { clusterId: string; members: number; held: number }

async function addTo(tx: Tx, differences: Difference[]): Promise<void> {
  await sql`with d as (
      select id, sum(members)::int as members, sum(held)::int as held
      from unnest(${differences.map((one) => one.clusterId)}::uuid[],
        ${differences.map((one) => one.members)}::int[], ${differences.map((one) => one.held)}::int[])
        as x(id, members, held) group by id
    ), locked as materialized (
      select c.id from copy_cluster c where c.id in (select id from d) order by c.id for update
    )
    update copy_cluster c set members = c.members + d.members, held = c.held + d.held
    from d join locked using (id) where c.id = d.id`.execute(tx)
}

/** Comments whose state changed while they stay what they say. Cost: one statement. */
export async function countHeld(
  tx: Tx,
  moves: { id: string; from: State; to: State }[],
): Promise<void> {
  const changed = moves.flatMap(({ id, from, to }) => {
    const held = Number(to === 'held') - Number(from === 'held')
    return held === 0 ? [] : [{ id, held }]
  })
  if (changed.length === 0) return
  await sql`with d as (
      select coalesce(f.cluster_id, f.subject_id) as id, sum(x.held)::int as held
      from unnest(${changed.map((one) => one.id)}::uuid[], ${changed.map((one) => one.held)}::int[])
        as x(subject_id, held) join fingerprint f using (subject_id) group by 1
    ), locked as materialized (
      select c.id from copy_cluster c where c.id in (select id from d) order by c.id for update
    )
    update copy_cluster c set held = c.held + d.held from d join locked using (id) where c.id = d.id`.execute(
    tx,
  )
}

/**
 * Takes comments out of their clusters, before their texts and fingerprints go: where the text by which copies are found
 * leaves, another one takes its place; a cluster without texts is gone.
 * @returns how many were in one
 * Cost: two statements, five for copies, whatever the size of the clusters.
 */
export async function leaveClusters(tx: Tx, ids: string[]): Promise<number> {
  // First, as when joining: who counts one of them as the first of its cluster is waited for, and then seen.
  await sql`select from comment where id = any(${ids}::uuid[]) order by id for update`.execute(tx)
  const { rows } = await sql<{ cluster_id: string; is_first: boolean; held: number }>`
    select k.id as cluster_id, f.is_first, (c.state = 'held')::int as held from fingerprint f
    join copy_cluster k on k.id = coalesce(f.cluster_id, f.subject_id)
    join comment c on c.id = f.subject_id
    where f.subject_id = any(${ids}::uuid[])`.execute(tx)
  if (rows.length === 0) return 0
  await addTo(
    tx,
    rows.map((row) => ({ clusterId: row.cluster_id, members: -1, held: -row.held })),
  )
  const left = rows.filter((row) => row.is_first).map((row) => row.cluster_id)
  if (left.length > 0)
    await sql`update fingerprint f set is_first = true from (
        select next.subject_id from unnest(${left}::uuid[]) as l(id) cross join lateral (
          select m.subject_id from fingerprint m
          where m.cluster_id = l.id and m.subject_id <> all(${ids}::uuid[])
          order by m.subject_id limit 1
        ) next
      ) n where f.subject_id = n.subject_id`.execute(tx)
  await sql`delete from copy_cluster
    where id = any(${rows.map((row) => row.cluster_id)}::uuid[]) and members = 0`.execute(tx)
  return rows.length
}

export type OwnPrint = { cluster_id: string; is_first: boolean; bytes: Buffer }

/** The cluster that a comment is in, by the id of its first text, and its fingerprint; undefined for short texts. */
export async function findOwnPrint(db: Db, id: string): Promise<OwnPrint | undefined> {
  const { rows } = await sql<OwnPrint>`
    select coalesce(cluster_id, subject_id) as cluster_id, is_first, bytes from fingerprint
    where subject_id = ${id}::uuid`.execute(db)
  return rows[0]
}

/** What must hold of clusters. Each line is a violation. Cost: reads all fingerprints. */
export async function findClusterViolations(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string; said: string; real: string }>`
    with real as (
      select coalesce(f.cluster_id, f.subject_id) as id, count(*)::int as members,
        count(*) filter (where c.state = 'held')::int as held,
        bool_or(f.cluster_id is not null) as has_copies
      from fingerprint f join comment c on c.id = f.subject_id group by 1
    )
    select coalesce(k.id, r.id) as id, format('%s texts, %s held', coalesce(k.members, 0), coalesce(k.held, 0)) as said,
      format('%s texts, %s held', coalesce(r.members, 0), coalesce(r.held, 0)) as real
    from copy_cluster k full join real r using (id)
    where (k.id is not null or r.has_copies)
      and (k.members is distinct from r.members or k.held is distinct from r.held)`.execute(db)
  return rows.map((row) => `the cluster ${row.id} says ${row.said}, there are ${row.real}`)
}
