/** The cast of other sites: a real OpenID Connect provider, one that lies, and a browser that goes between them. */
import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import Provider, { type ClientMetadata } from 'oidc-provider'
import { createApp, type Overrides } from '../../src/app.js'
import { readConfig } from '../../src/platform/config.js'
import { openLog } from '../../src/platform/log.js'

/** A program with these settings that listens on a free port. */
export async function openPaper(
  databaseUrl: string,
  settings: Record<string, string>,
  overrides: Overrides = {},
) {
  const config = readConfig({
    PORT: '0',
    DATABASE_URL: databaseUrl,
    READERSHIP_DEMO: 'off',
    LOG_LEVEL: 'silent',
    ...settings,
  })
  const log = openLog({ logLevel: 'silent', logFormat: 'json' })
  const app = await createApp(config, { log, ...overrides })
  await app.listen()
  return { app, origin: app.ctx.origin() }
}

/** A browser as far as this matters: cookies of each host, redirects one by one, nothing else. */
export function openBrowser() {
  const jars = new Map<string, Map<string, string>>()
  const jarOf = (url: URL) => {
    const jar = jars.get(url.host) ?? new Map<string, string>()
    jars.set(url.host, jar)
    return jar
  }
  async function step(url: URL, init: RequestInit = {}) {
    const jar = jarOf(url)
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: { ...init.headers, ...(cookie ? { cookie } : {}) },
    })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '' || /expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(name)
      else jar.set(name, value)
    }
    return response
  }
  return {
    cookie: (origin: string, name: string) => jars.get(new URL(origin).host)?.get(name),
    /** Loses its cookies of a site. */
    forget: (origin: string) => jars.delete(new URL(origin).host),
    step: (url: string | URL, init?: RequestInit) => step(new URL(url), init),
    /**
     * Follows redirects until there are none, or until the next address is one to stop before.
     * @returns the last answer, or null with the address that was not asked
     */
    async go(start: string | URL, stopBefore: (url: URL) => boolean = () => false) {
      let url = new URL(start)
      for (let steps = 0; steps < 20; steps++) {
        const response = await step(url)
        const location = response.headers.get('location')
        if (location === null)
          return { url, status: response.status, text: await response.text(), response }
        await response.body?.cancel()
        url = new URL(location, url)
        if (stopBefore(url)) return { url, status: 0, text: '', response }
      }
      throw new Error('redirects without end')
    },
  }
}

export type Browser = ReturnType<typeof openBrowser>

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => unknown) {
  const server = createServer((request, response) => {
    Promise.resolve(answer(request, response)).catch((error: Error) =>
      response.writeHead(500).end(error.message),
    )
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    host: `127.0.0.1:${port}`,
    close: () =>
      new Promise<void>((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

export type Member = {
  sub: string
  email?: string
  email_verified?: boolean
  name?: string
  nickname?: string
}

/** A club with members, on `oidc-provider`. Whoever is `present` signs in there without being asked. */
export async function openClub() {
  let provider: Provider | undefined
  const server = await serve((request, response) => {
    if (!provider) throw new Error('not open yet')
    if (request.url?.startsWith('/interaction/')) return interact(provider, request, response)
    return provider.callback()(request, response)
  })
  const issuer = `http://${server.host}`
  const club = {
    issuer,
    host: server.host,
    close: server.close,
    members: new Map<string, Member>(),
    present: '',
    /** What the member says when asked whether the paper may know. */
    isWilling: true,
    open,
  }

  async function open(clients: ClientMetadata[]): Promise<void> {
    const keys = await Promise.all(
      ['RS256', 'ES256', 'EdDSA'].map(async (algorithm) => {
        const { privateKey } = await generateKeyPair(algorithm, { extractable: true })
        return { ...(await exportJWK(privateKey)), kid: algorithm, use: 'sig' }
      }),
    )
    provider = new Provider(issuer, {
      clients,
      jwks: { keys },
      cookies: { keys: [randomUUID()] },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
      claims: {
        openid: ['sub'],
        email: ['email', 'email_verified'],
        profile: ['name', 'nickname'],
      },
      pkce: { required: () => true },
      enabledJWA: {
        idTokenSigningAlgValues: ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519', 'HS256', 'RS512'],
      },
      findAccount: (_ctx, sub) => ({
        accountId: sub,
        claims: () => ({ ...(club.members.get(sub) ?? {}), sub }),
      }),
    })
  }

  async function interact(at: Provider, request: IncomingMessage, response: ServerResponse) {
    const { prompt, params, session, grantId } = await at.interactionDetails(request, response)
    if (!club.isWilling)
      return at.interactionFinished(request, response, {
        error: 'access_denied',
        error_description: 'The member said no.',
      })
    if (prompt.name === 'login')
      return at.interactionFinished(request, response, { login: { accountId: club.present } })
    const known = grantId === undefined ? undefined : await at.Grant.find(grantId)
    const grant =
      known ?? new at.Grant({ accountId: session?.accountId, clientId: String(params.client_id) })
    grant.addOIDCScope('openid profile email')
    return at.interactionFinished(request, response, { consent: { grantId: await grant.save() } })
  }
  return club
}

/** A provider that answers whatever a test wants, with a key of its own: for what a real one never does. */
export async function openRogue() {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true })
  const server = await serve(async (request, response) => {
    const path = request.url?.split('?')[0]
    const json = (body: unknown, status = 200) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (path === '/.well-known/openid-configuration')
      return json({
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
        userinfo_endpoint: `${issuer}/userinfo`,
        id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
        ...rogue.metadata,
      })
    if (path === '/keys')
      return json({ keys: [{ ...(await exportJWK(publicKey)), kid: 'rogue', use: 'sig' }] })
    if (path === '/userinfo') return json(rogue.userinfo)
    if (path === '/token') {
      rogue.asked += 1
      return json({ access_token: 'at', token_type: 'Bearer', ...(await rogue.tokens()) })
    }
    return response.writeHead(404).end()
  })
  const issuer = `http://${server.host}`
  const rogue = {
    issuer,
    host: server.host,
    close: server.close,
    metadata: {} as Record<string, unknown>,
    userinfo: {} as Record<string, unknown>,
    /** Times that a code was brought to it. */
    asked: 0,
    tokens: async (): Promise<Record<string, unknown>> => ({}),
    privateKey,
    sign: (claims: JWTPayload, alg = 'RS256', key: Parameters<SignJWT['sign']>[0] = privateKey) =>
      new SignJWT(claims).setProtectedHeader({ alg, kid: 'rogue' }).sign(key),
  }
  return rogue
}
