/** The newest comments of a thread, wherever they stand in it: for feeds. */
import type { Ctx } from '../platform/ctx.js'
import { type Marked, withMarks } from './marks.js'
import { findNewest } from './store/newest-comments.js'
import type { ReadRow } from './store/read-comments.js'

/** Published comments of a thread, the newest first. Cost: reads the thread's index, linear in its size. */
export const readNewestComments = async (
  ctx: Ctx,
  where: { threadId: string; limit: number },
): Promise<Marked<ReadRow>[]> => withMarks(ctx.db, await findNewest(ctx.db, where))
