/** What every page needs beside its own content: the site with its sections, the built assets, who reads. */
import { type Actor, ANONYMOUS } from '../accounts/index.js'
import { listMainSections } from '../publishing/index.js'
import type { Shell } from './pages/layout.js'
import { siteView } from './views-of.js'
import type { WebCtx } from './web-ctx.js'

/** @param actor who reads a private page, in their language; shared pages leave it out */
export async function shellOf(ctx: WebCtx, actor: Actor = ANONYMOUS): Promise<Shell> {
  return shell(ctx, actor, await listMainSections(ctx))
}

/** A shell made without asking the database, for the pages that say it does not answer. */
export const bareShell = (ctx: WebCtx, actor: Actor): Shell => shell(ctx, actor, [])

function shell(ctx: WebCtx, actor: Actor, sections: { slug: string; name: string }[]): Shell {
  const { css, js, fonts, account } = ctx.assets
  const language = (actor.kind === 'account' && actor.language) || ctx.site.language
  return {
    site: siteView(ctx, sections, ctx.origin()),
    assets: { css, js, fonts, account },
    language,
    actor,
  }
}
