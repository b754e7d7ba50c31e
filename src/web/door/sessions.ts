/** A session and its cookie: opened after a proof of identity, proven again, closed. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import {
  endSession,
  type Proof,
  provenAgain,
  type SignedIn,
  startSession,
} from '../../accounts/index.js'
import { Refusal } from '../../core/refusals.js'
import type { Tx } from '../../platform/database.js'
import { type Emit, write } from '../../platform/events.js'
import { networkOf } from '../../platform/network.js'
import type { WebCtx } from '../web-ctx.js'
import { browserName } from './browser-name.js'
import { clearSessionCookie, setSessionCookie } from './cookies.js'

type Proven = Pick<Proof, 'accountId' | 'method' | 'hasSecondFactor'>

const proofOf = (request: FastifyRequest, proven: Proven): Proof => ({
  ...proven,
  browser: browserName(request.headers['user-agent']),
  network: networkOf(request.ip),
})

/** Opens a session in a transaction of its own and gives the browser its cookie. */
export async function openSession(
  ctx: WebCtx,
  request: FastifyRequest,
  reply: FastifyReply,
  proven: Proven,
): Promise<void> {
  const open = (tx: Tx, emit: Emit) => startSession(ctx, tx, emit, proofOf(request, proven))
  const { token } = await write(ctx, open)
  setSessionCookie(reply, token)
}

/** The same inside a transaction that is under way; the cookie is set by the caller after its commit. */
export const openSessionIn = (
  ctx: WebCtx,
  request: FastifyRequest,
  at: { tx: Tx; emit: Emit },
  proven: Proven,
): Promise<{ sessionId: string; token: string }> =>
  startSession(ctx, at.tx, at.emit, proofOf(request, proven))

/** Identity proven once more in the present session, which goes on under a new token. */
export async function proveSession(
  ctx: WebCtx,
  request: FastifyRequest,
  reply: FastifyReply,
  actor: SignedIn,
  proven: Pick<Proof, 'method' | 'hasSecondFactor'>,
): Promise<void> {
  const { token } = await write(ctx, (tx, emit) =>
    proveSessionIn(ctx, request, { tx, emit }, actor, proven),
  )
  setSessionCookie(reply, token)
}

/** The same inside a transaction that is under way; the cookie is set by the caller after its commit. */
export const proveSessionIn = (
  ctx: WebCtx,
  request: FastifyRequest,
  at: { tx: Tx; emit: Emit },
  actor: SignedIn,
  proven: Pick<Proof, 'method' | 'hasSecondFactor'>,
): Promise<{ token: string }> =>
  provenAgain(ctx, at.tx, at.emit, {
    ...proofOf(request, { ...proven, accountId: actor.accountId }),
    sessionId: actor.sessionId,
  })

/** Signs out: the session ends on the server, and its cookie here. */
export async function closeSession(
  ctx: WebCtx,
  reply: FastifyReply,
  actor: SignedIn,
): Promise<void> {
  // It may have ended meanwhile, by another window of the same browser.
  await endSession(ctx, actor).catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error
  })
  clearSessionCookie(reply)
  // Drafts and the last name stay in no browser that others use too.
  reply.header('clear-site-data', '"storage"')
}
