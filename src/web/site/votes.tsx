/** Recommending and reporting comments: plain forms, their pages, and the same by API. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import type { Actor } from '../../accounts/index.js'
import { isId } from '../../core/ids.js'
import { fill } from '../../core/plural.js'
import { Refusal } from '../../core/refusals.js'
import {
  ANYONE,
  isReportReason,
  openVoteQueue,
  REPORT_CHARS_MAX,
  REPORT_REASONS,
  readReceipt,
  recommendedBy,
  reportComment,
  type VoteQueue,
  type Voter,
} from '../../discussion/index.js'
import { networkOf } from '../../platform/network.js'
import { readArticlePlace } from '../../publishing/index.js'
import { answers } from '../api/answer.js'
import { IdParams, Mine, RecommendBody, Recommended, SlugParams } from '../api/schemas.js'
import { browserOf, ensureBrowser } from '../door/cookies.js'
import { fieldsOf } from '../form.js'
import { Comment } from '../fragments/comment.js'
import { FormToken } from '../fragments/form-token.js'
import { Layout, localeOf, type Shell } from '../pages/layout.js'
import { sentenceOf } from '../problem.js'
import type { Route } from '../route.js'
import { shellOf } from '../shell.js'
import { urls } from '../urls.js'
import type { CommentView } from '../views.js'
import { commentView } from '../views-of.js'
import type { WebCtx } from '../web-ctx.js'
import { answerPrivate, redirect } from './answer-page.js'

export const voteRoutes = (ctx: WebCtx): Route[] => {
  const votes = openVoteQueue(ctx)
  return [...recommendRoutes(ctx, votes), ...reportRoutes(ctx)]
}

const recommendRoutes = (ctx: WebCtx, votes: VoteQueue): Route[] => [
  {
    method: 'GET',
    url: '/comments/:id/recommend',
    may: 'comment',
    speaks: 'html',
    handler: async (request, reply, actor) => {
      const id = idOf(request)
      const comment = await publishedComment(ctx, id)
      if (!(await recommends(ctx, knownVoter(request, actor), id)))
        return redirect(reply, comment.url)
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
      const commentId = idOf(request)
      const on = fieldsOf(request.body, ['take']).take !== 'back'
      const voter = await voterOf(ctx, request, reply, { actor, opens: 'guests-open' })
      const { isChanged, slug } = await votes.add({ commentId, voter, on })
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
      const { recommends } = await votes.add({ commentId: idOf(request), voter, on })
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
      const comment = await publishedComment(ctx, idOf(request))
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
      const comment = await publishedComment(ctx, idOf(request))
      const shell = await shellOf(ctx, actor)
      return answerPrivate(reply, <ThanksPage shell={shell} comment={comment} />)
    },
  },
]

/** @throws Refusal comment/not-found */
function idOf(request: FastifyRequest): string {
  const { id } = request.params as { id: string }
  if (!isId(id)) throw new Refusal('comment/not-found')
  return id
}

/** @throws Refusal comment/not-found, also for what is held or gone */
async function publishedComment(ctx: WebCtx, id: string): Promise<CommentView> {
  const { row, article } = await readReceipt(ctx, id)
  if (row.state !== 'published') throw new Refusal('comment/not-found')
  return commentView(row, article.slug, ANYONE)
}

async function recommends(ctx: WebCtx, voter: Voter | null, id: string): Promise<boolean> {
  if (voter === null) return false
  const { row } = await readReceipt(ctx, id)
  return (await recommendedBy(ctx, { threadId: row.thread_id, voter })).includes(id)
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

type ReportForm = { reason: string; words: string; problem: string | null }

const EMPTY: ReportForm = { reason: '', words: '', problem: null }

/** A report leads to the page of thanks; a refused one back to the filled form. */
async function report(ctx: WebCtx, request: FastifyRequest, reply: FastifyReply, actor: Actor) {
  const commentId = idOf(request)
  const { reason, words } = fieldsOf(request.body, ['reason', 'words'])
  const comment = await publishedComment(ctx, commentId)
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

type PageProps = { shell: Shell; comment: CommentView }

/** For readers without script, who see on no page what they recommended. */
function AlreadyPage({ shell, comment }: PageProps) {
  const locale = localeOf(shell)
  const words = locale.votes.already
  return (
    <Layout shell={shell} title={words.title} canonical={null}>
      <div class="letter account">
        <h1>{words.title}</h1>
        <p class="letter-lead">{words.lead}</p>
        <Comment comment={comment} locale={locale} mayReply={false} hasActs={false} />
        <form method="post" action={urls.recommend(comment.id)}>
          <FormToken actor={shell.actor} />
          <input type="hidden" name="take" value="back" />
          <p class="form-foot">
            <button class="button" type="submit">
              {words.takeBack}
            </button>
            <a class="button is-quiet" href={comment.url}>
              {words.toComment}
            </a>
          </p>
        </form>
      </div>
    </Layout>
  )
}

function ReportPage({ shell, comment, form }: PageProps & { form: ReportForm }) {
  const locale = localeOf(shell)
  const words = locale.votes.reporting
  return (
    <Layout shell={shell} title={words.title} canonical={null}>
      <div class="letter account">
        <h1>{words.title}</h1>
        <p class="letter-lead">{words.lead}</p>
        <Comment comment={comment} locale={locale} mayReply={false} hasActs={false} />
        {form.problem !== null && (
          <p class="note is-problem" role="alert">
            {form.problem}
          </p>
        )}
        <form class="stack" method="post" action={urls.report(comment.id)}>
          <FormToken actor={shell.actor} />
          <fieldset class="choices">
            <legend>{words.reason}</legend>
            {REPORT_REASONS.map((reason) => (
              <div class="choice" key={reason}>
                <input
                  type="radio"
                  name="reason"
                  id={`reason-${reason}`}
                  value={reason}
                  checked={form.reason === reason}
                  required
                />
                <label for={`reason-${reason}`}>{words.reasons[reason]}</label>
              </div>
            ))}
          </fieldset>
          <label class="field">
            <span class="field-label">
              {words.words} <span class="optional">({words.optional})</span>
            </span>
            <textarea name="words" rows={4} dir="auto" aria-describedby="words-hint">
              {form.words}
            </textarea>
          </label>
          <p class="hint" id="words-hint">
            {fill(words.hint, { limit: String(REPORT_CHARS_MAX) })}
          </p>
          <p class="form-foot">
            <button class="button" type="submit">
              {words.send}
            </button>
          </p>
        </form>
      </div>
    </Layout>
  )
}

function ThanksPage({ shell, comment }: PageProps) {
  const { reporting, already } = localeOf(shell).votes
  return (
    <Layout shell={shell} title={reporting.thanks} canonical={null}>
      <div class="letter">
        <h1>{reporting.thanks}</h1>
        <p class="letter-lead">{reporting.thanksLead}</p>
        <p class="letter-ways">
          <a class="button is-quiet" href={comment.url}>
            {already.toComment}
          </a>
        </p>
      </div>
    </Layout>
  )
}
