import type { LookupAddress } from 'node:dns'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { allowInsecureRequests, customFetch, discovery } from 'openid-client'
import { afterEach, describe, expect, it } from 'vitest'
import { isPublicAddress, networkOf } from '../../src/platform/network.js'
import {
  OUTBOUND_BODY_BYTES_MAX,
  type Outbound,
  type OutboundOverrides,
  OutboundRefused,
  openOutbound,
} from '../../src/platform/outbound.js'

const closers: (() => Promise<unknown> | unknown)[] = []
afterEach(async () => {
  for (const one of closers.splice(0).reverse()) await one()
})

/** A server on loopback. @returns its port */
async function serve(listener: RequestListener, server: Server = createServer()): Promise<number> {
  server.on('request', listener)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  closers.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

/** A client that may reach these ports of 127.0.0.1. */
function client(ports: number[], overrides?: OutboundOverrides): Outbound {
  const outbound = openOutbound({ allow: ports.map((port) => `127.0.0.1:${port}`), overrides })
  closers.push(outbound.close)
  return outbound
}

/** Why it was refused; 'fetched' when it was not. */
const reasonOf = (fetched: Promise<unknown>): Promise<string> =>
  fetched.then(
    () => 'fetched',
    (error: unknown) => (error instanceof OutboundRefused ? error.reason : String(error)),
  )

const at = (port: number, path = '/') => `http://127.0.0.1:${port}${path}`

describe('an address', () => {
  it('is public only in the public internet', () => {
    const open = ['8.8.8.8', '1.1.1.1', '172.15.255.255', '172.32.0.1', '100.63.255.255']
    const openToo = ['100.128.0.1', '198.17.255.255', '198.20.0.1', '2606:4700::1111', '2a00::1']
    for (const ip of [...open, ...openToo, '::ffff:8.8.8.8', '2001:200::1', '3ffe::1'])
      expect(isPublicAddress(ip), ip).toBe(true)
  })

  it.each([
    ['private', ['10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.255', '192.168.1.1']],
    ['loopback', ['127.0.0.1', '127.255.255.255', '::1']],
    ['link-local', ['169.254.0.1', 'fe80::1', 'fe80::1%eth0', 'febf::1', 'fec0::1']],
    ['unique-local', ['fc00::1', 'fdff::1']],
    ['of a hoster', ['169.254.169.254', 'fd00:ec2::254', '100.100.100.200', '168.63.129.16']],
    ['carrier-grade NAT', ['100.64.0.0', '100.127.255.255']],
    ['unspecified', ['0.0.0.0', '0.1.2.3', '::']],
    ['multicast', ['224.0.0.1', '239.255.255.255', 'ff02::1']],
    ['broadcast and reserved', ['255.255.255.255', '240.0.0.1', '192.0.0.1', '4000::1']],
    ['benchmarking', ['198.18.0.0', '198.19.255.255', '2001:2::1']],
    ['documentation', ['192.0.2.1', '198.51.100.1', '203.0.113.1', '2001:db8::1', '3fff::1']],
    ['mapped', ['::ffff:127.0.0.1', '::ffff:10.0.0.1', '::ffff:a9fe:a9fe', '::ffff:0:0']],
    ['compatible', ['::127.0.0.1', '::8.8.8.8', '::808:808', '0::8.8.8.8']],
    ['a translator', ['64:ff9b::7f00:1', '64:ff9b::808:808', '64:ff9b:1::1', '::ffff:0:7f00:1']],
    ['a tunnel', ['2002:7f00:1::1', '2002:808:808::1', '2001::1', '192.88.99.1']],
    ['discard', ['100::1', '100:0:0:1::1', '5f00::1']],
    ['no address', ['', 'localhost', '127.1', '0x7f.1', '2130706433', '8.8.8.8/8', '[2a00::1]']],
  ])('is not public when it is %s', (_what, addresses) => {
    for (const ip of addresses) expect(isPublicAddress(ip), ip).toBe(false)
  })

  it('hides no IPv4 address inside that is private', () => {
    fc.assert(
      fc.property(fc.ipV4(), (ip) => {
        expect(isPublicAddress(`::ffff:${ip}`)).toBe(isPublicAddress(ip))
        for (const prefix of ['::', '64:ff9b::', '64:ff9b:1::', '::ffff:0:'])
          expect(isPublicAddress(`${prefix}${ip}`)).toBe(false)
      }),
    )
  })

  it('belongs to a network', () => {
    expect(networkOf('203.0.113.77')).toBe('203.0.113.0/24')
    expect(networkOf('::ffff:203.0.113.77')).toBe('203.0.113.0/24')
    expect(networkOf('2001:DB8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64')
    expect(networkOf('2001:0db8:0001:0002::')).toBe('2001:db8:1:2::/64')
    expect(networkOf('fe80::1%eth0')).toBe('fe80::/64')
    expect(networkOf('::1')).toBe('::/64')
    for (const ip of ['', 'nonsense', '127.1', '1.2.3.4, 5.6.7.8', 'unknown'])
      expect(networkOf(ip), ip).toBe('unknown')
    for (const ip of ['::1%8.8.8.8', '::%', '::1.2.3.4%a'])
      expect(networkOf(ip), ip).toMatch(/^(::\/64|unknown)$/)
  })

  it('belongs to the network of its first 64 bits, whatever follows', () => {
    const groups = (min: number, max: number) =>
      fc.array(fc.integer({ min, max }), { minLength: 4, maxLength: 4 })
    const ip = (...parts: number[]) => parts.map((part) => part.toString(16)).join(':')
    fc.assert(
      fc.property(groups(0x2000, 0x3fff), groups(0, 0xffff), (head, tail) => {
        expect(networkOf(ip(...head, ...tail))).toBe(`${ip(...head)}::/64`)
      }),
    )
  })
})

describe('what is asked for', () => {
  it.each([
    ['url', 'nowhere'],
    ['url', 'http://'],
    ['url', 'http://1.2.3.4.5/'],
    ['scheme', 'file:///etc/passwd'],
    ['scheme', 'ftp://example.org/'],
    ['scheme', 'data:text/plain,hello'],
    ['scheme', 'gopher://127.0.0.1:25/'],
    ['credentials', 'https://ada@example.org/'],
    ['credentials', 'https://:secret@example.org/'],
    ['port', 'http://example.org:81/'],
    ['port', 'https://example.org:8443/'],
    ['port', 'http://127.0.0.1:5432/'],
    ['address', 'http://127.0.0.1/'],
    ['address', 'http://127.0.0.1:443/'],
    ['address', 'http://127.0.0.1./'],
    ['address', 'http://2130706433/'],
    ['address', 'http://0x7f.1/'],
    ['address', 'http://0177.0.0.1/'],
    ['address', 'http://127.1/'],
    ['address', 'http://0/'],
    ['address', 'http://①②⑦.0.0.1/'],
    ['address', 'http://%31%32%37.0.0.1/'],
    ['address', 'http://169.254.169.254/latest/meta-data/'],
    ['address', 'http://[::1]/'],
    ['address', 'http://[::]/'],
    ['address', 'http://[::ffff:127.0.0.1]/'],
    ['address', 'http://[::127.0.0.1]/'],
    ['address', 'http://[64:ff9b::7f00:1]/'],
    ['address', 'http://[fd00:ec2::254]/'],
    ['address', 'http://localhost/'],
    ['address', 'http://LOCALHOST/'],
  ])('is refused by its %s: %s', async (reason, url) => {
    expect(await reasonOf(client([]).fetch(url))).toBe(reason)
    expect(await reasonOf(client([]).asFetch(url))).toBe(reason)
  })

  it('is fetched where the operator permits it, at that port alone', async () => {
    const [permitted, other] = [await serve(hello), await serve(hello)]
    const outbound = client([permitted])
    const answer = await outbound.fetch(at(permitted))
    expect([answer.status, String(answer.body), answer.url]).toEqual([200, 'hello', at(permitted)])
    expect(await reasonOf(outbound.fetch(at(other)))).toBe('port')
    expect(await reasonOf(outbound.fetch(`http://localhost:${permitted}/`))).toBe('port')
    expect(await reasonOf(outbound.fetch(`http://[::1]:${permitted}/`))).toBe('port')
  })

  it('is permitted by name in any case', async () => {
    const port = await serve(hello)
    const outbound = openOutbound({ allow: [`LocalHost:${port}`] })
    expect((await outbound.fetch(`http://localhost:${port}/`)).status).toBe(200)
    await outbound.close()
  })

  it('names the program, and no cookies', async () => {
    let fields: Record<string, unknown> = {}
    const port = await serve((request, reply) => {
      fields = request.headers
      reply.setHeader('set-cookie', 'a=b').end('hello')
    })
    const outbound = client([port])
    await outbound.fetch(at(port))
    await outbound.fetch(at(port), { accept: 'application/json', headers: { 'user-agent': 'x' } })
    expect(fields).toMatchObject({
      'user-agent': 'Readership',
      accept: 'application/json',
      host: `127.0.0.1:${port}`,
      connection: 'close',
    })
    expect(fields).not.toHaveProperty('cookie')
  })

  it('carries a body', async () => {
    const port = await serve(echo)
    const outbound = client([port])
    const words = { method: 'post', body: 'a=1', headers: { 'content-type': 'text/plain' } }
    expect(String((await outbound.fetch(at(port), words)).body)).toBe('POST text/plain a=1')
    const form = { method: 'POST', body: new URLSearchParams({ b: '2' }) }
    const answer = await outbound.asFetch(at(port), form)
    expect(await answer.text()).toBe('POST application/x-www-form-urlencoded;charset=UTF-8 b=2')
  })
})

describe('a name', () => {
  const answers = (...turns: LookupAddress[][]) => {
    const asked: string[] = []
    const resolve = async (host: string) => {
      asked.push(host)
      return turns[Math.min(asked.length, turns.length) - 1] ?? []
    }
    return { asked, resolve }
  }
  const LOOPBACK = { address: '127.0.0.1', family: 4 }
  const PRIVATE = { address: '10.0.0.1', family: 4 }
  /** For servers on loopback: as if 127.0.0.1 were an address of the public internet. */
  const asIfPublic = (port: number, resolve: OutboundOverrides['resolve']) => ({
    ports: [port],
    isPublic: (address: string) => address === LOOPBACK.address,
    resolve,
  })

  it.each([
    ['is private', [PRIVATE]],
    ['is private beside a public one', [{ address: '8.8.8.8', family: 4 }, PRIVATE]],
    ['is loopback of IPv6', [{ address: '::1', family: 6 }]],
    ['is a mapped one', [{ address: '::ffff:127.0.0.1', family: 6 }]],
  ])('is refused when its address %s', async (_what, addresses) => {
    const { resolve } = answers(addresses)
    expect(await reasonOf(client([], { resolve }).fetch('http://example.org/'))).toBe('address')
    expect(await reasonOf(client([], { resolve }).fetch('https://example.org/'))).toBe('address')
  })

  it('is refused when it resolves to nothing', async () => {
    const { resolve } = answers([])
    expect(await reasonOf(client([], { resolve }).fetch('http://example.org/'))).toBe('unreachable')
  })

  it('is resolved once, and what was checked is what is connected to', async () => {
    const port = await serve(hello)
    const { resolve, asked } = answers([LOOPBACK], [PRIVATE])
    const outbound = client([], asIfPublic(port, resolve))
    const answer = await outbound.fetch(`http://rebinding.test:${port}/`)
    expect(String(answer.body)).toBe('hello')
    expect(asked).toEqual(['rebinding.test'])
  })

  it('is resolved and checked anew for each request and each redirect', async () => {
    const port = await serve((request, reply) => {
      if (request.url === '/away') reply.writeHead(302, { location: '/' })
      reply.end('hello')
    })
    const url = `http://rebinding.test:${port}/`
    const requests = client([], asIfPublic(port, answers([LOOPBACK], [PRIVATE]).resolve))
    expect(await reasonOf(requests.fetch(url))).toBe('fetched')
    expect(await reasonOf(requests.fetch(url))).toBe('address')
    const redirects = client([], asIfPublic(port, answers([LOOPBACK], [PRIVATE]).resolve))
    expect(await reasonOf(redirects.fetch(`${url}away`))).toBe('address')
  })
})

describe('a redirect', () => {
  /** Leads `n` times on, then says hello. */
  const steps: RequestListener = (request, reply) => {
    const left = Number(request.url?.slice(1))
    if (left > 0) reply.writeHead(302, { location: `/${left - 1}` })
    reply.end('hello')
  }

  it('is followed three times, not four', async () => {
    const port = await serve(steps)
    const answer = await client([port]).fetch(at(port, '/3'))
    expect([String(answer.body), answer.url]).toEqual(['hello', at(port, '/0')])
    expect(await reasonOf(client([port]).fetch(at(port, '/4')))).toBe('too-many-redirects')
  })

  it.each([
    ['address', 'http://127.0.0.1/'],
    ['address', 'http://169.254.169.254/latest/meta-data/'],
    ['address', '//[::1]/'],
    ['address', 'http://localhost/'],
    ['port', 'http://127.0.0.1:1/'],
    ['scheme', 'file:///etc/passwd'],
    ['credentials', 'https://ada:secret@example.org/'],
    ['url', 'http://'],
  ])('is refused by its %s: %s', async (reason, location) => {
    const port = await serve((_request, reply) => reply.writeHead(302, { location }).end())
    expect(await reasonOf(client([port]).fetch(at(port)))).toBe(reason)
    expect(await reasonOf(client([port]).asFetch(at(port)))).toBe(reason)
  })

  it('takes secrets to its own origin alone', async () => {
    const seen: unknown[] = []
    const far = await serve((request, reply) => {
      seen.push(request.headers.authorization, request.headers.cookie, request.headers['x-kept'])
      reply.end()
    })
    const near = await serve((request, reply) => {
      if (request.url === '/far') reply.writeHead(307, { location: at(far) })
      else if (request.url === '/near') reply.writeHead(307, { location: '/' })
      else seen.push(request.headers.authorization, request.headers.cookie)
      reply.end()
    })
    const headers = { Authorization: 'Bearer secret', Cookie: 'a=b', 'X-Kept': 'yes' }
    await client([near, far]).fetch(at(near, '/far'), { headers })
    expect(seen.splice(0)).toEqual([undefined, undefined, 'yes'])
    await client([near, far]).fetch(at(near, '/near'), { headers })
    expect(seen).toEqual(['Bearer secret', 'a=b'])
  })

  it('turns POST to GET as browsers do, and takes no body elsewhere', async () => {
    const far = await serve(echo)
    const port = await serve((request, reply) => {
      const [, status, where] = request.url?.split('/') ?? []
      if (!status) return echo(request, reply)
      reply.writeHead(Number(status), { location: where === 'far' ? at(far) : '/' }).end()
    })
    const post = { method: 'POST', body: 'secret', headers: { 'content-type': 'text/plain' } }
    const fetched = async (path: string) =>
      String((await client([port, far]).fetch(at(port, path), post)).body)
    for (const status of [301, 302, 303]) {
      expect(await fetched(`/${status}/near`)).toBe('GET undefined ')
      expect(await fetched(`/${status}/far`)).toBe('GET undefined ')
    }
    for (const status of [307, 308]) {
      expect(await fetched(`/${status}/near`)).toBe('POST text/plain secret')
      expect(await reasonOf(fetched(`/${status}/far`))).toBe('body-elsewhere')
    }
  })

  it('is handed over or refused as a standard fetch does', async () => {
    const port = await serve(steps)
    const { asFetch } = client([port])
    const answer = await asFetch(at(port, '/2'), { redirect: 'manual' })
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/1'])
    await expect(asFetch(at(port, '/2'), { redirect: 'error' })).rejects.toThrow(TypeError)
    expect((await asFetch(new Request(at(port, '/2')))).url).toBe(at(port, '/0'))
  })
})

describe('a body', () => {
  const bytes = (length: number) => Buffer.alloc(length, 'a')
  const sends = (body: Buffer, fields: Record<string, string> = {}) =>
    serve((_request, reply) => reply.writeHead(200, fields).end(body))

  it.each([
    ['announced', true],
    ['in pieces', false],
  ])('may have a mebibyte, %s', async (_how, isAnnounced) => {
    const sized = (length: number) =>
      serve((_request, reply) => {
        if (isAnnounced) reply.setHeader('content-length', length)
        else reply.flushHeaders()
        reply.end(bytes(length))
      })
    const [full, over] = [
      await sized(OUTBOUND_BODY_BYTES_MAX),
      await sized(OUTBOUND_BODY_BYTES_MAX + 1),
    ]
    expect((await client([full]).fetch(at(full))).body).toHaveLength(OUTBOUND_BODY_BYTES_MAX)
    expect(await reasonOf(client([over]).fetch(at(over)))).toBe('too-large')
  })

  it('may have another limit, at which it is refused or cut', async () => {
    const [exact, over] = [await sends(bytes(1_000)), await sends(bytes(1_001))]
    const asked = { bytesMax: 1_000 }
    expect((await client([exact]).fetch(at(exact), asked)).body).toHaveLength(1_000)
    expect(await reasonOf(client([over]).fetch(at(over), asked))).toBe('too-large')
    const larger = await client([over]).fetch(at(over), { bytesMax: 1_001 })
    expect([larger.body.length, larger.isCut]).toEqual([1_001, false])
    const redirect = await serve((_request, reply) =>
      reply.writeHead(302, { location: at(over) }).end(),
    )
    const led = client([redirect, over])
    expect(await reasonOf(led.fetch(at(redirect), asked))).toBe('too-large')
  })

  it.each([
    ['as it is', {}, (body: Buffer) => body],
    ['packed', { 'content-encoding': 'gzip' }, gzipSync],
  ])('that is cut gives its beginning, %s', async (_how, fields, pack) => {
    const whole = bytes(3 * 2 ** 20)
    const port = await sends(pack(whole), fields)
    const { body, isCut } = await client([port]).fetch(at(port), { bytesMax: 500_000, isCut: true })
    expect(isCut).toBe(true)
    expect(body.length).toBeGreaterThan(400_000)
    expect(body.length).toBeLessThanOrEqual(500_000)
    expect(body.equals(whole.subarray(0, body.length))).toBe(true)
  })

  it('that announces more is not waited for', async () => {
    const port = await serve((_request, reply) => {
      reply.setHeader('content-length', OUTBOUND_BODY_BYTES_MAX + 1).flushHeaders()
    })
    expect(await reasonOf(client([port]).fetch(at(port)))).toBe('too-large')
  })

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
  ])('packed by %s has the same limit when unpacked', async (packing, pack) => {
    const fields = { 'content-encoding': packing }
    const full = await sends(pack(bytes(OUTBOUND_BODY_BYTES_MAX)), fields)
    const over = await sends(pack(bytes(OUTBOUND_BODY_BYTES_MAX + 1)), fields)
    const bomb = await sends(pack(bytes(100 * 2 ** 20)), fields)
    const answer = await client([full]).fetch(at(full))
    expect(answer.body.equals(bytes(OUTBOUND_BODY_BYTES_MAX))).toBe(true)
    expect(await reasonOf(client([over]).fetch(at(over)))).toBe('too-large')
    expect(await reasonOf(client([bomb]).fetch(at(bomb)))).toBe('too-large')
  })

  it('is refused when its packing is broken, double or unknown', async () => {
    const bodies: [string, Buffer][] = [
      ['gzip', Buffer.from('no gzip')],
      ['gzip', gzipSync('hello').subarray(0, 12)],
      ['br', Buffer.from('this was never packed')],
      ['gzip, gzip', gzipSync(gzipSync('hello'))],
      ['zstd', Buffer.from('hello')],
    ]
    for (const [packing, body] of bodies) {
      const port = await sends(body, { 'content-encoding': packing })
      expect(await reasonOf(client([port]).fetch(at(port))), packing).toBe('answer')
    }
  })

  it('may end for ever and never begin: packed nothing is counted too', async () => {
    // A stored block of no bytes (RFC 1951): five bytes that unpack to none.
    const head = gzipSync('').subarray(0, 10)
    const nothing = Buffer.from([0x00, 0x00, 0x00, 0xff, 0xff])
    const blocks = Buffer.alloc(nothing.length * 220_000, nothing)
    const port = await sends(Buffer.concat([head, blocks]), { 'content-encoding': 'gzip' })
    expect(await reasonOf(client([port]).fetch(at(port)))).toBe('too-large')
  })

  it('may be absent', async () => {
    const port = await serve((request, reply) =>
      reply.writeHead(Number(request.url?.slice(1)), { 'content-encoding': 'gzip' }).end(),
    )
    for (const status of [204, 304]) {
      expect((await client([port]).fetch(at(port, `/${status}`))).body).toHaveLength(0)
      const answer = await client([port]).asFetch(at(port, `/${status}`))
      expect([answer.status, answer.body]).toEqual([status, null])
    }
    const answer = await client([port]).fetch(at(port, '/200'), { method: 'HEAD' })
    expect([answer.status, answer.body.length]).toEqual([200, 0])
  })
})

describe('an answer', () => {
  it('must be whole within the time', async () => {
    const timeMs = 150
    const never = await serve(() => undefined)
    const dripping = await serve((_request, reply) => {
      const drip = setInterval(() => reply.write('a'), 20)
      reply.on('close', () => clearInterval(drip))
    })
    const round: number = await serve((_request, reply) => {
      setTimeout(() => reply.writeHead(302, { location: '/' }).end(), 100)
    })
    for (const port of [never, dripping, round])
      expect(await reasonOf(client([port], { timeMs }).fetch(at(port)))).toBe('too-slow')
    const resolve = () => new Promise<LookupAddress[]>(() => undefined)
    const nameless = client([], { timeMs, resolve }).fetch('http://example.org/')
    expect(await reasonOf(nameless)).toBe('too-slow')
    const quick = await serve(hello)
    expect(await reasonOf(client([quick], { timeMs: 5_000 }).fetch(at(quick)))).toBe('fetched')
  })

  it('is any status and any field', async () => {
    const port = await serve((_request, reply) => {
      reply.socket?.end('HTTP/1.1 418 x\r\nX-Odd: \xe4\u20ac\r\nX-Two: a\r\nX-Two: b\r\n\r\nhello')
    })
    const answer = await client([port]).fetch(at(port))
    expect([answer.status, answer.headers.get('x-two'), String(answer.body)]).toEqual([
      418,
      'a, b',
      'hello',
    ])
    expect((await client([port]).asFetch(at(port))).status).toBe(418)
  })

  it('is refused when there is none to understand', async () => {
    const raw = (text: string) => serve((_request, reply) => void reply.socket?.end(text))
    const answers: [string, string][] = [
      ['answer', 'HTTP/1.1 999 x\r\n\r\n'],
      ['answer', 'SSH-2.0-OpenSSH_9.2\r\n'],
      ['answer', `HTTP/1.1 200 x\r\nA: ${'a'.repeat(20_000)}\r\n\r\n`],
      ['unreachable', ''],
      ['unreachable', 'HTTP/1.1 200 x\r\nContent-Length: 10\r\n\r\nhello'],
    ]
    for (const [reason, text] of answers) {
      const port = await raw(text)
      expect(await reasonOf(client([port]).fetch(at(port))), text).toBe(reason)
    }
    const gone = await serve(hello)
    await closers.pop()?.()
    expect(await reasonOf(client([gone]).fetch(at(gone)))).toBe('unreachable')
  })

  it('ends with the signal of a standard fetch, and with the program', async () => {
    const port = await serve(() => undefined)
    const outbound = client([port])
    const abort = new AbortController()
    const reason = new Error('changed my mind')
    const fetched = outbound.asFetch(at(port), { signal: abort.signal })
    abort.abort(reason)
    await expect(fetched).rejects.toBe(reason)
    await expect(outbound.asFetch(at(port), { signal: abort.signal })).rejects.toBe(reason)
    const waiting = reasonOf(outbound.fetch(at(port)))
    await outbound.close()
    expect(await waiting).toBe('closed')
    expect(await reasonOf(outbound.fetch(at(port)))).toBe('closed')
  })

  it('over https needs a certificate that holds', async () => {
    const port = await serve(hello, createTlsServer({ key: KEY, cert: CERTIFICATE }))
    const url = `https://127.0.0.1:${port}/`
    expect(await reasonOf(client([port], { ca: CERTIFICATE }).fetch(url))).toBe('fetched')
    expect(await reasonOf(client([port]).fetch(url))).toBe('unreachable')
  })

  it('over https leads to no http', async () => {
    const open = await serve(hello)
    const tls = createTlsServer({ key: KEY, cert: CERTIFICATE })
    const port = await serve(
      (_request, reply) => reply.writeHead(302, { location: at(open) }).end(),
      tls,
    )
    const outbound = client([open, port], { ca: CERTIFICATE })
    expect(await reasonOf(outbound.fetch(`https://127.0.0.1:${port}/`))).toBe('downgrade')
  })
})

describe('as the fetch of openid-client', () => {
  const issues: RequestListener = (request, reply) => {
    const issuer = `http://${request.headers.host}`
    reply.setHeader('content-type', 'application/json')
    reply.end(JSON.stringify({ issuer, authorization_endpoint: `${issuer}/authorize` }))
  }

  it('discovers a permitted provider', async () => {
    const port = await serve(issues)
    const { asFetch } = client([port])
    const found = await discovery(new URL(at(port)), 'id', 'secret', undefined, {
      execute: [allowInsecureRequests],
      [customFetch]: asFetch,
    })
    expect(found.serverMetadata().authorization_endpoint).toBe(at(port, '/authorize'))
  })

  it('refuses others with the reason as cause', async () => {
    const port = await serve(issues)
    const refused = discovery(new URL(at(port)), 'id', 'secret', undefined, {
      execute: [allowInsecureRequests],
      [customFetch]: client([]).asFetch,
    })
    await expect(refused).rejects.toMatchObject({ cause: { reason: 'port' } })
  })
})

const hello: RequestListener = (_request, reply) => void reply.end('hello')

const echo: RequestListener = (request, reply) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk) => chunks.push(chunk))
  request.on('end', () =>
    reply.end(`${request.method} ${request.headers['content-type']} ${Buffer.concat(chunks)}`),
  )
}

// A certificate for 127.0.0.1 that nobody trusts, until the year 2120.
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg8jcSW1rSsSwCh2Bw
QlO3LWyag1r+hGusYiQH0BNPg0ChRANCAATu5U7yavl7wFb+OC6xllUeDBeO+u6K
aqIMj4ubaTe2x1enNX0kO7mOfVv4BKqmQZefHXiHbwm1ROtqIqD1Z/LS
-----END PRIVATE KEY-----
`
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBYzCCAQqgAwIBAgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhv
c3QwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBQxEjAQBgNVBAMM
CWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABO7lTvJq+XvAVv44
LrGWVR4MF4767opqogyPi5tpN7bHV6c1fSQ7uY59W/gEqqZBl58deIdvCbVE62oi
oPVn8tKjSzBJMAwGA1UdEwQFMAMBAf8wGgYDVR0RBBMwEYcEfwAAAYIJbG9jYWxo
b3N0MB0GA1UdDgQWBBQbqRTS6eR/7fQqc21W1pqiQ+U36jAKBggqhkjOPQQDAgNH
ADBEAiA2PEar/hiMWf43hWB+UmLaq9kGs6SP/rQMZkoe3nZy6wIgS8bW7oh/43Va
D6GvdHKbOo+rNpJr9RCG/ZYANM8veWI=
-----END CERTIFICATE-----
`
