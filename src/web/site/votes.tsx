/** Recommending and reporting comments: plain forms, their pages, and the same by API. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import type { Actor } from '../../accounts/index.js'
import { Refusal } from '../../core/refusals.js'
import {
  ANYONE,
  isReportReason,
  readReceipt,
  recommendedBy,
  reportComment,
  type Voter,
} from '../../discussion/index.js'
import { networkOf } from '../../platform/network.js'
import { readArticlePlace } from '../../publishing/index.js'
import { answers } from '../api/answer.js'
import { IdParams, Mine, RecommendBody, Recommended, SlugParams } from '../api/schemas.js'
import { browserOf, ensureBrowser } from '../door/cookies.js'
import { fieldsOf } from '../form.js'
import { AlreadyPage } from '../pages/already-page.js'
import { localeOf } from '../pages/layout.js'
import { type ReportForm, ReportPage, ThanksPage } from '../pages/report-page.js'
import { commentIdIn } from '../params.js'
import { sentenceOf } from '../problem.js'
import type { Route } from '../route.js'
import { shellOf } from '../shell.js'
import { urls } from '../urls.js'
import type { CommentView } from '../views.js'
import { commentView } from '../views-of.js'
import type { WebCtx } from '../web-ctx.js'
import { answerPrivate, redirect } from './answer-page.js'

export const voteRoutes = (ctx: WebCtx): Route[] => [...recommendRoutes(ctx), ...reportRoutes(ctx)]

const recommendRoutes = (ctx: WebCtx): Route[] => [
  {
    method: 'GET',
    url: '/comments/:id/recommend',
    may: 'comment',
    speaks: 'html',
    handler: async (request, reply, actor) => {
      const { comment, threadId } = await publishedComment(ctx, commentIdIn(request))
      const voter = knownVoter(request, actor)
      const own = voter === null ? [] : await recommendedBy(ctx, { threadId, voter })
      if (!own.includes(comment.id)) return redirect(reply, comment.url)
      const shell = await shellOf(ctx, actor)
      return answerPrivate(reply, <AlreadyPage shell={shell} comment={comment} />)
    },
  },
  {
    method: 'POST',
    url: '/comments/:id/recommend',
    may: 'comment',
    speaks: 'html',
    handler: async (request, reply, actor) => {
      const commentId = commentIdIn(request)
      const on = fieldsOf(request.body, ['take']).take !== 'back'
      const voter = await voterOf(ctx, request, reply, { actor, opens: 'guests-open' })
      const { isChanged, slug } = await ctx.votes.add({ commentId, voter, on })
      // A page for all cannot say what is whose: who recommends a second time is asked what they want.
      if (on && !isChanged) return redirect(reply, urls.recommend(commentId))
      return redirect(reply, `${urls.comment(slug, commentId)}#c-${commentId}`)
    },
  },
  {
    method: 'POST',
    url: '/api/v1/comments/:id/recommend',
    may: 'comment',
    speaks: 'json',
    schema: {
      summary: 'Recommend a comment, or take it back',
      description: 'Once a reader or browser; the same again changes nothing.',
      params: IdParams,
      body: RecommendBody,
      response: answers(200, Recommended, 400, 403, 404, 429, 503),
    },
    handler: async (request, reply, actor) => {
      const { on } = request.body as Static<typeof RecommendBody>
      const voter = await voterOf(ctx, request, reply, { actor, opens: 'guests-open' })
      const { recommends } = await ctx.votes.add({ commentId: commentIdIn(request), voter, on })
      return reply.header('cache-control', 'private, no-store').send({ recommends })
    },
  },
  {
    method: 'GET',
    url: '/api/v1/articles/:slug/mine',
    may: 'read',
    speaks: 'json',
    schema: {
      summary: 'What this reader or browser did in the thread of an article',
      params: SlugParams,
      response: answers(200, Mine, 404),
    },
    handler: async (request, reply, actor) => {
      const { slug } = request.params as Static<typeof SlugParams>
      const place = await readArticlePlace(ctx, slug)
      const voter = knownVoter(request, actor)
      const recommended =
        voter === null ? [] : await recommendedBy(ctx, { threadId: place.thread_id, voter })
      return reply
        .header('cache-control', 'private, no-store')
        .header('vary', 'Authorization, Cookie')
        .send({ recommended })
    },
  },
]

const reportRoutes = (ctx: WebCtx): Route[] => [
  {
    method: 'GET',
    url: '/comments/:id/report',
    may: 'comment',
    speaks: 'html',
    handler: async (request, reply, actor) => {
      const { comment } = await publishedComment(ctx, commentIdIn(request))
      const shell = await shellOf(ctx, actor)
      return answerPrivate(reply, <ReportPage shell={shell} comment={comment} form={EMPTY} />)
    },
  },
  {
    method: 'POST',
    url: '/comments/:id/report',
    may: 'comment',
    speaks: 'html',
    handler: (request, reply, actor) => report(ctx, request, reply, actor),
  },
  {
    method: 'GET',
    url: '/comments/:id/reported',
    may: 'comment',
    speaks: 'html',
    handler: async (request, reply, actor) => {
      const { comment } = await publishedComment(ctx, commentIdIn(request))
      const shell = await shellOf(ctx, actor)
      return answerPrivate(reply, <ThanksPage shell={shell} comment={comment} />)
    },
  },
]

/** @throws Refusal comment/not-found, also for what is held or gone */
async function publishedComment(
  ctx: WebCtx,
  id: string,
): Promise<{ comment: CommentView; threadId: string }> {
  const { row, article } = await readReceipt(ctx, id)
  if (row.state !== 'published') throw new Refusal('comment/not-found')
  return { comment: commentView(row, article.slug, ANYONE), threadId: row.thread_id }
}

/** Who this is known to be; null for somebody new, and for a program. */
function knownVoter(request: FastifyRequest, actor: Actor): Voter | null {
  const browserHash = browserOf(request)
  if (actor.kind === 'account') {
    const { accountId, personId } = actor
    return { kind: 'reader', accountId, personId, browserHash }
  }
  return actor.kind === 'anonymous' && browserHash !== null ? { kind: 'guest', browserHash } : null
}

/**
 * Who recommends or reports, and has not done so too often. A guest's browser gets its cookie.
 * @param input.opens 'to-all': guests too where they may not comment
 * @throws Refusal access/guests-closed, access/second-factor, access/banned, access/leaving, access/forbidden,
 * request/too-many
 */
async function voterOf(
  ctx: WebCtx,
  request: FastifyRequest,
  reply: FastifyReply,
  input: { actor: Actor; opens: 'guests-open' | 'to-all' },
): Promise<Voter> {
  const { actor } = input
  await ctx.limits.require('comment-network', networkOf(request.ip))
  if (actor.kind === 'token') throw new Refusal('access/forbidden')
  if (actor.kind === 'anonymous') {
    if (input.opens === 'guests-open' && !ctx.config.guestComments)
      throw new Refusal('access/guests-closed')
    return { kind: 'guest', browserHash: ensureBrowser(request, reply) }
  }
  if (actor.owesFactor) throw new Refusal('access/second-factor')
  if (actor.isBanned) throw new Refusal('access/banned')
  if (actor.leavesAt !== null) throw new Refusal('access/leaving')
  const { accountId, personId } = actor
  return { kind: 'reader', accountId, personId, browserHash: browserOf(request) }
}

const EMPTY: ReportForm = { reason: '', words: '', problem: null }

/** A report leads to the page of thanks; a refused one back to the filled form. */
async function report(ctx: WebCtx, request: FastifyRequest, reply: FastifyReply, actor: Actor) {
  const commentId = commentIdIn(request)
  const { reason, words } = fieldsOf(request.body, ['reason', 'words'])
  const { comment } = await publishedComment(ctx, commentId)
  // Whoever sees something that breaks the law may say so: guests may report wherever they can read.
  const voter = await voterOf(ctx, request, reply, { actor, opens: 'to-all' })
  const shell = await shellOf(ctx, actor)
  const again = (problem: string) => (
    <ReportPage shell={shell} comment={comment} form={{ reason, words, problem }} />
  )
  if (!isReportReason(reason))
    return answerPrivate(reply.code(422), again(localeOf(shell).votes.reporting.choose))
  try {
    await reportComment(ctx, { commentId, voter, reason, words })
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'report/too-long') throw error
    return answerPrivate(reply.code(error.status), again(sentenceOf(error, shell.language)))
  }
  return redirect(reply, urls.reported(commentId))
}
