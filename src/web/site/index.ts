/** The public site: pages, the plain form, files. */
import type { Route } from '../route.js'
import type { WebCtx } from '../web-ctx.js'
import { commentPageRoutes } from './comments.js'
import { fileRoutes } from './files.js'
import { pageRoutes } from './pages.js'

export const siteRoutes = (ctx: WebCtx): Route[] => [
  ...pageRoutes(ctx),
  ...commentPageRoutes(ctx),
  ...fileRoutes(ctx),
]
