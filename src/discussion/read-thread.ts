/** Reading a thread for a page: roots, first replies a few levels deep, never more than a page can carry. */
import { Refusal } from '../core/refusals.js'
import type { Ctx } from '../platform/ctx.js'
import { REPLY_DEPTH_SHOWN } from './comment.js'
import type { Viewer } from './ctx.js'
import type { Order } from './ranking.js'
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
import { isThreadClosed } from './thread-rules.js'

/** Roots on one page of a thread, and replies on one page of a comment. */
export const ROOTS_PER_PAGE = 20
export const REPLIES_PER_PAGE = 50
/** First replies shown under a comment; the rest is one click away. */
export const FIRST_REPLIES = 3
/** Comments on one page in all: about 60 KB of HTML before compression. */
export const COMMENTS_PER_PAGE_MAX = 200

export type CommentTree = ReadRow & { children: CommentTree[] }

export type ThreadPage = {
  threadId: string
  isClosed: boolean
  /** Only who has an account can write. */
  isMembersOnly: boolean
  total: number
  roots: CommentTree[]
  /** The last root of this page when more follow. */
  nextAfterId: string | null
}

/** A page of roots with their first replies. @throws Refusal request/cursor-invalid */
export async function readThread(
  ctx: Ctx,
  where: { articleId: string; order: Order; afterId: string | null; viewer: Viewer },
): Promise<ThreadPage> {
  const thread = await findThreadOfArticle(ctx.db, where.articleId)
  if (where.afterId !== null) await requireIn(ctx, thread.id, null, where.afterId)
  const found = await findRoots(ctx.db, thread.id, {
    order: where.order,
    afterId: where.afterId,
    limit: ROOTS_PER_PAGE + 1,
    withUnlisted: where.viewer.seesHeld,
  })
  const roots = found.slice(0, ROOTS_PER_PAGE).map(leaf)
  await growReplies(ctx, thread.id, roots, where, REPLY_DEPTH_SHOWN)
  return {
    threadId: thread.id,
    isClosed: isThreadClosed(ctx, thread),
    isMembersOnly: thread.members_only,
    total: thread.comment_count,
    roots,
    nextAfterId: found.length > ROOTS_PER_PAGE ? (roots.at(-1)?.id ?? null) : null,
  }
}

export type CommentPage = {
  articleSlug: string
  articleHeadline: string
  threadId: string
  ancestors: ReadRow[]
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
  where: { id: string; order: Order; afterId: string | null; viewer: Viewer; limit?: number },
): Promise<CommentPage> {
  const chain = await findWithAncestors(ctx.db, ctx.site.id, where.id)
  const row = chain.at(-1)
  if (!row || !mayRead(row, where.viewer)) throw new Refusal('comment/not-found')
  const article = await findArticleOfThread(ctx.db, row.thread_id)
  if (!article) throw new Refusal('comment/not-found')
  if (where.afterId !== null) await requireIn(ctx, row.thread_id, row.id, where.afterId)
  const limit = where.limit ?? REPLIES_PER_PAGE
  const found = await findReplies(ctx.db, row, {
    order: where.order,
    afterId: where.afterId,
    limit: limit + 1,
    withUnlisted: where.viewer.seesHeld,
  })
  const comment: CommentTree = { ...row, children: found.slice(0, limit).map(leaf) }
  await growReplies(ctx, row.thread_id, comment.children, where, REPLY_DEPTH_SHOWN - 1)
  const nextAfterId = found.length > limit ? (comment.children.at(-1)?.id ?? null) : null
  return {
    articleSlug: article.slug,
    articleHeadline: article.headline,
    threadId: row.thread_id,
    ancestors: chain.slice(0, -1),
    comment,
    nextAfterId,
    repliesLeft:
      nextAfterId === null
        ? 0
        : await countBeyond(ctx.db, row, { order: where.order, afterId: nextAfterId }),
  }
}

/**
 * One comment in any state, with its article: for its author, who proves it by the receipt.
 * @throws Refusal comment/not-found
 */
export async function readReceipt(ctx: Ctx, id: string) {
  const row = (await findWithAncestors(ctx.db, ctx.site.id, id)).at(-1)
  const article = row && (await findArticleOfThread(ctx.db, row.thread_id))
  if (!row || !article) throw new Refusal('comment/not-found')
  return { row, article }
}

/** True when a viewer may see that this comment exists. */
export const mayRead = (
  row: Pick<ReadRow, 'state' | 'descendant_count'>,
  viewer: Viewer,
): boolean => viewer.seesHeld || row.state === 'published' || row.descendant_count > 0

const leaf = (row: ReadRow): CommentTree => ({ ...row, children: [] })

/** Level by level, one statement each, until depth, replies or the room on the page end. */
async function growReplies(
  ctx: Ctx,
  threadId: string,
  first: CommentTree[],
  where: { order: Order; viewer: Viewer },
  levels: number,
): Promise<void> {
  let level = first
  let room = COMMENTS_PER_PAGE_MAX - first.length
  for (let depth = 1; depth < levels && room > 0; depth += 1) {
    const parents = level
      .filter((one) => one.descendant_count > 0 || where.viewer.seesHeld)
      .slice(0, room)
    const replies = await findFirstReplies(
      ctx.db,
      threadId,
      parents.map((one) => one.id),
      {
        order: where.order === 'newest' ? 'oldest' : where.order,
        limit: Math.min(FIRST_REPLIES, Math.floor(room / Math.max(parents.length, 1))),
        withUnlisted: where.viewer.seesHeld,
      },
    )
    const treeOf = new Map(parents.map((one) => [one.id, one]))
    level = replies.map(leaf)
    for (const reply of level) treeOf.get(reply.parent_id ?? '')?.children.push(reply)
    room -= level.length
    if (level.length === 0) return
  }
}

/** A cursor must be a comment of this list. */
async function requireIn(
  ctx: Ctx,
  threadId: string,
  parentId: string | null,
  id: string,
): Promise<void> {
  const row = (await findWithAncestors(ctx.db, ctx.site.id, id)).at(-1)
  if (row?.thread_id !== threadId || row.parent_id !== parentId)
    throw new Refusal('request/cursor-invalid')
}
