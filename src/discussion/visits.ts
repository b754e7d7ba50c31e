/** How far a reader with an account has seen a thread, for all their devices: kept if they want it, and not for long. */
import { type ExportFile, jsonList } from '../accounts/index.js'
import type { Ctx } from '../platform/ctx.js'
import {
  deleteVisitsBefore,
  deleteVisitsBeyond,
  findVisit,
  findVisits,
  setKeepsVisits,
  upsertVisit,
} from './store/visits.js'

/** Threads of one account; who follows more comes back to the latest. */
export const VISITS_MAX = 500
/** As long as a browser keeps the same. */
export const VISIT_KEPT_MS = 90 * 24 * 60 * 60_000
/** A thread is written down once in this time, whatever the browser sends. */
export const VISIT_PAUSE_MS = 60_000

export type Visit = {
  /** False: nothing is kept for this account. */
  isKept: boolean
  /** Null: never, or not kept. */
  seenUntil: Date | null
}

type Place = { accountId: string; threadId: string }

export async function readVisit(ctx: Ctx, where: Place): Promise<Visit> {
  const row = await findVisit(ctx.db, where)
  return { isKept: row?.keeps_visits ?? false, seenUntil: row?.seen_until ?? null }
}

/** Notes that a thread was seen until a time, never one to come. It never goes back. @returns what is kept now */
export async function noteVisit(ctx: Ctx, visit: Place & { seenUntil: Date }): Promise<Visit> {
  const now = ctx.clock()
  const seenUntil = new Date(Math.min(visit.seenUntil.getTime(), now.getTime()))
  const unlessSince = new Date(now.getTime() - VISIT_PAUSE_MS)
  await ctx.db.transaction().execute(async (tx) => {
    if (await upsertVisit(tx, { ...visit, seenUntil, now, unlessSince }))
      await deleteVisitsBeyond(tx, visit.accountId, VISITS_MAX)
  })
  return readVisit(ctx, visit)
}

/** Turns it on, or off: then everything that was kept is forgotten. */
export const keepVisits = (ctx: Ctx, wish: { accountId: string; on: boolean }): Promise<void> =>
  ctx.db.transaction().execute((tx) => setKeepsVisits(tx, wish.accountId, wish.on))

/** Forgets what is old. */
export const sweepVisits = (ctx: Ctx): Promise<unknown> =>
  deleteVisitsBefore(ctx.db, new Date(ctx.clock().getTime() - VISIT_KEPT_MS))

/** A file of an export: which discussions, seen until when. @param addressOf the whole address of an article */
export const visitFile = (
  ctx: Ctx,
  input: { accountId: string; addressOf: (slug: string) => string },
): ExportFile => ({ name: 'visits.json', parts: jsonList(toldVisits(ctx, input)) })

async function* toldVisits(
  ctx: Ctx,
  input: { accountId: string; addressOf: (slug: string) => string },
): AsyncGenerator<unknown[]> {
  const rows = await findVisits(ctx.db, input.accountId)
  yield rows.map((row) => ({
    article: row.headline,
    address: input.addressOf(row.slug),
    seenUntil: row.seen_until,
    visitedAt: row.visited_at,
  }))
}
