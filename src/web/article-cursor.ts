/** The cursor of lists of articles. */
import { Refusal } from '../core/refusals.js'
import { readArticle } from '../publishing/index.js'
import type { WebCtx } from './web-ctx.js'

/** The cursor of a list is the slug of its last article. @throws Refusal request/cursor-invalid */
export async function placeOf(ctx: WebCtx, slug: string): Promise<{ sortAt: Date; id: string }> {
  const row = await readArticle(ctx, slug).catch((error: unknown) => {
    throw error instanceof Refusal ? new Refusal('request/cursor-invalid') : error
  })
  return { sortAt: row.sort_at, id: row.id }
}
