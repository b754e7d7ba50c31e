/** The meter: what the current campaign has raised, read from the ledger. */
import { exponentOf } from '../core/money.js'
import { Refusal } from '../core/refusals.js'
import type { Ctx } from '../platform/ctx.js'
import { currentCampaign } from './campaigns.js'
import { findNewestGifts, sumOfCampaign } from './store.js'

export type Meter = {
  campaignId: string
  title: string | null
  currency: string
  exponent: number
  raisedMinor: bigint
  goalMinor: bigint
  ticksMinor: bigint[]
  giftCount: number
  isOpen: boolean
  asOf: Date
}

/** The meter of the current campaign, or null when there is none. */
export async function readMeter(ctx: Ctx): Promise<Meter | null> {
  const campaign = await currentCampaign(ctx)
  if (!campaign) return null
  const sum = await sumOfCampaign(ctx.db, campaign.id)
  return {
    campaignId: campaign.id,
    title: campaign.title,
    currency: campaign.currency,
    exponent: exponentOf(campaign.currency),
    goalMinor: campaign.goal_minor,
    ticksMinor: campaign.ticks_minor,
    isOpen: campaign.is_open,
    asOf: ctx.clock(),
    ...sum,
  }
}

/** The newest gifts of the current campaign. @throws Refusal campaign/not-found */
export async function readNewestGifts(ctx: Ctx, limit: number) {
  const campaign = await currentCampaign(ctx)
  if (!campaign) throw new Refusal('campaign/not-found')
  return findNewestGifts(ctx.db, campaign.id, limit)
}
