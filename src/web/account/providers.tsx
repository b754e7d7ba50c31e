/** Signing in by way of another site, and connecting one with an account: buttons, ways out and back, disconnecting. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import {
  type Actor,
  answerOpenIdSignIn,
  answerSiteSignIn,
  arriveByProof,
  beginOpenIdSignIn,
  beginSiteSignIn,
  connectByProof,
  type Journey,
  type OutsideProof,
  openOpenIdClients,
  openSiteDoors,
  providerName,
  providerOfSite,
  type SignedIn,
  unlinkIdentity,
} from '../../accounts/index.js'
import { Refusal } from '../../core/refusals.js'
import type { Config } from '../../platform/config.js'
import { isSame } from '../../platform/secrets.js'
import { browserOf, ensureBrowser } from '../door/cookies.js'
import { requireRight } from '../door/guard.js'
import { nextPath } from '../door/next-path.js'
import { closeSession, openSession, proveSession } from '../door/sessions.js'
import { fieldsOf } from '../form.js'
import { DeniedPage, NotConnectedPage, type OutsideWay } from '../pages/account/other-sites.js'
import { localeOf } from '../pages/layout.js'
import type { Route } from '../route.js'
import { shellOf } from '../shell.js'
import { answerPrivate, redirect } from '../site/answer-page.js'
import { urls } from '../urls.js'
import type { WebCtx } from '../web-ctx.js'

export { OtherSites, type OutsideWay, ProviderButtons } from '../pages/account/other-sites.js'

/** @throws ConfigMistakes when the key of an embedding site does not fit: the program then does not start */
export function providerRoutes(ctx: WebCtx): Route[] {
  return [...openIdRoutes(ctx), ...siteRoutes(ctx), unlinkRoute(ctx)]
}

function openIdRoutes(ctx: WebCtx): Route[] {
  const clients = openOpenIdClients(ctx)
  const providerIn = (request: FastifyRequest) =>
    orNotFound(ctx.config.openIdProviders.find((one) => one.id === idIn(request)))
  return [
    {
      method: 'GET',
      url: '/sign-in/with/:id',
      may: 'sign-in',
      speaks: 'html',
      limit: 'sign-in-ask',
      handler: async (request, reply, actor) => {
        const provider = providerIn(request)
        const journey = journeyOf(request, actor)
        const browserHash = ensureBrowser(request, reply)
        const input = { provider, clients, browserHash, journey }
        return leave(reply, await beginOpenIdSignIn(ctx, input))
      },
    },
    {
      method: 'GET',
      url: '/sign-in/with/:id/answer',
      may: 'sign-in',
      speaks: 'html',
      handler: async (request, reply, actor) => {
        const provider = providerIn(request)
        keepAddress(reply)
        const browserHash = browserWaiting(request)
        const query = request.url.split('?')[1] ?? ''
        const answer = await answerOpenIdSignIn(ctx, { provider, clients, browserHash, query })
        if (answer.kind === 'denied')
          return answerPrivate(
            reply,
            <DeniedPage
              shell={await shellOf(ctx, actor)}
              name={provider.name}
              journey={answer.journey}
            />,
          )
        const { proof, journey } = answer
        return arrive(ctx, request, reply, actor, { proof, journey, method: 'provider' })
      },
    },
  ]
}

function siteRoutes(ctx: WebCtx): Route[] {
  const doors = openSiteDoors(ctx.config.embeddingSites)
  const doorIn = (request: FastifyRequest) => orNotFound(doors.get(idIn(request)))
  return [
    {
      method: 'GET',
      url: '/sign-in/site/:id',
      may: 'sign-in',
      speaks: 'html',
      limit: 'sign-in-ask',
      handler: async (request, reply, actor) => {
        const { site } = doorIn(request)
        const journey = journeyOf(request, actor)
        const browserHash = ensureBrowser(request, reply)
        return leave(reply, await beginSiteSignIn(ctx, { site, browserHash, journey }))
      },
    },
    {
      method: 'GET',
      url: '/sign-in/site/:id/answer',
      may: 'sign-in',
      speaks: 'html',
      handler: async (request, reply, actor) => {
        const door = doorIn(request)
        keepAddress(reply)
        const token = queryText(request, 'token') ?? ''
        const browserHash = browserWaiting(request)
        const answer = await answerSiteSignIn(ctx, { door, browserHash, token })
        if ('problem' in answer) {
          const words = localeOf(await shellOf(ctx, actor)).providers.tokenProblems
          throw new Refusal('sign-in/token-invalid', { detail: words[answer.problem] })
        }
        return arrive(ctx, request, reply, actor, { ...answer, method: 'site' })
      },
    },
    {
      // A form of another site brings no cookies of ours; the redirect to the same place by GET does.
      method: 'POST',
      url: '/sign-in/site/:id/answer',
      may: 'sign-in',
      speaks: 'html',
      cross: true,
      handler: async (request, reply) => {
        const { site } = doorIn(request)
        const { token } = fieldsOf(request.body, ['token'])
        keepAddress(reply)
        return redirect(reply, `/sign-in/site/${site.id}/answer?token=${encodeURIComponent(token)}`)
      },
    },
  ]
}

const unlinkRoute = (ctx: WebCtx): Route => ({
  method: 'POST',
  url: '/account/security/unlink',
  may: 'own-safety',
  speaks: 'html',
  limit: 'account-form',
  handler: async (request, reply, actor) => {
    const { provider } = fieldsOf(request.body, ['provider'])
    await unlinkIdentity(ctx, signedIn(actor), { provider })
    return redirect(reply, urls.security())
  },
})

type Arrived = { proof: OutsideProof; journey: Journey; method: 'provider' | 'site' }

/** Never a second factor: what the other site asked for is not known here, so staff show theirs on top. */
async function arrive(
  ctx: WebCtx,
  request: FastifyRequest,
  reply: FastifyReply,
  actor: Actor,
  { proof, journey, method }: Arrived,
): Promise<unknown> {
  if (journey.connectTo !== null) return connect(ctx, reply, actor, { proof, journey })
  const { accountId } = await arriveByProof(ctx, { proof, language: null })
  const proven = { method, hasSecondFactor: false }
  if (actor.kind === 'account' && actor.accountId === accountId)
    await proveSession(ctx, request, reply, actor, proven)
  else {
    if (actor.kind === 'account') await closeSession(ctx, reply, actor)
    await openSession(ctx, request, reply, { accountId, ...proven })
  }
  return redirect(reply, journey.next)
}

async function connect(
  ctx: WebCtx,
  reply: FastifyReply,
  actor: Actor,
  { proof, journey }: { proof: OutsideProof; journey: Journey },
): Promise<unknown> {
  requireRight(actor, 'own-safety')
  const owner = signedIn(actor)
  // Signed in as somebody else meanwhile: the connection was asked for by another account.
  if (owner.accountId !== journey.connectTo) throw new Refusal('sign-in/link-invalid')
  const outcome = await connectByProof(ctx, owner, proof)
  if (outcome === 'connected') return redirect(reply, journey.next)
  const name = providerName(ctx.config, proof.provider) ?? proof.provider
  const shell = await shellOf(ctx, actor)
  return answerPrivate(
    reply.code(422),
    <NotConnectedPage shell={shell} name={name} why={outcome} journey={journey} />,
  )
}

/**
 * Reads where a journey leads. A connection is begun only by a link from our own page: whoever made a reader's browser
 * follow a foreign one, signed in over there as themselves, would own a way into the reader's account.
 * @throws Refusal access/*, request/not-from-here
 */
function journeyOf(request: FastifyRequest, actor: Actor): Journey {
  const key = queryText(request, 'connect')
  const next = queryText(request, 'next')
  if (key === undefined) return { next: nextPath(next), connectTo: null }
  requireRight(actor, 'own-safety')
  const owner = signedIn(actor)
  if (!isSame(key, owner.linkKey)) throw new Refusal('request/not-from-here')
  return { next: nextPath(next ?? urls.security()), connectTo: owner.accountId }
}

/** @throws Refusal access/sign-in */
function signedIn(actor: Actor): SignedIn {
  if (actor.kind !== 'account') throw new Refusal('access/sign-in')
  return actor
}

/** @throws Refusal sign-in/link-invalid for a browser that never left from here */
function browserWaiting(request: FastifyRequest): string {
  const hash = browserOf(request)
  if (hash === null) throw new Refusal('sign-in/link-invalid')
  return hash
}

/** To the address of a provider or an embedding site: the only redirects of the program that lead outside. */
const leave = (reply: FastifyReply, url: URL) =>
  reply.code(303).header('location', url.href).send('')

/** The address of an answer holds a code or a token: it is told to nobody, not even to our own files. */
const keepAddress = (reply: FastifyReply) => reply.header('referrer-policy', 'no-referrer')

const idIn = (request: FastifyRequest): string => (request.params as { id: string }).id

function queryText(request: FastifyRequest, name: string): string | undefined {
  const value = (request.query as Record<string, unknown>)[name]
  return typeof value === 'string' ? value : undefined
}

/** @throws Refusal request/not-found */
function orNotFound<T>(found: T | undefined): T {
  if (found === undefined) throw new Refusal('request/not-found')
  return found
}

/** Every site to sign in with that the settings name. */
export const outsideWays = (config: Config): OutsideWay[] => [
  ...config.openIdProviders.map(({ id, name }) => ({
    provider: id,
    name,
    path: `/sign-in/with/${id}`,
  })),
  ...config.embeddingSites.map((site) => ({
    provider: providerOfSite(site),
    name: site.name,
    path: `/sign-in/site/${site.id}`,
  })),
]
