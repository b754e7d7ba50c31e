/**
 * One decision on all copies of a text: those that are held now, each with its own event and in one batch, and those to
 * come, which take it when they are judged.
 */
import { newId } from '../core/ids.js'
import { Refusal } from '../core/refusals.js'
import type { ClusterDecision } from '../moderation/index.js'
import type { Ctx } from '../platform/ctx.js'
import type { Tx } from '../platform/database.js'
import { type Emit, write } from '../platform/events.js'
import { decideOne, stateAfter } from './decide-comment.js'
import { countHeld } from './store/clusters.js'
import { decideCluster, findHeldOf } from './store/read-clusters.js'
import { findWithAncestors } from './store/read-comments.js'
import { lockThreads } from './store/write-comments.js'

/** Comments of one transaction: their threads are locked for it, about a quarter of a second. */
const DECIDED_AT_ONCE = 100

export type CopiesDecided = {
  clusterId: string
  decided: ClusterDecision
  batchId: string
  byAccountId: string | null
}

/**
 * Decides on a cluster. The first DECIDED_AT_ONCE of its held comments are done when this resolves, a job does the rest.
 * Deciding again, otherwise or the same, counts for what is held by then and for copies to come.
 * @returns how many were done, and the batch that all of them belong to
 * @throws Refusal copies/not-found
 */
export async function decideCopies(
  ctx: Ctx,
  input: Omit<CopiesDecided, 'batchId'>,
): Promise<{ batchId: string; done: number }> {
  const { clusterId, decided } = input
  const at = ctx.clock()
  const batchId = newId(at.getTime())
  const all = { ...input, batchId }
  const found = await findHeldOf(ctx.db, { clusterId, limit: DECIDED_AT_ONCE })
  const done = await write(ctx, async (tx, emit) => {
    const count = await decideSome(ctx, tx, emit, { all, found })
    const cluster = { siteId: ctx.site.id, id: clusterId, decided, batchId, at }
    if (!(await decideCluster(tx, cluster))) throw new Refusal('copies/not-found')
    emit({ name: 'copies.decided', ...all })
    return count
  })
  return { batchId, done }
}

/**
 * Job: decides on what is still held, a step at a time. Cut off, it is completed by running it again; it ends where
 * another decision counts by now.
 */
export async function decideRest(ctx: Ctx, all: CopiesDecided): Promise<void> {
  const { clusterId, batchId } = all
  let afterId: string | undefined
  do {
    const found = await findHeldOf(ctx.db, { clusterId, batchId, afterId, limit: DECIDED_AT_ONCE })
    if (found.length > 0) await write(ctx, (tx, emit) => decideSome(ctx, tx, emit, { all, found }))
    afterId = found.at(-1)?.id
  } while (afterId !== undefined)
}

/** @returns how many were still held under the locks of their threads */
async function decideSome(
  ctx: Ctx,
  tx: Tx,
  emit: Emit,
  step: { all: CopiesDecided; found: { id: string; thread_id: string }[] },
): Promise<number> {
  const { decided, batchId, byAccountId } = step.all
  const threads = await lockThreads(tx, [...new Set(step.found.map((one) => one.thread_id))])
  const threadOf = new Map(threads.map((one) => [one.id, one]))
  const ids: string[] = []
  for (const { id } of step.found) {
    const comment = (await findWithAncestors(tx, ctx.site.id, id)).at(-1)
    const thread = comment && threadOf.get(comment.thread_id)
    if (!thread || comment.state !== 'held') continue
    const decision = { ...decided, commentId: id, byAccountId, batchId }
    await decideOne(ctx, tx, emit, { thread, comment, decision })
    ids.push(id)
  }
  const to = stateAfter(decided)
  await countHeld(
    tx,
    ids.map((id) => ({ id, from: 'held', to })),
  )
  return ids.length
}
