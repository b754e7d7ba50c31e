/** Where a person is sent who lacks something that they can show: to sign in, to prove it once more. */
import type { FastifyRequest } from 'fastify'
import type { Refusal, RefusalCode } from '../../core/refusals.js'

const PAGE_OF: Partial<Record<RefusalCode, string>> = {
  'access/sign-in': '/sign-in',
  'access/second-factor': '/sign-in/second-factor',
  'access/sign-in-again': '/sign-in?again=1',
}

/** @returns the address of the page that helps; null when none does */
export function wayIn(request: FastifyRequest, refusal: Refusal): string | null {
  const page = PAGE_OF[refusal.code]
  if (page === undefined) return null
  // What was to be posted is not there any more after signing in: the person comes back to its page.
  const next = request.method === 'GET' ? request.url : pageOfForm(request.url)
  return `${page}${page.includes('?') ? '&' : '?'}next=${encodeURIComponent(next)}`
}

/** Forms of the account and of the desk stand on the page that their address begins with. */
const pageOfForm = (url: string): string =>
  (/^\/account\/(export|stay)/.test(url) ? '/account/leave' : undefined) ??
  /^\/invitation\/[\w-]+/.exec(url)?.[0] ??
  /^\/(account\/(security|notices|leave)|desk\/[a-z]+)/.exec(url)?.[0] ??
  '/account'
