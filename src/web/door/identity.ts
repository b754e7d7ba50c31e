/** Who asks: found out once a request, from its access token or its session cookie. */
import type { FastifyRequest } from 'fastify'
import { type Actor, ANONYMOUS } from '../../accounts/index.js'
import { Refusal } from '../../core/refusals.js'
import type { WebCtx } from '../web-ctx.js'
import { sessionTokenOf } from './cookies.js'

const BEARER = /^Bearer (\S{1,200})$/

/**
 * @throws Refusal access/token-unknown for an access token that is none: never silently as anyone.
 * An ended session is nobody: pages stay readable.
 */
export async function actorOf(ctx: WebCtx, request: FastifyRequest): Promise<Actor> {
  const header = request.headers.authorization
  if (header !== undefined) {
    const token = BEARER.exec(header)?.[1]
    const role = token === undefined ? null : await ctx.roleOfToken(token)
    if (role === null) throw new Refusal('access/token-unknown')
    return { kind: 'token', role }
  }
  const token = sessionTokenOf(request)
  return (token === null ? null : await ctx.sessions.find(token)) ?? ANONYMOUS
}
