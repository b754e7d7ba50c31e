/** Turns a request into a stream of server-sent events. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { networkOf } from '../../platform/network.js'
import type { WebCtx } from '../web-ctx.js'

/** Longer is no id of ours. */
const ID_CHARS_MAX = 100

/** @throws Refusal request/too-busy, request/too-many when too many streams are open */
export async function openStream(
  ctx: WebCtx,
  reply: FastifyReply,
  topics: string[],
): Promise<FastifyReply> {
  const { request } = reply
  if (request.method === 'HEAD') return reply.type('text/event-stream; charset=utf-8').send('')
  await ctx.streams.open(reply.raw, {
    topics,
    network: networkOf(request.ip),
    lastEventId: lastEventIdOf(request),
  })
  reply.hijack()
  return reply
}

/** What the browser heard last: EventSource says it in a header, what stands in for it in the address. */
function lastEventIdOf(request: FastifyRequest): string | null {
  const query = request.query as { lastEventId?: unknown }
  const id = request.headers['last-event-id'] ?? query.lastEventId
  return typeof id === 'string' && id !== '' ? id.slice(0, ID_CHARS_MAX) : null
}
