/** Reading a thread for a page: roots, first replies a few levels deep, never more than a page can carry. */
import { Refusal } from '../core/refusals.js'
import type { Ctx } from '../platform/ctx.js'
import { REPLY_DEPTH_SHOWN } from './comment.js'
import type { Viewer } from './ctx.js'
import { type Marked, readMarks, withMarks } from './marks.js'
import { type Order, orderBelow, type ReplyOrder, siblingKeyOf, type TreeOrder } from './ranking.js'
import { type PickedComment, readHighlights } from './read-highlights.js'
import { isClosedAt, type Mode } from './rules.js'
import {
  countBeyond,
  findArticleOfThread,
  findFirstReplies,
  findReplies,
  findRoots,
  findThreadOfArticle,
  findWithAncestors,
  type ReadRow,
} from './store/read-comments.js'
import { rulesOf } from './thread-rules.js'

/** Roots on one page of a thread, and replies on one page of a comment. */
export const ROOTS_PER_PAGE = 20
export const REPLIES_PER_PAGE = 50
/** First replies shown under a comment; the rest is one click away. */
export const FIRST_REPLIES = 3
/** Comments on one page in all: about 300 KB of HTML, 30 KB in brotli. */
export const COMMENTS_PER_PAGE_MAX = 200

export type CommentTree = Marked<ReadRow> & { children: CommentTree[] }

export type ThreadPage = {
  threadId: string
  isClosed: boolean
  /** Only who has an account can write. */
  isMembersOnly: boolean
  mode: Mode
  /** Names of those who wrote the article and have an account. */
  authors: string[]
  /** Questions asked, and those of them that an author answered. */
  questions: { asked: number; answered: number }
  hasPicks: boolean
  total: number
  /** Empty in the order "highlights". */
  roots: CommentTree[]
  /** In the order "highlights" what editors picked; else null. */
  picks: PickedComment[] | null
  /** The last root, or pick, of this page when more follow. */
  nextAfterId: string | null
}

type Where = { articleId: string; order: Order; afterId: string | null; viewer: Viewer }

/** A page of roots with their first replies, or of picks. @throws Refusal request/cursor-invalid */
export async function readThread(ctx: Ctx, where: Where): Promise<ThreadPage> {
  const thread = await findThreadOfArticle(ctx.db, where.articleId)
  const rules = rulesOf(ctx, thread)
  const mode = rules.mode.value
  const { order } = where
  const list =
    order === 'highlights'
      ? { roots: [], ...(await readHighlights(ctx, { ...where, threadId: thread.id })) }
      : { picks: null, ...(await readRoots(ctx, thread.id, { ...where, order, mode })) }
  return {
    threadId: thread.id,
    isClosed: isClosedAt(rules, ctx.clock()),
    isMembersOnly: rules.membersOnly.value,
    mode,
    authors: thread.authors,
    questions: { asked: thread.question_count, answered: thread.answered_count },
    hasPicks: thread.has_picks,
    total: thread.comment_count,
    ...list,
  }
}

async function readRoots(
  ctx: Ctx,
  threadId: string,
  where: { order: TreeOrder; mode: Mode; afterId: string | null; viewer: Viewer },
): Promise<{ roots: CommentTree[]; nextAfterId: string | null }> {
  const { order, mode, afterId, viewer } = where
  const found = await findRoots(ctx.db, threadId, {
    key: siblingKeyOf(order, mode, 0),
    after: afterId === null ? null : await cursorIn(ctx, threadId, null, afterId),
    limit: ROOTS_PER_PAGE + 1,
    withUnlisted: viewer.seesHeld,
  })
  const roots = found.slice(0, ROOTS_PER_PAGE).map(leaf)
  const below = await growReplies(ctx, threadId, roots, {
    order,
    mode,
    viewer,
    levels: REPLY_DEPTH_SHOWN,
  })
  await putMarks(ctx, [...roots, ...below])
  return {
    roots,
    nextAfterId: found.length > ROOTS_PER_PAGE ? (roots.at(-1)?.id ?? null) : null,
  }
}

export type CommentPage = {
  articleSlug: string
  articleHeadline: string
  threadId: string
  isClosed: boolean
  isMembersOnly: boolean
  mode: Mode
  ancestors: Marked<ReadRow>[]
  comment: CommentTree
  /** The last reply of this page when more follow. */
  nextAfterId: string | null
  /** Published comments in the branches that follow it. */
  repliesLeft: number
}

/**
 * A comment with its ancestors and a page of its replies.
 * @throws Refusal comment/not-found (also for what the viewer may not see), request/cursor-invalid
 */
export async function readComment(
  ctx: Ctx,
  where: { id: string; order: ReplyOrder; afterId: string | null; viewer: Viewer; limit?: number },
): Promise<CommentPage> {
  const { order, afterId, viewer, limit = REPLIES_PER_PAGE } = where
  const chain = await findWithAncestors(ctx.db, ctx.site.id, where.id)
  const row = chain.at(-1)
  if (!row || !mayRead(row, viewer)) throw new Refusal('comment/not-found')
  const article = await findArticleOfThread(ctx.db, row.thread_id)
  if (!article) throw new Refusal('comment/not-found')
  const rules = rulesOf(ctx, article)
  const mode = rules.mode.value
  const key = siblingKeyOf(order, mode, row.depth + 1)
  const found = await findReplies(ctx.db, row, {
    key,
    after: afterId === null ? null : await cursorIn(ctx, row.thread_id, row.id, afterId),
    limit: limit + 1,
    withUnlisted: viewer.seesHeld,
  })
  const children = found.slice(0, limit).map(leaf)
  const comment: CommentTree = { ...leaf(row), children }
  const below = await growReplies(ctx, row.thread_id, children, {
    order,
    mode,
    viewer,
    levels: REPLY_DEPTH_SHOWN - 1,
  })
  const ancestors = chain.slice(0, -1).map(leaf)
  await putMarks(ctx, [...ancestors, comment, ...children, ...below])
  const last = found.length > limit ? children.at(-1) : undefined
  return {
    articleSlug: article.slug,
    articleHeadline: article.headline,
    threadId: row.thread_id,
    isClosed: isClosedAt(rules, ctx.clock()),
    isMembersOnly: rules.membersOnly.value,
    mode,
    ancestors,
    comment,
    nextAfterId: last?.id ?? null,
    repliesLeft: last ? await countBeyond(ctx.db, row, { key, after: last }) : 0,
  }
}

/**
 * One comment in any state, with its article: for its author, who proves it by the receipt.
 * @throws Refusal comment/not-found
 */
export async function readReceipt(ctx: Ctx, id: string) {
  const found = (await findWithAncestors(ctx.db, ctx.site.id, id)).slice(-1)
  const [row] = await withMarks(ctx.db, found)
  const article = row && (await findArticleOfThread(ctx.db, row.thread_id))
  if (!row || !article) throw new Refusal('comment/not-found')
  return { row, article }
}

/** True when a viewer may see that this comment exists. */
export const mayRead = (
  row: Pick<ReadRow, 'state' | 'descendant_count'>,
  viewer: Viewer,
): boolean => viewer.seesHeld || row.state === 'published' || row.descendant_count > 0

const leaf = (row: ReadRow): CommentTree => ({ ...row, marks: [], children: [] })

/** Marks for all comments of a page, in one statement. */
async function putMarks(ctx: Ctx, comments: CommentTree[]): Promise<void> {
  const marksOf = await readMarks(ctx.db, comments)
  for (const one of comments) one.marks = marksOf(one)
}

/**
 * Level by level, one statement each, until depth, replies or the room on the page end.
 * @returns what was added below
 */
async function growReplies(
  ctx: Ctx,
  threadId: string,
  first: CommentTree[],
  where: { order: TreeOrder; mode: Mode; viewer: Viewer; levels: number },
): Promise<CommentTree[]> {
  const { order, mode, viewer, levels } = where
  const grown: CommentTree[] = []
  let level = first
  let room = COMMENTS_PER_PAGE_MAX - first.length
  for (let shown = 1; shown < levels && room > 0 && level.length > 0; shown += 1) {
    const parents = level
      .filter((one) => one.descendant_count > 0 || viewer.seesHeld)
      .slice(0, room)
    const depth = level[0]?.depth ?? 0
    const replies = await findFirstReplies(
      ctx.db,
      threadId,
      parents.map((one) => one.id),
      {
        key: siblingKeyOf(orderBelow(order, mode, depth), mode, depth + 1),
        limit: Math.min(FIRST_REPLIES, Math.floor(room / Math.max(parents.length, 1))),
        withUnlisted: viewer.seesHeld,
      },
    )
    const treeOf = new Map(parents.map((one) => [one.id, one]))
    level = replies.map(leaf)
    for (const reply of level) treeOf.get(reply.parent_id ?? '')?.children.push(reply)
    grown.push(...level)
    room -= level.length
  }
  return grown
}

/** The comment after which a list goes on; it must be of this list. @throws Refusal request/cursor-invalid */
async function cursorIn(
  ctx: Ctx,
  threadId: string,
  parentId: string | null,
  id: string,
): Promise<ReadRow> {
  const row = (await findWithAncestors(ctx.db, ctx.site.id, id)).at(-1)
  if (row?.thread_id !== threadId || row.parent_id !== parentId)
    throw new Refusal('request/cursor-invalid')
  return row
}
