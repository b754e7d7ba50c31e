/** What is measured of every program alike: its answers, its writing, its page in a browser. */
import { setTimeout as sleep } from 'node:timers/promises'
import { type Look, look, type openBrowser } from '../browser.js'
import type { Said } from '../conversation.js'
import { type Answer, ask, getRequest, load } from '../http-load.js'
import { median, quantile } from '../numbers.js'
import { end, familiesCpuMs, start } from '../processes.js'
import { sameBytes } from '../same-bytes.js'
import { createTexts } from '../texts.js'
import { bodyOf, commentsIn, saidIn } from './answers.js'
import type { OpenPeer, PeerThread } from './peer.js'

const CLIENTS = 16
const YARDSTICK = new URL('../yardsticks/same-bytes.js', import.meta.url).pathname
/**
 * What is not done by then is given up and counted as such: one phase (a warm-up, a load, visits of one kind). Five
 * programs, two threads and seven phases stay below half an hour when some of them reach it.
 */
export const PHASE_MS_MAX = 120_000
/** Before a phase, until what was given up or put off is worked off: as long as PHP's 30 s of processor take when crowded. */
const QUIET_MS_MAX = 180_000
const QUIET_SAMPLE_MS = 500
/** Of one core: idle programs look at their timers. */
const QUIET_01 = 0.1
/** Bodies of the same page may differ by so much: compressed nonces, chunks. */
const BODY_DIFFERS_01 = 0.02

export type Reading = {
  perSecond: number
  p99Ms: number
  answers: number
  /** Those not there after PHASE_MS_MAX. */
  unanswered: number
  /** Processor time of all its processes for one answer; NaN when some were given up. */
  cpuMs: number
  /** The same of node:http sending the same bytes. */
  plainCpuMs: number
  bytes: number
  /** Comments of the conversation that the answer brings. */
  comments: number
}

/**
 * Asks for the first comments of a thread as often as it can.
 * @throws Error with what it answered, where that is not 200, not the same each time or without any of the comments
 */
export async function read(
  peer: OpenPeer,
  { comments: path }: PeerThread,
  said: Said[],
  durationMs: number,
): Promise<Reading> {
  const request = asBrowser(path)
  const first = await ask(peer.address, request, PHASE_MS_MAX)
  checkPage(first, first)
  const comments = commentsIn(first, said)
  if (comments === 0) throw new Error(`none of the comments is in: ${saidIn(first)}`)
  const check = (answer: Answer) => checkPage(answer, first)
  await warmUp(peer.address, request, durationMs / 5, check)
  const cpuBefore = await familiesCpuMs(peer.pids)
  const own = await loadFor(peer.address, request, durationMs, check)
  const usedMs = (await familiesCpuMs(peer.pids)) - cpuBefore
  const body = bodyOf(first)
  return {
    perSecond: own.perSecond,
    p99Ms: quantile(own.latenciesMs, 0.99),
    answers: own.requests,
    unanswered: own.unanswered,
    // Work on what was given up belongs to no answer.
    cpuMs: own.unanswered > 0 ? Number.NaN : usedMs / own.requests,
    plainCpuMs: await plainCpuMs(first.head, body, durationMs),
    bytes: body.length,
    comments,
  }
}

function checkPage(answer: Answer, first: Answer): void {
  if (answer.status !== 200) throw new Error(`status ${answer.status}: ${saidIn(answer)}`)
  const [bytes, wanted] = [answer.body.length, first.body.length]
  if (Math.abs(bytes - wanted) > wanted * BODY_DIFFERS_01)
    throw new Error(`${bytes} bytes after ${wanted}: ${saidIn(answer)}`)
}

/** @throws Error when not every answer is there in time: then there is nothing to measure */
async function warmUp(
  address: string,
  request: string,
  durationMs: number,
  check: (answer: Answer) => void,
): Promise<void> {
  const { requests, unanswered } = await loadFor(address, request, durationMs, check)
  if (unanswered > 0)
    throw new Error(
      `${requests} of ${requests + unanswered} answers in ${PHASE_MS_MAX / 1_000} s with ${CLIENTS} clients`,
    )
}

/** Waits until nothing works any more, so that no program is measured beside another one. @returns false when it never was */
export async function quiet(peers: OpenPeer[]): Promise<boolean> {
  const pids = peers.flatMap((one) => one.pids)
  for (const until = performance.now() + QUIET_MS_MAX; performance.now() < until; ) {
    const before = await familiesCpuMs(pids)
    await sleep(QUIET_SAMPLE_MS)
    if ((await familiesCpuMs(pids)) - before <= QUIET_SAMPLE_MS * QUIET_01) return true
  }
  return false
}

/** What node:http needs for the same bytes. */
async function plainCpuMs(head: string, body: Buffer, durationMs: number): Promise<number> {
  const { child, message } = await start<{ listening: string }>(YARDSTICK, {
    send: sameBytes(head, body),
  })
  const [pids, request] = [[child.pid ?? 0], asBrowser('/')]
  const check = ({ status }: Answer) => {
    if (status !== 200) throw new Error(`node:http answered ${status}`)
  }
  try {
    await loadFor(message.listening, request, durationMs / 5, check)
    const before = await familiesCpuMs(pids)
    const { requests } = await loadFor(message.listening, request, durationMs, check)
    return ((await familiesCpuMs(pids)) - before) / requests
  } finally {
    await end(child)
  }
}

function loadFor(
  address: string,
  request: string,
  durationMs: number,
  check: (answer: Answer) => void,
) {
  const until = performance.now() + durationMs
  return load(address, {
    connections: CLIENTS,
    limitMs: PHASE_MS_MAX,
    next: () => (performance.now() < until ? request : undefined),
    check,
  })
}

/** With the encodings that browsers take. */
const asBrowser = (path: string): string =>
  getRequest(path).toString().replace('accept-encoding: br', 'accept-encoding: gzip, deflate, br')

const texts = createTexts(16)

export type Writing = {
  perSecond: number
  p99Ms: number
  /** Comments that the program said to have taken. */
  taken: number
  /** Those not answered after PHASE_MS_MAX. */
  unanswered: number
  /** Comments more in its database than before. */
  stored: number
}

/** Posts root comments by 16 clients. @throws Error with what it answered when one is not taken */
export async function write(
  peer: OpenPeer,
  thread: PeerThread,
  durationMs: number,
): Promise<Writing> {
  const before = await thread.stored()
  const until = performance.now() + durationMs
  const written = await load(peer.address, {
    connections: CLIENTS,
    limitMs: PHASE_MS_MAX,
    next: (client) =>
      performance.now() < until
        ? thread.post({ client, name: texts.name(), text: texts.text() })
        : undefined,
    check: (answer) => {
      if (!thread.isPosted(answer))
        throw new Error(`a comment was answered ${answer.status}: ${saidIn(answer)}`)
    },
  })
  return {
    perSecond: written.perSecond,
    p99Ms: quantile(written.latenciesMs, 0.99),
    taken: written.requests,
    unanswered: written.unanswered,
    stored: (await thread.stored()) - before,
  }
}

type Browser = NonNullable<Awaited<ReturnType<typeof openBrowser>>>

export type Showing = Look & {
  /** Visits that the median is of: fewer than asked for when PHASE_MS_MAX was over. */
  visits: number
}

/** Median of so many first visits, after one that is not counted; its counts are those of the last one. */
export async function show(
  browser: Browser,
  { peer, thread }: { peer: OpenPeer; thread: PeerThread },
  slowdown: number,
  rounds: number,
): Promise<Showing> {
  const page = {
    address: (thread.pageAddress ?? peer.address) + thread.page,
    comment: thread.selector,
  }
  const looks: Look[] = []
  const until = performance.now() + PHASE_MS_MAX
  for (let i = 0; i <= rounds && performance.now() < until; i++)
    looks.push(await look(browser, page, slowdown))
  const [, ...counted] = looks
  const last = counted.at(-1)
  if (!last) throw new Error(`no second visit in ${PHASE_MS_MAX / 1_000} s`)
  return {
    ...last,
    firstCommentMs: median(counted.map((one) => one.firstCommentMs)),
    visits: counted.length,
  }
}
