/** The door of every route: where the request comes from, who asks, whether they may, how often. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Action, type Actor, type Answer, may } from '../../accounts/index.js'
import { Refusal, type RefusalCode } from '../../core/refusals.js'
import { networkOf } from '../../platform/network.js'
import type { Route } from '../route.js'
import type { WebCtx } from '../web-ctx.js'
import { actorOf } from './identity.js'
import { requireOwnOrigin } from './own-page.js'

const REFUSAL_OF: Record<Exclude<Answer, 'yes'>, RefusalCode> = {
  'sign-in': 'access/sign-in',
  'second-factor': 'access/second-factor',
  'sign-in-again': 'access/sign-in-again',
  no: 'access/forbidden',
  gone: 'request/not-found',
}

/** @throws Refusal when the actor lacks the right */
export function requireRight(actor: Actor, action: Action): void {
  const answer = may(actor, action)
  if (answer !== 'yes') throw new Refusal(REFUSAL_OF[answer])
}

/** A name that stands twice in the query has two meanings: refused. @throws Refusal request/invalid */
function requirePlainQuery(request: FastifyRequest): void {
  const values = Object.values((request.query ?? {}) as Record<string, unknown>)
  if (values.some((value) => typeof value !== 'string'))
    throw new Refusal('request/invalid', { detail: 'a name stands twice in the query' })
}

/**
 * Before the body is read.
 * @throws Refusal request/invalid, request/not-from-here, access/*, request/too-many
 */
export async function guard(
  ctx: WebCtx,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Actor> {
  requirePlainQuery(request)
  if (!route.cross) requireOwnOrigin(request, ctx.origin())
  const actor = await actorOf(ctx, request)
  requireRight(actor, route.may)
  if (route.limit !== undefined) {
    const taken = await ctx.limits.require(route.limit, networkOf(request.ip))
    reply.headers(ctx.limits.headersOf(route.limit, taken))
  }
  return actor
}
