/** Erasing somebody who leaves: the log, the account, everything they wrote; and again after a restored backup. */
import {
  beginAgain,
  beginErasure,
  completeErasureLog,
  dueLeavers,
  type Erasure,
  findReturned,
  finishErasure,
} from '../accounts/index.js'
import { oneAtATime } from '../platform/database.js'
import type { DiscussionCtx } from './ctx.js'
import { eraseComments, eraseLetters } from './erase-comments.js'
import { eraseUploads } from './pictures/take-picture.js'

/**
 * Erases an account whose time has come; else does nothing. Cut off at any point, it is completed by running it again.
 * @param input.runAt for which time the job was made
 * @throws TooEarly when the job came before its time, so that it is tried again
 */
export async function eraseAccount(
  ctx: DiscussionCtx,
  input: { accountId: string; runAt?: string },
): Promise<void> {
  const erasure = await beginErasure(ctx, input)
  if (erasure) await complete(ctx, erasure)
}

async function complete(ctx: DiscussionCtx, erasure: Erasure): Promise<void> {
  const { personIds, texts } = erasure
  await eraseComments(ctx, { personIds, texts })
  await eraseUploads(ctx, { personIds })
  await eraseLetters(ctx, { personIds })
  await finishErasure(ctx, erasure)
}

/**
 * At the start of the program: erases again whom the log names and a restored backup has brought back, and whoever
 * was to be gone by now. Of several processes one does it, the others wait for it.
 * @returns how many accounts were brought back and erased again
 */
export const replayErasures = (ctx: DiscussionCtx): Promise<number> =>
  oneAtATime(ctx.pool, 'replay-erasures', async () => {
    const returned = await findReturned(ctx)
    for (const erasure of returned) {
      await beginAgain(ctx, erasure)
      await complete(ctx, erasure)
    }
    if (returned.length > 0)
      ctx.log.warn(
        { accounts: returned.length },
        'Accounts that had left were in the database again, as after a restored backup. They are erased again.',
      )
    for (const accountId of await dueLeavers(ctx)) await eraseAccount(ctx, { accountId })
    const added = await completeErasureLog(ctx)
    if (added > 0)
      ctx.log.warn({ added }, 'The erasure log lacked accounts that had left. They are in it now.')
    return returned.length
  })
