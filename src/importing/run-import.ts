/**
 * Running an import: records of any source come in batch by batch, each batch one transaction with the keys of
 * what it brought. So running it again adds nothing twice, and a run that was killed is completed by the next.
 */
import { basename, dirname } from 'node:path'
import { bookGift, bookOpeningBalance, startCampaign } from '../funding/index.js'
import type { Judge } from '../moderation/index.js'
import type { Ctx } from '../platform/ctx.js'
import type { Tx } from '../platform/database.js'
import { type Emit, write } from '../platform/events.js'
import { readFileWithin } from '../platform/files.js'
import { addPicture, addSection, publishArticle } from '../publishing/index.js'
import { importComments, importOrphans } from './import-comments.js'
import type { ImportCtx } from './import-draft.js'
import type { ImportedArticle, ImportedCampaign, ImportedComment, ImportRecord } from './record.js'
import { addProblem, addSlug, copyReport, type ImportReport, newReport } from './report.js'
import { findImported, insertImported } from './store.js'

/** Records of one transaction: enough to share the fsync, few enough to lose little to a kill. */
const BATCH_RECORDS = 250
const PICTURE_BYTES_MAX = 25_000_000
/** Ids of a dry run to be forgotten at its end; the judge itself remembers no more texts than this. */
const JUDGED_KEPT_MAX = 20_000

export type ImportOptions = {
  /** Name of the source: part of every key. */
  source: string
  /** Publish what the judge would hold; what the source itself held stays held. */
  trust: boolean
  /** Do everything, then take it back. */
  dryRun: boolean
  /** Folder in which pictures named by the records lie. */
  folder: string | null
  onProgress?(bytesRead: number): void
}

/** @throws ImportRefused when the file must not be read, with what came before it kept */
export async function runImport(
  ctx: Ctx & { judge: Judge },
  records: AsyncIterable<ImportRecord> | Iterable<ImportRecord>,
  options: ImportOptions,
): Promise<ImportReport> {
  const importCtx: ImportCtx = {
    ...ctx,
    from: { siteId: ctx.site.id, source: options.source },
    trust: options.trust,
    judgedIds: [],
  }
  const transaction = options.dryRun ? await ctx.db.startTransaction().execute() : null
  const step = async <T>(story: (tx: Tx, emit: Emit) => Promise<T>): Promise<T> =>
    transaction ? story(transaction as unknown as Tx, () => undefined) : write(ctx, story)
  let report = newReport(options.source)
  /** A batch that fails changes neither tables nor report. */
  const keep = async (story: (tx: Tx, emit: Emit, next: ImportReport) => Promise<boolean>) => {
    const next = copyReport(report)
    const goOn = await step((tx, emit) => story(tx, emit, next))
    report = next
    importCtx.judgedIds = options.dryRun ? importCtx.judgedIds.slice(-JUDGED_KEPT_MAX) : []
    return goOn
  }
  try {
    for await (const batch of batches(records)) {
      await keep(async (tx, emit, next) => {
        await importRecords(importCtx, tx, emit, batch, next, options)
        return true
      })
      const last = batch.at(-1)
      if (last && last.kind !== 'section') options.onProgress?.(last.place.bytesRead)
    }
    while (await keep((tx, emit, next) => importOrphans(importCtx, tx, emit, next)));
  } finally {
    // Written steps have emptied the list: what is left was judged, but not kept.
    for (const id of importCtx.judgedIds) ctx.judge.forget(id)
    await transaction?.rollback().execute()
  }
  return report
}

async function* batches(records: AsyncIterable<ImportRecord> | Iterable<ImportRecord>) {
  let batch: ImportRecord[] = []
  try {
    for await (const record of records) {
      batch.push(record)
      if (batch.length < BATCH_RECORDS) continue
      yield batch
      batch = []
    }
  } catch (error) {
    // The file breaks off here: what was read before is still brought in.
    if (batch.length > 0) yield batch
    throw error
  }
  if (batch.length > 0) yield batch
}

async function importRecords(
  ctx: ImportCtx,
  tx: Tx,
  emit: Emit,
  batch: ImportRecord[],
  report: ImportReport,
  options: ImportOptions,
): Promise<void> {
  const comments: ImportedComment[] = []
  for (const record of batch) {
    if (record.kind === 'section') await addSection(ctx, tx, record.name)
    if (record.kind === 'article') await importArticle(ctx, tx, emit, record, report, options)
    if (record.kind === 'campaign') await importCampaign(ctx, tx, emit, record, report)
    if (record.kind === 'problem') addProblem(report, record.place.line, record.reason)
    if (record.kind === 'comment') comments.push(record)
  }
  await importComments(ctx, tx, emit, comments, report)
}

async function importArticle(
  ctx: ImportCtx,
  tx: Tx,
  emit: Emit,
  record: ImportedArticle,
  report: ImportReport,
  options: ImportOptions,
): Promise<void> {
  if ((await findImported(tx, ctx.from, [record.key])).has(record.key)) {
    report.articles.known += 1
    return
  }
  const pictureId = await pictureOf(ctx, tx, emit, record, report, options)
  const article = await publishArticle(ctx, tx, emit, {
    ...record,
    picture: record.picture && { ...record.picture, id: pictureId },
  })
  await insertImported(tx, ctx.from, [{ key: record.key, id: article.id }])
  report.articles.added += 1
  addSlug(report, article.slug)
}

async function pictureOf(
  ctx: ImportCtx,
  tx: Tx,
  emit: Emit,
  record: ImportedArticle,
  report: ImportReport,
  options: ImportOptions,
): Promise<string | null> {
  const file = record.picture?.file ?? null
  if (file === null || options.folder === null) return null
  const bytes = await readFileWithin(options.folder, file, PICTURE_BYTES_MAX)
  try {
    if (bytes === null) throw new Error('not found beside the imported file')
    return await addPicture(ctx, tx, emit, bytes)
  } catch (error) {
    addProblem(
      report,
      record.place.line,
      `The picture ${basename(file)} could not be read: ${(error as Error).message}`,
    )
    return null
  }
}

async function importCampaign(
  ctx: ImportCtx,
  tx: Tx,
  emit: Emit,
  record: ImportedCampaign,
  report: ImportReport,
): Promise<void> {
  if ((await findImported(tx, ctx.from, [record.key])).has(record.key)) {
    report.campaigns.known += 1
    return
  }
  const campaign = await startCampaign(ctx, tx, emit, record)
  const key = `${ctx.from.source}:${record.key}`
  for (const gift of record.gifts)
    await bookGift(ctx, tx, emit, campaign, {
      ...gift,
      key: `${key}:${gift.key}`,
      currency: record.currency,
    })
  if (record.gifts.length === 0 && record.raisedMinor > 0n)
    await bookOpeningBalance(ctx, tx, campaign, {
      key,
      amountMinor: record.raisedMinor,
      memo: `Raised before the import from a ${ctx.from.source} file`,
    })
  await insertImported(tx, ctx.from, [{ key: record.key, id: campaign.id }])
  report.campaigns.added += 1
  report.gifts += record.gifts.length
}

/** The folder of an imported file, in which its pictures are looked for. */
export const folderOf = (file: string): string => dirname(file)
