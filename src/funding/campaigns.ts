/** Campaigns: what a publication raises money for, with a goal and ticks on the way. */
import { newId } from '../core/ids.js'
import type { Ctx } from '../platform/ctx.js'
import type { Tx } from '../platform/database.js'
import type { Emit } from '../platform/events.js'
import { findCurrentCampaign, insertCampaign } from './store.js'

/** More marks than this cannot be told apart on a phone. */
export const TICKS_MAX = 8

export type NewCampaign = {
  title: string | null
  currency: string
  goalMinor: bigint
  ticksMinor: bigint[]
}

/** Starts a campaign; from now on its meter is the one shown. Ticks outside of 0..goal are left out. */
export async function startCampaign(
  ctx: Ctx,
  tx: Tx,
  emit: Emit,
  input: NewCampaign,
): Promise<{ id: string; currency: string }> {
  const now = ctx.clock()
  const id = newId(now.getTime())
  const ticks = [...new Set(input.ticksMinor)]
    .filter((tick) => tick > 0n && tick < input.goalMinor)
    .sort((a, b) => (a < b ? -1 : 1))
    .slice(0, TICKS_MAX)
  await insertCampaign(tx, {
    id,
    site_id: ctx.site.id,
    title: input.title,
    currency: input.currency,
    goal_minor: input.goalMinor,
    ticks_minor: ticks,
    is_open: true,
    created_at: now,
  })
  emit({ name: 'campaign.started', campaignId: id })
  return { id, currency: input.currency }
}

/** The campaign whose meter is shown, or undefined. */
export const currentCampaign = (ctx: Ctx) => findCurrentCampaign(ctx.db, ctx.site.id)
