/** Claims: somebody who wrote before there were accounts here, or as a guest, makes those comments theirs, with proof. */
import { newId } from '../core/ids.js'
import { charactersOf } from '../core/names.js'
import { Refusal } from '../core/refusals.js'
import { cleanText } from '../core/text.js'
import type { Ctx } from '../platform/ctx.js'
import type { Tx } from '../platform/database.js'
import { type Emit, write } from '../platform/events.js'
import { mailFingerprint } from '../platform/secrets.js'
import { recordAccountEvent } from './account-events.js'
import type { Actor, SignedIn } from './actor.js'
import { addNotices } from './notices/add-notices.js'
import { may } from './permissions.js'
import { findAccount } from './store/accounts.js'
import {
  decideClaimRow,
  findClaimable,
  findUnclaimed,
  findWaitingClaims,
  giveComments,
  lockClaim,
  lockPerson,
  putClaim,
} from './store/claims.js'

/** Longest explanation that a claim comes with. */
export const CLAIM_CHARS_MAX = 1_000

/** How a browser is kept as the key of the guest who writes with it. */
export const guestKeyOf = (browserHash: string): string => `browser:${browserHash}`

/** Persons whose comments this account can have at once: its confirmed address, or this very browser, proves it. */
export async function claimablePersons(
  ctx: Ctx,
  actor: SignedIn,
  browserHash: string | null,
): Promise<{ personId: string; name: string; kind: string; comments: number }[]> {
  return findClaimable(ctx.db, ctx.site.id, await proofsOf(ctx, actor, browserHash))
}

async function proofsOf(ctx: Ctx, actor: SignedIn, browserHash: string | null) {
  const account = await findAccount(ctx.db, ctx.site.id, actor.accountId)
  return {
    mailKey: account?.mail ? mailFingerprint(account.mail) : null,
    guestKey: browserHash === null ? null : guestKeyOf(browserHash),
  }
}

/** An imported author whom nobody has claimed yet; null for anybody else. */
export async function findPersonToClaim(ctx: Ctx, id: string): Promise<{ name: string } | null> {
  const person = await findUnclaimed(ctx.db, ctx.site.id, id)
  return person ?? null
}

/**
 * Claims a person: with proof it is theirs at once, without it a moderator decides.
 * @throws Refusal account/person-not-found, account/claim-refused, account/words-too-long, access/banned
 */
export async function claimPerson(
  ctx: Ctx,
  actor: SignedIn,
  input: { personId: string; words: string; browserHash: string | null },
): Promise<'approved' | 'waiting'> {
  if (actor.isBanned) throw new Refusal('access/banned')
  const words = cleanText(input.words)
  if (charactersOf(words) > CLAIM_CHARS_MAX)
    throw new Refusal('account/words-too-long', { limit: CLAIM_CHARS_MAX })
  const proven = await claimablePersons(ctx, actor, input.browserHash)
  const isProven = proven.some((one) => one.personId === input.personId)
  return write(ctx, async (tx, emit) => {
    const person = await lockPerson(tx, ctx.site.id, input.personId)
    // A guest is a browser: nobody but that browser may even know its person.
    const isHere = person && person.kind !== 'erased' && (person.kind !== 'guest' || isProven)
    if (!isHere) throw new Refusal('account/person-not-found')
    if (person.account_id !== null || person.kind === 'reader')
      throw new Refusal('account/claim-refused')
    const now = ctx.clock()
    const isNew = await putClaim(tx, {
      id: newId(now.getTime()),
      site_id: ctx.site.id,
      account_id: actor.accountId,
      person_id: person.id,
      words,
      state: isProven ? 'approved' : 'waiting',
      asked_at: now,
      decided_at: isProven ? now : null,
    })
    // What was asked for without proof is taken once the proof is there.
    if (!isNew) throw new Refusal('account/claim-refused')
    if (!isProven) return 'waiting'
    await give(ctx, tx, emit, { accountId: actor.accountId, personId: person.id, by: actor })
    return 'approved'
  })
}

async function give(
  ctx: Ctx,
  tx: Tx,
  emit: Emit,
  gift: { accountId: string; personId: string; by: Actor },
): Promise<void> {
  await giveComments(tx, gift.personId, gift.accountId)
  await recordAccountEvent(tx, ctx, {
    accountId: gift.accountId,
    byAccountId: gift.by.kind === 'account' ? gift.by.accountId : null,
    action: 'person.claimed',
    detail: { personId: gift.personId },
  })
  emit({ name: 'person.changed', personId: gift.personId })
}

/** Claims that wait for a moderator, the oldest first. */
export const waitingClaims = (ctx: Ctx) => findWaitingClaims(ctx.db, ctx.site.id)

/**
 * A moderator's yes or no. Deciding again changes nothing.
 * @throws Refusal access/forbidden, account/claim-refused when somebody else got the comments meanwhile
 */
export const decideClaim = (ctx: Ctx, actor: Actor, input: { claimId: string; approve: boolean }) =>
  write(ctx, async (tx, emit) => {
    if (may(actor, 'decide-claim') !== 'yes') throw new Refusal('access/forbidden')
    const claim = await lockClaim(tx, ctx.site.id, input.claimId)
    if (!claim) throw new Refusal('request/not-found')
    if (claim.state !== 'waiting') return
    // Nobody is the judge of their own claim.
    if (actor.kind === 'account' && actor.accountId === claim.account_id)
      throw new Refusal('access/forbidden')
    const asker = await findAccount(tx, ctx.site.id, claim.account_id)
    if (input.approve && (!asker || asker.banned_at !== null || asker.state !== 'active'))
      throw new Refusal('account/claim-refused')
    const person = await lockPerson(tx, ctx.site.id, claim.person_id)
    if (input.approve && (!person || person.account_id !== null || person.kind === 'erased'))
      throw new Refusal('account/claim-refused')
    await decideClaimRow(tx, claim.id, {
      state: input.approve ? 'approved' : 'refused',
      decided_by: actor.kind === 'account' ? actor.accountId : null,
      decided_at: ctx.clock(),
    })
    await addNotices(ctx, tx, emit, [
      {
        kind: 'claim',
        accountId: claim.account_id,
        key: `claim:${claim.id}`,
        commentId: null,
        detail: { action: input.approve ? 'approved' : 'refused' },
      },
    ])
    if (input.approve)
      await give(ctx, tx, emit, {
        accountId: claim.account_id,
        personId: claim.person_id,
        by: actor,
      })
  })
