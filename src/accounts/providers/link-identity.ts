/** What a proof from another site means here: a known account, a connection that its owner asked for, or a new reader. */
import { mailAddress } from '../../core/mail-address.js'
import { Refusal } from '../../core/refusals.js'
import type { Ctx } from '../../platform/ctx.js'
import type { Tx } from '../../platform/database.js'
import { type Emit, write } from '../../platform/events.js'
import { createAccount } from '../accounts.js'
import type { SignedIn } from '../actor.js'
import { recordGuardChange } from '../guard-change.js'
import { chooseName } from '../names.js'
import { findAccountByMail } from '../store/accounts.js'
import { findIdentities } from '../ways-in/store/ways.js'
import { lockWays, requireSomeWay } from '../ways-in/ways.js'
import type { OutsideProof } from './proof.js'
import {
  deleteIdentity,
  findIdentity,
  forgetNaming,
  insertIdentity,
  lockIdentity,
} from './store.js'

export type Arrival = { accountId: string; isNew: boolean }

/**
 * Finds the account of a proof, or makes one for a new reader. A banned account is found too: its owner may still
 * take their data along and leave.
 *
 * An account that is here already is never joined by its mail address: a careless site that vouches for any
 * address would open every account of ours, and whoever made an account with a stranger's address would find
 * the stranger in it. Its owner signs in first, and connects.
 * @param input.language of the new account; null: that of the site
 * @throws Refusal sign-in/not-linked when another account has the verified address
 */
export async function arriveByProof(
  ctx: Ctx,
  input: { proof: OutsideProof; language: string | null },
): Promise<Arrival> {
  const arrival = await write(ctx, (tx, emit) => findOrMake(ctx, tx, emit, input))
  if (arrival.isNew && input.proof.name !== null) await proposeName(ctx, arrival, input.proof.name)
  return arrival
}

async function findOrMake(
  ctx: Ctx,
  tx: Tx,
  emit: Emit,
  { proof, language }: { proof: OutsideProof; language: string | null },
): Promise<Arrival> {
  await lockIdentity(tx, keyOf(ctx, proof))
  const known = await findIdentity(tx, keyOf(ctx, proof))
  if (known) return { accountId: known.account_id, isNew: false }
  const address = proof.mail === null ? null : mailAddress(proof.mail)
  if (address && (await findAccountByMail(tx, ctx.site.id, address.key)))
    throw new Refusal('sign-in/not-linked')
  // The address itself is not taken over: only a letter of ours proves one, and whoever comes by that letter later
  // must not find a stranger in their account.
  const { accountId } = await createAccount(tx, ctx, { mail: null, role: 'reader', language })
  await connect(ctx, tx, emit, { proof, accountId })
  return { accountId, isNew: true }
}

const UNIQUE_VIOLATION = '23505'

function isTaken(error: unknown, what: string): boolean {
  const { code, constraint } = error as { code?: unknown; constraint?: unknown }
  return code === UNIQUE_VIOLATION && String(constraint).includes(what)
}

/**
 * Gives a new reader the name that the other site knows, if it is free and fit to be shown; else they choose one.
 * In a transaction of its own: a name that is refused must not undo the account.
 */
async function proposeName(ctx: Ctx, { accountId }: Arrival, name: string): Promise<void> {
  try {
    await write(ctx, async (tx, emit) => {
      const { person_id: personId } = await lockWays(ctx, tx, accountId)
      await chooseName(ctx, tx, emit, { accountId, personId, role: 'reader', name })
      // Proposed, not chosen: they may choose another at once.
      await forgetNaming(tx, accountId)
    })
  } catch (error) {
    if (!(error instanceof Refusal) && !isTaken(error, 'person_reader_name')) throw error
  }
}

export type Connected =
  /** Now, or already before. */
  | 'connected'
  /** It belongs to another account here. */
  | 'taken'
  /** This account is known at that site under another identity. */
  | 'occupied'

/**
 * Connects a proof with the account that asked for it.
 * @throws Refusal access/second-factor for staff who have one and did not show it
 */
export async function connectByProof(
  ctx: Ctx,
  actor: SignedIn,
  proof: OutsideProof,
): Promise<Connected> {
  if (actor.owesFactor) throw new Refusal('access/second-factor')
  return write(ctx, async (tx, emit) => {
    await lockIdentity(tx, keyOf(ctx, proof))
    const known = await findIdentity(tx, keyOf(ctx, proof))
    if (known) return known.account_id === actor.accountId ? 'connected' : 'taken'
    await lockWays(ctx, tx, actor.accountId)
    const own = await findIdentities(tx, actor.accountId)
    if (own.some((one) => one.provider === proof.provider)) return 'occupied'
    await connect(ctx, tx, emit, { proof, accountId: actor.accountId })
    return 'connected'
  })
}

/**
 * Takes away the way into an account by one site.
 * @throws Refusal account/not-found when there is none, account/last-way-in, access/second-factor
 */
export async function unlinkIdentity(
  ctx: Ctx,
  actor: SignedIn,
  input: { provider: string },
): Promise<void> {
  if (actor.owesFactor) throw new Refusal('access/second-factor')
  const { accountId } = actor
  await write(ctx, async (tx, emit) => {
    await lockWays(ctx, tx, accountId)
    if (!(await deleteIdentity(tx, { accountId, provider: input.provider })))
      throw new Refusal('account/not-found')
    await requireSomeWay(ctx, tx, accountId)
    await tellChange(ctx, tx, emit, {
      accountId,
      action: 'identity.removed',
      provider: input.provider,
    })
  })
}

const keyOf = (ctx: Ctx, { provider, subject }: OutsideProof) => ({
  siteId: ctx.site.id,
  provider,
  subject,
})

async function connect(
  ctx: Ctx,
  tx: Tx,
  emit: Emit,
  { proof, accountId }: { proof: OutsideProof; accountId: string },
): Promise<void> {
  await insertIdentity(tx, {
    site_id: ctx.site.id,
    provider: proof.provider,
    subject: proof.subject,
    account_id: accountId,
    created_at: ctx.clock(),
  })
  await tellChange(ctx, tx, emit, {
    accountId,
    action: 'identity.added',
    provider: proof.provider,
  })
}

async function tellChange(
  ctx: Ctx,
  tx: Tx,
  emit: Emit,
  change: { accountId: string; action: string; provider: string },
): Promise<void> {
  const { accountId, action, provider } = change
  await recordGuardChange(ctx, tx, emit, {
    accountId,
    byAccountId: accountId,
    action,
    detail: { provider },
  })
}
