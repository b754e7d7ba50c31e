/**
 * The one HTTP client: everything the server fetches goes through it. It reaches the public
 * internet on ports 80 and 443, and beyond that only what the operator named; an address that
 * somebody else chose leads nowhere else.
 */

import type { LookupAddress } from 'node:dns'
import { lookup } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress, createGunzip } from 'node:zlib'
import { buildConnector, Client, errors } from 'undici'
import type { Log } from './log.js'
import { isPublicAddress } from './network.js'

/** For everything together: names, connections, redirects, body. A reader may be waiting. */
export const OUTBOUND_TIME_MS = 5_000
/**
 * Of the body, both as it comes and unpacked; key sets and discovery documents have some 10 KiB.
 */
export const OUTBOUND_BODY_BYTES_MAX = 2 ** 20
/** http to https, a host to its www and one more. */
export const OUTBOUND_REDIRECTS_MAX = 3

/**
 * Ports open to every public host. Others answer mail, databases and printers; the operator may
 * name them.
 */
const PORTS = [80, 443]
const USER_AGENT = 'Readership'

export type OutboundReason =
  /** Not an address of the web, or not one that can be read. */
  | 'url'
  | 'scheme'
  /** A name or password inside the address. */
  | 'credentials'
  | 'port'
  /** Not a public address, by its number or by what its name resolves to. */
  | 'address'
  | 'too-many-redirects'
  /** A redirect from https to http. */
  | 'downgrade'
  /** A redirect that would hand our body to another origin. */
  | 'body-elsewhere'
  | 'too-large'
  | 'too-slow'
  /** No connection, a broken one, a wrong certificate. */
  | 'unreachable'
  /** An answer that cannot be understood: unknown or broken packing, odd status. */
  | 'answer'
  /** The program ends. */
  | 'closed'

/** Why nothing was fetched. The message names the host alone: paths may hold secrets. */
export class OutboundRefused extends Error {
  override name = 'OutboundRefused'
  constructor(
    readonly reason: OutboundReason,
    readonly host: string,
    options?: ErrorOptions,
  ) {
    super(`Request to ${host || 'nowhere'} refused: ${reason}`, options)
  }
}

export type OutboundRequest = {
  method?: string
  headers?: Record<string, string>
  body?: string | Uint8Array
  /** The Accept field. */
  accept?: string
  /** Of the body, as it comes and unpacked; OUTBOUND_BODY_BYTES_MAX when left out. */
  bytesMax?: number
  /** Of a larger body the beginning is taken, instead of refusing it. */
  isCut?: boolean
}

export type OutboundAnswer = {
  status: number
  headers: Headers
  /** Unpacked, at most OUTBOUND_BODY_BYTES_MAX or what was asked for. */
  body: Buffer
  /** The body is only its beginning. */
  isCut: boolean
  /** Where it came from, after redirects. */
  url: string
}

export type Outbound = {
  /**
   * Fetches, following up to three redirects. Any status is an answer. Cookies are neither kept nor
   * sent by themselves; Authorization and Cookie given here stay at their origin.
   * @throws OutboundRefused
   */
  fetch(url: string, request?: OutboundRequest): Promise<OutboundAnswer>
  /**
   * The same as a standard `fetch`, for libraries that want one. `redirect: 'manual'` gives the
   * redirect itself.
   * @throws OutboundRefused, and the reason of `signal` when that ends it
   */
  asFetch: StandardFetch
  /** Ends what is under way and refuses the rest. */
  close(): Promise<void>
}

/**
 * `fetch` of the standard, taking bodies that libraries give and the standard's type leaves out.
 */
export type StandardFetch = (
  input: string | URL | Request,
  init?: Omit<RequestInit, 'body'> & { body?: BodyInit | Uint8Array | null },
) => Promise<Response>

/** What tests set to reach servers on loopback and not to wait. */
export type OutboundOverrides = {
  timeMs?: number
  ports?: number[]
  isPublic?: (address: string) => boolean
  resolve?: (host: string) => Promise<LookupAddress[]>
  /** PEM of a certificate to trust instead of the system's. */
  ca?: string
}

/**
 * Opens the client.
 * @param options.allow `host:port` that the operator permits, also in private networks: neither the
 *   port nor the address is checked there, for redirects as well. Everything else is.
 */
export function openOutbound(options: {
  allow: string[]
  log?: Log
  overrides?: OutboundOverrides
}): Outbound {
  const guard = guardOf(options.allow, options.overrides ?? {})
  const timeMs = options.overrides?.timeMs ?? OUTBOUND_TIME_MS
  const underWay = new Map<AbortController, Promise<unknown>>()
  let isClosed = false

  async function send(request: Hop, how: { isFollowing: boolean; signal?: AbortSignal | null }) {
    const { hostname } = request.url
    if (isClosed) throw new OutboundRefused('closed', hostname)
    const abort = new AbortController()
    const timer = setTimeout(() => abort.abort(new OutboundRefused('too-slow', hostname)), timeMs)
    const passOn = () => abort.abort(how.signal?.reason)
    how.signal?.addEventListener('abort', passOn, { once: true })
    if (how.signal?.aborted) passOn()
    const answer = follow(guard, request, how.isFollowing, abort.signal)
    underWay.set(abort, answer)
    try {
      return await answer
    } catch (error) {
      if (error instanceof OutboundRefused)
        options.log?.info(
          { host: error.host, reason: error.reason },
          'An outgoing request was refused.',
        )
      throw error
    } finally {
      clearTimeout(timer)
      how.signal?.removeEventListener('abort', passOn)
      underWay.delete(abort)
    }
  }

  return {
    async fetch(url, { method = 'GET', headers, body, accept, bytesMax, isCut } = {}) {
      const fields = new Headers(headers)
      if (accept !== undefined) fields.set('accept', accept)
      const room = { bytesMax: bytesMax ?? OUTBOUND_BODY_BYTES_MAX, isCut: isCut ?? false }
      const start = { url: readUrl(url), method: method.toUpperCase(), headers: fields, body }
      return send({ ...start, room }, { isFollowing: true })
    },
    asFetch: async (input, init) => {
      const url = readUrl(input instanceof Request ? input.url : String(input))
      guard.check(url)
      // The standard class reads every kind of body and header that a caller may give.
      const given = init?.body instanceof Uint8Array ? new Uint8Array(init.body) : init?.body
      const standard = new Request(input, { ...init, body: given })
      const body = standard.body === null ? undefined : new Uint8Array(await standard.arrayBuffer())
      const { method, headers, redirect, signal } = standard
      const request = { url, method, headers, body }
      const answer = await send(request, { isFollowing: redirect === 'follow', signal })
      if (redirect === 'error' && redirectOf(answer)) throw new TypeError('A redirect came.')
      return responseOf(answer)
    },
    async close() {
      isClosed = true
      for (const abort of underWay.keys()) abort.abort(new OutboundRefused('closed', ''))
      await Promise.allSettled(underWay.values())
    },
  }
}

type Hop = {
  url: URL
  method: string
  headers: Headers
  body?: string | Uint8Array
  room?: Room
}

/** How much of a body is taken. */
type Room = { bytesMax: number; isCut: boolean }
const ROOM: Room = { bytesMax: OUTBOUND_BODY_BYTES_MAX, isCut: false }

function readUrl(text: string): URL {
  if (!URL.canParse(text)) throw new OutboundRefused('url', '')
  return new URL(text)
}

type Guard = {
  /** @throws OutboundRefused when nothing may be asked of this address */
  check(url: URL): void
  /** Resolves names for a connection to this address; what it gives is what is connected to. */
  lookupFor(url: URL): LookupFunction
  connection: { timeout: number; ca?: string; maxCachedSessions: number }
}

function guardOf(allow: string[], overrides: OutboundOverrides): Guard {
  const isPublic = overrides.isPublic ?? isPublicAddress
  const resolve = overrides.resolve ?? ((host: string) => lookup(host, { all: true }))
  const ports = overrides.ports ?? PORTS
  // Read as addresses are, so that case and odd spellings of a number compare equal.
  const permitted = new Set(allow.map((one) => placeOf(readUrl(`http://${one}`))))
  return {
    check(url) {
      if (!/^https?:$/.test(url.protocol)) throw new OutboundRefused('scheme', url.hostname)
      if (url.username || url.password) throw new OutboundRefused('credentials', url.hostname)
      if (permitted.has(placeOf(url))) return
      if (!ports.includes(portOf(url))) throw new OutboundRefused('port', url.hostname)
      const literal = url.hostname.replace(/^\[|\]$/g, '')
      if (isIP(literal) && !isPublic(literal)) throw new OutboundRefused('address', url.hostname)
    },
    lookupFor: (url) => (host, options, done) => {
      const isPermitted = permitted.has(placeOf(url))
      resolve(host).then(
        (addresses) => {
          const [first] = addresses
          // One private address among public ones is a trick, or a mistake that we do not guess at.
          const isGood = isPermitted || addresses.every((one) => isPublic(one.address))
          if (!first) done(new OutboundRefused('unreachable', host), '')
          else if (!isGood) done(new OutboundRefused('address', host), '')
          else if (options.all) done(null, addresses)
          else done(null, first.address, first.family)
        },
        (cause: Error) => done(new OutboundRefused('unreachable', host, { cause }), ''),
      )
    },
    connection: {
      timeout: overrides.timeMs ?? OUTBOUND_TIME_MS,
      ca: overrides.ca,
      maxCachedSessions: 0,
    },
  }
}

const portOf = (url: URL): number => Number(url.port || (url.protocol === 'https:' ? 443 : 80))
const placeOf = (url: URL): string => `${url.hostname}:${portOf(url)}`

async function follow(guard: Guard, start: Hop, isFollowing: boolean, signal: AbortSignal) {
  let hop = start
  for (let redirects = 0; ; redirects++) {
    const answer = await ask(guard, hop, signal)
    const next = isFollowing ? redirectOf(answer) : undefined
    if (next === undefined) return answer
    if (redirects === OUTBOUND_REDIRECTS_MAX)
      throw new OutboundRefused('too-many-redirects', hop.url.hostname)
    hop = nextHop(hop, answer.status, next)
  }
}

const REDIRECTS = [301, 302, 303, 307, 308]

const redirectOf = ({ status, headers }: OutboundAnswer): string | undefined =>
  REDIRECTS.includes(status) ? (headers.get('location') ?? undefined) : undefined

/**
 * As browsers do, and stricter: secrets and bodies stay at their origin, and https never leads to
 * http.
 */
function nextHop(hop: Hop, status: number, location: string): Hop {
  if (!URL.canParse(location, hop.url)) throw new OutboundRefused('url', hop.url.hostname)
  const url = new URL(location, hop.url)
  if (hop.url.protocol === 'https:' && url.protocol === 'http:')
    throw new OutboundRefused('downgrade', url.hostname)
  const headers = new Headers(hop.headers)
  const isElsewhere = url.origin !== hop.url.origin
  if (isElsewhere) for (const name of ['authorization', 'cookie']) headers.delete(name)
  const isTurnedToGet =
    (status === 303 && hop.method !== 'HEAD') || (status < 303 && hop.method === 'POST')
  if (isTurnedToGet) {
    for (const name of [...headers.keys()]) if (/^content-/.test(name)) headers.delete(name)
    return { url, method: 'GET', headers, room: hop.room }
  }
  if (isElsewhere && hop.body !== undefined)
    throw new OutboundRefused('body-elsewhere', url.hostname)
  return { ...hop, url, headers }
}

/** Fields of the connection, which are ours to set. */
const OWN_FIELDS = [
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'expect',
  'upgrade',
]

/**
 * One request over a connection of its own: nothing is reused, so what was checked is what is used.
 */
async function ask(guard: Guard, hop: Hop, signal: AbortSignal): Promise<OutboundAnswer> {
  const { url, method, body } = hop
  guard.check(url)
  if (signal.aborted) throw signal.reason
  const headers = new Headers(hop.headers)
  for (const name of OWN_FIELDS) headers.delete(name)
  headers.set('user-agent', USER_AGENT)
  headers.set('accept-encoding', 'gzip, br')
  const client = new Client(url.origin, {
    connect: buildConnector({ ...guard.connection, lookup: guard.lookupFor(url) }),
    pipelining: 0,
    // The signal counts for all together; it alone ends a request.
    headersTimeout: 0,
    bodyTimeout: 0,
  })
  const stop = () => client.destroy(signal.reason)
  signal.addEventListener('abort', stop, { once: true })
  try {
    const path = `${url.pathname}${url.search}`
    const answer = await client.request({
      path,
      method,
      headers: Object.fromEntries(headers),
      body,
    })
    const fields = headersOf(answer.headers)
    const status = statusOf(answer.statusCode, url.hostname)
    const isRead = method !== 'HEAD' && !BODILESS.includes(status) && !REDIRECTS.includes(status)
    const read = isRead
      ? await readBody(answer.body, fields, url.hostname, hop.room ?? ROOM)
      : { body: Buffer.alloc(0), isCut: false }
    return { status, headers: fields, ...read, url: url.href }
  } catch (error) {
    throw signal.aborted ? signal.reason : refusalOf(error, url.hostname)
  } finally {
    signal.removeEventListener('abort', stop)
    // Not waited for: a connection that is just being made ends when its time is over.
    client.destroy().catch(() => undefined)
  }
}

/** Statuses that have no body. */
const BODILESS = [204, 205, 304]

function statusOf(status: number, host: string): number {
  if (status < 200 || status > 599) throw new OutboundRefused('answer', host)
  return status
}

function headersOf(fields: Record<string, string | string[] | undefined>): Headers {
  const headers = new Headers()
  // A field may hold any bytes; `Headers` wants them one character each.
  for (const [name, value] of Object.entries(fields))
    for (const one of [value ?? []].flat())
      headers.append(name, Buffer.from(one).toString('latin1'))
  return headers
}

async function readBody(
  stream: Readable,
  headers: Headers,
  host: string,
  { bytesMax, isCut }: Room,
): Promise<Pick<OutboundAnswer, 'body' | 'isCut'>> {
  const tooLarge = new OutboundRefused('too-large', host)
  const announcedBytes = Number(headers.get('content-length') ?? 0)
  if (announcedBytes > bytesMax && !isCut) throw tooLarge
  const chunks: Buffer[] = []
  const keep = async (source: AsyncIterable<Buffer>) => {
    for await (const chunk of source) chunks.push(chunk)
  }
  const atMost = async function* (source: AsyncIterable<Buffer>) {
    let bytes = 0
    for await (const chunk of source) {
      bytes += chunk.length
      if (bytes > bytesMax) throw tooLarge
      yield chunk
    }
  }
  const packing = headers.get('content-encoding')?.trim().toLowerCase() ?? ''
  // Counted before and after unpacking: a megabyte of zeros is a kilobyte packed, and packed
  // nothing can go on for ever.
  try {
    if (packing === '' || packing === 'identity') await pipeline(stream, atMost, keep)
    else await pipeline(stream, atMost, unpackerOf(packing, host), atMost, keep)
  } catch (error) {
    if (!isCut || error !== tooLarge) throw error
    return { body: Buffer.concat(chunks), isCut }
  }
  return { body: Buffer.concat(chunks), isCut: false }
}

function unpackerOf(packing: string, host: string) {
  if (packing === 'gzip' || packing === 'x-gzip') return createGunzip()
  if (packing === 'br') return createBrotliDecompress()
  throw new OutboundRefused('answer', host)
}

function refusalOf(error: unknown, host: string): OutboundRefused {
  if (error instanceof OutboundRefused) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'UND_ERR_CONNECT_TIMEOUT') return new OutboundRefused('too-slow', host)
  const isUnreadable =
    error instanceof errors.HTTPParserError || /^(Z_|ERR__ERROR|UND_ERR_HEADERS_OVER)/.test(code)
  return new OutboundRefused(isUnreadable ? 'answer' : 'unreachable', host, { cause: error })
}

function responseOf({ status, headers, body, url }: OutboundAnswer): Response {
  const fields = new Headers(headers)
  // The body is unpacked already.
  for (const name of ['content-encoding', 'content-length']) fields.delete(name)
  const content = BODILESS.includes(status) ? null : new Uint8Array(body)
  const response = new Response(content, { status, headers: fields })
  return Object.defineProperty(response, 'url', { value: url })
}
