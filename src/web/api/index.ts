/** The JSON API under /api/v1. */
import type { Route } from '../route.js'
import type { WebCtx } from '../web-ctx.js'
import { articleRoutes } from './articles.js'
import { campaignRoutes } from './campaigns.js'
import { commentRoutes } from './comments.js'
import { countRoutes } from './counts.js'

export const apiRoutes = (ctx: WebCtx): Route[] => [
  ...articleRoutes(ctx),
  ...commentRoutes(ctx),
  ...countRoutes(ctx),
  ...campaignRoutes(ctx),
  {
    method: 'GET',
    url: '/api/v1/openapi.json',
    may: 'read',
    speaks: 'json',
    schema: { summary: 'This description', hide: true },
    handler: async (request, reply) =>
      reply.type('application/json; charset=utf-8').send(JSON.stringify(request.server.swagger())),
  },
]
