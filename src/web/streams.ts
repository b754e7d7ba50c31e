/** Server-sent events: each open page hears of its thread and of the meter. */
import type { ServerResponse } from 'node:http'
import type { Ctx } from '../platform/ctx.js'
import type { DomainEvent } from '../platform/events.js'
import type { Headers } from '../platform/security-headers.js'

/** Streams of one process; each costs a socket and about 10 KB. */
export const STREAMS_MAX = 20_000
/** A comment line this often keeps proxies from closing a silent stream. */
const HEARTBEAT_MS = 25_000
/** The browser waits this long before it connects again. */
const RETRY_MS = 3_000

export type Streams = {
  /** Turns a response into a stream of these topics. @returns false when there are too many */
  open(response: ServerResponse, topics: string[]): boolean
  /** Sends one message to all streams of a topic. */
  send(topic: string, event: string, id: string, message: unknown): void
  hasListeners(topic: string): boolean
  close(): void
}

export const topicOfThread = (threadId: string) => `thread:${threadId}`
export const METER_TOPIC = 'meter'

/** @param headers sent with every stream */
export function openStreams(headers: Headers): Streams {
  const streams = new Map<ServerResponse, string[]>()
  const ofTopic = new Map<string, Set<ServerResponse>>()
  const heartbeat = setInterval(() => {
    for (const response of streams.keys()) response.write(':\n\n')
  }, HEARTBEAT_MS)
  heartbeat.unref()

  function leave(response: ServerResponse): void {
    for (const topic of streams.get(response) ?? []) {
      const members = ofTopic.get(topic)
      members?.delete(response)
      if (members?.size === 0) ofTopic.delete(topic)
    }
    streams.delete(response)
  }

  return {
    open(response, topics) {
      if (streams.size >= STREAMS_MAX) return false
      response.writeHead(200, {
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-store',
        'X-Accel-Buffering': 'no',
        ...Object.fromEntries(headers),
      })
      response.write(`retry: ${RETRY_MS}\n\n`)
      streams.set(response, topics)
      for (const topic of topics)
        ofTopic.set(topic, (ofTopic.get(topic) ?? new Set()).add(response))
      response.on('close', () => leave(response))
      return true
    },
    send(topic, event, id, message) {
      const frame = `event: ${event}\nid: ${id}\ndata: ${JSON.stringify(message)}\n\n`
      for (const response of ofTopic.get(topic) ?? []) response.write(frame)
    },
    hasListeners: (topic) => ofTopic.has(topic),
    close() {
      clearInterval(heartbeat)
      for (const response of streams.keys()) response.end()
    },
  }
}

/** Tells streams what happened. Meter messages are read once per event, however many listen. */
export function streamEvents(
  ctx: Ctx,
  streams: Streams,
  readMeter: () => Promise<unknown>,
): () => void {
  return ctx.live.on((event) => {
    if (event.name === 'comment.posted') sendComments(streams, event)
    if (event.name === 'comment.decided')
      streams.send(topicOfThread(event.threadId), 'decided', event.commentId, {
        id: event.commentId,
        total: event.total,
      })
    if (event.name === 'gift.recorded' || event.name === 'campaign.started')
      if (streams.hasListeners(METER_TOPIC))
        readMeter()
          .then((meter) => streams.send(METER_TOPIC, 'meter', String(ctx.clock().getTime()), meter))
          .catch((error: Error) =>
            ctx.log.warn({ error: error.message }, 'The meter could not be told.'),
          )
  })
}

function sendComments(
  streams: Streams,
  event: Extract<DomainEvent, { name: 'comment.posted' }>,
): void {
  for (const { id, parentId } of event.comments)
    streams.send(topicOfThread(event.threadId), 'comment', id, { id, parentId, total: event.total })
}
