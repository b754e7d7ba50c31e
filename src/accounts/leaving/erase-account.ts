/** The account's side of an erasure: the point of no return, and the end. Comments go in between, in the discussion. */
import { newId } from '../../core/ids.js'
import type { Ctx } from '../../platform/ctx.js'
import type { Tx } from '../../platform/database.js'
import { type Emit, write } from '../../platform/events.js'
import { recordAccountEvent } from '../account-events.js'
import { appendErasure, type Erasure, readErasures } from './erasure-log.js'
import {
  findDueLeavers,
  findErasure,
  findErasuresAfter,
  findPersonIds,
  findUnfinished,
  forgetAccount,
  forgetPersons,
  insertErasure,
  type Leaver,
  lockErasureLog,
  lockLeaver,
  markBegun,
  markGone,
} from './store.js'

/** The clock of the jobs is ahead of ours: the job is tried again a little later. */
export class TooEarly extends Error {
  override name = 'TooEarly'
}

/**
 * Passes the point of no return: the erasure is in the log, nobody can sign in to the account, its names are gone.
 * An erasure that was cut off is given back as it was begun.
 * @param input.runAt for which time the job was made; a job for a time that no longer holds does nothing
 * @returns null when there is nothing to erase: the account stayed, is gone, or its time has not come
 * @throws TooEarly when this very job came before its time
 */
export const beginErasure = (
  ctx: Ctx,
  input: { accountId: string; runAt?: string },
): Promise<Erasure | null> =>
  write(ctx, async (tx, emit) => {
    const leaver = await lockLeaver(tx, ctx.site.id, input.accountId)
    if (leaver?.state !== 'leaving' || leaver.leaves_at === null) return null
    const begun = await findErasure(tx, leaver.id)
    if (begun) return begun
    if (leaver.leaves_at > ctx.clock()) {
      if (input.runAt === leaver.leaves_at.toISOString()) throw new TooEarly('not yet')
      return null
    }
    const erasure = await erasureOf(ctx, tx, leaver)
    // The log first: what it does not know a restored backup would bring back. The account's row is locked, so
    // that nobody stays who stands in the log.
    await lockErasureLog(tx)
    await appendErasure(ctx.config.erasureLog, erasure)
    await forget(ctx, tx, emit, erasure)
    return erasure
  })

const erasureOf = async (ctx: Ctx, tx: Tx, leaver: Leaver): Promise<Erasure> => ({
  accountId: leaver.id,
  personIds: await findPersonIds(tx, leaver.id),
  texts: leaver.leaves_texts ?? 'keep',
  at: ctx.clock(),
})

async function forget(ctx: Ctx, tx: Tx, emit: Emit, erasure: Erasure): Promise<void> {
  const { accountId, personIds } = erasure
  await insertErasure(tx, {
    id: newId(ctx.clock().getTime()),
    siteId: ctx.site.id,
    erasure,
  })
  await markBegun(tx, erasure)
  await forgetAccount(tx, accountId, personIds)
  await forgetPersons(tx, accountId, personIds)
  for (const personId of personIds) emit({ name: 'person.changed', personId })
  emit({ name: 'account.changed', accountId })
}

/** Begins again what the log says, on a database that a backup has brought back. Accounts it never knew are passed over. */
export const beginAgain = (ctx: Ctx, erasure: Erasure): Promise<void> =>
  write(ctx, async (tx, emit) => {
    const account = await lockLeaver(tx, ctx.site.id, erasure.accountId)
    if (account && account.state !== 'gone') await forget(ctx, tx, emit, erasure)
  })

/** The end of an erasure, after the comments: what came in meanwhile is forgotten too, and the account is gone. */
export const finishErasure = (ctx: Ctx, erasure: Erasure): Promise<void> =>
  write(ctx, async (tx, emit) => {
    await lockLeaver(tx, ctx.site.id, erasure.accountId)
    await forget(ctx, tx, emit, erasure)
    if (!(await markGone(tx, erasure.accountId))) return
    await recordAccountEvent(tx, ctx, {
      accountId: erasure.accountId,
      byAccountId: null,
      action: 'account.erased',
      detail: { texts: erasure.texts },
    })
  })

/** Accounts whose time has come. */
export const dueLeavers = (ctx: Ctx): Promise<string[]> =>
  findDueLeavers(ctx.db, ctx.site.id, ctx.clock())

/** Erasures looked up in one statement. */
const ERASURES_AT_ONCE = 1_000

/** Those in the log who are in this database again. Lines that cannot be read are written to the program's log. */
export async function findReturned(ctx: Ctx): Promise<Erasure[]> {
  const { erasures, damagedLines } = await readErasures(ctx.config.erasureLog)
  if (damagedLines.length > 0)
    ctx.log.error({ damagedLines }, 'The erasure log has lines that cannot be read.')
  const returned: Erasure[] = []
  for (let at = 0; at < erasures.length; at += ERASURES_AT_ONCE) {
    const some = erasures.slice(at, at + ERASURES_AT_ONCE)
    const unfinished = await findUnfinished(ctx.db, some)
    returned.push(...some.filter((one) => unfinished.has(one.accountId)))
  }
  return returned
}

/**
 * Adds to the log what the database knows and the log does not: another machine erased it, or the file was lost.
 * @returns how many were added
 */
export async function completeErasureLog(ctx: Ctx): Promise<number> {
  const { erasures } = await readErasures(ctx.config.erasureLog)
  const known = new Set(erasures.map((one) => one.accountId))
  let added = 0
  let afterId: string | null = null
  for (;;) {
    const page = await findErasuresAfter(ctx.db, ctx.site.id, { afterId, limit: ERASURES_AT_ONCE })
    for (const erasure of page.filter((one) => !known.has(one.accountId))) {
      await write(ctx, async (tx) => {
        await lockErasureLog(tx)
        await appendErasure(ctx.config.erasureLog, erasure)
      })
      added += 1
    }
    afterId = page.at(-1)?.accountId ?? null
    if (page.length < ERASURES_AT_ONCE) return added
  }
}
