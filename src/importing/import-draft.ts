/** Turning an imported comment into a draft: cleaned, judged, in its place. */
import { newId } from '../core/ids.js'
import { charactersOf, cleanName, NAME_CHARS_MAX } from '../core/names.js'
import { cleanText, excerptOf } from '../core/text.js'
import { type CommentRow, type Draft, REPLY_DEPTH_MAX } from '../discussion/index.js'
import {
  type Judge,
  labelled,
  type Signal,
  type StoredFingerprint,
  type Verdict,
} from '../moderation/index.js'
import type { Ctx } from '../platform/ctx.js'
import { languageOf } from '../platform/language.js'
import { commentHtml, readHtml } from '../platform/markup.js'
import type { ImportedComment } from './record.js'
import type { Origin } from './store.js'

/** An imported text longer than this is cut: WordPress allows 64 KiB, and no thread is readable beyond. */
const IMPORTED_CHARS_MAX = 40_000
export type ImportCtx = Ctx & {
  judge: Judge
  from: Origin
  trust: boolean
  /** What the judge has remembered in this step, to be forgotten when the step is taken back. */
  judgedIds: string[]
}

/** Where a comment stands. */
export type Place = { id: string; threadId: string; depth: number; parentId: string | null }

/** @param at the thread, the parent that is already stored, and the persons of this batch by source key */
export function draftOf(
  ctx: ImportCtx,
  record: ImportedComment,
  at: { threadId: string; parent: Place | null; persons: Map<string, string> },
): Draft {
  const now = ctx.clock()
  const isDeleted = record.state === 'deleted'
  const source = isDeleted ? '' : cleanText(record.body.source).slice(0, IMPORTED_CHARS_MAX)
  const html = commentHtml({ format: record.body.format, source })
  const plain = readHtml(html)
  const name = isDeleted ? null : nameOf(record)
  const id = newId(now.getTime())
  // Deeper than can be written here: stands beside its parent instead of under it.
  const isTooDeep = at.parent !== null && at.parent.depth >= REPLY_DEPTH_MAX
  const parentId = isTooDeep ? (at.parent?.parentId ?? null) : (at.parent?.id ?? null)
  const depth = at.parent === null ? 0 : Math.min(at.parent.depth + 1, REPLY_DEPTH_MAX)
  const said = readHtml(html, { withoutQuotes: true })
  const language = record.language ?? languageOf(plain.text)
  const judged = isDeleted
    ? { verdict: NOT_JUDGED, fingerprint: null }
    : judgeImported(ctx, record, {
        id,
        text: said.text,
        links: said.links,
        linkTexts: said.linkTexts,
        name,
        language,
        isReply: at.parent !== null,
        threadId: at.threadId,
        now,
      })
  const row: CommentRow = {
    id,
    site_id: ctx.site.id,
    thread_id: at.threadId,
    parent_id: parentId,
    depth,
    person_id: name === null ? null : (at.persons.get(authorKey(ctx, record) ?? '') ?? null),
    author_name: name,
    author_kind: 'imported',
    is_staff: record.author?.isStaff ?? false,
    format: record.body.format,
    source,
    html,
    text: plain.text,
    language,
    state: isDeleted ? 'deleted' : judged.verdict.outcome === 'publish' ? 'published' : 'held',
    posted_at: record.postedAt ?? now,
    posted_at_known: record.postedAt !== null,
    client_key: null,
  }
  return { row, ...judged, guestKey: null, network: null, pauseSeconds: 0 }
}

const NOT_JUDGED: Verdict = {
  outcome: 'hold',
  signals: [],
  policyVersion: 0,
  policyIds: [],
  wasNudged: false,
  waits: 'nobody',
}

/** Judged like any other; what the source held stays held, and with trust only that. */
function judgeImported(
  ctx: ImportCtx,
  record: ImportedComment,
  said: {
    id: string
    text: string
    links: string[]
    linkTexts: string[]
    language: string | null
    isReply: boolean
    name: string | null
    threadId: string
    now: Date
  },
): { verdict: Verdict; fingerprint: StoredFingerprint | null } {
  ctx.judgedIds.push(said.id)
  const { verdict, fingerprint } = ctx.judge.judge({
    id: said.id,
    text: said.text,
    links: said.links,
    linkTexts: said.linkTexts,
    language: said.language,
    isReply: said.isReply,
    author: { kind: 'imported', key: null, approved: null, since: null },
    authorName: said.name,
    placeId: said.threadId,
    at: record.postedAt ?? said.now,
  })
  const fromSource = sourceSignals(record)
  const isHeld = fromSource.length > 0 || (verdict.outcome === 'hold' && !ctx.trust)
  return {
    verdict: {
      ...verdict,
      outcome: isHeld ? 'hold' : 'publish',
      signals: [...fromSource, ...verdict.signals],
    },
    fingerprint,
  }
}

function sourceSignals(record: ImportedComment): Signal[] {
  if (record.state === 'published' || record.state === 'deleted') return []
  const reason = record.state === 'spam' ? 'marked-spam-at-source' : 'pending-at-source'
  const evidence = { line: record.place.line }
  return [labelled({ detector: 'source', reason, score01: 1, spans: [], evidence })]
}

function nameOf(record: ImportedComment): string | null {
  const name = record.author === null ? null : cleanName(record.author.name)
  return name !== null && charactersOf(name) > NAME_CHARS_MAX
    ? excerptOf(name, NAME_CHARS_MAX - 1)
    : name
}

/** The same author of a source always has the same key; a person without one is known by name. */
const authorKey = (ctx: ImportCtx, record: ImportedComment): string | null =>
  record.author === null
    ? null
    : `${ctx.from.source}:${record.author.key ?? `name:${record.author.name}`}`.slice(0, 300)

/** The authors of a batch, as persons to be. */
export const authorsOf = (ctx: ImportCtx, records: ImportedComment[]) =>
  records.flatMap((record) => {
    const [sourceKey, name] = [authorKey(ctx, record), nameOf(record)]
    return sourceKey === null || name === null || record.state === 'deleted'
      ? []
      : [{ sourceKey, name }]
  })
