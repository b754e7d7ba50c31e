/** Signing in by OpenID Connect: the code flow with PKCE, state and nonce, and an answer believed only after every check. */
import {
  AuthorizationResponseError,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  type CustomFetch,
  calculatePKCECodeChallenge,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  type ServerMetadata,
} from 'openid-client'
import { Refusal } from '../../core/refusals.js'
import type { OpenIdProvider } from '../../platform/config.js'
import type { Ctx } from '../../platform/ctx.js'
import { beginJourney, endJourney, type Journey } from './journey.js'
import { type OutsideProof, proofOf } from './proof.js'

/** What a provider may sign with: never `none`, and never a secret that it shares with us. */
const SIGNED_WITH = ['RS256', 'ES256', 'PS256', 'EdDSA', 'Ed25519']
const SCOPE = 'openid profile email'
/** What a provider says of itself is asked again after this time: addresses change, rarely. */
const METADATA_MS = 60 * 60_000
/** Longest wait for one answer of a provider, in seconds: its reader waits as long. */
const ANSWER_SECONDS_MAX = 10

export type OpenIdClients = { of(provider: OpenIdProvider): Promise<Configuration> }

/** Knows the providers by what they say of themselves, asked when first needed and kept for METADATA_MS. */
export function openOpenIdClients(ctx: Ctx): OpenIdClients {
  const kept = new Map<string, { client: Promise<Configuration>; askedAtMs: number }>()
  return {
    of(provider) {
      const nowMs = ctx.clock().getTime()
      const known = kept.get(provider.id)
      if (known && nowMs - known.askedAtMs < METADATA_MS) return known.client
      const client = discover(ctx, provider)
      kept.set(provider.id, { client, askedAtMs: nowMs })
      // What failed is asked again by the next reader, not kept for an hour.
      client.catch(() => {
        if (kept.get(provider.id)?.client === client) kept.delete(provider.id)
      })
      return client
    },
  }
}

async function discover(ctx: Ctx, provider: OpenIdProvider): Promise<Configuration> {
  const fetchOutside: CustomFetch = ctx.outbound.asFetch
  const execute = isPlainHttpAllowed(ctx, provider.issuer) ? [allowInsecureRequests] : []
  const found = await discovery(new URL(provider.issuer), provider.clientId, undefined, None(), {
    execute,
    timeout: ANSWER_SECONDS_MAX,
    [customFetch]: fetchOutside,
  })
  const metadata = narrowed(found.serverMetadata())
  const client = new Configuration(
    metadata,
    provider.clientId,
    undefined,
    clientAuthOf(provider, metadata),
  )
  client.timeout = ANSWER_SECONDS_MAX
  client[customFetch] = fetchOutside
  // Without this an id_token is believed because TLS brought it; we want its signature.
  enableNonRepudiationChecks(client)
  for (const extend of execute) extend(client)
  return client
}

/** Plain http only where the operator named the very host and port: tests, and intranets that know what they do. */
function isPlainHttpAllowed(ctx: Ctx, issuer: string): boolean {
  const { protocol, host } = new URL(issuer)
  const isNamed = ctx.config.outboundAllow.some((one) => new URL(`http://${one}`).host === host)
  return protocol === 'http:' && isNamed
}

/** What the provider signs with, less what we do not take; without a list OpenID Connect means RS256. */
function narrowed(metadata: Readonly<ServerMetadata>): ServerMetadata {
  const offered = metadata.id_token_signing_alg_values_supported ?? ['RS256']
  const taken = offered.filter((algorithm) => SIGNED_WITH.includes(algorithm))
  return { ...metadata, id_token_signing_alg_values_supported: taken }
}

function clientAuthOf(
  { clientSecret }: OpenIdProvider,
  { token_endpoint_auth_methods_supported: methods = ['client_secret_basic'] }: ServerMetadata,
): ClientAuth {
  if (clientSecret === '') return None()
  return methods.includes('client_secret_basic')
    ? ClientSecretBasic(clientSecret)
    : ClientSecretPost(clientSecret)
}

const kindOf = (provider: OpenIdProvider) => `openid:${provider.id}`
/** Each provider has a way back of its own: the answer of one can never be taken for that of another. */
const wayBack = (ctx: Ctx, provider: OpenIdProvider) =>
  `${ctx.origin()}/sign-in/with/${provider.id}/answer`

type Visit = { provider: OpenIdProvider; clients: OpenIdClients; browserHash: string }

/**
 * Begins a sign-in. The state is the key of the journey: good for this browser, this provider, one return.
 * @returns the address at the provider
 * @throws Refusal sign-in/provider-failed
 */
export async function beginOpenIdSignIn(
  ctx: Ctx,
  input: Visit & { journey: Journey },
): Promise<URL> {
  const { provider, clients, browserHash, journey } = input
  const client = await asked(ctx, provider, () => clients.of(provider))
  const [verifier, nonce] = [randomPKCECodeVerifier(), randomNonce()]
  const state = await beginJourney(ctx, {
    kind: kindOf(provider),
    browserHash,
    journey,
    secrets: { verifier, nonce },
  })
  const challenge = await calculatePKCECodeChallenge(verifier)
  return asked(ctx, provider, async () =>
    buildAuthorizationUrl(client, {
      redirect_uri: wayBack(ctx, provider),
      scope: SCOPE,
      state,
      nonce,
      code_challenge: challenge,
      code_challenge_method: 'S256',
    }),
  )
}

export type OpenIdAnswer =
  | { kind: 'proven'; proof: OutsideProof; journey: Journey }
  /** The reader, or the provider on their behalf, said no. */
  | { kind: 'denied'; journey: Journey }

/**
 * Takes the answer of a provider.
 * @param input.query of the address to which the reader came back, without question mark
 * @throws Refusal sign-in/link-invalid when no journey of this browser is waiting for it
 * @throws Refusal sign-in/provider-failed
 */
export async function answerOpenIdSignIn(
  ctx: Ctx,
  input: Visit & { query: string },
): Promise<OpenIdAnswer> {
  const { provider, clients, browserHash, query } = input
  const state = new URLSearchParams(query).get('state') ?? ''
  const ended = await endJourney(ctx, { kind: kindOf(provider), browserHash, key: state })
  if (ended === null) throw new Refusal('sign-in/link-invalid')
  const { journey, secrets } = ended
  const [verifier, nonce] = [String(secrets.verifier), String(secrets.nonce)]
  return asked(ctx, provider, async () => {
    const client = await clients.of(provider)
    try {
      const proof = await redeem(client, provider, {
        answer: new URL(`${wayBack(ctx, provider)}?${query}`),
        state,
        verifier,
        nonce,
      })
      return { kind: 'proven', proof, journey }
    } catch (error) {
      if (isDenial(error)) return { kind: 'denied', journey }
      throw error
    }
  })
}

const isDenial = (error: unknown) =>
  error instanceof AuthorizationResponseError && error.error === 'access_denied'

/** Trades the code for tokens; who is meant is read from a signed id_token, the rest may come from the provider's userinfo. */
async function redeem(
  client: Configuration,
  provider: OpenIdProvider,
  {
    answer,
    state,
    verifier,
    nonce,
  }: { answer: URL; state: string; verifier: string; nonce: string },
): Promise<OutsideProof> {
  const tokens = await authorizationCodeGrant(client, answer, {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: verifier,
    idTokenExpected: true,
  })
  const idToken = tokens.claims()
  if (!idToken) throw new Error('no id_token')
  const isComplete = idToken.email !== undefined || !client.serverMetadata().userinfo_endpoint
  // Address and the word that it is verified must come from one place: a mixture would be nobody's statement.
  const claims = isComplete
    ? idToken
    : await fetchUserInfo(client, tokens.access_token, idToken.sub)
  const proof = proofOf(provider.id, { ...claims, sub: idToken.sub })
  if (!proof) throw new Error('unusable subject')
  return proof
}

/** Whatever goes wrong at the other site is one refusal to the reader, and a line for the operator. */
async function asked<T>(ctx: Ctx, provider: OpenIdProvider, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    // Messages name what is wrong; tokens and claims hang on them as objects, and stay out.
    ctx.log.warn({ provider: provider.id, error: messageOf(error) }, 'A sign-in provider failed.')
    throw new Refusal('sign-in/provider-failed')
  }
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message
}
