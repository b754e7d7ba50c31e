/** Signed tokens of embedding sites: a site that signs its own readers in here proves with each token who comes. */
import { createPublicKey, type KeyObject } from 'node:crypto'
import { compactVerify, decodeProtectedHeader, errors } from 'jose'
import { ConfigMistakes, type EmbeddingSite } from '../../platform/config.js'
import type { Ctx } from '../../platform/ctx.js'
import { beginJourney, endJourney, type Journey } from './journey.js'
import { type OutsideProof, proofOf } from './proof.js'

/** The longest life of a token, and the furthest that its end may lie ahead, in seconds. */
export const TOKEN_SECONDS_MAX = 5 * 60
/** How far the clock of the other site may be ahead of ours, in seconds. */
export const CLOCK_AHEAD_SECONDS_MAX = 30
/** A token travels in an address; servers before us cut those at 8 KiB. */
export const TOKEN_CHARS_MAX = 6_000
export const SITE_SUBJECT_CHARS_MAX = 200
/** Fewer bits of RSA can be factored. */
const RSA_BITS_MIN = 2048

/** Why a token was not taken; locales have a sentence for each. */
export type TokenProblem =
  | 'form'
  | 'algorithm'
  | 'signature'
  | 'header'
  | 'issuer'
  | 'audience'
  | 'expired'
  | 'life'
  | 'time'
  | 'subject'
  | 'nonce'

/** An embedding site with its key ready for use. */
export type SiteDoor = { site: EmbeddingSite; key: KeyObject | Uint8Array }

/**
 * Makes the keys of the settings ready: a wrong one is found when the program starts, not when a reader comes.
 * @throws ConfigMistakes naming every site whose key does not fit its algorithm
 */
export function openSiteDoors(sites: readonly EmbeddingSite[]): ReadonlyMap<string, SiteDoor> {
  const doors = sites.map((site) => ({ site, key: keyOf(site) }))
  const mistakes = doors.flatMap(({ site, key }) =>
    key === null
      ? `EMBEDDING_SITES: the key of "${site.id}" must be ${KEYS_EXPECTED[site.algorithm]}.`
      : [],
  )
  if (mistakes.length > 0) throw new ConfigMistakes(mistakes.join('\n'))
  return new Map(
    doors.flatMap(({ site, key }) => (key === null ? [] : [[site.id, { site, key }] as const])),
  )
}

const KEYS_EXPECTED = {
  HS256: 'a shared secret, no PEM: the public key of somebody is known to everybody',
  RS256: `an RSA public key of ${RSA_BITS_MIN} bits or more, as PEM`,
  EdDSA: 'an Ed25519 public key, as PEM',
} as const satisfies Record<EmbeddingSite['algorithm'], string>

function keyOf({ algorithm, key }: EmbeddingSite): KeyObject | Uint8Array | null {
  const isPem = key.includes('-----BEGIN')
  if (algorithm === 'HS256') return isPem ? null : new TextEncoder().encode(key)
  // A private key would be read as well; it has no business here.
  if (!isPem || key.includes('PRIVATE KEY')) return null
  try {
    const publicKey = createPublicKey(key)
    const bits = publicKey.asymmetricKeyDetails?.modulusLength ?? 0
    const isRight =
      algorithm === 'RS256'
        ? publicKey.asymmetricKeyType === 'rsa' && bits >= RSA_BITS_MIN
        : publicKey.asymmetricKeyType === 'ed25519'
    return isRight ? publicKey : null
  } catch {
    return null
  }
}

/** The name under which identities of an embedding site are kept, and its journeys. */
export const providerOfSite = (site: EmbeddingSite): string => `site:${site.id}`

/** Begins a sign-in. @returns the address at the other site, with our nonce and the way back */
export async function beginSiteSignIn(
  ctx: Ctx,
  input: { site: EmbeddingSite; browserHash: string; journey: Journey },
): Promise<URL> {
  const { site, browserHash, journey } = input
  const nonce = await beginJourney(ctx, {
    kind: providerOfSite(site),
    browserHash,
    journey,
    secrets: {},
  })
  const url = new URL(site.signInUrl)
  url.searchParams.set('nonce', nonce)
  url.searchParams.set('return_to', `${ctx.origin()}/sign-in/site/${site.id}/answer`)
  return url
}

/**
 * Takes the answer of an embedding site. A token carries one nonce, and a nonce is taken once: so no token can be
 * used twice, and no list of used ones is needed.
 */
export async function answerSiteSignIn(
  ctx: Ctx,
  input: { door: SiteDoor; browserHash: string; token: string },
): Promise<{ proof: OutsideProof; journey: Journey } | { problem: TokenProblem }> {
  const { door, browserHash, token } = input
  const read = await readSiteToken({ door, token, origin: ctx.origin(), now: ctx.clock() })
  if ('problem' in read) return read
  const kind = providerOfSite(door.site)
  // Only a token that is right in all else may use the nonce up.
  const ended = await endJourney(ctx, { kind, browserHash, key: read.nonce })
  return ended === null ? { problem: 'nonce' } : { proof: read.proof, journey: ended.journey }
}

/**
 * Reads a token: signature by the agreed algorithm and key alone, then every claim that says for whom and when.
 * Whether the nonce belongs to the browser is not known here.
 */
export async function readSiteToken(input: {
  door: SiteDoor
  token: string
  origin: string
  now: Date
}): Promise<{ proof: OutsideProof; nonce: string } | { problem: TokenProblem }> {
  const { door, token, origin, now } = input
  if (token.length > TOKEN_CHARS_MAX) return { problem: 'form' }
  const opened = await openToken(door, token)
  if ('problem' in opened) return opened
  const { claims } = opened
  const problem = problemOfClaims(claims, {
    issuer: door.site.issuer,
    origin,
    nowSeconds: now.getTime() / 1000,
  })
  if (problem) return { problem }
  const proof = proofOf(providerOfSite(door.site), claims, SITE_SUBJECT_CHARS_MAX)
  if (!proof) return { problem: 'subject' }
  const { nonce } = claims
  return typeof nonce === 'string' && nonce !== '' ? { proof, nonce } : { problem: 'nonce' }
}

type Claims = Record<string, unknown>

async function openToken(
  { site, key }: SiteDoor,
  token: string,
): Promise<{ claims: Claims } | { problem: TokenProblem }> {
  try {
    if (!isPlainHeader(decodeProtectedHeader(token))) return { problem: 'header' }
    const { payload } = await compactVerify(token, key, { algorithms: [site.algorithm] })
    const claims: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload))
    return isClaims(claims) ? { claims } : { problem: 'form' }
  } catch (error) {
    if (error instanceof errors.JOSEAlgNotAllowed) return { problem: 'algorithm' }
    if (error instanceof errors.JWSSignatureVerificationFailed) return { problem: 'signature' }
    return { problem: 'form' }
  }
}

/** A key that comes with the token proves nothing, and an extension that must be understood is not understood. */
const REFUSED_IN_HEADER = ['crit', 'b64', 'jku', 'jwk', 'x5u', 'x5c', 'enc', 'zip']

/** Tokens made for another use (access, logout) name it in `typ`: RFC 8725, section 3.11. */
const isPlainHeader = (header: Record<string, unknown>): boolean =>
  REFUSED_IN_HEADER.every((name) => !(name in header)) &&
  (header.typ === undefined ||
    (typeof header.typ === 'string' && header.typ.toUpperCase() === 'JWT'))

const isClaims = (value: unknown): value is Claims =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isSeconds = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value)

function problemOfClaims(
  { iss, aud, exp, iat, nbf }: Claims,
  { issuer, origin, nowSeconds }: { issuer: string; origin: string; nowSeconds: number },
): TokenProblem | null {
  if (iss !== issuer) return 'issuer'
  // A list of audiences is refused: each of the others could use the token here.
  if (aud !== origin) return 'audience'
  if (!isSeconds(exp) || !isSeconds(iat)) return 'time'
  if (exp <= nowSeconds) return 'expired'
  if (exp - iat > TOKEN_SECONDS_MAX || exp - nowSeconds > TOKEN_SECONDS_MAX) return 'life'
  const latest = nowSeconds + CLOCK_AHEAD_SECONDS_MAX
  if (iat > latest || (nbf !== undefined && (!isSeconds(nbf) || nbf > latest))) return 'time'
  return null
}
