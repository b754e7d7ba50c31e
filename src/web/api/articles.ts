/** API: articles. */
import type { Static } from 'typebox'
import { ARTICLES_PER_PAGE, listArticles, readArticle } from '../../publishing/index.js'
import { placeOf } from '../article-cursor.js'
import type { Route } from '../route.js'
import { tags } from '../tags.js'
import type { WebCtx } from '../web-ctx.js'
import { answerRead, answers } from './answer.js'
import { Article, Articles, ArticlesQuery, SlugParams } from './schemas.js'
import { apiArticle, apiArticleCard } from './views.js'

export const articleRoutes = (ctx: WebCtx): Route[] => [
  {
    method: 'GET',
    url: '/api/v1/articles',
    may: 'read',
    speaks: 'json',
    schema: {
      summary: 'Articles, newest first',
      querystring: ArticlesQuery,
      response: answers(200, Articles, 400),
    },
    handler: (request, reply, actor) => {
      const query = request.query as Static<typeof ArticlesQuery>
      return answerRead(ctx, { request, reply, actor }, async () => ({
        json: await articles(ctx, query),
        tags: [tags.lists, tags.counts],
      }))
    },
  },
  {
    method: 'GET',
    url: '/api/v1/articles/:slug',
    may: 'read',
    speaks: 'json',
    schema: { summary: 'One article', params: SlugParams, response: answers(200, Article, 404) },
    handler: (request, reply, actor) =>
      answerRead(ctx, { request, reply, actor }, async () => {
        const row = await readArticle(ctx, (request.params as Static<typeof SlugParams>).slug)
        return {
          json: apiArticle(row),
          tags: [tags.lists, tags.thread(row.thread_id ?? ''), tags.people],
        }
      }),
  },
]

async function articles(ctx: WebCtx, query: Static<typeof ArticlesQuery>) {
  const limit = query.limit ?? ARTICLES_PER_PAGE
  const rows = await listArticles(ctx, {
    limit: limit + 1,
    sectionSlug: query.section,
    after: query.after === undefined ? undefined : await placeOf(ctx, query.after),
  })
  const shown = rows.slice(0, limit)
  return {
    articles: shown.map(apiArticleCard),
    next: rows.length > limit ? (shown.at(-1)?.slug ?? null) : null,
  }
}
