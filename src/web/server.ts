/** The HTTP server: finished pages first, then Fastify with the route table. */
import { createServer } from 'node:http'
import type { Socket } from 'node:net'
import swagger from '@fastify/swagger'
import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox'
import Fastify, {
  type FastifyBodyParser,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify'
import { type Actor, ANONYMOUS, RIGHTS } from '../accounts/index.js'
import { Refusal } from '../core/refusals.js'
import { Nudge } from '../discussion/index.js'
import { hasSessionCookie, noteWrote, wroteJustNow } from './door/cookies.js'
import { admitFiles, isFileForm, keepFiles } from './door/files.js'
import { guard } from './door/guard.js'
import { requireFormToken } from './door/own-page.js'
import { wayIn } from './door/way-in.js'
import { googleErrorOf } from './judging/google-error.js'
import { openFileForms, readAll } from './multipart.js'
import { nudgeView } from './nudges.js'
import { BODY_BYTES_MAX, problemOf, RETRY_AFTER_SECONDS, refusalOf, sentenceOf } from './problem.js'
import { problemPage } from './problem-page.js'
import { patternOf, type Route, type RouteConfig } from './route.js'
import { routesOf } from './routes.js'
import { keepSentBytes } from './sent-bytes.js'
import type { WebCtx } from './web-ctx.js'

/** A request that has not arrived in this time is ended: slow senders may not hold sockets. */
const REQUEST_TIMEOUT_MS = 30_000
/** The same for one with files: 24 MB over a slow line. */
const FILES_TIMEOUT_MS = 4 * 60_000
const KEEP_ALIVE_MS = 65_000
const PARAM_CHARS_MAX = 200
const JSON_TYPE = 'application/json; charset=utf-8'

/** Builds the server; it does not listen yet. */
export async function buildServer(ctx: WebCtx): Promise<FastifyInstance> {
  const server = Fastify({
    serverFactory: (handler) =>
      createServer(
        {
          headersTimeout: REQUEST_TIMEOUT_MS,
          requestTimeout: FILES_TIMEOUT_MS,
          keepAliveTimeout: KEEP_ALIVE_MS,
        },
        (request, response) => {
          const { authorization, cookie } = request.headers
          const seesShared =
            authorization === undefined && !hasSessionCookie(cookie) && !wroteJustNow(cookie)
          if (seesShared && ctx.pages.answer(request, response)) return
          handler(request, response)
        },
      ),
    bodyLimit: BODY_BYTES_MAX,
    routerOptions: { maxParamLength: PARAM_CHARS_MAX },
    forceCloseConnections: true,
    // What the router itself refuses (broken escapes, endless names) is answered like everything else.
    frameworkErrors: (error, request, reply) => {
      addHeaders(ctx, reply)
      void tell(ctx, error, request, reply)
    },
    clientErrorHandler: (error, socket) => answerBroken(ctx, error, socket),
    trustProxy: ctx.config.trustedProxies.length > 0 ? ctx.config.trustedProxies : false,
    genReqId: () => crypto.randomUUID(),
    logger: false,
  })
  server.setValidatorCompiler(TypeBoxValidatorCompiler)
  readBodies(server)
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Readership',
        version: '1',
        description: 'Articles, their discussion and the funding meter of one publication.',
      },
      components: { securitySchemes: { staff: { type: 'http', scheme: 'bearer' } } },
    },
  })
  server.addHook('onRequest', async (request) => endSlow(request))
  server.addHook('onSend', async (request, reply) => {
    if (isOwnDoing(request, reply)) noteWrote(reply)
    addHeaders(ctx, reply)
  })
  server.addHook('onResponse', async (request, reply) => logRefused(ctx, request, reply.statusCode))
  const routes = routesOf(ctx)
  for (const route of routes) addRoute(server, ctx, route)
  const addresses = routes.map((route) => patternOf(route.url))
  server.setErrorHandler((error, request, reply) => tell(ctx, error, request, reply))
  server.setNotFoundHandler((request, reply) => {
    const isKnown = addresses.some((address) => address.test(request.url.split('?')[0] ?? ''))
    return tell(
      ctx,
      new Refusal(isKnown ? 'request/method-not-allowed' : 'request/not-found'),
      request,
      reply,
    )
  })
  await server.ready()
  return server
}

/** True when a browser of somebody's did something here. */
function isOwnDoing({ headers, routeOptions }: FastifyRequest, reply: FastifyReply): boolean {
  const { speaks, asksOnly = true } = routeOptions.config as Partial<RouteConfig>
  const isOurs = (speaks === 'html' || speaks === 'json') && headers.authorization === undefined
  return isOurs && !asksOnly && reply.statusCode < 400
}

/** What no answer goes without. */
function addHeaders(ctx: WebCtx, reply: FastifyReply): void {
  for (const [name, value] of ctx.securityHeaders)
    if (!reply.hasHeader(name)) reply.header(name, value)
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'private, no-store')
}

/** Who asks, found out at the door. */
const actors = new WeakMap<FastifyRequest, Actor>()
const actorIn = (request: FastifyRequest): Actor => actors.get(request) ?? ANONYMOUS

function addRoute(server: FastifyInstance, ctx: WebCtx, route: Route): void {
  server.route({
    method: route.method,
    url: route.url,
    bodyLimit: route.bodyBytesMax ?? BODY_BYTES_MAX,
    schema: {
      ...(route.speaks === 'html' ? { hide: true } : {}),
      ...(RIGHTS[route.may].roles === 'anyone' ? {} : { security: [{ staff: [] }] }),
      ...route.schema,
    },
    config: {
      speaks: route.speaks,
      takesAnything: route.cross === true,
      takesFiles: route.takesFiles,
      wantsBytes: route.wantsBytes === true,
      // What other sites and mail programs send is not the doing of the browser that comes next.
      asksOnly: route.asksOnly === true || route.method === 'GET' || route.cross === true,
      bodyBytesMax: route.bodyBytesMax ?? BODY_BYTES_MAX,
    } satisfies RouteConfig,
    onRequest: async (request, reply) => {
      const actor = await guard(ctx, route, request, reply)
      actors.set(request, actor)
      if (route.takesFiles && isFileForm(request)) await admitFiles(ctx, request, reply, actor)
    },
    preHandler: async (request) => {
      if (!route.cross) requireFormToken(ctx, request, actorIn(request))
    },
    // Bodies are written by us: what a handler returns is sent as it is, described by the response schemas.
    serializerCompiler: () => (body) => (typeof body === 'string' ? body : JSON.stringify(body)),
    handler: (request, reply) => route.handler(request, reply, actorIn(request)),
  })
}

/** Node allows each request the time of the longest: those without files are ended here. */
function endSlow({ raw, routeOptions }: FastifyRequest): void {
  const isOver = raw.complete || raw.method === 'GET' || raw.method === 'HEAD'
  if (isOver || (routeOptions.config as Partial<RouteConfig>).takesFiles) return
  const timer = setTimeout(() => raw.destroy(), REQUEST_TIMEOUT_MS)
  raw.once('close', () => clearTimeout(timer))
}

/** Bodies are valid UTF-8 or refused; JSON and plain forms are read, files by the routes that take them, nothing else. */
function readBodies(server: FastifyInstance): void {
  const parseJson = server.getDefaultJsonParser('error', 'error')
  server.removeAllContentTypeParsers()
  const readJson: FastifyBodyParser<Buffer> = (request, body, done) => {
    try {
      const { wantsBytes } = request.routeOptions.config as Partial<RouteConfig>
      if (wantsBytes) keepSentBytes(request, body)
      parseJson(request, utf8(body), done)
    } catch (error) {
      done(error as Error)
    }
  }
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, readJson)
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (request, body, done) => {
    const { speaks } = request.routeOptions.config as Partial<RouteConfig>
    // Google's services take JSON that is called nothing, or text, as simple clients send it.
    const isSimple = /^(text\/plain\s*(;|$)|$)/i.test(request.headers['content-type'] ?? '')
    if (speaks === 'google' && isSimple) readJson(request, body as Buffer, done)
    else done(new Refusal('request/unsupported-media-type'))
  })
  const forms = openFileForms()
  server.addContentTypeParser('multipart/form-data', async (request: FastifyRequest) => {
    const { takesAnything, takesFiles } = request.routeOptions.config as Partial<RouteConfig>
    if (takesFiles) return keepFiles(forms, request, takesFiles.bytesMax)
    if (!takesAnything) throw new Refusal('request/unsupported-media-type')
    // One-click unsubscription may come so (RFC 8058); no route of ours reads anything from it.
    const tooLarge = new Refusal('request/too-large', { limit: BODY_BYTES_MAX })
    await readAll(request.raw, (bytes) => (bytes > BODY_BYTES_MAX ? tooLarge : null))
    return {}
  })
  server.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'buffer' },
    (_request, body, done) => {
      try {
        done(null, formOf(utf8(body as Buffer)))
      } catch (error) {
        done(error as Error)
      }
    },
  )
}

function utf8(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    throw new Refusal('request/not-utf8')
  }
}

function formOf(text: string): Record<string, string> {
  try {
    decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    throw new Refusal('request/not-utf8')
  }
  return Object.fromEntries(new URLSearchParams(text))
}

async function tell(ctx: WebCtx, error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const config = request.routeOptions.config as Partial<RouteConfig>
  const refusal = refusalOf(error, request.id, config.bodyBytesMax)
  if (refusal.status >= 500)
    ctx.log[refusal.code === 'server/bug' ? 'error' : 'warn'](
      { requestId: request.id, route: request.routeOptions.url, error: errorFields(error) },
      refusal.code === 'server/bug' ? 'A bug.' : 'A fault.',
    )
  if (refusal.status === 503) reply.header('retry-after', RETRY_AFTER_SECONDS)
  reply.headers(refusal.headers)
  if (refusal.status === 401) reply.header('www-authenticate', 'Bearer')
  reply.code(refusal.status)
  if (config.speaks === 'google') {
    const answer = googleErrorOf(refusal, sentenceOf(refusal, 'en'))
    return reply.code(answer.error.code).type(JSON_TYPE).send(JSON.stringify(answer))
  }
  if (config.speaks === 'text')
    return reply.type('text/plain; charset=utf-8').send(sentenceOf(refusal, 'en'))
  const speaksJson =
    config.speaks === 'json' || (config.speaks === undefined && request.url.startsWith('/api/'))
  const actor = actorIn(request)
  const language = (actor.kind === 'account' && actor.language) || ctx.site.language
  const problem = problemOf(refusal, language, request.id)
  const way = speaksJson ? null : wayIn(request, refusal)
  if (way !== null) return reply.code(303).header('location', way).send('')
  if (speaksJson)
    return reply
      .type('application/problem+json; charset=utf-8')
      .send(JSON.stringify({ ...problem, ...nudgeOf(refusal, language) }))
  return reply.type('text/html; charset=utf-8').send(await problemPage(ctx, problem, actor))
}

/** What a nudge tells beside its sentence. */
const nudgeOf = (refusal: Refusal, language: string) =>
  refusal instanceof Nudge ? { nudge: nudgeView(refusal, language) } : {}

/** Statuses of what a stranger may not do, or does too often. */
const REFUSED = new Set([401, 403, 429])

/** Tells of refused rights, foreign origins, used-up limits and failed proofs of identity: where, and nothing of whom. */
function logRefused(ctx: WebCtx, request: FastifyRequest, status: number): void {
  const route = request.routeOptions.url
  const isFailedProof =
    request.method === 'POST' && status >= 400 && /^\/(sign-in|invitation)/.test(route ?? '')
  if (REFUSED.has(status) || isFailedProof)
    ctx.log.info({ requestId: request.id, route, method: request.method, status }, 'Refused.')
}

/** Requests that are no HTTP get no page, only the headers that every answer has. */
function answerBroken(ctx: WebCtx, error: Error & { code?: string }, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const status =
    error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request'
  const headers = [
    ...ctx.securityHeaders,
    ['Cache-Control', 'private, no-store'],
    ['Content-Length', '0'],
  ]
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')
  socket.end(`HTTP/1.1 ${status}\r\n${lines}Connection: close\r\n\r\n`)
}

function errorFields(error: unknown) {
  if (!(error instanceof Error)) return { message: String(error) }
  const { message, stack } = error
  const code = 'code' in error ? error.code : undefined
  // The words of the database may quote what somebody typed.
  if ('severity' in error)
    return { message: 'a database error', code, stack: stack?.slice(stack.indexOf('\n    at ')) }
  return { message, stack, code }
}
