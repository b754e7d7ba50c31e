/** What the script of passkeys asks and answers: options for the device, and what the device signed. */
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import {
  type Actor,
  addPasskey,
  beginPasskey,
  beginPasskeySignIn,
  provePasskey,
  type SignedIn,
} from '../../accounts/index.js'
import { Refusal } from '../../core/refusals.js'
import { browserName } from '../door/browser-name.js'
import { browserOf, ensureBrowser } from '../door/cookies.js'
import { nextPath } from '../door/next-path.js'
import { openSession, proveSession } from '../door/sessions.js'
import type { Route } from '../route.js'
import { urls } from '../urls.js'
import type { WebCtx } from '../web-ctx.js'

const strict = { additionalProperties: false } as const

/** Longer than any key that hides inside a credential id (WebAuthn allows 1,023 bytes). */
const ID_CHARS_MAX = 1_400
/** RSA keys and their statements are under 4 KiB. */
const BYTES_CHARS_MAX = 16_000
const Bytes = Type.String({ maxLength: BYTES_CHARS_MAX, pattern: '^[A-Za-z0-9_-]*$' })
const Id = Type.String({ minLength: 1, maxLength: ID_CHARS_MAX, pattern: '^[A-Za-z0-9_-]+$' })
const Key = Type.String({ maxLength: 100 })
const Next = Type.Optional(Type.String({ maxLength: 1_000 }))

/** What a device says beside its signature; browsers add to it, and we use none of it. */
const Spoken = {
  id: Id,
  rawId: Id,
  type: Type.Literal('public-key'),
  authenticatorAttachment: Type.Optional(
    Type.Union([Type.Literal('platform'), Type.Literal('cross-platform')]),
  ),
  clientExtensionResults: Type.Object({}),
}
const TRANSPORTS_MAX = 10

const NoBody = Type.Object({}, strict)
const NewPasskeyBody = Type.Object(
  {
    ceremony: Key,
    response: Type.Object(
      {
        ...Spoken,
        response: Type.Object(
          {
            clientDataJSON: Bytes,
            attestationObject: Bytes,
            authenticatorData: Type.Optional(Bytes),
            publicKey: Type.Optional(Bytes),
            publicKeyAlgorithm: Type.Optional(Type.Integer()),
            transports: Type.Optional(
              Type.Array(Type.String({ maxLength: 40 }), { maxItems: TRANSPORTS_MAX }),
            ),
          },
          strict,
        ),
      },
      strict,
    ),
  },
  strict,
)
const ProofBody = Type.Object(
  {
    ceremony: Key,
    next: Next,
    response: Type.Object(
      {
        ...Spoken,
        response: Type.Object(
          {
            clientDataJSON: Bytes,
            authenticatorData: Bytes,
            signature: Bytes,
            userHandle: Type.Optional(Bytes),
          },
          strict,
        ),
      },
      strict,
    ),
  },
  strict,
)

// The schema has checked every field that we read; extension results are passed on unread.
const newPasskeyIn = (request: FastifyRequest) =>
  request.body as Static<typeof NewPasskeyBody> & { response: RegistrationResponseJSON }
const proofIn = (request: FastifyRequest) =>
  request.body as Static<typeof ProofBody> & { response: AuthenticationResponseJSON }

export const passkeyRoutes = (ctx: WebCtx): Route[] => [
  {
    method: 'POST',
    url: '/account/passkeys/options',
    may: 'own-safety',
    speaks: 'json',
    limit: 'passkey-options',
    schema: { hide: true, body: NoBody },
    handler: async (request, reply, actor) => {
      const owner = ownerOf(actor)
      const browserHash = ensureBrowser(request, reply)
      return beginPasskey(ctx, { accountId: owner.accountId, browserHash })
    },
  },
  {
    method: 'POST',
    url: '/account/passkeys',
    may: 'own-safety',
    speaks: 'json',
    limit: 'account-form',
    schema: { hide: true, body: NewPasskeyBody },
    handler: async (request, reply, actor) => {
      const owner = ownerOf(actor)
      await add(ctx, request, owner)
      // Who made it has just verified themselves to their device: that is as good as showing it.
      const proven = { method: 'passkey', hasSecondFactor: true } as const
      await proveSession(ctx, request, reply, owner, proven)
      return { next: `${urls.security()}?done=passkeyAdded` }
    },
  },
  {
    method: 'POST',
    url: '/sign-in/passkey/options',
    may: 'sign-in',
    speaks: 'json',
    // Browsers ask for them as soon as the page of signing in is open, so more often than links are asked for.
    limit: 'passkey-options',
    schema: { hide: true, body: NoBody },
    handler: async (request, reply, actor) => {
      const browserHash = ensureBrowser(request, reply)
      const accountId = actor.kind === 'account' ? actor.accountId : null
      return beginPasskeySignIn(ctx, { browserHash, accountId })
    },
  },
  {
    method: 'POST',
    url: '/sign-in/passkey',
    may: 'sign-in',
    speaks: 'json',
    limit: 'sign-in-try',
    schema: { hide: true, body: ProofBody },
    handler: async (request, reply, actor) => {
      const { ceremony, response, next } = proofIn(request)
      const browserHash = browserIn(request)
      const { accountId } = await provePasskey(ctx, { browserHash, ceremony, response })
      await signIn(ctx, request, reply, actor, accountId)
      return { next: nextPath(next) }
    },
  },
]

async function add(ctx: WebCtx, request: FastifyRequest, owner: SignedIn): Promise<void> {
  const { ceremony, response } = newPasskeyIn(request)
  await addPasskey(ctx, {
    accountId: owner.accountId,
    browserHash: browserIn(request),
    ceremony,
    response,
    label: '',
    defaultLabel: browserName(request.headers['user-agent']),
  })
}

/** Somebody who is signed in proves that session; a passkey of somebody else is refused there. */
async function signIn(
  ctx: WebCtx,
  request: FastifyRequest,
  reply: FastifyReply,
  actor: Actor,
  accountId: string,
): Promise<void> {
  const proven = { method: 'passkey', hasSecondFactor: true } as const
  if (actor.kind !== 'account') return openSession(ctx, request, reply, { accountId, ...proven })
  if (actor.accountId !== accountId) throw new Refusal('sign-in/passkey-refused')
  return proveSession(ctx, request, reply, actor, proven)
}

/** @throws Refusal access/sign-in */
function ownerOf(actor: Actor): SignedIn {
  if (actor.kind !== 'account') throw new Refusal('access/sign-in')
  return actor
}

/** @throws Refusal sign-in/passkey-refused for a browser that was never asked */
function browserIn(request: FastifyRequest): string {
  const hash = browserOf(request)
  if (hash === null) throw new Refusal('sign-in/passkey-refused')
  return hash
}
