/** The shape of a route: its address, who may use it, what it takes and gives. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { TSchema } from 'typebox'

/** anyone: every visitor, signed in or not. staff: holders of the staff token. */
export type Who = 'anyone' | 'staff'

export type Route = {
  method: 'GET' | 'POST'
  url: string
  who: Who
  /** How its errors are told: a page, or problem+json. */
  speaks: 'html' | 'json'
  schema?: {
    summary?: string
    description?: string
    hide?: boolean
    params?: TSchema
    querystring?: TSchema
    headers?: TSchema
    body?: TSchema
    response?: Record<number, TSchema | object>
  }
  handler(request: FastifyRequest, reply: FastifyReply): Promise<unknown>
}
