/** How many comments each of many articles has, in one question. */
import type { Ctx } from '../platform/ctx.js'
import { findCounts } from './store/count-comments.js'

/** Articles of one question: a long list page of another site. */
export const COUNTED_ARTICLES_MAX = 100

/**
 * Published comments by slug, and by address for articles that are published on another site. What is not known is
 * left out.
 * @param input at most COUNTED_ARTICLES_MAX in all
 */
export async function countComments(
  ctx: Ctx,
  input: { slugs: readonly string[]; originUrls: readonly string[] },
): Promise<Map<string, number>> {
  const rows = await findCounts(ctx.db, { siteId: ctx.site.id, ...input })
  return new Map(rows.map((row) => [row.asked, row.comments]))
}
