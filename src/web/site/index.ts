/** The public site: pages and files. */
import type { Route } from '../route.js'
import type { WebCtx } from '../web-ctx.js'
import { fileRoutes } from './files.js'

export const siteRoutes = (ctx: WebCtx): Route[] => [...fileRoutes(ctx)]
