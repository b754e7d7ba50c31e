/** Reading articles: cards for lists, one article whole, sections. */
import { Refusal } from '../core/refusals.js'
import type { Ctx } from '../platform/ctx.js'
import { findArticle, findArticlePlace, findCards, findSections } from './store/articles.js'

/** Articles on one page of a list. */
export const ARTICLES_PER_PAGE = 20
export const ARTICLES_LIMIT_MAX = 100

/** @throws Refusal article/not-found */
export async function readArticle(ctx: Ctx, slug: string) {
  const row = await findArticle(ctx.db, ctx.site.id, slug)
  if (!row) throw new Refusal('article/not-found')
  return row
}

/** @throws Refusal article/not-found */
export async function readArticlePlace(ctx: Ctx, slug: string) {
  const place = await findArticlePlace(ctx.db, { siteId: ctx.site.id, slug })
  if (!place) throw new Refusal('article/not-found')
  return place
}

/** Newest first. `after` comes from the last row of the page before. */
export function listArticles(
  ctx: Ctx,
  where: {
    sectionSlug?: string
    home?: 'here'
    after?: { sortAt: Date; id: string }
    limit: number
  },
) {
  return findCards(ctx.db, { siteId: ctx.site.id, ...where })
}

export const listSections = (ctx: Ctx) => findSections(ctx.db, ctx.site.id)
