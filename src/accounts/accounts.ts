/** Accounts: made at the first sign-in, given roles, banned, and found again. */
import { newId } from '../core/ids.js'
import { mailAddress } from '../core/mail-address.js'
import { Refusal } from '../core/refusals.js'
import type { Ctx } from '../platform/ctx.js'
import type { Tx } from '../platform/database.js'
import { type Emit, write } from '../platform/events.js'
import { recordAccountEvent } from './account-events.js'
import { type Actor, isStaffRole, type Role } from './actor.js'
import { recordGuardChange } from './guard-change.js'
import { may } from './permissions.js'
import {
  changeAccount,
  insertAccount,
  insertPerson,
  linkPerson,
  lockAccount,
  lockOwners,
} from './store/accounts.js'
import { endInvitationsBy } from './store/links.js'
import { deleteSessions } from './store/sessions.js'
import { deleteRecoveryCodes } from './ways-in/store/codes.js'

export type NewAccount = {
  /** A confirmed address, or null for an account without one. */
  mail: string | null
  role: Role
  language: string | null
}

/**
 * Makes an account and the person who will write with it, still without a name.
 * @throws Refusal account/mail-invalid; the database's unique violation when the address has an account
 */
export async function createAccount(
  tx: Tx,
  ctx: Pick<Ctx, 'site' | 'clock'>,
  input: NewAccount,
): Promise<{ accountId: string; personId: string }> {
  const now = ctx.clock()
  const address = input.mail === null ? null : mailAddress(input.mail)
  if (input.mail !== null && address === null) throw new Refusal('account/mail-invalid')
  const [accountId, personId] = [newId(now.getTime()), newId(now.getTime())]
  const site_id = ctx.site.id
  await insertPerson(tx, {
    id: personId,
    site_id,
    kind: 'reader',
    name: '',
    source_key: null,
    created_at: now,
  })
  await insertAccount(tx, {
    id: accountId,
    site_id,
    person_id: personId,
    mail: address?.mail ?? null,
    mail_key: address?.key ?? null,
    role: input.role,
    language: input.language,
    state: 'active',
    created_at: now,
  })
  await linkPerson(tx, personId, accountId)
  await recordAccountEvent(tx, ctx, {
    accountId,
    byAccountId: null,
    action: 'account.created',
    detail: { role: input.role },
  })
  return { accountId, personId }
}

const idOf = (actor: Actor) => (actor.kind === 'account' ? actor.accountId : null)

/**
 * Gives an account another role.
 * @throws Refusal account/not-found, access/forbidden, account/last-owner
 */
export const giveRole = (ctx: Ctx, actor: Actor, input: { accountId: string; role: Role }) =>
  write(ctx, async (tx, emit) => {
    const owners = await lockOwners(tx, ctx.site.id)
    const account = await lockAccount(tx, ctx.site.id, input.accountId)
    if (!account) throw new Refusal('account/not-found')
    require(actor, 'give-role', account)
    if (account.role === input.role) return
    await setRole(ctx, tx, emit, {
      account,
      role: input.role,
      byAccountId: idOf(actor),
      owners: owners.map((one) => one.id),
    })
  })

/** @param change.owners the owners who can act, locked */
export async function setRole(
  ctx: Ctx,
  tx: Tx,
  emit: Emit,
  change: {
    account: { id: string; role: Role }
    role: Role
    byAccountId: string | null
    owners: string[]
  },
): Promise<void> {
  const { account, role, byAccountId, owners } = change
  if (account.role === 'owner' && owners.every((id) => id === account.id))
    throw new Refusal('account/last-owner')
  await changeAccount(tx, account.id, { role })
  if (role !== 'owner') await endInvitationsBy(tx, ctx.site.id, account.id, ctx.clock())
  // Codes from before were made with a reader's proof; they must not open a desk.
  if (account.role === 'reader') await deleteRecoveryCodes(tx, account.id)
  await recordGuardChange(ctx, tx, emit, {
    accountId: account.id,
    byAccountId,
    action: 'role.changed',
    detail: { from: account.role, to: role },
  })
  if (isStaffRole(role)) emit({ name: 'staff.named', accountId: account.id })
}

/**
 * Bans an account: it can no longer take part, and all its sessions end at once.
 * @throws Refusal account/not-found, access/forbidden, account/last-owner
 */
export const ban = (ctx: Ctx, actor: Actor, input: { accountId: string }) =>
  write(ctx, async (tx, emit) => {
    const owners = await lockOwners(tx, ctx.site.id)
    const account = await lockAccount(tx, ctx.site.id, input.accountId)
    if (!account) throw new Refusal('account/not-found')
    require(actor, 'ban', account)
    if (account.banned_at !== null) return
    if (account.role === 'owner' && owners.every((one) => one.id === account.id))
      throw new Refusal('account/last-owner')
    await changeBan(ctx, tx, emit, { account, isBanned: true, byAccountId: idOf(actor) })
    await deleteSessions(tx, account.id)
    await endInvitationsBy(tx, ctx.site.id, account.id, ctx.clock())
  })

/** Lets a banned account take part again. @throws Refusal account/not-found, access/forbidden */
export const unban = (ctx: Ctx, actor: Actor, input: { accountId: string }) =>
  write(ctx, async (tx, emit) => {
    const account = await lockAccount(tx, ctx.site.id, input.accountId)
    if (!account) throw new Refusal('account/not-found')
    require(actor, 'ban', account)
    if (account.banned_at === null) return
    await changeBan(ctx, tx, emit, { account, isBanned: false, byAccountId: idOf(actor) })
  })

async function changeBan(
  ctx: Ctx,
  tx: Tx,
  emit: Emit,
  change: { account: { id: string }; isBanned: boolean; byAccountId: string | null },
): Promise<void> {
  const { account, isBanned, byAccountId } = change
  await changeAccount(tx, account.id, { banned_at: isBanned ? ctx.clock() : null })
  await recordAccountEvent(tx, ctx, {
    accountId: account.id,
    byAccountId,
    action: isBanned ? 'account.banned' : 'account.unbanned',
    detail: {},
  })
  emit({ name: 'account.changed', accountId: account.id })
}

function require(
  actor: Actor,
  action: 'ban' | 'give-role',
  account: { id: string; role: Role },
): void {
  if (may(actor, action, { ownerId: account.id, ownerRole: account.role }) !== 'yes')
    throw new Refusal('access/forbidden')
}

/** The language of pages and letters for an account; null: that of the site. @param input.language BCP 47, one the program speaks */
export const setLanguage = (ctx: Ctx, input: { accountId: string; language: string | null }) =>
  write(ctx, async (tx, emit) => {
    await changeAccount(tx, input.accountId, { language: input.language })
    emit({ name: 'account.changed', accountId: input.accountId })
  })
