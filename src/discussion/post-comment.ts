/** Posting a comment: judged here, on disk when we say so, published or held with its reasons. */
import { guestKeyOf } from '../accounts/index.js'
import { newId } from '../core/ids.js'
import { NOBODY } from '../core/mention.js'
import { Refusal } from '../core/refusals.js'
import { skeletonOf } from '../core/skeleton.js'
import {
  findVerdict,
  type Judge,
  type KnownCopy,
  type Policy,
  type Sending,
  type Standing,
  usesAkismet,
} from '../moderation/index.js'
import type { Ctx } from '../platform/ctx.js'
import type { Db, Tx } from '../platform/database.js'
import { type Emit, EVENT_COMMENTS_MAX, write } from '../platform/events.js'
import { hasMention } from '../platform/mention-markup.js'
import { findArticlePlaceTogether } from '../publishing/index.js'
import { emitLinked } from './cards/link-cards.js'
import { type Author, commentText, guestName, type NewComment, REPLY_DEPTH_MAX } from './comment.js'
import { gather, type Outcome } from './commit-together.js'
import type { DiscussionCtx } from './ctx.js'
import type { CommentQueue, Draft, PostedComment } from './draft.js'
import { openTurns } from './in-turn.js'
import { findMentioned } from './mentions.js'
import { type Nudged, nudgeFor, refusalFor, wasNudged } from './nudge.js'
import {
  attachPictures,
  type DraftPictures,
  findDraftPictures,
  openUploads,
  textWithAlts,
} from './pictures/attach-pictures.js'
import { readDraft, type SaidText } from './said-text.js'
import { authorStanding } from './standing.js'
import { settleAnswers } from './store/answers.js'
import { joinClusters } from './store/clusters.js'
import { findLastPosts } from './store/last-posts.js'
import { findWithAncestors } from './store/read-comments.js'
import {
  type CommentRow,
  findByClientKeys,
  findParents,
  type Guest,
  insertTogether,
  lockThreads,
} from './store/write-comments.js'
import { pauseOf, requireMayWrite, rulesOf } from './thread-rules.js'

/**
 * @throws Refusal article/not-found, comment/empty, comment/too-long, comment/name-invalid, comment/name-too-long,
 * comment/thread-closed, comment/parent-missing, comment/too-deep, account/name-taken, request/key-reused,
 * request/too-busy, comment/nudged (a `Nudge`), comment/refused-spam, comment/refused-copy, comment/refused-slur; with
 * pictures also what `findDraftPictures` throws
 */
export async function postComment(ctx: DiscussionCtx, input: NewComment): Promise<PostedComment> {
  const text = commentText(input.text)
  const { author } = input
  const name = author.kind === 'guest' ? guestName(author.name) : author.name
  const read = readDraft(text, NOBODY)
  const ahead = ctx.judge.lookAhead(read.said.text)
  const [place, isTaken, people, standing, copyOf] = await Promise.all([
    findArticlePlaceTogether(ctx, input.articleSlug),
    author.kind === 'guest' && name !== null && ctx.isNameTaken(name),
    text.includes('@') ? findMentioned(ctx, text) : NOBODY,
    authorStanding(ctx, author, {
      isAsked: read.hasLinks || ctx.policies.asksWhoWrites(),
      exceptId: null,
    }),
    ctx.copies.find(ahead.question),
  ])
  const rules = rulesOf(ctx, place)
  requireMayWrite(ctx, rules, author)
  if (isTaken) throw new Refusal('account/name-taken')
  const said = people === NOBODY ? read : readDraft(text, people)
  const pauseSeconds = pauseOf(rules, author)
  const wishes = input.pictures ?? []
  const withPictures =
    wishes.length === 0 ? undefined : await findDraftPictures(ctx, { author, wishes })
  const threadId = place.thread_id
  const policy = ctx.policies.of(place.section_id)
  const nudged = { placeId: threadId, author, networkKey: input.sending?.networkKey ?? null }
  const { inTurn } = ctx.comments
  return inTurn(`${threadId} ${input.clientKey}`, async () => {
    const draft = draftComment(ctx, {
      ...input,
      text,
      name,
      said,
      standing,
      ahead,
      copyOf,
      pauseSeconds,
      threadId,
      withPictures,
      policy,
      wasNudged: wasNudged(ctx, nudged, input.nudge),
    })
    try {
      const known = await heldBack(ctx, draft, { ...nudged, policy })
      if (known !== null) {
        ctx.judge.forget(draft.row.id)
        return known
      }
      const posted = await ctx.comments.add(draft)
      if (posted.id !== draft.row.id) ctx.judge.forget(draft.row.id)
      return posted
    } catch (error) {
      ctx.judge.forget(draft.row.id)
      throw error
    }
  })
}

/**
 * What is nudged or refused is not stored, unless it was before: then it is a retry of what was taken. Where nobody can be
 * nudged any more the draft is held.
 * @throws Nudge, Refusal comment/refused-spam, comment/refused-copy, comment/refused-slur
 */
async function heldBack(
  ctx: DiscussionCtx,
  draft: Draft & { judgedText: string },
  about: Nudged & { policy: Policy },
): Promise<PostedComment | null> {
  const { verdict, row } = draft
  if (verdict.outcome !== 'nudge' && verdict.outcome !== 'refuse') return null
  const [known] = await findKnown(ctx, ctx.db, [draft])
  if (known) {
    if (known.source === row.source) return known.posted
    throw new Refusal('request/key-reused')
  }
  if (verdict.outcome === 'refuse') throw refusalFor(verdict)
  const { policy } = about
  const nudge = await nudgeFor(ctx, about, { text: draft.judgedText, verdict, policy })
  if (nudge !== null) throw nudge
  draft.verdict = { ...verdict, outcome: 'hold' }
  return null
}

function draftComment(
  ctx: DiscussionCtx,
  input: {
    threadId: string
    parentId: string | null
    author: Author
    name: string | null
    text: string
    said: SaidText
    standing: Standing
    ahead: ReturnType<Judge['lookAhead']>
    copyOf: KnownCopy | null
    sending?: Sending
    pauseSeconds: number
    clientKey: string
    withPictures: DraftPictures | undefined
    policy: Policy
    wasNudged: boolean
  },
): Draft & { judgedText: string } {
  const { author, withPictures } = input
  const now = ctx.clock()
  const id = newId(now.getTime())
  const { html, plain, said, language } = input.said
  const judgedText = withPictures ? textWithAlts(said.text, withPictures.pictures) : said.text
  const submission = {
    id,
    text: judgedText,
    links: said.links,
    linkTexts: said.linkTexts,
    authorName: input.name,
    placeId: input.threadId,
    at: now,
    pictures: withPictures?.submitted,
    copyOf: input.copyOf,
    language,
    isReply: input.parentId !== null,
    author: input.standing,
    sending: input.sending,
  }
  const { policy, wasNudged, ahead } = input
  const { verdict, fingerprint } = ctx.judge.judge(submission, { policy, wasNudged, ahead })
  const row: CommentRow = {
    id,
    site_id: ctx.site.id,
    thread_id: input.threadId,
    parent_id: input.parentId,
    depth: input.parentId === null ? 0 : 1,
    person_id: author.kind === 'reader' ? author.personId : null,
    author_name: input.name,
    author_kind: author.kind,
    is_staff: author.kind === 'reader' && author.isStaff,
    format: 'markdown',
    source: input.text,
    html,
    text: plain.text,
    language,
    state: verdict.outcome === 'publish' ? 'published' : 'held',
    posted_at: now,
    posted_at_known: true,
    client_key: input.clientKey,
  }
  const browserHash = author.kind === 'guest' ? author.browserHash : null
  return {
    row,
    verdict,
    fingerprint,
    guestKey: browserHash === null ? null : guestKeyOf(browserHash),
    network: input.sending?.networkKey ?? null,
    pauseSeconds: input.pauseSeconds,
    pictures: withPictures?.pictures,
    judgedText,
  }
}

/** The queue through which all comments of this process are written. */
export const openCommentQueue = (ctx: Ctx): CommentQueue => ({
  ...gather((drafts) => write(ctx, (tx, emit) => commitDrafts(ctx, tx, emit, drafts))),
  inTurn: openTurns(),
})

/** One transaction for all drafts; each is refused or written for itself. */
async function commitDrafts(
  ctx: Ctx,
  tx: Tx,
  emit: Emit,
  drafts: Draft[],
): Promise<Outcome<PostedComment>[]> {
  const threads = await lockThreads(tx, [...new Set(drafts.map((one) => one.row.thread_id))])
  const parents = await findParents(
    tx,
    drafts.flatMap((one) => one.row.parent_id ?? []),
  )
  const known = await findKnown(ctx, tx, drafts)
  const isTooSoon = await slowMode(ctx, tx, drafts)
  const hasUploads = await openUploads(tx, drafts)
  const threadOf = new Map(threads.map((one) => [one.id, one]))
  const parentOf = new Map(parents.map((one) => [one.id, one]))
  const knownOf = new Map(known.map((one) => [one.key, one]))
  const accepted: Draft[] = []
  const outcomes = drafts.map((draft): Outcome<PostedComment> => {
    const { row } = draft
    const key = keyOf(row)
    const before = knownOf.get(key)
    if (before)
      return before.source === row.source
        ? { result: before.posted }
        : { refusal: new Refusal('request/key-reused') }
    const thread = threadOf.get(row.thread_id)
    if (!thread || thread.is_closed) return { refusal: new Refusal('comment/thread-closed') }
    const waitSeconds = isTooSoon(draft)
    if (waitSeconds > 0)
      return { refusal: new Refusal('comment/too-soon', { seconds: waitSeconds }) }
    if (row.parent_id !== null) {
      const parent = parentOf.get(row.parent_id)
      if (parent?.thread_id !== row.thread_id || parent.state !== 'published')
        return { refusal: new Refusal('comment/parent-missing') }
      if (parent.depth >= REPLY_DEPTH_MAX)
        return { refusal: new Refusal('comment/too-deep', { limit: REPLY_DEPTH_MAX }) }
      row.depth = parent.depth + 1
    }
    if (!hasUploads(draft)) return { refusal: new Refusal('picture/gone') }
    accepted.push(draft)
    const result = posted(draft)
    knownOf.set(key, { key, source: row.source, posted: result })
    return { result }
  })
  await writeDrafts(ctx, tx, accepted)
  await countCopies(ctx, tx, accepted)
  await settleAnswers(
    tx,
    accepted
      .filter(({ row }) => isAnswer(row, threadOf.get(row.thread_id)))
      .map(({ row }) => row.id),
  )
  const published = accepted.map((one) => one.row).filter((row) => row.state === 'published')
  tellPosted(emit, published, new Map(threads.map((one) => [one.id, one.comment_count])))
  if (usesAkismet(ctx))
    for (const { row, network } of accepted)
      if (row.state === 'published')
        emit({ name: 'comment.unfiltered', commentId: row.id, network })
  tellAnswered(
    emit,
    published.filter((row) => parentOf.get(row.parent_id ?? '')?.account_id),
  )
  tellMentioned(
    emit,
    published.filter((row) => hasMention(row.html)),
  )
  emitLinked(ctx, emit, published)
  return outcomes
}

/** Whether somebody who wrote the article answers a first comment, before everybody. */
const isAnswer = (row: CommentRow, thread: { author_ids: string[] } | undefined): boolean =>
  row.state === 'published' &&
  row.depth === 1 &&
  row.person_id !== null &&
  thread?.author_ids.includes(row.person_id) === true

/** Slow mode: tells how many seconds the author of a draft must still wait. Asks nothing where no thread is slow. */
async function slowMode(ctx: Ctx, tx: Tx, drafts: Draft[]): Promise<(draft: Draft) => number> {
  const slow = drafts.filter(
    ({ row, guestKey, pauseSeconds }) => pauseSeconds > 0 && (row.person_id ?? guestKey) !== null,
  )
  if (slow.length === 0) return () => 0
  const writerOf = ({ row, guestKey }: Draft) => `${row.thread_id} ${row.person_id ?? guestKey}`
  const last = await findLastPosts(
    tx,
    ctx.site.id,
    slow.map(({ row, guestKey }) => ({
      threadId: row.thread_id,
      personId: row.person_id,
      guestKey,
    })),
  )
  const lastOf = new Map(slow.map((draft, i) => [writerOf(draft), last[i]?.getTime() ?? 0]))
  return (draft) => {
    const before = lastOf.get(writerOf(draft))
    if (before === undefined) return 0
    const at = draft.row.posted_at.getTime()
    const waitMs = before + draft.pauseSeconds * 1_000 - at
    if (waitMs > 0) return Math.ceil(waitMs / 1_000)
    lastOf.set(writerOf(draft), at)
    return 0
  }
}

/** Tells that people with an account were answered, so that they hear of it. */
function tellAnswered(emit: Emit, replies: CommentRow[]): void {
  for (const commentIds of inSteps(replies)) emit({ name: 'comment.answered', commentIds })
}

/** Tells that people were mentioned, so that they hear of it. */
function tellMentioned(emit: Emit, rows: CommentRow[]): void {
  for (const commentIds of inSteps(rows)) emit({ name: 'comment.mentioned', commentIds })
}

/** Ids of comments, as many at a time as an event holds. */
function inSteps(rows: CommentRow[]): string[][] {
  const steps: string[][] = []
  for (let i = 0; i < rows.length; i += EVENT_COMMENTS_MAX)
    steps.push(rows.slice(i, i + EVENT_COMMENTS_MAX).map((row) => row.id))
  return steps
}

const keyOf = (row: { thread_id: string; client_key: string | null }) =>
  `${row.thread_id} ${row.client_key}`

/** What was posted with these keys before, as it was answered then. */
async function findKnown(ctx: Ctx, tx: Db, drafts: Draft[]) {
  const rows = await findByClientKeys(
    tx,
    drafts.map((one) => ({ threadId: one.row.thread_id, key: one.row.client_key ?? '' })),
  )
  const known: { key: string; source: string; posted: PostedComment }[] = []
  for (const { id, source, ...key } of rows) {
    const row = (await findWithAncestors(tx, ctx.site.id, id)).at(-1)
    const verdict = await findVerdict(tx, id)
    if (row && verdict)
      known.push({ key: keyOf(key), source, posted: { id, state: row.state, row, verdict } })
  }
  return known
}

const posted = ({ row, verdict, pictures = [] }: Draft): PostedComment => ({
  id: row.id,
  state: row.state,
  row: {
    ...row,
    removed_rule: null,
    edited_at: null,
    picked_at: null,
    answer_rank: 1,
    reply_count: 0,
    descendant_count: 0,
    recommend_count: 0,
    pictures,
  },
  verdict,
})

/** Writes drafts with their verdicts and fingerprints. The threads must be locked, parents stand before replies. */
export async function writeDrafts(ctx: Ctx, tx: Tx, drafts: Draft[]): Promise<void> {
  const siteId = ctx.site.id
  const now = ctx.clock()
  await insertTogether(tx, {
    siteId,
    comments: drafts.map(({ row, guestKey }) => ({ ...row, guestKey })),
    guests: drafts.flatMap((draft) => guestOf(draft, now)),
    verdicts: drafts.map(({ row, verdict }) => ({
      id: newId(now.getTime()),
      siteId,
      subjectId: row.id,
      verdict,
      judgedAt: row.posted_at_known ? row.posted_at : now,
    })),
    fingerprints: drafts.flatMap(({ row, fingerprint }) =>
      fingerprint ? [{ subjectId: row.id, siteId, ...fingerprint }] : [],
    ),
  })
  await attachPictures(tx, drafts)
}

/**
 * Counts drafts that were written as copies into their clusters. Nothing that locks a thread may follow in the
 * transaction. Cost: nothing without copies.
 */
export const countCopies = (ctx: Ctx, tx: Tx, drafts: Draft[]): Promise<void> =>
  joinClusters(tx, {
    siteId: ctx.site.id,
    joining: drafts.flatMap(({ row, fingerprint }) =>
      fingerprint?.clusterId ? [{ clusterId: fingerprint.clusterId, state: row.state }] : [],
    ),
    at: ctx.clock(),
  })

/** A guest whose browser is known is a person, who can be muted and can make their comments theirs. */
function guestOf({ row, guestKey }: Draft, now: Date): Guest[] {
  if (guestKey === null) return []
  const name = row.author_name ?? ''
  return [{ id: newId(now.getTime()), key: guestKey, name, skeleton: skeletonOf(name), at: now }]
}

function tellPosted(emit: Emit, rows: CommentRow[], countBefore: Map<string, number>): void {
  for (const [threadId, before] of countBefore) {
    const inThread = rows.filter((row) => row.thread_id === threadId)
    const total = before + inThread.length
    for (let i = 0; i < inThread.length; i += EVENT_COMMENTS_MAX) {
      const some = inThread.slice(i, i + EVENT_COMMENTS_MAX)
      const comments = some.map((row) => ({ id: row.id, parentId: row.parent_id }))
      emit({ name: 'comment.posted', threadId, comments, total })
    }
  }
}
