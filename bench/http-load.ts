/** A lean HTTP/1.1 client on raw keep-alive sockets: one request under way on each connection, every answer checked. */
import { connect, type Socket } from 'node:net'

export type Answer = { status: number; head: string; body: Buffer }

type Request = Buffer | string | undefined

/** What to send next on a connection, at once or when its time has come; undefined ends it. */
export type NextRequest = (connection: number) => Request | Promise<Request>

export type Load = {
  requests: number
  seconds: number
  perSecond: number
  latenciesMs: number[]
  /** Share of one core that this client used, 0..1: near 1 it would be the bottleneck itself. */
  clientBusy01: number
}

/** Bodies and heads on loopback come in pieces up to this size. */
const READ_BYTES = 256 * 1024
const HEAD_END = Buffer.from('\r\n\r\n')

/** Sends until `next` ends every connection. @throws Error for any answer that `check` finds wrong, or a lost socket */
export async function load(
  address: string,
  options: {
    connections: number
    next: NextRequest
    check: (answer: Answer, connection: number) => void
  },
): Promise<Load> {
  const { hostname, port } = new URL(address)
  const sockets = await Promise.all(
    Array.from({ length: options.connections }, () => open(hostname, Number(port))),
  )
  const latenciesMs: number[] = []
  const cpuBefore = process.cpuUsage()
  const startedAt = performance.now()
  await Promise.all(
    sockets.map((socket, connection) => converse(socket, connection, options, latenciesMs)),
  )
  const seconds = (performance.now() - startedAt) / 1000
  const cpu = process.cpuUsage(cpuBefore)
  return {
    requests: latenciesMs.length,
    seconds,
    perSecond: latenciesMs.length / seconds,
    latenciesMs,
    clientBusy01: (cpu.user + cpu.system) / 1e6 / seconds,
  }
}

/** One request on a connection of its own. */
export async function ask(address: string, request: Buffer | string): Promise<Answer> {
  let isSent = false
  let got: Answer | undefined
  await load(address, {
    connections: 1,
    next: () => {
      if (isSent) return undefined
      isSent = true
      return request
    },
    check: (answer) => {
      got = { ...answer, body: Buffer.from(answer.body) }
    },
  })
  if (!got) throw new Error('no answer')
  return got
}

/** A GET as a browser's cache would send it, for a page compressed with brotli. @param cookie NAME=VALUE */
export const getRequest = (path: string, cookie?: string): Buffer =>
  Buffer.from(
    `GET ${path} HTTP/1.1\r\nhost: localhost\r\naccept-encoding: br\r\n${cookie === undefined ? '' : `cookie: ${cookie}\r\n`}\r\n`,
  )

/** Sends the same GET on all connections for a time. */
export function loadGet(
  address: string,
  path: string,
  options: { connections: number; durationMs: number; bodyBytes: number },
): Promise<Load> {
  const request = getRequest(path)
  const until = performance.now() + options.durationMs
  return load(address, {
    connections: options.connections,
    next: () => (performance.now() < until ? request : undefined),
    check: ({ status, body }) => {
      if (status !== 200 || body.length !== options.bodyBytes)
        throw new Error(`${path}: status ${status}, ${body.length} bytes`)
    },
  })
}

type Reader = { socket: Socket; read(onBytes: (bytes: Buffer) => void): void }

function open(host: string, port: number): Promise<Reader> {
  return new Promise((resolve, reject) => {
    let onBytes: (bytes: Buffer) => void = () => undefined
    const socket = connect({
      host,
      port,
      noDelay: true,
      onread: {
        buffer: Buffer.allocUnsafe(READ_BYTES),
        callback: (count, buffer) => {
          onBytes((buffer as Buffer).subarray(0, count))
          return true
        },
      },
    })
    const reader: Reader = {
      socket,
      read: (listener) => {
        onBytes = listener
      },
    }
    socket.once('connect', () => resolve(reader))
    socket.once('error', reject)
  })
}

function converse(
  { socket, read }: Reader,
  connection: number,
  options: { next: NextRequest; check: (answer: Answer, connection: number) => void },
  latenciesMs: number[],
): Promise<void> {
  return new Promise((resolve, reject) => {
    let sentAt = 0
    let pending: Buffer | undefined
    let wantedBytes = 0
    const send = () => {
      const request = options.next(connection)
      if (request instanceof Promise) request.then(write, reject)
      else write(request)
    }
    const write = (request: Request) => {
      if (request === undefined) {
        socket.destroy()
        resolve()
        return
      }
      sentAt = performance.now()
      socket.write(request)
    }
    socket.once('error', reject)
    socket.once('close', () => reject(new Error('The server closed a connection.')))
    read((bytes) => {
      const all = pending ? Buffer.concat([pending, bytes]) : bytes
      wantedBytes ||= answerBytes(all)
      if (wantedBytes === 0 || all.length < wantedBytes) {
        pending = pending ? all : Buffer.from(bytes)
        return
      }
      latenciesMs.push(performance.now() - sentAt)
      const bodyAt = all.indexOf(HEAD_END) + HEAD_END.length
      const head = all.toString('latin1', 0, bodyAt)
      pending = undefined
      wantedBytes = 0
      try {
        const status = Number(head.slice(9, 12))
        options.check({ status, head, body: all.subarray(bodyAt) }, connection)
      } catch (error) {
        reject(error)
        socket.destroy()
        return
      }
      send()
    })
    send()
  })
}

/** Length of the whole answer; 0 while that cannot be told. */
function answerBytes(bytes: Buffer): number {
  const headEnd = bytes.indexOf(HEAD_END)
  if (headEnd < 0) return 0
  const head = bytes.toString('latin1', 0, headEnd)
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
  if (length !== undefined) return headEnd + HEAD_END.length + Number(length)
  if (/\r\ntransfer-encoding: *chunked/i.test(head))
    return chunkedBytes(bytes, headEnd + HEAD_END.length)
  throw new Error(`An answer whose length is not told.\n${head}`)
}

/** Where the last chunk ends; 0 while it is not there. */
function chunkedBytes(bytes: Buffer, bodyAt: number): number {
  let at = bodyAt
  while (true) {
    const lineEnd = bytes.indexOf('\r\n', at)
    if (lineEnd < 0) return 0
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16)
    at = lineEnd + 2 + size + 2
    if (size === 0) return at <= bytes.length ? at : 0
    if (at > bytes.length) return 0
  }
}
