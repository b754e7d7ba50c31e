/** Turns a request into a stream of server-sent events. */
import type { FastifyReply } from 'fastify'
import { Refusal } from '../../core/refusals.js'
import type { WebCtx } from '../web-ctx.js'

/** @throws Refusal request/too-busy when too many streams are open */
export function openStream(ctx: WebCtx, reply: FastifyReply, topics: string[]): FastifyReply {
  if (!ctx.streams.open(reply.raw, topics)) throw new Refusal('request/too-busy')
  reply.hijack()
  return reply
}
