/** What is measured of every program alike: its answers, its writing, its page in a browser. */
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { type Look, look, type openBrowser } from '../browser.js'
import { type Answer, ask, getRequest, load } from '../http-load.js'
import { median, quantile } from '../numbers.js'
import { end, familiesCpuMs, start } from '../processes.js'
import { sameBytes } from '../same-bytes.js'
import { createTexts } from '../texts.js'
import type { OpenPeer, PeerThread } from './peer.js'

const CLIENTS = 16
const YARDSTICK = new URL('../yardsticks/same-bytes.js', import.meta.url).pathname

export type Reading = {
  perSecond: number
  p99Ms: number
  /** Processor time of all its processes for one answer. */
  cpuMs: number
  /** The same of node:http sending the same bytes. */
  plainCpuMs: number
  bytes: number
  /** Comments that the answer brings. */
  comments: number
}

/** Asks for the first comments of a thread as often as it can. @returns the status where it is not 200 */
export async function read(
  peer: OpenPeer,
  thread: PeerThread,
  durationMs: number,
): Promise<Reading | number> {
  const request = asBrowser(thread.comments)
  const first = await ask(peer.address, request)
  if (first.status !== 200) return first.status
  await loadFor(peer.address, request, durationMs / 5)
  const cpuBefore = await familiesCpuMs(peer.pids)
  const own = await loadFor(peer.address, request, durationMs)
  const cpuMs = ((await familiesCpuMs(peer.pids)) - cpuBefore) / own.requests
  const body = bodyOf(first)
  return {
    perSecond: own.perSecond,
    p99Ms: quantile(own.latenciesMs, 0.99),
    cpuMs,
    plainCpuMs: await plainCpuMs(first.head, body, durationMs),
    bytes: body.length,
    comments: commentsIn(first),
  }
}

/** What node:http needs for the same bytes. */
async function plainCpuMs(head: string, body: Buffer, durationMs: number): Promise<number> {
  const { child, message } = await start<{ listening: string }>(YARDSTICK, {
    send: sameBytes(head, body),
  })
  const [pids, request] = [[child.pid ?? 0], asBrowser('/')]
  await loadFor(message.listening, request, durationMs / 5)
  const before = await familiesCpuMs(pids)
  const { requests } = await loadFor(message.listening, request, durationMs)
  const cpuMs = ((await familiesCpuMs(pids)) - before) / requests
  await end(child)
  return cpuMs
}

function loadFor(address: string, request: string | Buffer, durationMs: number) {
  const until = performance.now() + durationMs
  return load(address, {
    connections: CLIENTS,
    next: () => (performance.now() < until ? request : undefined),
    check: ({ status }) => {
      if (status !== 200) throw new Error(`status ${status}`)
    },
  })
}

/** With the encodings that browsers take. */
const asBrowser = (path: string): string =>
  getRequest(path).toString().replace('accept-encoding: br', 'accept-encoding: gzip, deflate, br')

/** The body of an answer that may have come in chunks. */
function bodyOf({ head, body }: Answer): Buffer {
  if (!/^transfer-encoding: *chunked/im.test(head)) return body
  const parts: Buffer[] = []
  for (let at = 0; ; ) {
    const lineEnd = body.indexOf('\r\n', at)
    const size = Number.parseInt(body.toString('latin1', at, lineEnd), 16)
    if (!(size > 0)) return Buffer.concat(parts)
    parts.push(body.subarray(lineEnd + 2, lineEnd + 2 + size))
    at = lineEnd + 2 + size + 2
  }
}

/** Each program has a mark of its own for a comment. */
const MARKS = [/ id="c-/g, / id="comment-\d+"/g, /"html":"/g, /"objectId":/g]

function commentsIn(answer: Answer): number {
  const body = bodyOf(answer)
  const encoding = /^content-encoding: *(\w+)/im.exec(answer.head)?.[1]
  const text = (
    encoding === 'br' ? brotliDecompressSync(body) : encoding === 'gzip' ? gunzipSync(body) : body
  ).toString()
  return Math.max(...MARKS.map((mark) => text.match(mark)?.length ?? 0))
}

const texts = createTexts(16)

export type Writing = { perSecond: number; p99Ms: number }

/** Posts root comments by 16 clients. @throws Error when one is not taken */
export async function write(
  peer: OpenPeer,
  thread: PeerThread,
  durationMs: number,
): Promise<Writing> {
  const until = performance.now() + durationMs
  const written = await load(peer.address, {
    connections: CLIENTS,
    next: (client) =>
      performance.now() < until
        ? thread.post({ client, name: texts.name(), text: texts.text() })
        : undefined,
    check: (answer) => {
      if (!thread.isPosted(answer))
        throw new Error(
          `a comment was answered ${answer.status}: ${answer.body.toString().slice(0, 300)}`,
        )
    },
  })
  return { perSecond: written.perSecond, p99Ms: quantile(written.latenciesMs, 0.99) }
}

type Browser = NonNullable<Awaited<ReturnType<typeof openBrowser>>>

/** Median of so many first visits; its counts are those of the last one. */
export async function show(
  browser: Browser,
  { peer, thread }: { peer: OpenPeer; thread: PeerThread },
  slowdown: number,
  rounds: number,
): Promise<Look> {
  const page = {
    address: (thread.pageAddress ?? peer.address) + thread.page,
    comment: thread.selector,
  }
  const looks: Look[] = []
  for (let i = 0; i <= rounds; i++) looks.push(await look(browser, page, slowdown))
  const [, ...counted] = looks
  const last = counted.at(-1)
  if (!last) throw new Error('no visit')
  return { ...last, firstCommentMs: median(counted.map((one) => one.firstCommentMs)) }
}
