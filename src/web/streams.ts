/** Server-sent events: each open page hears of its thread and of the meter, and of what it missed when it comes back. */
import type { ServerResponse } from 'node:http'
import { Refusal } from '../core/refusals.js'
import {
  type FollowedThreads,
  followThreads,
  readQuietMoment,
  type ThreadLog,
  type ThreadNews,
  type ToldEvent,
} from '../discussion/index.js'
import type { Ctx } from '../platform/ctx.js'
import type { Headers } from '../platform/security-headers.js'

/** Streams of one process; each costs a socket and about 12 KB. */
export const STREAMS_MAX = 20_000
/** Streams of one network: a town of readers behind one provider, and no more than 20 MB. */
export const STREAMS_PER_NETWORK_MAX = 1_000
/** Who has so much unread beside what the system holds does not read: they are cut off, and come back when they can. */
export const UNREAD_BYTES_MAX = 64 * 1024
/** Something this often keeps proxies from closing a silent stream. */
const HEARTBEAT_MS = 25_000
/** Browsers wait so long before they connect again, each another time: all of them lost the same server. */
const RETRY_MS = { least: 2_000, spread: 3_000 }
/** When a network that has too many may try again. */
const NETWORK_RETRY_SECONDS = 60

/** Whose stream it is to be, and of what. */
export type StreamWish = {
  topics: string[]
  /** See `networkOf`. */
  network: string
  /** The id that the browser heard last; null when it comes for the first time. */
  lastEventId: string | null
}

export type Streams = {
  /**
   * Turns a response into a stream of these topics, beginning with what was missed since `lastEventId`.
   * @throws Refusal request/too-busy, request/too-many; the fault of the database
   */
  open(response: ServerResponse, wish: StreamWish): Promise<void>
  /** Begins to tell what happens. @returns the function that ends it */
  follow(ctx: Ctx, readMeter: () => Promise<unknown>): () => void
  /**
   * The id of this moment in a thread, for a page that is made after it: listening from there misses nothing that the
   * page lacks. Null before `follow`. Cost: memory for a thread that somebody has open, else one statement.
   */
  momentOf(threadId: string): Promise<string | null>
  /** Streams open now. */
  count(): number
  close(): void
}

const THREAD = 'thread:'
export const topicOfThread = (threadId: string) => `${THREAD}${threadId}`
export const METER_TOPIC = 'meter'

/** Tells streams what happened. Meter messages are read once per event, however many listen. */
export const streamEvents = (
  ctx: Ctx,
  streams: Streams,
  readMeter: () => Promise<unknown>,
): (() => void) => streams.follow(ctx, readMeter)

type Source = { ctx: Ctx; threads: FollowedThreads; meter: Meter }

/** @param headers sent with every stream */
export function openStreams(headers: Headers): Streams {
  const head = {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
    ...Object.fromEntries(headers),
  }
  const streams = new Map<ServerResponse, StreamWish>()
  const ofTopic = new Map<string, Set<ServerResponse>>()
  const ofNetwork = new Map<string, number>()
  let admitted = 0
  let source: Source | null = null

  const heartbeat = setInterval(() => {
    for (const [topic, members] of ofTopic) {
      const moment = idNow(source, threadOf(topic))
      if (moment !== null) write(members, momentFrame(moment))
    }
    for (const [response, { topics }] of streams)
      if (topics.every((topic) => threadOf(topic) === null)) write([response], ':\n\n')
    source?.threads.sweep((threadId) => ofTopic.has(topicOfThread(threadId)))
  }, HEARTBEAT_MS)
  heartbeat.unref()

  function admit(network: string): void {
    const already = ofNetwork.get(network) ?? 0
    if (admitted >= STREAMS_MAX) throw new Refusal('request/too-busy')
    if (already >= STREAMS_PER_NETWORK_MAX)
      throw new Refusal(
        'request/too-many',
        { seconds: NETWORK_RETRY_SECONDS },
        { 'Retry-After': String(NETWORK_RETRY_SECONDS) },
      )
    admitted += 1
    ofNetwork.set(network, already + 1)
  }

  function dismiss(network: string): void {
    admitted -= 1
    const left = (ofNetwork.get(network) ?? 1) - 1
    if (left === 0) ofNetwork.delete(network)
    else ofNetwork.set(network, left)
  }

  function join(response: ServerResponse, wish: StreamWish): void {
    streams.set(response, wish)
    for (const topic of wish.topics)
      ofTopic.set(topic, (ofTopic.get(topic) ?? new Set()).add(response))
    response.once('close', () => leave(response, wish))
  }

  function leave(response: ServerResponse, { topics, network }: StreamWish): void {
    if (!streams.delete(response)) return
    for (const topic of topics) {
      const members = ofTopic.get(topic)
      members?.delete(response)
      if (members?.size === 0) ofTopic.delete(topic)
    }
    dismiss(network)
  }

  return {
    async open(response, wish) {
      const { topics, network, lastEventId } = wish
      admit(network)
      let missed: string
      try {
        missed = await missedFrames(source, topics, lastEventId)
        if (response.destroyed) return dismiss(network)
        // No other turn comes between reading what was missed and joining.
        response.writeHead(200, head)
      } catch (error) {
        dismiss(network)
        throw error
      }
      join(response, wish)
      response.write(`retry: ${retryMs()}\n\n${missed}`)
      if (lastEventId !== null && topics.includes(METER_TOPIC))
        source?.meter.now().then((frame) => frame && write([response], frame))
    },
    follow(ctx, readMeter) {
      const meter = openMeter(ctx, readMeter)
      const threads = followThreads(ctx, (threadId, news, log) => {
        const members = ofTopic.get(topicOfThread(threadId))
        const frames = members && framesOf(news, log, ctx.clock().getTime())
        if (frames) write(members, frames)
      })
      const own: Source = { ctx, threads, meter }
      source = own
      ctx.live.onGap(() => {
        if (source !== own) return
        meter.forget()
        threads.catchUp()
      })
      const stop = ctx.live.on((event) => {
        threads.hear(event)
        if (event.name === 'comment.picked')
          write(ofTopic.get(topicOfThread(event.threadId)) ?? [], pickFrame(event))
        if (event.name !== 'gift.recorded' && event.name !== 'campaign.started') return
        meter.forget()
        if (ofTopic.has(METER_TOPIC))
          meter.now().then((frame) => frame && write(ofTopic.get(METER_TOPIC) ?? [], frame))
      })
      return () => {
        stop()
        source = null
      }
    },
    async momentOf(threadId) {
      if (!source) return null
      const { ctx, threads } = source
      const known = threads.known(threadId)
      const quiet = known ? null : await readQuietMoment(ctx, threadId)
      // Where much is said its page is soon made again: the thread is followed, as if somebody had it open.
      return quiet ?? (known ?? (await threads.logOf(threadId))).idAt(ctx.clock().getTime())
    },
    count: () => streams.size,
    close() {
      clearInterval(heartbeat)
      for (const response of streams.keys()) response.end()
    },
  }
}

/** The thread of a topic; null for the meter. */
const threadOf = (topic: string): string | null =>
  topic.startsWith(THREAD) ? topic.slice(THREAD.length) : null

/**
 * Sends to these streams; whoever does not read is cut off. The chunk of HTTP is made once for all of them:
 * made by each response it would cost each of thousands three pieces and a turn.
 */
function write(members: Iterable<ServerResponse>, frame: string): void {
  const bytes = Buffer.from(frame)
  const chunk = Buffer.from(`${bytes.length.toString(16)}\r\n${frame}\r\n`)
  for (const response of members) {
    if (response.destroyed) continue
    const { socket } = response
    if (socket && response.chunkedEncoding) socket.write(chunk)
    else response.write(bytes)
    if (response.writableLength > UNREAD_BYTES_MAX) response.destroy()
  }
}

/** What a stream begins with: what was missed, and the moment from which it goes on. */
async function missedFrames(
  source: Source | null,
  topics: string[],
  lastEventId: string | null,
): Promise<string> {
  const threadId = topics.map(threadOf).find((id) => id !== null) ?? null
  // So that a browser says that it comes back: then it is told the meter, which has no past.
  if (!source || threadId === null) return momentFrame(METER_TOPIC)
  await source.threads.logOf(threadId)
  const from = lastEventId && (await source.threads.nearer(threadId, lastEventId))
  // Once more, because nobody joined while we read: who is not joined is not followed for ever.
  let log = await source.threads.logOf(threadId)
  // Another process may have told more than has arrived here.
  if (from !== null && log.isBehind(from)) log = await source.threads.readLogOf(threadId)
  const moment = log.idAt(source.ctx.clock().getTime())
  if (from === null) return momentFrame(moment)
  const missed = log.since(from)
  const changed = log.changedSince(from)
  if (missed === null || changed === null) return reloadFrame(moment, log.total())
  return missed.map(frameOf).join('') + changed.map(changedFrame).join('') + momentFrame(moment)
}

/** What is told of news in a thread; '' when there is nothing to tell. */
function framesOf({ events, changed }: ThreadNews, log: ThreadLog, now: number): string {
  return events === null
    ? reloadFrame(log.idAt(now), log.total())
    : events.map(frameOf).join('') + changed.map(changedFrame).join('')
}

function idNow(source: Source | null, threadId: string | null): string | null {
  const log = threadId === null ? null : source?.threads.known(threadId)
  return log && source ? log.idAt(source.ctx.clock().getTime()) : null
}

function frameOf({ kind, id, commentId, parentId, total }: ToldEvent): string {
  const message = kind === 'comment' ? { id: commentId, parentId, total } : { id: commentId, total }
  return `event: ${kind}\nid: ${id}\ndata: ${JSON.stringify(message)}\n\n`
}

/** A mark on what is there already: it has no id, and whoever missed it sees it at the next visit. */
const pickFrame = ({ commentId, isPicked }: { commentId: string; isPicked: boolean }) =>
  `event: picked\ndata: ${JSON.stringify({ id: commentId, picked: isPicked })}\n\n`

/** It has no id of its own: told twice it does no harm, and the place in the thread stays. */
const changedFrame = (commentId: string) =>
  `event: changed\ndata: ${JSON.stringify({ id: commentId })}\n\n`

const reloadFrame = (id: string, total: number) =>
  `event: reload\nid: ${id}\ndata: ${JSON.stringify({ total })}\n\n`

/** Tells a browser where it stands, without an event. */
const momentFrame = (id: string) => `id: ${id}\n\n`

const retryMs = () => RETRY_MS.least + Math.floor(Math.random() * RETRY_MS.spread)

type Meter = { now(): Promise<string | null>; forget(): void }

/** The meter as a frame, read once after each change. It has no id of its own: the place in the thread stays. */
function openMeter(ctx: Ctx, readMeter: () => Promise<unknown>): Meter {
  let known: Promise<string | null> | null = null
  return {
    now() {
      known ??= readMeter()
        .then((meter) => (meter ? `event: meter\ndata: ${JSON.stringify(meter)}\n\n` : null))
        .catch((error: Error) => {
          known = null
          ctx.log.warn({ error: error.message }, 'The meter could not be told.')
          return null
        })
      return known
    },
    forget() {
      known = null
    },
  }
}
