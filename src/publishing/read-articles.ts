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

/** All sections in their order. */
export const listSections = (ctx: Ctx) => findSections(ctx.db, ctx.site.id)

/** More than this is no navigation but a list. */
export const MAIN_SECTIONS_MAX = 8

/** The sections of the navigation: all, or of many those with the most articles, in their order. */
export async function listMainSections(ctx: Ctx) {
  const sections = (await listSections(ctx)).filter((one) => one.article_count > 0)
  const largest = [...sections].sort((a, b) => b.article_count - a.article_count)
  const main = new Set(largest.slice(0, MAIN_SECTIONS_MAX))
  return sections.filter((one) => main.has(one))
}

type ArticlePlace = Awaited<ReturnType<typeof readArticlePlace>>
const looking = new Map<string, Promise<ArticlePlace>>()

/**
 * As `readArticlePlace`, but callers who ask at the same time share one look-up: for writers, who check the thread
 * again under its lock. A reader must not use it: the count may be older than the question.
 * @throws Refusal article/not-found
 */
export function findArticlePlaceTogether(ctx: Ctx, slug: string): Promise<ArticlePlace> {
  const key = `${ctx.site.id} ${slug}`
  const running = looking.get(key)
  if (running) return running
  const promise = readArticlePlace(ctx, slug).finally(() => looking.delete(key))
  looking.set(key, promise)
  return promise
}
