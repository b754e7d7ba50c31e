/** Requests that change something must come from a page of ours: what other sites make a browser send is refused. */
import type { FastifyRequest } from 'fastify'
import { type Actor, isFormToken } from '../../accounts/index.js'
import { Refusal } from '../../core/refusals.js'
import type { WebCtx } from '../web-ctx.js'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * What the browser itself says about where the request comes from. Programs say nothing; they carry no cookies.
 * @returns 'unknown' when neither Sec-Fetch-Site nor Origin was sent
 */
function saidOrigin(request: FastifyRequest, origin: string): 'own' | 'other' | 'unknown' {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin' || site === 'none' ? 'own' : 'other'
  const sent = request.headers.origin
  if (sent === undefined) return 'unknown'
  if (sent === origin) return 'own'
  // Whoever stands between can write pages of ours without https: they are not ours.
  if (origin.startsWith('https:') && sent.startsWith('http:')) return 'other'
  // Another name of this very server, such as 127.0.0.1 for localhost: the browser sent it to where it came from.
  return URL.canParse(sent) && new URL(sent).host === request.headers.host ? 'own' : 'other'
}

/**
 * Before the body is read: refuses what another site sent.
 * @throws Refusal request/not-from-here
 */
export function requireOwnOrigin(request: FastifyRequest, origin: string): void {
  if (SAFE.has(request.method)) return
  if (saidOrigin(request, origin) === 'other') throw new Refusal('request/not-from-here')
}

/**
 * After the body is read: a browser that does not say where it is, but has a session, must send the token of the form.
 * @throws Refusal request/not-from-here
 */
export function requireFormToken(
  ctx: Pick<WebCtx, 'origin' | 'accountSecret'>,
  request: FastifyRequest,
  actor: Actor,
): void {
  if (SAFE.has(request.method) || actor.kind !== 'account') return
  if (saidOrigin(request, ctx.origin()) === 'own') return
  const { csrf } = (request.body ?? {}) as { csrf?: unknown }
  if (typeof csrf !== 'string' || !isFormToken(ctx.accountSecret, actor.sessionId, csrf))
    throw new Refusal('request/not-from-here')
}
