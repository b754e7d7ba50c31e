/** Staff decide on a comment: publish what was held, or remove what stands. The decision is an appended event. */
import { newId } from '../core/ids.js'
import { Refusal } from '../core/refusals.js'
import { countDomains, domainsOf, insertDecision } from '../moderation/index.js'
import type { Ctx } from '../platform/ctx.js'
import type { Tx } from '../platform/database.js'
import { type Emit, write } from '../platform/events.js'
import { readHtml } from '../platform/markup.js'
import { emitLinked } from './cards/link-cards.js'
import { settleAnswers } from './store/answers.js'
import { barPictures, unbarPictures } from './store/barred.js'
import { countHeld } from './store/clusters.js'
import { findWithAncestors, type ReadRow } from './store/read-comments.js'
import {
  changeState,
  countIntoAncestors,
  countIntoThreads,
  type LockedThread,
  lockThreads,
} from './store/write-comments.js'

export type Decision = {
  commentId: string
  action: 'publish' | 'remove'
  rule: string | null
  /** Who decided; left out for a program with an access token. */
  byAccountId?: string | null
  /** The same for all that is decided with one act. */
  batchId?: string
}

/** Deciding the same again changes nothing. @throws Refusal comment/not-found */
export async function decideComment(
  ctx: Ctx,
  decision: Decision,
): Promise<{ state: ReadRow['state'] }> {
  const seen = (await findWithAncestors(ctx.db, ctx.site.id, decision.commentId)).at(-1)
  if (!seen || seen.state === 'deleted') throw new Refusal('comment/not-found')
  await write(ctx, async (tx, emit) => {
    const [thread] = await lockThreads(tx, [seen.thread_id])
    const comment = (await findWithAncestors(tx, ctx.site.id, decision.commentId)).at(-1)
    if (!comment || !thread || comment.state === 'deleted') throw new Refusal('comment/not-found')
    const state = stateAfter(decision)
    if (comment.state === state) return
    await decideOne(ctx, tx, emit, { thread, comment, decision })
    await countHeld(tx, [{ id: comment.id, from: comment.state, to: state }])
  })
  return { state: stateAfter(decision) }
}

export const stateAfter = ({ action }: Pick<Decision, 'action'>): 'published' | 'removed' =>
  action === 'publish' ? 'published' : 'removed'

/**
 * Decides on one comment, all but the count of its cluster; counts it into `thread` too. The thread must be locked.
 * Cost: about ten statements.
 */
export async function decideOne(
  ctx: Ctx,
  tx: Tx,
  emit: Emit,
  at: { thread: LockedThread; comment: ReadRow; decision: Decision },
): Promise<void> {
  const { thread, comment, decision } = at
  const state = stateAfter(decision)
  const by = state === 'published' ? 1 : comment.state === 'published' ? -1 : 0
  await changeState(tx, comment.id, state, state === 'removed' ? decision.rule : null)
  if (by !== 0) {
    await countIntoAncestors(tx, [comment.parent_id], by)
    await countIntoThreads(tx, [comment], by)
    thread.comment_count += by
  }
  if (thread.author_ids.length > 0) await settleAnswers(tx, [comment.id])
  const now = ctx.clock()
  if (comment.pictures)
    await (state === 'removed' ? barPictures(tx, comment.id, now) : unbarPictures(tx, comment.id))
  if (state === 'published') emitLinked(ctx, emit, [comment])
  await insertDecision(tx, {
    id: newId(now.getTime()),
    siteId: ctx.site.id,
    subjectId: comment.id,
    action: decision.action,
    rule: decision.rule,
    byAccountId: decision.byAccountId ?? null,
    batchId: decision.batchId,
    at: now,
  })
  await countDomains(tx, {
    siteId: ctx.site.id,
    subjectId: comment.id,
    domains: domainsOf(readHtml(comment.html).links),
    countedAs: countedAs(decision),
    at: now,
  })
  emit({
    name: 'comment.decided',
    threadId: comment.thread_id,
    commentId: comment.id,
    total: thread.comment_count,
  })
}

/** Rules by whose name a removal is about what was linked to. */
const RULES_OF_SPAM = /spam|advert|werbung|scam|betrug|phishing|link/i

/** True for a removal that names spam, or no rule at all. */
export const isAboutSpam = (rule: string | null): boolean =>
  rule === null || RULES_OF_SPAM.test(rule)

/** What a decision says of the links: a comment removed for an insult says nothing of them. */
const countedAs = ({ action, rule }: Decision): 'ham' | 'spam' | null => {
  if (action === 'publish') return 'ham'
  return isAboutSpam(rule) ? 'spam' : null
}
