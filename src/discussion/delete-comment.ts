/** Deleting one's own comment: its words go everywhere, its place stays where others answered. */
import { forgetNoticesAbout } from '../accounts/index.js'
import { Refusal } from '../core/refusals.js'
import { forgetDomains, forgetEvidence } from '../moderation/index.js'
import type { Tx } from '../platform/database.js'
import { type Emit, write } from '../platform/events.js'
import type { DiscussionCtx } from './ctx.js'
import { settleAnswers } from './store/answers.js'
import { leaveClusters } from './store/clusters.js'
import {
  deleteLettersQuoting,
  deleteRevisions,
  findOwn,
  type Owner,
  type OwnRow,
} from './store/edits.js'
import { emptyComments } from './store/erase-comments.js'
import {
  countIntoAncestors,
  countIntoThreads,
  type LockedThread,
  lockThreads,
} from './store/write-comments.js'

/**
 * Deletes one's own comment in whatever state, in closed threads too. Nothing brings it back: not even staff. Deleting
 * again changes nothing, and completes what was cut off.
 * @throws Refusal comment/not-found, also for what is not theirs
 */
export async function deleteComment(
  ctx: DiscussionCtx,
  input: { commentId: string; author: Owner },
): Promise<void> {
  const wanted = { commentId: input.commentId, owner: input.author }
  const seen = await findOwn(ctx.db, ctx.site.id, wanted)
  if (!seen) throw new Refusal('comment/not-found')
  await write(ctx, async (tx, emit) => {
    const [thread] = await lockThreads(tx, [seen.thread_id])
    const row = await findOwn(tx, ctx.site.id, wanted)
    if (!row || !thread) throw new Refusal('comment/not-found')
    if (row.state !== 'deleted') await empty(tx, emit, { row, thread, now: ctx.clock() })
  })
  ctx.judge.release(seen.id)
  // Not in the transaction: a letter that is being sent is waited for, and the thread must not wait with us.
  await deleteLettersQuoting(ctx.db, ctx.site.id, seen.id)
}

async function empty(
  tx: Tx,
  emit: Emit,
  { row, thread, now }: { row: OwnRow; thread: LockedThread; now: Date },
): Promise<void> {
  const by = row.state === 'published' ? -1 : 0
  await leaveClusters(tx, [row.id])
  await emptyComments(tx, [row.id], now)
  await deleteRevisions(tx, [row.id])
  await forgetEvidence(tx, [row.id])
  await forgetDomains(tx, [row.id])
  await forgetNoticesAbout(tx, [row.id])
  if (by !== 0) {
    await countIntoAncestors(tx, [row.parent_id], by)
    await countIntoThreads(tx, [row], by)
  }
  if (thread.author_ids.length > 0) await settleAnswers(tx, [row.id])
  emit({
    name: 'comment.changed',
    threadId: row.thread_id,
    commentId: row.id,
    total: thread.comment_count + by,
    by,
  })
}
