/** Every URL of the program and who may use it: the security map. The type demands `who` of each route. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { TSchema } from 'typebox'
import { apiRoutes } from './api/index.js'
import { siteRoutes } from './site/index.js'
import type { WebCtx } from './web-ctx.js'

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

export const routesOf = (ctx: WebCtx): Route[] => [...siteRoutes(ctx), ...apiRoutes(ctx)]
