/** The rules of discussions: which are open, until when, for whom, and how often one may write. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import type { Actor } from '../../accounts/index.js'
import { Refusal } from '../../core/refusals.js'
import { type RuleChange, SLOW_SECONDS_MAX, setThreadRules } from '../../discussion/index.js'
import { listArticles, readArticlePlace } from '../../publishing/index.js'
import { ownerOf } from '../account/account.js'
import { answers } from '../api/answer.js'
import { SlugParams } from '../api/schemas.js'
import { fieldsOf } from '../form.js'
import { ThreadsPage } from '../pages/desk/threads-page.js'
import type { Route } from '../route.js'
import { shellOf } from '../shell.js'
import { answerPrivate, redirect } from '../site/answer-page.js'
import { urls } from '../urls.js'
import type { WebCtx } from '../web-ctx.js'

/** Newest articles whose discussions are listed; older ones are reached by their address. */
const THREADS_SHOWN = 30
/** Longest address of an article that is looked for. */
const SLUG_CHARS_MAX = 200

const Rules = Type.Object(
  {
    closed: Type.Optional(Type.Boolean()),
    closesAt: Type.Optional(
      Type.Union([Type.String({ description: 'ISO 8601, UTC' }), Type.Null()]),
    ),
    membersOnly: Type.Optional(Type.Boolean()),
    slowSeconds: Type.Optional(Type.Integer({ minimum: 0, maximum: SLOW_SECONDS_MAX })),
  },
  { additionalProperties: false },
)

export const threadRoutes = (ctx: WebCtx): Route[] => [
  {
    method: 'GET',
    url: '/desk/threads',
    may: 'decide-comment',
    speaks: 'html',
    handler: (request, reply, actor) => threadsPage(ctx, request, reply, actor),
  },
  {
    method: 'POST',
    url: '/desk/threads',
    may: 'decide-comment',
    speaks: 'html',
    handler: async (request, reply, actor) => {
      const form = fieldsOf(request.body, ['slug', 'closed', 'members', 'slow', 'closes'])
      await setThreadRules(ctx, ownerOf(actor), {
        articleSlug: form.slug,
        change: {
          isClosed: form.closed === 'yes',
          membersOnly: form.members === 'yes',
          slowSeconds: form.slow === '' ? 0 : Number(form.slow),
          closesAt: form.closes === '' ? null : timeOf(`${form.closes}T00:00:00Z`),
        },
      })
      return redirect(
        reply,
        `${urls.deskThreads()}?slug=${encodeURIComponent(form.slug)}&done=saved`,
      )
    },
  },
  {
    method: 'POST',
    url: '/api/v1/articles/:slug/thread',
    may: 'decide-comment',
    speaks: 'json',
    limit: 'api-write',
    schema: {
      summary: 'Change the rules of a thread',
      description: 'What is left out stays as it is.',
      params: SlugParams,
      body: Rules,
      response: answers(200, Rules, 400, 401, 403, 404),
    },
    handler: async (request, reply, actor) => {
      const { slug } = request.params as Static<typeof SlugParams>
      await setThreadRules(ctx, actor, {
        articleSlug: slug,
        change: changeOf(request.body as Static<typeof Rules>),
      })
      const rules = await readArticlePlace(ctx, slug)
      return reply.type('application/json; charset=utf-8').send(
        JSON.stringify({
          closed: rules.is_closed,
          closesAt: rules.closes_at?.toISOString() ?? null,
          membersOnly: rules.members_only,
          slowSeconds: rules.slow_seconds,
        }),
      )
    },
  },
]

/** @throws Refusal request/invalid */
function timeOf(text: string): Date {
  const time = new Date(text)
  if (Number.isNaN(time.getTime())) throw new Refusal('request/invalid', { detail: 'closesAt' })
  return time
}

const changeOf = (body: Static<typeof Rules>): RuleChange => ({
  isClosed: body.closed,
  membersOnly: body.membersOnly,
  slowSeconds: body.slowSeconds,
  closesAt: typeof body.closesAt === 'string' ? timeOf(body.closesAt) : body.closesAt,
})

async function threadsPage(
  ctx: WebCtx,
  request: FastifyRequest,
  reply: FastifyReply,
  actor: Actor,
) {
  const { slug, done } = request.query as { slug?: string; done?: string }
  const wanted = (slug ?? '').slice(0, SLUG_CHARS_MAX)
  const articles = await listArticles(ctx, { limit: THREADS_SHOWN })
  const rules = wanted === '' ? null : await readArticlePlace(ctx, wanted)
  return answerPrivate(
    reply,
    <ThreadsPage
      shell={await shellOf(ctx, actor)}
      actor={ownerOf(actor)}
      articles={articles.map((one) => ({ slug: one.slug, headline: one.headline }))}
      thread={
        rules && {
          slug: rules.slug,
          isClosed: rules.is_closed,
          isMembersOnly: rules.members_only,
          slowSeconds: rules.slow_seconds,
          closesOn: rules.closes_at?.toISOString().slice(0, 10) ?? '',
        }
      }
      isSaved={done === 'saved'}
    />,
  )
}
