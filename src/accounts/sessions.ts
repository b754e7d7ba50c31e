/** Sessions: opened by a proof of identity, known by a token of which only the hash is kept, ended by their owner or a ban. */
import { newId } from '../core/ids.js'
import { Refusal } from '../core/refusals.js'
import type { Ctx } from '../platform/ctx.js'
import type { Tx } from '../platform/database.js'
import { type Emit, write } from '../platform/events.js'
import type { SignInMethod } from '../platform/schema.js'
import { hashOf, newToken, signatureOf } from '../platform/secrets.js'
import { recordAccountEvent } from './account-events.js'
import { FRESH_MS, isStaffRole, type SignedIn } from './actor.js'
import { formTokenOf } from './form-token.js'
import {
  changeSession,
  deleteSession,
  deleteSessions,
  findSession,
  insertSession,
  type SessionRow,
  touchSession,
  trimSessions,
} from './store/sessions.js'

/** A reader's session ends after this long without a visit. */
export const READER_IDLE_MS = 30 * 24 * 3_600_000
/** A staff session ends after this long without a visit: a desk is not left open overnight and a day. */
export const STAFF_IDLE_MS = 24 * 3_600_000
/** The longest life of any session, however often it is used. */
export const SESSION_MS_MAX = 180 * 24 * 3_600_000
export const STAFF_SESSION_MS_MAX = 14 * 24 * 3_600_000
/** Sessions of one account; the one unused for the longest time makes way. */
export const SESSIONS_MAX = 50
/** A visit is written down at most this often. */
const SEEN_EVERY_MS = 10 * 60_000
/** Accounts whose sessions are kept in memory; the one unused for the longest time goes. */
const KEPT_MAX = 20_000
/** A kept session is read again after this long, should news of a change be missed. */
const KEPT_MS = 60_000

export type Proof = {
  accountId: string
  method: SignInMethod
  /** True when a second factor, or a passkey, was shown. */
  hasSecondFactor: boolean
  /** Such as "Firefox on Linux". */
  browser: string
  /** /24 or /64. */
  network: string
}

/** Opens a session. @returns the token for the cookie; it is told nowhere else */
export async function startSession(
  ctx: Pick<Ctx, 'site' | 'clock'>,
  tx: Tx,
  emit: Emit,
  proof: Proof,
): Promise<{ sessionId: string; token: string }> {
  const now = ctx.clock()
  const token = newToken()
  const sessionId = newId(now.getTime())
  await insertSession(tx, {
    id: sessionId,
    site_id: ctx.site.id,
    account_id: proof.accountId,
    token_hash: hashOf(token),
    method: proof.method,
    browser: proof.browser,
    network: proof.network,
    started_at: now,
    proven_at: now,
    second_factor_at: proof.hasSecondFactor ? now : null,
    seen_at: now,
    expires_at: new Date(now.getTime() + SESSION_MS_MAX),
  })
  await trimSessions(tx, proof.accountId, SESSIONS_MAX)
  await recordAccountEvent(tx, ctx, {
    accountId: proof.accountId,
    byAccountId: null,
    action: 'session.started',
    detail: { method: proof.method, secondFactor: proof.hasSecondFactor },
  })
  emit({ name: 'account.changed', accountId: proof.accountId })
  return { sessionId, token }
}

/** Identity proven once more in a session that stands: it goes on under a new token. */
export async function provenAgain(
  ctx: Pick<Ctx, 'site' | 'clock'>,
  tx: Tx,
  emit: Emit,
  proof: Proof & { sessionId: string },
): Promise<{ token: string }> {
  const now = ctx.clock()
  const token = newToken()
  await changeSession(tx, proof.sessionId, {
    token_hash: hashOf(token),
    method: proof.method,
    proven_at: now,
    ...(proof.hasSecondFactor ? { second_factor_at: now } : {}),
  })
  await recordAccountEvent(tx, ctx, {
    accountId: proof.accountId,
    byAccountId: proof.accountId,
    action: 'session.proven',
    detail: { method: proof.method, secondFactor: proof.hasSecondFactor },
  })
  emit({ name: 'account.changed', accountId: proof.accountId })
  return { token }
}

/** Ends one session of an account. @throws Refusal account/not-found when it is not theirs */
export const endSession = (ctx: Ctx, input: { accountId: string; sessionId: string }) =>
  write(ctx, async (tx, emit) => {
    const ended = await deleteSession(tx, input.sessionId, input.accountId)
    if (!ended) throw new Refusal('account/not-found')
    await recordAccountEvent(tx, ctx, {
      accountId: input.accountId,
      byAccountId: input.accountId,
      action: 'session.ended',
      detail: {},
    })
    emit({ name: 'account.changed', accountId: input.accountId })
  })

/** Ends all sessions of an account but the one that asks. */
export const endOtherSessions = (ctx: Ctx, input: { accountId: string; sessionId: string }) =>
  write(ctx, async (tx, emit) => {
    await deleteSessions(tx, input.accountId, input.sessionId)
    await recordAccountEvent(tx, ctx, {
      accountId: input.accountId,
      byAccountId: input.accountId,
      action: 'session.others-ended',
      detail: {},
    })
    emit({ name: 'account.changed', accountId: input.accountId })
  })

export type Sessions = {
  /** Who holds this token now; null when nobody does. Cost: one query at most once a minute a session, else memory. */
  find(token: string): Promise<SignedIn | null>
}

/** The sessions of this process: read once, kept while the news of all processes can be heard. */
export function openSessions(ctx: Ctx, formSecret: string): Sessions {
  type Kept = { row: SessionRow; readAt: number; muted: ReadonlySet<string> }
  const kept = new Map<string, Kept>()
  let generation = 0
  ctx.live.on((event) => {
    if (event.name !== 'account.changed') return
    generation += 1
    for (const [hash, one] of kept) if (one.row.account_id === event.accountId) kept.delete(hash)
  })
  ctx.live.onGap(() => {
    generation += 1
    kept.clear()
  })

  async function read(hash: string): Promise<Kept | null> {
    const startedAt = generation
    const row = await findSession(ctx.db, ctx.site.id, hash)
    if (!row) return null
    const one = {
      row,
      readAt: ctx.clock().getTime(),
      muted: new Set(row.muted),
    }
    // What was read before a change must not be kept after it.
    if (startedAt === generation && ctx.live.isConnected()) {
      kept.delete(hash)
      kept.set(hash, one)
      for (const oldest of kept.keys()) {
        if (kept.size <= KEPT_MAX) break
        kept.delete(oldest)
      }
    }
    return one
  }

  return {
    async find(token) {
      const hash = hashOf(token)
      const now = ctx.clock().getTime()
      const known = kept.get(hash)
      const isUsable = known && now - known.readAt < KEPT_MS && ctx.live.isConnected()
      const one = isUsable ? known : await read(hash)
      if (!one || now >= endOf(one.row)) return null
      if (now - one.row.seen_at.getTime() >= SEEN_EVERY_MS) await seen(ctx, one.row)
      return signedIn(one, now, {
        formToken: formTokenOf(formSecret, one.row.id),
        linkKey: signatureOf(formSecret, `link ${one.row.id}`),
      })
    },
  }
}

/** When a session ends, by the role that its account has now: roles change while sessions last. Milliseconds since 1970. */
export function endOf(
  row: Pick<SessionRow, 'role' | 'started_at' | 'seen_at' | 'expires_at'>,
): number {
  const isStaff = isStaffRole(row.role)
  const idle = row.seen_at.getTime() + (isStaff ? STAFF_IDLE_MS : READER_IDLE_MS)
  const longest = isStaff ? row.started_at.getTime() + STAFF_SESSION_MS_MAX : Infinity
  return Math.min(row.expires_at.getTime(), idle, longest)
}

async function seen(ctx: Ctx, row: SessionRow): Promise<void> {
  row.seen_at = ctx.clock()
  await touchSession(ctx.db, row.id, row.seen_at)
}

function signedIn(
  one: { row: SessionRow; muted: ReadonlySet<string> },
  now: number,
  keys: Pick<SignedIn, 'formToken' | 'linkKey'>,
): SignedIn {
  const { row } = one
  return {
    kind: 'account',
    accountId: row.account_id,
    personId: row.person_id,
    sessionId: row.id,
    name: row.name,
    role: row.role,
    language: row.language,
    isBanned: row.is_banned,
    leavesAt: row.leaves_at,
    hasSecondFactor: row.second_factor_at !== null,
    owesFactor: row.has_factor && row.second_factor_at === null,
    isFresh: now - row.proven_at.getTime() < FRESH_MS,
    muted: one.muted,
    unread: row.unread,
    ...keys,
  }
}
