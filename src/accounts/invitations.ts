/** Invitations: how somebody becomes staff. The first one, for the owner, is printed where the program starts. */
import { newId } from '../core/ids.js'
import { mailAddress } from '../core/mail-address.js'
import { Refusal } from '../core/refusals.js'
import type { Ctx } from '../platform/ctx.js'
import type { Tx } from '../platform/database.js'
import { type Emit, write } from '../platform/events.js'
import { queueMail } from '../platform/mail/index.js'
import { hashOf, newToken } from '../platform/secrets.js'
import { recordAccountEvent } from './account-events.js'
import { createAccount, setRole } from './accounts.js'
import type { Actor, Role } from './actor.js'
import { invitationLetter } from './letters.js'
import { paths } from './paths.js'
import { may } from './permissions.js'
import { findAccountByMail, lockAccount, lockOwners } from './store/accounts.js'
import {
  endInvitation,
  endInvitations,
  findInvitation,
  insertInvitation,
  lockAddress,
  useInvitation,
} from './store/links.js'

/** An invitation waits for its answer this long. */
export const INVITATION_MS = 7 * 24 * 3_600_000
/** The link that makes the first owner is used at once, by whoever started the program. */
export const OWNER_LINK_MS = 24 * 3_600_000

/**
 * Invites an address to a role; an invitation before it ends. The link is mailed, and given back for the terminal.
 * @param by who invites; null: the operator at the terminal
 * @throws Refusal account/mail-invalid, access/forbidden
 */
export async function invite(
  ctx: Ctx,
  by: Actor | null,
  input: { mail: string; role: Role; language: string },
): Promise<{ url: string }> {
  if (by !== null && may(by, 'give-role') !== 'yes') throw new Refusal('access/forbidden')
  const address = mailAddress(input.mail)
  if (address === null) throw new Refusal('account/mail-invalid')
  return write(ctx, async (tx, emit) => {
    await endInvitations(tx, ctx.site.id, address.key, ctx.clock())
    const url = await insertNewInvitation(ctx, tx, {
      address,
      role: input.role,
      byAccountId: by?.kind === 'account' ? by.accountId : null,
      lifeMs: INVITATION_MS,
    })
    await queueMail(ctx, tx, emit, {
      kind: 'invitation',
      to: address.mail,
      letter: invitationLetter(ctx, input.language, { url, role: input.role }),
      language: input.language,
      isSecret: true,
      goodMs: INVITATION_MS,
    })
    return { url }
  })
}

/**
 * A link that makes whoever opens it the owner: for a site without one, and for one that lost its way in. Each process
 * of a first start prints its own; once one of them is used all others end.
 */
export const inviteOwner = (ctx: Ctx): Promise<{ url: string }> =>
  write(ctx, async (tx) => {
    const url = await insertNewInvitation(ctx, tx, {
      address: null,
      role: 'owner',
      byAccountId: null,
      lifeMs: OWNER_LINK_MS,
    })
    return { url }
  })

async function insertNewInvitation(
  ctx: Ctx,
  tx: Tx,
  input: {
    address: { mail: string; key: string } | null
    role: Role
    byAccountId: string | null
    lifeMs: number
  },
): Promise<string> {
  const now = ctx.clock()
  const token = newToken()
  await insertInvitation(tx, {
    id: newId(now.getTime()),
    site_id: ctx.site.id,
    mail: input.address?.mail ?? null,
    mail_key: input.address?.key ?? null,
    role: input.role,
    token_hash: hashOf(token),
    by_account_id: input.byAccountId,
    created_at: now,
    expires_at: new Date(now.getTime() + input.lifeMs),
  })
  return `${ctx.origin()}${paths.invitation(token)}`
}

/** What an invitation offers; looking does not use it up. @throws Refusal sign-in/link-invalid */
export async function lookAtInvitation(
  ctx: Ctx,
  token: string,
): Promise<{ mail: string | null; role: Role }> {
  const found = await findInvitation(ctx.db, ctx.site.id, hashOf(token), ctx.clock())
  if (!found) throw new Refusal('sign-in/link-invalid')
  return found
}

/** Takes an open invitation back. @throws Refusal account/not-found, access/forbidden */
export const withdrawInvitation = (ctx: Ctx, actor: Actor, id: string) =>
  write(ctx, async (tx) => {
    if (may(actor, 'give-role') !== 'yes') throw new Refusal('access/forbidden')
    const ended = await endInvitation(tx, ctx.site.id, id, ctx.clock())
    if (ended.numUpdatedRows === 0n) throw new Refusal('account/not-found')
  })

/**
 * Accepts an invitation: a new account is made with its role, and `then` opens the session; an account that has the
 * address already gets the role, for which its owner must be signed in: an invitation may have been passed on.
 * Of any number of uses at once, one passes.
 * @returns what `then` gave; null where somebody signed in accepted
 * @throws Refusal sign-in/link-invalid, access/sign-in
 */
export const acceptInvitation = <T>(
  ctx: Ctx,
  input: { token: string; accountId: string | null },
  then: (tx: Tx, emit: Emit, accepted: { accountId: string }) => Promise<T>,
): Promise<T | null> =>
  write(ctx, async (tx, emit) => {
    const hash = hashOf(input.token)
    const wanted = await findInvitation(tx, ctx.site.id, hash, ctx.clock())
    if (!wanted) throw new Refusal('sign-in/link-invalid')
    if (wanted.mail_key !== null) await lockAddress(tx, ctx.site.id, wanted.mail_key)
    const invitation = await useInvitation(tx, ctx.site.id, hash, ctx.clock())
    if (!invitation) throw new Refusal('sign-in/link-invalid')
    const { role, mail, mail_key: key } = invitation
    if (key === null) await endInvitations(tx, ctx.site.id, null, ctx.clock())
    const known = key === null ? undefined : await findAccountByMail(tx, ctx.site.id, key)
    if (known && known.id !== input.accountId) throw new Refusal('access/sign-in')
    const accountId =
      known?.id ?? (await createAccount(tx, ctx, { mail, role, language: null })).accountId
    await recordAccountEvent(tx, ctx, {
      accountId,
      byAccountId: invitation.by_account_id,
      action: 'invitation.accepted',
      detail: { role },
    })
    if (!known) return then(tx, emit, { accountId })
    await promote(ctx, tx, emit, known.id, role)
    return null
  })

async function promote(ctx: Ctx, tx: Tx, emit: Emit, id: string, role: Role): Promise<void> {
  const owners = await lockOwners(tx, ctx.site.id)
  const account = await lockAccount(tx, ctx.site.id, id)
  if (!account) throw new Refusal('sign-in/link-invalid')
  if (account.role !== role)
    await setRole(ctx, tx, emit, {
      account,
      role,
      byAccountId: null,
      owners: owners.map((one) => one.id),
    })
}
