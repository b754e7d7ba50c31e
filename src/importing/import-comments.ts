/** Bringing in comments: each judged, each under its parent, whenever the parent comes. */
import {
  type CommentRow,
  countCopies,
  type Draft,
  lockThreads,
  writeDrafts,
} from '../discussion/index.js'
import type { Tx } from '../platform/database.js'
import type { Emit } from '../platform/events.js'
import { authorsOf, draftOf, type ImportCtx, type Place } from './import-draft.js'
import type { ImportedComment } from './record.js'
import { addProblem, type ImportReport } from './report.js'
import {
  ensurePersons,
  findImported,
  findPlaces,
  findThreadIds,
  insertImported,
  insertWaiting,
  takeWaiting,
} from './store.js'

/** Replies taken out of waiting in one step. */
const WAITING_STEP = 500

/** Writes a batch of comments; those whose parent is not there yet wait for it in the database. */
export async function importComments(
  ctx: ImportCtx,
  tx: Tx,
  emit: Emit,
  records: ImportedComment[],
  report: ImportReport,
): Promise<void> {
  let batch = records
  const written: Draft[] = []
  while (batch.length > 0) {
    const { added, drafts } = await importBatch(ctx, tx, emit, batch, report)
    written.push(...drafts)
    batch = (await takeWaiting(tx, ctx.from, added, WAITING_STEP)).map(revive)
  }
  await countCopies(ctx, tx, written)
}

/** At the end of the file: what still waits has lost its parent and becomes a root, and the report says so. */
export async function importOrphans(
  ctx: ImportCtx,
  tx: Tx,
  emit: Emit,
  report: ImportReport,
): Promise<boolean> {
  const orphans = (await takeWaiting(tx, ctx.from, null, WAITING_STEP)).map(revive)
  if (orphans.length === 0) return false
  const keys = new Set(orphans.map((one) => one.key))
  const known = await findImported(
    tx,
    ctx.from,
    orphans.flatMap((one) => one.parentKey ?? []),
  )
  const [waiting, ready] = [
    orphans.filter((one) => one.parentKey !== null && keys.has(one.parentKey)),
    orphans.filter((one) => one.parentKey === null || !keys.has(one.parentKey)),
  ]
  for (const one of ready) {
    if (one.parentKey === null || known.has(one.parentKey)) continue
    addProblem(
      report,
      one.place.line,
      `The comment ${one.parentKey} that this one answers is not in the file; it stands on its own now.`,
    )
    report.comments.madeRoots += 1
    one.parentKey = null
  }
  // A ring of comments that answer each other has no beginning: its members become roots.
  if (ready.length === 0)
    for (const one of waiting.splice(0)) ready.push({ ...one, parentKey: null })
  await insertWaiting(
    tx,
    ctx.from,
    waiting.map((one) => ({ key: one.key, parentKey: one.parentKey ?? '', record: one })),
  )
  await importComments(ctx, tx, emit, ready, report)
  return true
}

/** @returns keys that are stored now, and what was written */
async function importBatch(
  ctx: ImportCtx,
  tx: Tx,
  emit: Emit,
  records: ImportedComment[],
  report: ImportReport,
): Promise<{ added: string[]; drafts: Draft[] }> {
  const unique = [...new Map(records.map((one) => [one.key, one])).values()]
  const ids = await findImported(
    tx,
    ctx.from,
    unique.flatMap((one) => [one.key, one.parentKey ?? one.key, one.articleKey]),
  )
  const threads = await findThreadIds(tx, [
    ...new Set(unique.flatMap((one) => ids.get(one.articleKey) ?? [])),
  ])
  await lockThreads(tx, [...threads.values(), NO_THREAD])
  const places = new Map<string, Place>(
    (
      await findPlaces(
        tx,
        unique.flatMap((one) => ids.get(one.parentKey ?? '') ?? []),
      )
    ).map((row) => [
      row.id,
      { id: row.id, threadId: row.thread_id, depth: row.depth, parentId: row.parent_id },
    ]),
  )
  const persons = await ensurePersons(
    tx,
    ctx.site.id,
    authorsOf(
      ctx,
      unique.filter((one) => !ids.has(one.key)),
    ),
    ctx.clock(),
  )
  const drafts: Draft[] = []
  const added: { key: string; id: string }[] = []
  const waiting: ImportedComment[] = []
  for (const record of parentsFirst(unique)) {
    if (ids.has(record.key)) {
      report.comments.known += 1
      continue
    }
    const threadId = threads.get(ids.get(record.articleKey) ?? '')
    if (threadId === undefined) {
      addProblem(
        report,
        record.place.line,
        `The article ${record.articleKey} of this comment is not in the file.`,
      )
      continue
    }
    const parentId = record.parentKey === null ? null : ids.get(record.parentKey)
    const parent = parentId ? places.get(parentId) : null
    if (parent === undefined || parentId === undefined) {
      waiting.push(record)
      continue
    }
    const draft = draftOf(ctx, record, { threadId, parent, persons })
    drafts.push(draft)
    added.push({ key: record.key, id: draft.row.id })
    ids.set(record.key, draft.row.id)
    places.set(draft.row.id, {
      id: draft.row.id,
      threadId: draft.row.thread_id,
      depth: draft.row.depth,
      parentId: draft.row.parent_id,
    })
    count(report, draft.row.state)
  }
  await writeDrafts(ctx, tx, drafts)
  await insertImported(tx, ctx.from, added)
  await insertWaiting(
    tx,
    ctx.from,
    waiting.map((one) => ({ key: one.key, parentKey: one.parentKey ?? '', record: one })),
  )
  for (const threadId of new Set(drafts.map((one) => one.row.thread_id)))
    emit({ name: 'thread.imported', threadId })
  return { added: added.map((one) => one.key), drafts }
}

/** No thread has this id; `in ()` with nothing is no SQL. */
const NO_THREAD = '00000000-0000-0000-0000-000000000000'

/** Within a batch replies may stand before their parent: parents first, otherwise the order of the file. */
function parentsFirst(records: ImportedComment[]): ImportedComment[] {
  const byKey = new Map(records.map((one) => [one.key, one]))
  const sorted = new Set<ImportedComment>()
  for (const record of records) {
    const chain: ImportedComment[] = []
    let one: ImportedComment | undefined = record
    while (one && !sorted.has(one) && !chain.includes(one)) {
      chain.push(one)
      one = one.parentKey === null ? undefined : byKey.get(one.parentKey)
    }
    for (const link of chain.reverse()) sorted.add(link)
  }
  return [...sorted]
}

function count(report: ImportReport, state: CommentRow['state']): void {
  if (state === 'published') report.comments.published += 1
  else if (state === 'deleted') report.comments.deleted += 1
  else report.comments.held += 1
}

/** A record that waited in the database: its dates came back as text. */
function revive(stored: unknown): ImportedComment {
  const record = stored as Omit<ImportedComment, 'postedAt'> & { postedAt: string | null }
  return { ...record, postedAt: record.postedAt === null ? null : new Date(record.postedAt) }
}
