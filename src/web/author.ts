/** Who writes a comment: the reader who is signed in, or a guest in this browser. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Actor, isStaffRole } from '../accounts/index.js'
import { Refusal } from '../core/refusals.js'
import { ANYONE, type Author, type Viewer } from '../discussion/index.js'
import type { Sending } from '../moderation/index.js'
import { networkOf } from '../platform/network.js'
import { ensureBrowser } from './door/cookies.js'
import type { WebCtx } from './web-ctx.js'

/**
 * The author of what is being sent, who has not sent too much of it.
 * @param name what a guest calls themselves; an account has its own
 * @throws Refusal access/guests-closed, access/second-factor, access/banned, access/leaving, account/name-missing, request/too-many
 */
export async function authorOf(
  ctx: WebCtx,
  request: FastifyRequest,
  reply: FastifyReply,
  input: { actor: Actor; name: string | null },
): Promise<Author> {
  const { actor } = input
  await ctx.limits.require('comment-network', networkOf(request.ip))
  if (actor.kind === 'account') await ctx.limits.require('comment-account', actor.accountId)
  return writerOf(ctx, request, reply, input)
}

/**
 * Who is about to write, before they do: counted by no limit. A guest's browser gets its cookie.
 * @throws Refusal access/guests-closed, access/second-factor, access/banned, access/leaving, account/name-missing
 */
export function writerOf(
  ctx: WebCtx,
  request: FastifyRequest,
  reply: FastifyReply,
  { actor, name }: { actor: Actor; name: string | null },
): Author {
  const author = authorAs(ctx, actor, name)
  if (author.kind === 'reader' || actor.kind !== 'anonymous') return author
  return { ...author, browserHash: ensureBrowser(request, reply) }
}

/**
 * As whom somebody writes, if they may; a guest without a browser.
 * @throws Refusal access/guests-closed, access/second-factor, access/banned, access/leaving, account/name-missing
 */
export function authorAs(ctx: Pick<WebCtx, 'config'>, actor: Actor, name: string | null): Author {
  if (actor.kind !== 'account') {
    if (!ctx.config.guestComments) throw new Refusal('access/guests-closed')
    return { kind: 'guest', name, browserHash: null }
  }
  if (actor.owesFactor) throw new Refusal('access/second-factor')
  if (actor.isBanned) throw new Refusal('access/banned')
  if (actor.leavesAt !== null) throw new Refusal('access/leaving')
  if (actor.name === '') throw new Refusal('account/name-missing')
  return {
    kind: 'reader',
    personId: actor.personId,
    name: actor.name,
    // The mark is worth as much as the proof behind it.
    isStaff: isStaffRole(actor.role) && actor.hasSecondFactor,
  }
}

/** How a comment was sent: the field that people do not see, and what the browser says of the time. */
export const sendingOf = (
  request: FastifyRequest,
  form: { website: string; shownMs: number | null },
): Sending => ({
  networkKey: networkOf(request.ip),
  isTrapped: form.website !== '',
  shownMs: form.shownMs,
})

/** What this reader sees of threads that are shown to them alone. */
export const eyesOf = (actor: Actor): Viewer => ({
  seesHeld: false,
  muted: actor.kind === 'account' ? actor.muted : ANYONE.muted,
})
