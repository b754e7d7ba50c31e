/** Erasing what somebody wrote: the name always, the texts if they wish; what others answered stays in its place. */
import { forgetNoticesAbout, type LeavingTexts } from '../accounts/index.js'
import { forgetDomains, forgetEvidence } from '../moderation/index.js'
import type { Ctx } from '../platform/ctx.js'
import type { Tx } from '../platform/database.js'
import { type Emit, write } from '../platform/events.js'
import type { DiscussionCtx } from './ctx.js'
import { forgetAuthor } from './set-authors.js'
import { settleAnswers } from './store/answers.js'
import { leaveClusters } from './store/clusters.js'
import { deleteRevisions } from './store/edits.js'
import {
  deleteLettersAbout,
  emptyComments,
  findCommentsOf,
  findPublished,
  type Place,
  unnameComments,
} from './store/erase-comments.js'
import { hasSaid } from './store/lessons.js'
import { countIntoAncestors, countIntoThreads, lockThreads } from './store/write-comments.js'

/** Comments of one transaction: their threads are locked for it, about 130 ms with texts to erase. */
const COMMENTS_AT_ONCE = 1_000
/** Letters looked through in one transaction. */
const LETTERS_AT_ONCE = 1_000

/**
 * Takes the names off all comments of these persons, and with `erase` their texts, the evidence of their verdicts and
 * their fingerprints. In steps, each a transaction: cut off, it is completed by running it again.
 * @returns comments gone through
 */
export async function eraseComments(
  ctx: DiscussionCtx,
  input: { personIds: string[]; texts: LeavingTexts },
): Promise<number> {
  let count = 0
  for (const personId of input.personIds) {
    await forgetAuthor(ctx, personId)
    let after: Place | null = null
    do {
      const ids: string[] = []
      after = await write(ctx, async (tx, emit) => {
        const found = await findCommentsOf(tx, personId, { after, limit: COMMENTS_AT_ONCE })
        if (found.length === 0) return null
        ids.push(...found.map((one) => one.id))
        const threadIds = [...new Set(found.map((one) => one.thread_id))]
        await eraseSome(tx, emit, { ids, threadIds, texts: input.texts, now: ctx.clock() })
        return found.at(-1) ?? null
      })
      if (input.texts === 'erase') for (const id of ids) ctx.judge.release(id)
      count += ids.length
    } while (after !== null)
  }
  return count
}

async function eraseSome(
  tx: Tx,
  emit: Emit,
  some: { ids: string[]; threadIds: string[]; texts: LeavingTexts; now: Date },
): Promise<void> {
  const { ids, threadIds, texts, now } = some
  // Also for names alone: who changes comments without their thread waits in a circle with who counts in it.
  await lockThreads(tx, threadIds)
  if (texts === 'erase') await eraseTexts(tx, emit, { ids, now })
  else await unnameComments(tx, ids, now)
  for (const threadId of threadIds) emit({ name: 'thread.imported', threadId })
}

async function eraseTexts(
  tx: Tx,
  emit: Emit,
  { ids, now }: { ids: string[]; now: Date },
): Promise<void> {
  const published = await findPublished(tx, ids)
  await leaveClusters(tx, ids)
  await emptyComments(tx, ids, now)
  await deleteRevisions(tx, ids)
  await countIntoAncestors(
    tx,
    published.map((one) => one.parent_id),
    -1,
  )
  await countIntoThreads(tx, published, -1)
  await settleAnswers(tx, ids)
  await forgetEvidence(tx, ids)
  await forgetDomains(tx, ids)
  await forgetNoticesAbout(tx, ids)
  if (await hasSaid(tx, ids)) emit({ name: 'learning.changed' })
}

/** Deletes kept letters to other people that quote these persons. Cost: reads all letters of the site. */
export async function eraseLetters(ctx: Ctx, input: { personIds: string[] }): Promise<void> {
  let afterId: string | null = null
  do {
    afterId = await write(ctx, (tx) =>
      deleteLettersAbout(tx, { siteId: ctx.site.id, ...input, afterId, limit: LETTERS_AT_ONCE }),
    )
  } while (afterId !== null)
}
