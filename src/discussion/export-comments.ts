/** Taking one's comments away: each with its place, its times, its source, and what was decided about it. */
import { EXPORT_ROWS_AT_ONCE, type ExportFile, jsonList, type TextFile } from '../accounts/index.js'
import { localeFor } from '../locales/index.js'
import type { Ctx } from '../platform/ctx.js'
import { findRevisions, type RevisionRow } from './store/edits.js'
import {
  type ExportedRow,
  findCommentsForExport,
  findPicturesForExport,
} from './store/export-comments.js'

type Wanted = {
  personIds: string[]
  addressOf: (slug: string, id: string) => string
  language: string
}

/**
 * All comments of these persons in any state, as a file: nothing that other people wrote, and not who decided.
 * @param input.addressOf the whole address of a comment
 * @param input.language BCP 47, in which reasons are told
 */
export const commentFile = (ctx: Ctx, input: Wanted): TextFile => ({
  name: 'comments.json',
  parts: jsonList(toldComments(ctx, input)),
})

/** Pictures read in one statement: one of them has some 300 KB. */
const PICTURES_AT_ONCE = 10

const fileOf = (pictureId: string): string => `pictures/${pictureId}.webp`

/** The pictures in the comments of these persons, each as a file. */
export async function* pictureFiles(
  ctx: Ctx,
  input: { personIds: string[] },
): AsyncGenerator<ExportFile> {
  const sent = new Set<string>()
  for (const personId of input.personIds) {
    let afterId: string | null = null
    do {
      const page = { afterId, limit: PICTURES_AT_ONCE }
      const rows: { id: string; bytes: Buffer }[] = await findPicturesForExport(
        ctx.db,
        personId,
        page,
      )
      for (const { id, bytes } of rows) {
        if (!sent.has(id)) yield { name: fileOf(id), bytes }
        sent.add(id)
      }
      afterId = rows.length < PICTURES_AT_ONCE ? null : (rows.at(-1)?.id ?? null)
    } while (afterId !== null)
  }
}

async function* toldComments(ctx: Ctx, input: Wanted): AsyncGenerator<unknown[]> {
  for (const personId of input.personIds) {
    let after: ExportedRow | null = null
    do {
      const rows: ExportedRow[] = await findCommentsForExport(ctx.db, personId, {
        after,
        limit: EXPORT_ROWS_AT_ONCE,
      })
      const former = await findRevisions(
        ctx.db,
        rows.map((row) => row.id),
      )
      yield rows.map((row) => ({
        ...told(row, input.addressOf(row.slug, row.id), input.language),
        formerTexts: former.filter((one) => one.comment_id === row.id).map(toldRevision),
      }))
      after = rows.length < EXPORT_ROWS_AT_ONCE ? null : (rows.at(-1) ?? null)
    } while (after !== null)
  }
}

const told = (row: ExportedRow, address: string, language: string) => ({
  id: row.id,
  parentId: row.parent_id,
  article: row.headline,
  address,
  name: row.author_name,
  postedAt: row.posted_at_known ? row.posted_at : null,
  state: row.state,
  format: row.format,
  source: row.source,
  language: row.language,
  pictures: (row.pictures ?? []).map(({ id, alt, width, height }) => ({
    file: fileOf(id),
    alt,
    width,
    height,
  })),
  replies: row.reply_count,
  judgedAt: row.judged_at,
  reasons: row.reasons.map((code) => ({ code, sentence: sentenceOf(code, language) })),
  decisions: row.decisions,
})

const toldRevision = (row: RevisionRow) => ({
  format: row.format,
  source: row.source,
  language: row.language,
  pictures: row.pictures.map(({ alt }) => ({ alt })),
  wasPublic: row.was_public,
  replacedAt: row.replaced_at,
})

const sentenceOf = (code: string, language: string): string | null =>
  Object.entries(localeFor(language).reasons).find(([known]) => known === code)?.[1] ?? null
