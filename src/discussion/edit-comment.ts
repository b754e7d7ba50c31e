/** Changing one's own comment: freely at first, later with a public history; judged again like a new one. */
import { createHash } from 'node:crypto'
import { newId } from '../core/ids.js'
import { Refusal } from '../core/refusals.js'
import {
  findFingerprints,
  findVerdict,
  forgetEvidence,
  type KnownCopy,
  type NewFingerprint,
  type Policy,
  type Standing,
  type SubmittedPictures,
  usesAkismet,
} from '../moderation/index.js'
import type { Ctx } from '../platform/ctx.js'
import type { Db, Tx } from '../platform/database.js'
import { type Emit, write } from '../platform/events.js'
import { hasMention } from '../platform/mention-markup.js'
import { relink } from './cards/link-cards.js'
import { type Author, commentText } from './comment.js'
import type { DiscussionCtx, Viewer } from './ctx.js'
import type { PostedComment } from './draft.js'
import { findMentioned } from './mentions.js'
import { type Nudged, nudgeFor, refusalFor, wasNudged } from './nudge.js'
import { endPick } from './pick-comment.js'
import { submittedOf, textWithAlts } from './pictures/attach-pictures.js'
import { altText, type PictureWish, type ShownPicture } from './pictures/picture.js'
import { readDraft, type SaidText } from './said-text.js'
import { settleCluster } from './settle-cluster.js'
import { authorStanding } from './standing.js'
import { settleAnswers } from './store/answers.js'
import { findOwnPrint } from './store/clusters.js'
import {
  findOwn,
  findOwnInThread,
  findPublicRevisions,
  findSource,
  insertRevision,
  type Owner,
  type OwnRow,
  type RevisionRow,
  replaceJudgement,
  rewriteComment,
} from './store/edits.js'
import { deleteUnusedPictures, replaceCommentPictures } from './store/pictures.js'
import { findArticleOfThread, findWithAncestors } from './store/read-comments.js'
import { countIntoAncestors, countIntoThreads, lockThreads } from './store/write-comments.js'
import { requireMayWrite, rulesOf } from './thread-rules.js'

/** Long enough to see one's own slip on the page, too short for others to have answered something else. */
export const EDIT_FREE_MS = 5 * 60_000
/** Own comments of a thread that a page is told of. */
export const OWN_LISTED_MAX = 200
/** Former texts on one page of a history: 200,000 characters at most. */
export const REVISIONS_PER_PAGE = 20

export type Edit = {
  commentId: string
  author: Author
  text: string
  /** `revisionOf` the text that was changed, so that nobody writes over what they have not seen. */
  baseRevision?: string
  /** The pictures that stay, with what they show; left out: all, as they are. None can be added. */
  pictures?: PictureWish[]
  /** The network it came from, in a form that only compares. */
  networkKey?: string | null
  /** The ticket of a nudge about this change, or about one before it. */
  nudge?: string
}

/** Which text of a comment it is: the same for the same text. */
export const revisionOf = (row: {
  source: string
  pictures?: { id: string; alt: string }[] | null
}): string => {
  const said = row.pictures?.length
    ? JSON.stringify([row.source, ...row.pictures.map((one) => [one.id, one.alt])])
    : row.source
  return createHash('sha256').update(said).digest('base64url').slice(0, 22)
}

/** Until when a comment is changed without a trace. */
export const freeUntilOf = (row: { posted_at: Date }): Date =>
  new Date(row.posted_at.getTime() + EDIT_FREE_MS)

/**
 * Replaces the text of one's own comment.
 *
 * A published comment stays published if the judge would publish its new text, else it is held and counted out. A
 * held one stays held whatever the judge says now: else one could try words until they pass. From EDIT_FREE_MS on
 * the former text is kept, and public if it was public. A change ends the pick of editors: they picked other words.
 * Sent again it changes nothing.
 *
 * @throws Refusal comment/not-found (also for what is not theirs, removed or deleted), comment/empty,
 * comment/too-long, comment/thread-closed, comment/members-only, comment/edited-meanwhile, comment/nudged (a `Nudge`),
 * comment/refused-spam, comment/refused-copy, comment/refused-slur, picture/gone, picture/alt-too-long
 */
export async function editComment(ctx: DiscussionCtx, edit: Edit): Promise<PostedComment> {
  const text = commentText(edit.text)
  const seen = await findEditable(ctx, ctx.db, edit)
  const pictures = picturesAfter(seen, edit)
  if (isSame(seen, { source: text, pictures })) return asItStands(ctx, ctx.db, seen)
  if (edit.baseRevision !== undefined && edit.baseRevision !== revisionOf(seen))
    throw new Refusal('comment/edited-meanwhile')
  const policy = ctx.policies.of(await requireOpen(ctx, seen, edit.author))
  const said = readDraft(text, await findMentioned(ctx, text))
  const isAsked = said.hasLinks || policy.waits === 'newcomers'
  const about = { isAsked, exceptId: seen.id }
  const standing = await authorStanding(ctx, edit.author, about)
  const submitted = await submittedOf(ctx, { id: seen.id, pictures })
  const nudged = {
    placeId: seen.id,
    author: edit.author,
    networkKey: edit.networkKey ?? null,
  }
  const { question } = ctx.judge.lookAhead(said.said.text)
  const copyOf = await ctx.copies.find(question && { ...question, exceptId: seen.id })
  const before = await findOwnPrint(ctx.db, seen.id)
  const draft = draftEdit(ctx, seen, {
    source: text,
    said,
    standing,
    pictures,
    submitted,
    by: { policy, wasNudged: wasNudged(ctx, nudged, edit.nudge) },
    copyOf,
    ownClusterId: before?.cluster_id ?? null,
  })
  try {
    await holdBack(ctx, { seen, draft, nudged, policy })
    const posted = await write(ctx, (tx, emit) => commitEdit(ctx, tx, emit, { edit, seen, draft }))
    await rememberStored(ctx, seen.id)
    return posted
  } catch (error) {
    await rememberStored(ctx, seen.id)
    throw error
  }
}

const isSame = (row: OwnRow, now: { source: string; pictures: ShownPicture[] }): boolean =>
  row.format === 'markdown' && revisionOf(row) === revisionOf(now)

/**
 * The text that stands goes on standing while its author is nudged, or the new one is refused. What is held already is not
 * nudged about: a person looks at it in any case.
 * @throws Nudge, Refusal comment/refused-spam, comment/refused-copy, comment/refused-slur
 */
async function holdBack(
  ctx: DiscussionCtx,
  {
    seen,
    draft,
    nudged,
    policy,
  }: { seen: OwnRow; draft: EditDraft; nudged: Nudged; policy: Policy },
): Promise<void> {
  const { verdict, judgedText } = draft
  if (verdict.outcome === 'refuse') throw refusalFor(verdict)
  if (verdict.outcome !== 'nudge') return
  if (seen.state !== 'held') {
    const nudge = await nudgeFor(ctx, nudged, { text: judgedText, verdict, policy })
    if (nudge !== null) throw nudge
  }
  draft.verdict = { ...verdict, outcome: 'hold' }
}

/** @throws Refusal picture/gone, picture/alt-too-long */
function picturesAfter(row: OwnRow, { pictures: wishes }: Edit): ShownPicture[] {
  const before = row.pictures ?? []
  if (wishes === undefined) return before
  const altOf = new Map(wishes.map((one) => [one.id, altText(one.alt)]))
  const after = before.flatMap((one) => {
    const alt = altOf.get(one.id)
    return alt === undefined ? [] : [{ ...one, alt }]
  })
  if (after.length < altOf.size) throw new Refusal('picture/gone')
  return after
}

/** @throws Refusal comment/not-found */
async function findEditable(ctx: Ctx, db: Db, edit: Edit): Promise<OwnRow> {
  const { commentId, author: owner } = edit
  const row = await findOwn(db, ctx.site.id, { commentId, owner })
  if (!row || !isEditable(row)) throw new Refusal('comment/not-found')
  return row
}

/**
 * @returns the section of its article
 * @throws Refusal comment/thread-closed, comment/members-only, comment/not-found
 */
async function requireOpen(ctx: Ctx, row: OwnRow, author: Author): Promise<string | null> {
  const article = await findArticleOfThread(ctx.db, row.thread_id)
  if (!article) throw new Refusal('comment/not-found')
  requireMayWrite(ctx, rulesOf(ctx, article), author)
  return article.section_id
}

const isEditable = (row: Pick<OwnRow, 'state'>): boolean =>
  row.state === 'published' || row.state === 'held'

type EditDraft = ReturnType<DiscussionCtx['judge']['judge']> & {
  source: string
  html: string
  text: string
  language: string | null
  pictures: ShownPicture[]
  judgedText: string
  now: Date
}

/** Judging the same id again replaces what was remembered of it, so that it is no copy of itself. */
function draftEdit(
  ctx: DiscussionCtx,
  row: OwnRow,
  after: {
    source: string
    said: SaidText
    standing: Standing
    pictures: ShownPicture[]
    submitted?: SubmittedPictures
    by: { policy: Policy; wasNudged: boolean }
    copyOf: KnownCopy | null
    ownClusterId: string | null
  },
): EditDraft {
  const { source, standing, pictures, submitted } = after
  const now = ctx.clock()
  const { html, plain, said, language } = after.said
  const judgedText = textWithAlts(said.text, pictures)
  const submission = {
    id: row.id,
    text: judgedText,
    links: said.links,
    linkTexts: said.linkTexts,
    authorName: row.author_name,
    placeId: row.thread_id,
    at: now,
    pictures: submitted,
    copyOf: after.copyOf,
    ownClusterId: after.ownClusterId,
    language,
    isReply: row.parent_id !== null,
    author: standing,
  }
  const judgement = ctx.judge.judge(submission, after.by)
  return { ...judgement, source, html, text: plain.text, language, pictures, judgedText, now }
}

/** After an edit, written or not: the judge remembers the text that stands, in the cluster in which it stands. */
async function rememberStored(ctx: DiscussionCtx, id: string): Promise<void> {
  const [stored] = await findFingerprints(ctx.db, [id]).catch(() => [])
  if (stored) ctx.judge.remember(id, stored.bytes, stored.cluster_id ?? id)
  else ctx.judge.release(id)
}

async function commitEdit(
  ctx: DiscussionCtx,
  tx: Tx,
  emit: Emit,
  { edit, seen, draft }: { edit: Edit; seen: OwnRow; draft: EditDraft },
): Promise<PostedComment> {
  const [thread] = await lockThreads(tx, [seen.thread_id])
  const row = await findEditable(ctx, tx, edit)
  if (isSame(row, draft)) return asItStands(ctx, tx, row)
  if (revisionOf(row) !== revisionOf(seen)) throw new Refusal('comment/edited-meanwhile')
  if (!thread || thread.is_closed) throw new Refusal('comment/thread-closed')
  const isPublished = row.state === 'published' && draft.verdict.outcome === 'publish'
  const by = row.state === 'published' && !isPublished ? -1 : 0
  const isFree = isFreeAt(row, draft.now)
  const settled = await settleCluster(ctx, tx, row, draft.fingerprint)
  if (isFree) await forgetEvidence(tx, [row.id])
  else await insertRevision(tx, revisionFrom(ctx, row, draft.now))
  await rewriteComment(tx, row.id, {
    source: draft.source,
    html: draft.html,
    text: draft.text,
    language: draft.language,
    state: isPublished ? 'published' : 'held',
    // The mark of staff is worth as much as the proof behind the words that it stands beside.
    is_staff: row.is_staff && edit.author.kind === 'reader' && edit.author.isStaff,
    edited_at: !isFree && row.state === 'published' ? draft.now : row.edited_at,
    changed_at: draft.now,
  })
  await keepJudgement(ctx, tx, row.id, draft, settled.print)
  if (row.pictures !== null)
    await deleteUnusedPictures(tx, await replaceCommentPictures(tx, row.id, draft.pictures))
  if (by !== 0) {
    await countIntoAncestors(tx, [row.parent_id], by)
    await countIntoThreads(tx, [row], by)
    if (thread.author_ids.length > 0) await settleAnswers(tx, [row.id])
  }
  await settled.count(isPublished ? 'published' : 'held')
  if (row.picked_at !== null) await endPick(ctx, tx, row.id, draft.now)
  const total = thread.comment_count + by
  emit({ name: 'comment.changed', threadId: row.thread_id, commentId: row.id, total, by })
  if (isPublished && hasMention(draft.html))
    emit({ name: 'comment.mentioned', commentIds: [row.id] })
  if (isPublished && usesAkismet(ctx))
    emit({ name: 'comment.unfiltered', commentId: row.id, network: null })
  await relink(ctx, tx, emit, { ...row, html: draft.html, isPublished })
  return posted(ctx, tx, row.id, draft.verdict)
}

const isFreeAt = (row: OwnRow, now: Date): boolean => row.posted_at_known && now < freeUntilOf(row)

const revisionFrom = (ctx: Ctx, row: OwnRow, now: Date) => ({
  id: newId(now.getTime()),
  site_id: ctx.site.id,
  comment_id: row.id,
  format: row.format,
  source: row.source,
  text: row.text,
  language: row.language,
  was_public: row.state === 'published',
  replaced_at: now,
  pictures: (row.pictures ?? []).map(({ id, alt }) => ({ id, alt })),
})

function keepJudgement(
  ctx: Ctx,
  tx: Tx,
  id: string,
  { verdict, now }: EditDraft,
  print: NewFingerprint | null,
): Promise<void> {
  const siteId = ctx.site.id
  return replaceJudgement(
    tx,
    { id: newId(now.getTime()), siteId, subjectId: id, verdict, judgedAt: now },
    print,
  )
}

async function asItStands(ctx: Ctx, db: Db, row: OwnRow): Promise<PostedComment> {
  const verdict = await findVerdict(db, row.id)
  if (verdict === null) throw new Error(`comment ${row.id} was never judged`)
  return posted(ctx, db, row.id, verdict)
}

async function posted(
  ctx: Ctx,
  db: Db,
  id: string,
  verdict: PostedComment['verdict'],
): Promise<PostedComment> {
  const row = (await findWithAncestors(db, ctx.site.id, id)).at(-1)
  if (!row) throw new Refusal('comment/not-found')
  return { id, state: row.state, row, verdict }
}

export type OwnComment = {
  id: string
  state: OwnRow['state']
  /** What the form is filled with: the Markdown, or of texts that came in another format what they say. */
  text: string
  pictures: ShownPicture[]
  revision: string
  isEditable: boolean
  /** Editors picked it; a change ends that. */
  isPicked: boolean
  /** Null when the next change leaves a trace. */
  freeUntil: Date | null
  article: { slug: string; headline: string }
}

/**
 * One's own comment, to be changed or deleted.
 * @throws Refusal comment/not-found, also for what is deleted already
 */
export async function readOwnComment(
  ctx: Ctx,
  wanted: { commentId: string; owner: Owner },
): Promise<OwnComment> {
  const row = await findOwn(ctx.db, ctx.site.id, wanted)
  const article = row && (await findArticleOfThread(ctx.db, row.thread_id))
  if (!row || !article || row.state === 'deleted') throw new Refusal('comment/not-found')
  return {
    id: row.id,
    state: row.state,
    text: shownOf(row),
    pictures: row.pictures ?? [],
    revision: revisionOf(row),
    isEditable: isEditable(row),
    isPicked: row.picked_at !== null,
    freeUntil: isFreeAt(row, ctx.clock()) ? freeUntilOf(row) : null,
    article,
  }
}

/** Their comments of one thread, the newest OWN_LISTED_MAX of them, the newest first. */
export const listOwnComments = async (
  ctx: Ctx,
  wanted: { threadId: string; owner: Owner },
): Promise<{ id: string; freeUntil: Date }[]> => {
  const page = { ...wanted, limit: OWN_LISTED_MAX }
  const rows = await findOwnInThread(ctx.db, ctx.site.id, page)
  return rows.map((row) => ({ id: row.id, freeUntil: freeUntilOf(row) }))
}

/** A text and when it gave way to the next one. */
export type FormerText = {
  id: string
  text: string
  language: string | null
  /** What its pictures showed, in words. */
  alts: string[]
  replacedAt: Date
}

export type History = {
  threadId: string
  article: { slug: string; headline: string }
  authorName: string | null
  /** What stands now; on later pages the last text of the page before. */
  newer: { text: string; language: string | null; alts: string[] }
  isFirstPage: boolean
  /** The newest first. */
  former: FormerText[]
  /** The last text of this page when more follow. */
  nextAfterId: string | null
}

/**
 * The former texts of a published comment, as everybody may read them.
 * @throws Refusal comment/not-found (also for one that was never changed), request/cursor-invalid
 */
export async function readHistory(
  ctx: Ctx,
  where: { slug: string; commentId: string; afterId: string | null; viewer: Viewer },
): Promise<History> {
  const { commentId, afterId, viewer } = where
  const row = (await findWithAncestors(ctx.db, ctx.site.id, commentId)).at(-1)
  const isMuted = row?.person_id != null && viewer.muted.has(row.person_id)
  if (!row || isMuted || row.state !== 'published') throw new Refusal('comment/not-found')
  const article = await findArticleOfThread(ctx.db, row.thread_id)
  const now = await findSource(ctx.db, commentId)
  if (!article || article.slug !== where.slug || !now || now.edited_at === null)
    throw new Refusal('comment/not-found')
  // One before the page, for what changed since; one behind it, to know whether more follow.
  const limit = REVISIONS_PER_PAGE + (afterId === null ? 1 : 2)
  const found = await findPublicRevisions(ctx.db, commentId, { fromId: afterId, limit })
  const before = afterId === null ? null : found.shift()
  if (before !== null && before?.id !== afterId) throw new Refusal('request/cursor-invalid')
  const former = found.slice(0, REVISIONS_PER_PAGE).map(formerText)
  return {
    threadId: row.thread_id,
    article,
    authorName: row.author_name,
    newer: before
      ? formerText(before)
      : { text: shownOf(now), language: row.language, alts: altsOf(row.pictures) },
    isFirstPage: afterId === null,
    former,
    nextAfterId: found.length > REVISIONS_PER_PAGE ? (former.at(-1)?.id ?? null) : null,
  }
}

const formerText = (row: RevisionRow): FormerText => ({
  id: row.id,
  text: shownOf(row),
  language: row.language,
  alts: altsOf(row.pictures),
  replacedAt: row.replaced_at,
})

const altsOf = (pictures: { alt: string }[] | null | undefined): string[] =>
  (pictures ?? []).map((one) => one.alt)

/** Markdown as it was typed, so that a link that was exchanged is seen; foreign HTML only as what it said. */
const shownOf = (row: Pick<RevisionRow, 'format' | 'source' | 'text'>): string =>
  row.format === 'html' ? row.text : row.source
