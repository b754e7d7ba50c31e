/** Every URL of the program and who may use it: the security map. The type demands `who` of each route. */
import { apiRoutes } from './api/index.js'
import type { Route } from './route.js'
import { siteRoutes } from './site/index.js'
import type { WebCtx } from './web-ctx.js'

export const routesOf = (ctx: WebCtx): Route[] => [...siteRoutes(ctx), ...apiRoutes(ctx)]
