/** Who is mentioned in a text: readers by their whole names, wherever they are. */
import { findReadersNamed } from '../accounts/index.js'
import { NOBODY, type People, skeletonsCalled } from '../core/mention.js'
import type { Ctx } from '../platform/ctx.js'
import type { Viewer } from './ctx.js'
import { findTakingPart } from './store/mentions.js'

/** Names that a page offers after an "@": more than anybody scrolls through, 4 KB. */
export const NAMES_OFFERED_MAX = 200
/** The newest comments of a thread, whose authors are offered; everybody else is called by their whole name. */
export const NAMES_LOOKED_AT = 1_000

/**
 * Those who can be mentioned in a text, because a name of theirs stands behind an "@".
 * Cost: nothing without an "@"; else one query, a look-up in an index for each place where a name may end.
 */
export async function findMentioned(ctx: Pick<Ctx, 'db' | 'site'>, text: string): Promise<People> {
  const skeletons = skeletonsCalled(text)
  if (skeletons.length === 0) return NOBODY
  const readers = await findReadersNamed(ctx.db, ctx.site.id, skeletons)
  return new Map(readers.map(({ id, name, skeleton }) => [skeleton, { id, name }]))
}

/**
 * Readers with an account who take part in a thread, who wrote last first; without those whom the viewer muted.
 * Cost: one index range of NAMES_LOOKED_AT rows, however long the thread is.
 */
export async function listTakingPart(
  ctx: Pick<Ctx, 'db'>,
  where: { threadId: string; viewer: Viewer },
): Promise<{ id: string; name: string }[]> {
  const page = { looksAt: NAMES_LOOKED_AT, limit: NAMES_OFFERED_MAX }
  const people = await findTakingPart(ctx.db, where.threadId, page)
  return people.filter(({ id }) => !where.viewer.muted.has(id))
}
