/** Stopping mail by the address in a letter: looking at it changes nothing, one click does, nobody need sign in. */
import type { FastifyRequest } from 'fastify'
import { readUnsubscribing, type Unsubscribing, unsubscribe } from '../../accounts/index.js'
import { isId } from '../../core/ids.js'
import { Refusal } from '../../core/refusals.js'
import { UnsubscribedPage, UnsubscribePage } from '../pages/account/unsubscribe-page.js'
import type { Route } from '../route.js'
import { shellOf } from '../shell.js'
import { answerPrivate } from '../site/answer-page.js'
import type { WebCtx } from '../web-ctx.js'

const ADDRESS = '/unsubscribe/:accountId/:kind/:signature'

export const unsubscribeRoutes = (ctx: WebCtx): Route[] => [
  {
    // Mail scanners open every link of a letter: opening this one must not unsubscribe.
    method: 'GET',
    url: ADDRESS,
    may: 'read',
    speaks: 'html',
    limit: 'mail-unsubscribe',
    handler: async (request, reply) => {
      const { kind } = unsubscribingIn(ctx, request)
      const shell = await shellOf(ctx)
      return answerPrivate(
        reply,
        <UnsubscribePage shell={shell} kind={kind} postUrl={pathOf(request)} />,
      )
    },
  },
  {
    // RFC 8058: mail programs send it from anywhere, with a body that says nothing more; the address is the proof.
    method: 'POST',
    url: ADDRESS,
    may: 'read',
    speaks: 'html',
    limit: 'mail-unsubscribe',
    cross: true,
    handler: async (request, reply) => {
      const unsubscribing = unsubscribingIn(ctx, request)
      await unsubscribe(ctx, unsubscribing)
      return answerPrivate(
        reply,
        <UnsubscribedPage shell={await shellOf(ctx)} kind={unsubscribing.kind} />,
      )
    },
  },
]

/** @throws Refusal request/not-found for an address that we did not sign */
function unsubscribingIn(ctx: WebCtx, request: FastifyRequest): Unsubscribing {
  const { accountId, kind, signature } = request.params as Record<string, string>
  const sent = { accountId: accountId ?? '', kind: kind ?? '', signature: signature ?? '' }
  const unsubscribing = isId(sent.accountId) ? readUnsubscribing(ctx.accountSecret, sent) : null
  if (unsubscribing === null) throw new Refusal('request/not-found')
  return unsubscribing
}

const pathOf = (request: FastifyRequest): string => request.url.split('?')[0] ?? ''
