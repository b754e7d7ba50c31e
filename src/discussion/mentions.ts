/** Who is mentioned in a text: readers by their whole names, wherever they are. */
import { findReadersNamed } from '../accounts/index.js'
import { NOBODY, type People, skeletonsCalled } from '../core/mention.js'
import type { Ctx } from '../platform/ctx.js'

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
