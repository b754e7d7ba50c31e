/** Finding comments in a discussion: a page that works without script, and the same by API. */
import type { FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import type { Actor } from '../../accounts/index.js'
import { FIND_CHARS_MAX } from '../../core/find-pattern.js'
import { isId } from '../../core/ids.js'
import { Refusal } from '../../core/refusals.js'
import {
  type Finder,
  type FindQuery,
  FOUND_COUNTED_MAX,
  type Found,
  isOrder,
  listOwnComments,
  openFinder,
  replyOrderOf,
} from '../../discussion/index.js'
import { LOCALES } from '../../locales/index.js'
import { readArticle, readArticlePlace } from '../../publishing/index.js'
import { answers } from '../api/answer.js'
import { FoundComments, NewCount, SlugParams } from '../api/schemas.js'
import { apiComment } from '../api/views.js'
import { eyesOf } from '../author.js'
import { FindPage } from '../pages/find-page.js'
import type { Route } from '../route.js'
import { shellOf } from '../shell.js'
import type { FindPlace } from '../views.js'
import { articleCard, foundView } from '../views-of.js'
import type { WebCtx } from '../web-ctx.js'
import { answerPrivate } from './answer-page.js'
import { ownerOf } from './own-comments.js'

/** A moment as browsers and programs write it. */
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/

const FindParams = Type.Object(
  {
    q: Type.Optional(Type.String({ description: `Words, at most ${FIND_CHARS_MAX} characters` })),
    by: Type.Optional(Type.String({ description: '`staff`, or the id of a person' })),
    since: Type.Optional(Type.String({ description: 'ISO 8601: only what was posted after it' })),
    order: Type.Optional(Type.String({ description: '`newest` (default), `oldest`, `best`' })),
    after: Type.Optional(Type.String({ description: 'The `next` of the page before' })),
  },
  { additionalProperties: false },
)
const NewParams = Type.Object(
  { since: Type.String({ description: 'ISO 8601' }) },
  { additionalProperties: false },
)

export const findRoutes = (ctx: WebCtx): Route[] => {
  const finder = openFinder(ctx)
  return [
    {
      method: 'GET',
      url: '/articles/:slug/find',
      may: 'read',
      speaks: 'html',
      limit: 'find',
      handler: async (request, reply, actor) => {
        const place = findPlaceOf(request)
        const { slug } = request.params as { slug: string }
        const article = articleCard(await readArticle(ctx, slug))
        const found = await find(ctx, finder, { request, actor, place })
        const shell = await shellOf(ctx, actor)
        const view = foundView(found, { slug, place, viewer: eyesOf(actor) })
        return answerPrivate(reply, <FindPage shell={shell} article={article} found={view} />)
      },
    },
    {
      method: 'GET',
      url: '/api/v1/articles/:slug/find',
      may: 'read',
      speaks: 'json',
      limit: 'find',
      schema: {
        summary: 'Find comments in the thread of an article',
        description:
          'By words (all of them, without regard to case and accents), by who wrote them, by time; a flat list. Nobody can be asked for who has no public page.',
        params: SlugParams,
        querystring: FindParams,
        response: answers(200, FoundComments, 400, 404, 422, 429, 503),
      },
      handler: async (request, reply, actor) => {
        const { slug } = request.params as Static<typeof SlugParams>
        const place = findPlaceOf(request)
        const { rows, count, nextAfterId } = await find(ctx, finder, { request, actor, place })
        return reply
          .header('cache-control', 'private, no-store')
          .header('vary', 'Authorization, Cookie')
          .send({
            ...(count === null ? { count: null, isMore: false } : countOf(count)),
            comments: rows.map((row) => apiComment(row, slug, eyesOf(actor))),
            next: nextAfterId,
          })
      },
    },
    {
      method: 'GET',
      url: '/api/v1/articles/:slug/new',
      may: 'read',
      speaks: 'json',
      schema: {
        summary: 'How many comments of a thread are new to this reader since a time',
        description: 'Without their own, and without those of people whom they muted.',
        params: SlugParams,
        querystring: NewParams,
        response: answers(200, NewCount, 400, 404),
      },
      handler: async (request, reply, actor) => {
        const { slug } = request.params as Static<typeof SlugParams>
        const since = sinceOf((request.query as Static<typeof NewParams>).since)
        if (since === null) throw new Refusal('request/invalid', { detail: 'since' })
        const place = await readArticlePlace(ctx, slug)
        const threadId = place.thread_id
        const exceptIds = await ownIds(ctx, request, actor, threadId)
        const where = { threadId, since, viewer: eyesOf(actor), exceptIds }
        const count = await finder.countNew(where)
        return reply
          .header('cache-control', 'private, no-store')
          .header('vary', 'Authorization, Cookie')
          .send(countOf(count))
      },
    },
    {
      method: 'GET',
      url: '/words/:language',
      may: 'read',
      speaks: 'json',
      schema: { hide: true },
      handler: async (request, reply) => {
        const { language } = request.params as { language: string }
        const locale = LOCALES.find((one) => one.language === language)
        if (!locale) throw new Refusal('request/not-found')
        return reply
          .type('application/json; charset=utf-8')
          .header('cache-control', `public, max-age=${WORDS_KEPT_SECONDS}`)
          .send(JSON.stringify(locale.later))
      },
    },
  ]
}

/** Words change with a new version of the program alone. */
const WORDS_KEPT_SECONDS = 3_600

const countOf = (count: number) => ({
  count: Math.min(count, FOUND_COUNTED_MAX),
  isMore: count > FOUND_COUNTED_MAX,
})

/** What is asked for. @throws Refusal request/invalid, request/cursor-invalid */
function findPlaceOf(request: FastifyRequest): FindPlace {
  const query = request.query as Record<string, string | undefined>
  const { q = '', by = '', order = 'newest', after } = query
  if ([...q].length > FIND_CHARS_MAX)
    throw new Refusal('request/invalid', { detail: `q: at most ${FIND_CHARS_MAX} characters` })
  if (by !== '' && by !== 'staff' && !isId(by))
    throw new Refusal('request/invalid', { detail: 'by' })
  if (!isOrder(order)) throw new Refusal('request/invalid', { detail: 'order' })
  if (after !== undefined && !isId(after)) throw new Refusal('request/cursor-invalid')
  const since = sinceOf(query.since ?? '')?.toISOString() ?? null
  return { q: q.trim(), by: by || null, since, order, after: after ?? null }
}

/** @throws Refusal request/invalid */
function sinceOf(text: string): Date | null {
  if (text === '') return null
  const moment = new Date(MOMENT.test(text) ? text : Number.NaN)
  if (Number.isNaN(moment.getTime())) throw new Refusal('request/invalid', { detail: 'since' })
  return moment
}

async function find(
  ctx: WebCtx,
  finder: Finder,
  asked: { request: FastifyRequest; actor: Actor; place: FindPlace },
): Promise<Found> {
  const { request, actor, place } = asked
  const { slug } = request.params as { slug: string }
  const { thread_id: threadId } = await readArticlePlace(ctx, slug)
  const query: FindQuery = {
    threadId,
    words: place.q,
    by: place.by === null || place.by === 'staff' ? place.by : { personId: place.by },
    since: place.since === null ? null : new Date(place.since),
    order: replyOrderOf(place.order),
    afterId: place.after,
    viewer: eyesOf(actor),
    exceptIds: place.since === null ? [] : await ownIds(ctx, request, actor, threadId),
  }
  return finder.find(query)
}

/** Of what is new one's own comments are no news. */
async function ownIds(
  ctx: WebCtx,
  request: FastifyRequest,
  actor: Actor,
  threadId: string,
): Promise<string[]> {
  const owner = ownerOf(request, actor)
  if (owner === null) return []
  return (await listOwnComments(ctx, { threadId, owner })).map((one) => one.id)
}
