/** SQL of importing: what came in under which key, and replies that wait for their parent. */
import { sql } from 'kysely'
import { newId } from '../core/ids.js'
import { skeletonOf } from '../core/skeleton.js'
import type { Db, Tx } from '../platform/database.js'

export type Origin = { siteId: string; source: string }

/** What these keys have become before. */
export async function findImported(
  db: Db,
  origin: Origin,
  keys: string[],
): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map()
  const { rows } = await sql<{ key: string; id: string }>`
    select key, id from imported where site_id = ${origin.siteId}::uuid and source = ${origin.source}
    and key = any(${keys}::text[])`.execute(db)
  return new Map(rows.map((row) => [row.key, row.id]))
}

export async function insertImported(
  tx: Tx,
  origin: Origin,
  rows: { key: string; id: string }[],
): Promise<void> {
  if (rows.length === 0) return
  await sql`insert into imported (site_id, source, key, id)
    select ${origin.siteId}::uuid, ${origin.source}, key, id
    from unnest(${rows.map((row) => row.key)}::text[], ${rows.map((row) => row.id)}::uuid[]) as r(key, id)`.execute(
    tx,
  )
}

/** Thread, depth and parent of stored comments. */
export async function findPlaces(db: Db, ids: string[]) {
  if (ids.length === 0) return []
  const { rows } = await sql<{
    id: string
    thread_id: string
    depth: number
    parent_id: string | null
  }>`
    select id, thread_id, depth, parent_id from comment where id = any(${ids}::uuid[])`.execute(db)
  return rows
}

/** Threads of articles, by article id. */
export async function findThreadIds(db: Db, articleIds: string[]): Promise<Map<string, string>> {
  if (articleIds.length === 0) return new Map()
  const { rows } = await sql<{ article_id: string; id: string }>`
    select article_id, id from thread where article_id = any(${articleIds}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.article_id, row.id]))
}

/** Authors of a source as persons, each once. @returns person ids by source key */
export async function ensurePersons(
  tx: Tx,
  siteId: string,
  authors: { sourceKey: string; name: string }[],
  now: Date,
): Promise<Map<string, string>> {
  const byKey = new Map(authors.map((one) => [one.sourceKey, one.name]))
  if (byKey.size === 0) return new Map()
  const keys = [...byKey.keys()]
  const names = [...byKey.values()]
  await sql`insert into person (id, site_id, kind, name, name_skeleton, source_key, created_at)
    select id, ${siteId}::uuid, 'imported', name, skeleton, key, ${now}
    from unnest(${keys.map(() => newId(now.getTime()))}::uuid[], ${names}::text[],
      ${names.map(skeletonOf)}::text[], ${keys}::text[]) as r(id, name, skeleton, key)
    on conflict (site_id, source_key) do nothing`.execute(tx)
  const { rows } = await sql<{ source_key: string; id: string }>`
    select source_key, id from person where site_id = ${siteId}::uuid and source_key = any(${keys}::text[])`.execute(
    tx,
  )
  return new Map(rows.map((row) => [row.source_key, row.id]))
}

/** Keeps replies until their parent comes. */
export async function insertWaiting(
  tx: Tx,
  origin: Origin,
  rows: { key: string; parentKey: string; record: unknown }[],
): Promise<void> {
  if (rows.length === 0) return
  await sql`insert into import_waiting (site_id, source, key, parent_key, record)
    select ${origin.siteId}::uuid, ${origin.source}, key, parent_key, record
    from unnest(${rows.map((row) => row.key)}::text[], ${rows.map((row) => row.parentKey)}::text[],
      ${rows.map((row) => JSON.stringify(row.record))}::jsonb[]) as r(key, parent_key, record)
    on conflict do nothing`.execute(tx)
}

/** Takes out the replies that waited for these parents; null takes any, `limit` at a time. */
export async function takeWaiting(
  tx: Tx,
  origin: Origin,
  parentKeys: string[] | null,
  limit: number,
): Promise<unknown[]> {
  const { rows } = await sql<{ record: unknown }>`
    delete from import_waiting where (site_id, source, key) in (
      select site_id, source, key from import_waiting
      where site_id = ${origin.siteId}::uuid and source = ${origin.source}
        and (${parentKeys}::text[] is null or parent_key = any(${parentKeys}::text[]))
      order by key limit ${limit})
    returning record`.execute(tx)
  return rows.map((row) => row.record)
}

/** True while the demo may be put in: nobody has been asked, and nothing but demo content is there. */
export async function isDemoWanted(db: Db, siteId: string): Promise<boolean> {
  const { rows } = await sql<{ wanted: boolean }>`
    select s.demo_offered_at is null and not exists (
      select 1 from article a where a.site_id = s.id and not exists (
        select 1 from imported i where i.site_id = s.id and i.source = 'demo' and i.id = a.id)) as wanted
    from site s where s.id = ${siteId}::uuid`.execute(db)
  return rows[0]?.wanted ?? false
}

export const markDemoOffered = (db: Db, siteId: string, at: Date) =>
  db.updateTable('site').set({ demo_offered_at: at }).where('id', '=', siteId).execute()

/** Leftovers of an import that was cut off and not run again. Each line is a violation. */
export async function findImportingViolations(db: Db): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    select source || ' ' || i.key as key from imported i
    where not exists (select 1 from comment c where c.id = i.id)
      and not exists (select 1 from article a where a.id = i.id)
      and not exists (select 1 from campaign k where k.id = i.id)`.execute(db)
  return rows.map((row) => `imported ${row.key} points to nothing`)
}
