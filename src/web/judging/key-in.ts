/** Where programs put their key: in the query, as Google's do, or in a header. */
import type { FastifyRequest } from 'fastify'

/** The key of a request; '' when there is none, which is no key. Two places that disagree are one wrong key. */
export function keyIn(request: FastifyRequest): string {
  const { key } = request.query as { key?: string }
  const sent = [key, request.headers['x-goog-api-key'], request.headers['x-api-key']].filter(
    (one): one is string => typeof one === 'string',
  )
  return sent.every((one) => one === sent[0]) ? (sent[0] ?? '').trim() : ''
}
