/** The bytes of a body as they were sent, for the few routes that check a signature over them. */
import type { FastifyRequest } from 'fastify'

const sent = new WeakMap<FastifyRequest, Buffer>()

/** Keeps them as long as the request lives. */
export const keepSentBytes = (request: FastifyRequest, body: Buffer): void => {
  sent.set(request, body)
}

/** Undefined for routes that did not ask for them, and for requests without a JSON body. */
export const sentBytesOf = (request: FastifyRequest): Buffer | undefined => sent.get(request)
