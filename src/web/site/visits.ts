/** Until when a reader has seen a discussion: asked and told by the browser, for those who want it on all their devices. */
import { type Static, Type } from 'typebox'
import type { Actor } from '../../accounts/index.js'
import { Refusal } from '../../core/refusals.js'
import { keepVisits, noteVisit, readVisit, type Visit } from '../../discussion/index.js'
import { readArticlePlace } from '../../publishing/index.js'
import { answers } from '../api/answer.js'
import { SlugParams } from '../api/schemas.js'
import { fieldsOf } from '../form.js'
import type { Route } from '../route.js'
import { urls } from '../urls.js'
import type { WebCtx } from '../web-ctx.js'
import { redirect } from './answer-page.js'

const Seen = Type.Object(
  { seenUntil: Type.String({ format: 'date-time', maxLength: 40, description: 'ISO 8601' }) },
  { additionalProperties: false },
)
const Kept = Type.Object({
  isKept: Type.Boolean({ description: 'False: this account does not want it kept' }),
  seenUntil: Type.Union([Type.String(), Type.Null()], { description: 'ISO 8601, UTC' }),
})

export const visitRoutes = (ctx: WebCtx): Route[] => [
  {
    method: 'GET',
    url: '/api/v1/articles/:slug/visit',
    may: 'own-account',
    speaks: 'json',
    schema: {
      summary: 'Until when this account has seen the thread of an article',
      params: SlugParams,
      response: answers(200, Kept, 401, 404),
    },
    handler: async (request, reply, actor) => {
      const { slug } = request.params as Static<typeof SlugParams>
      const place = await readArticlePlace(ctx, slug)
      const where = { accountId: accountOf(actor), threadId: place.thread_id }
      return reply
        .header('cache-control', 'private, no-store')
        .send(json(await readVisit(ctx, where)))
    },
  },
  {
    method: 'POST',
    url: '/api/v1/articles/:slug/visit',
    may: 'own-account',
    speaks: 'json',
    schema: {
      summary: 'Note until when this account has seen the thread of an article',
      description: 'Does nothing for accounts that do not want it kept. It never goes back.',
      params: SlugParams,
      body: Seen,
      response: answers(200, Kept, 400, 401, 404, 429),
    },
    handler: async (request, reply, actor) => {
      const { slug } = request.params as Static<typeof SlugParams>
      const { seenUntil } = request.body as Static<typeof Seen>
      const accountId = accountOf(actor)
      await ctx.limits.require('visit-note', accountId)
      const place = await readArticlePlace(ctx, slug)
      const visit = { accountId, threadId: place.thread_id, seenUntil: new Date(seenUntil) }
      return reply
        .header('cache-control', 'private, no-store')
        .send(json(await noteVisit(ctx, visit)))
    },
  },
  {
    method: 'POST',
    url: '/account/visits',
    may: 'own-account',
    speaks: 'html',
    limit: 'account-form',
    handler: async (request, reply, actor) => {
      const { keep } = fieldsOf(request.body, ['keep'])
      if (keep !== 'on' && keep !== 'off') throw new Refusal('request/invalid', { detail: 'keep' })
      await keepVisits(ctx, { accountId: accountOf(actor), on: keep === 'on' })
      return redirect(reply, `${urls.account()}?done=${keep === 'on' ? 'visits' : 'no-visits'}`)
    },
  },
]

function accountOf(actor: Actor): string {
  if (actor.kind !== 'account') throw new Refusal('access/sign-in')
  return actor.accountId
}

const json = ({ isKept, seenUntil }: Visit) => ({
  isKept,
  seenUntil: seenUntil?.toISOString() ?? null,
})
