/** Recording a gift: the ledger and the gift in one transaction, once per key. */
import { findAccountByMail, lockAccount } from '../accounts/index.js'
import { newId } from '../core/ids.js'
import { mailAddress } from '../core/mail-address.js'
import { AMOUNT_MINOR_MAX } from '../core/money.js'
import { cleanName } from '../core/names.js'
import { Refusal } from '../core/refusals.js'
import type { Ctx } from '../platform/ctx.js'
import type { Tx } from '../platform/database.js'
import { type Emit, write } from '../platform/events.js'
import { currentCampaign } from './campaigns.js'
import { entriesOfGift } from './ledger.js'
import { findGiftByKey, insertGift, insertTransaction } from './store.js'

export type NewGift = {
  /** The same key is booked once, however often it is sent. */
  key: string
  amountMinor: bigint
  currency: string
  /** Null for a giver who is not named. */
  name: string | null
  receivedAt: Date | null
  /** Address of the account whose gift it is; it is not kept beside the gift. */
  giverMail?: string | null
}

/**
 * @throws Refusal campaign/not-found, gift/amount-invalid, gift/currency-mismatch, gift/giver-unknown,
 * request/key-reused
 */
export async function recordGift(ctx: Ctx, gift: NewGift): Promise<{ id: string; isNew: boolean }> {
  const campaign = await currentCampaign(ctx)
  if (!campaign) throw new Refusal('campaign/not-found')
  return write(ctx, (tx, emit) => bookGift(ctx, tx, emit, campaign, gift))
}

/** Books a gift to a campaign in the caller's transaction. @throws Refusal as recordGift */
export async function bookGift(
  ctx: Ctx,
  tx: Tx,
  emit: Emit,
  campaign: { id: string; currency: string },
  gift: NewGift,
): Promise<{ id: string; isNew: boolean }> {
  if (gift.amountMinor < 1n || gift.amountMinor > AMOUNT_MINOR_MAX)
    throw new Refusal('gift/amount-invalid', { limit: String(AMOUNT_MINOR_MAX) })
  if (gift.currency !== campaign.currency)
    throw new Refusal('gift/currency-mismatch', { currency: campaign.currency })
  const giver = await lockGiver(ctx, tx, gift.giverMail ?? null)
  const now = ctx.clock()
  const transactionId = newId(now.getTime())
  const isNew = await insertTransaction(
    tx,
    {
      id: transactionId,
      site_id: ctx.site.id,
      kind: 'gift',
      campaign_id: campaign.id,
      key: gift.key,
      memo: 'Gift recorded by staff',
      happened_at: gift.receivedAt,
      recorded_at: now,
    },
    entriesOfGift(gift),
  )
  if (!isNew) return known(ctx, tx, gift)
  const id = newId(now.getTime())
  await insertGift(tx, {
    id,
    site_id: ctx.site.id,
    campaign_id: campaign.id,
    transaction_id: transactionId,
    account_id: giver?.id ?? null,
    name: gift.name === null ? null : cleanName(gift.name),
    amount_minor: gift.amountMinor,
    currency: gift.currency,
    received_at: gift.receivedAt,
    recorded_at: now,
  })
  emit({ name: 'gift.recorded', campaignId: campaign.id })
  if (giver?.showsSupport) emit({ name: 'person.changed', personId: giver.personId })
  return { id, isNew: true }
}

/**
 * The account whose gift it is, which does not leave before the end of the transaction.
 * @throws Refusal gift/giver-unknown
 */
async function lockGiver(ctx: Ctx, tx: Tx, mail: string | null) {
  if (mail === null) return null
  const address = mailAddress(mail)
  const found = address && (await findAccountByMail(tx, ctx.site.id, address.key))
  const account = found && (await lockAccount(tx, ctx.site.id, found.id))
  if (!account || account.mail === null) throw new Refusal('gift/giver-unknown')
  return {
    id: account.id,
    personId: account.person_id,
    showsSupport: account.shows_support,
  }
}

async function known(ctx: Ctx, tx: Tx, gift: NewGift): Promise<{ id: string; isNew: boolean }> {
  const before = await findGiftByKey(tx, ctx.site.id, gift.key)
  if (before?.amount_minor !== gift.amountMinor) throw new Refusal('request/key-reused')
  return { id: before.id, isNew: false }
}

/** Books money that a campaign had raised before it came to us, as one opening transaction. */
export async function bookOpeningBalance(
  ctx: Ctx,
  tx: Tx,
  campaign: { id: string; currency: string },
  opening: { key: string; amountMinor: bigint; memo: string },
): Promise<void> {
  const now = ctx.clock()
  await insertTransaction(
    tx,
    {
      id: newId(now.getTime()),
      site_id: ctx.site.id,
      kind: 'opening-balance',
      campaign_id: campaign.id,
      key: opening.key,
      memo: opening.memo,
      happened_at: null,
      recorded_at: now,
    },
    entriesOfGift({ amountMinor: opening.amountMinor, currency: campaign.currency }),
  )
}
