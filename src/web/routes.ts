/** Every URL of the program and the right it asks for: the security map. The type demands `may` of each route. */
import { accountRoutes } from './account/account.js'
import { leavingRoutes } from './account/leaving.js'
import { noticeRoutes } from './account/notices.js'
import { passkeyRoutes } from './account/passkey-routes.js'
import { profileRoutes } from './account/profile.js'
import { providerRoutes } from './account/providers.js'
import { securityRoutes } from './account/security.js'
import { signInRoutes } from './account/sign-in.js'
import { unsubscribeRoutes } from './account/unsubscribe.js'
import { apiRoutes } from './api/index.js'
import { copyRoutes } from './desk/copies.js'
import { deskRoutes } from './desk/desk.js'
import { houseRuleRoutes } from './desk/house-rules.js'
import { judgeKeyRoutes } from './desk/judge-keys.js'
import { learningRoutes } from './desk/learning.js'
import { outboxRoutes } from './desk/outbox.js'
import { policyRoutes } from './desk/policy.js'
import { ruleRoutes } from './desk/rules.js'
import { threadRoutes } from './desk/threads.js'
import { judgingRoutes } from './judging/index.js'
import type { Route } from './route.js'
import { findRoutes } from './site/find.js'
import { siteRoutes } from './site/index.js'
import { ownCommentRoutes } from './site/own-comments.js'
import { pickRoutes } from './site/picks.js'
import { pictureRoutes } from './site/pictures.js'
import { previewRoutes } from './site/previews.js'
import { threadFileRoutes } from './site/thread-files.js'
import { visitRoutes } from './site/visits.js'
import { voteRoutes } from './site/votes.js'
import type { WebCtx } from './web-ctx.js'

export const routesOf = (ctx: WebCtx): Route[] => [
  ...siteRoutes(ctx),
  ...voteRoutes(ctx),
  ...ownCommentRoutes(ctx),
  ...pickRoutes(ctx),
  ...previewRoutes(ctx),
  ...pictureRoutes(ctx),
  ...threadFileRoutes(ctx),
  ...findRoutes(ctx),
  ...visitRoutes(ctx),
  ...signInRoutes(ctx),
  ...providerRoutes(ctx),
  ...accountRoutes(ctx),
  ...securityRoutes(ctx),
  ...passkeyRoutes(ctx),
  ...noticeRoutes(ctx),
  ...leavingRoutes(ctx),
  ...profileRoutes(ctx),
  ...unsubscribeRoutes(ctx),
  ...deskRoutes(ctx),
  ...outboxRoutes(ctx),
  ...threadRoutes(ctx),
  ...ruleRoutes(ctx),
  ...houseRuleRoutes(ctx),
  ...policyRoutes(ctx),
  ...learningRoutes(ctx),
  ...copyRoutes(ctx),
  ...judgeKeyRoutes(ctx),
  ...judgingRoutes(ctx),
  ...apiRoutes(ctx),
]
