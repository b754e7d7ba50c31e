/** Judging for other software: the addresses at which it asks. */
import type { Route } from '../route.js'
import type { WebCtx } from '../web-ctx.js'
import { akismetRoutes } from './akismet.js'
import { coralRoutes } from './coral.js'
import { judgeRoutes } from './judge.js'
import { perspectiveRoutes } from './perspective.js'

export const judgingRoutes = (ctx: WebCtx): Route[] => [
  ...perspectiveRoutes(ctx),
  ...akismetRoutes(ctx),
  ...coralRoutes(ctx),
  ...judgeRoutes(ctx),
]
