/** API: how many comments each of many articles has, in one request. */
import type { Static } from 'typebox'
import { Refusal } from '../../core/refusals.js'
import { COUNTED_ARTICLES_MAX, countComments } from '../../publishing/index.js'
import type { Route } from '../route.js'
import { tags } from '../tags.js'
import type { WebCtx } from '../web-ctx.js'
import { answerRead, answers } from './answer.js'
import { Counts, CountsQuery } from './schemas.js'

export const countRoutes = (ctx: WebCtx): Route[] => [
  {
    method: 'GET',
    url: '/api/v1/counts',
    may: 'read',
    speaks: 'json',
    schema: {
      summary: 'Comment counts of many articles',
      description: `Published comments by slug, and by address for articles that live on another site; at most ${COUNTED_ARTICLES_MAX} in all. What is not known is left out.`,
      querystring: CountsQuery,
      response: answers(200, Counts, 400),
    },
    handler: (request, reply, actor) => {
      const asked = askedFor(request.query as Static<typeof CountsQuery>)
      return answerRead(ctx, { request, reply, actor }, async () => ({
        json: { counts: Object.fromEntries(await countComments(ctx, asked)) },
        tags: [tags.counts, tags.lists],
      }))
    },
  },
]

/** @throws Refusal request/invalid */
function askedFor(query: Static<typeof CountsQuery>) {
  const slugs = listOf(query.slugs, ',')
  // A comma may be part of an address: only one before another address divides.
  const originUrls = listOf(query.urls, /,(?=https?:\/\/)/)
  const count = slugs.length + originUrls.length
  if (count === 0) throw new Refusal('request/invalid', { detail: 'slugs or urls' })
  if (count > COUNTED_ARTICLES_MAX)
    throw new Refusal('request/invalid', { detail: `at most ${COUNTED_ARTICLES_MAX} articles` })
  return { slugs, originUrls }
}

function listOf(value: string | undefined, divider: string | RegExp): string[] {
  const parts = (value ?? '').split(divider)
  return [...new Set(parts.map((one) => one.trim()).filter((one) => one !== ''))]
}
