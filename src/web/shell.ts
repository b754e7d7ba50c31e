/** What every page needs beside its own content: the site with its sections, the built assets, who reads. */
import { type Actor, ANONYMOUS } from '../accounts/index.js'
import { listMainSections } from '../publishing/index.js'
import type { Shell } from './pages/layout.js'
import { siteView } from './views-of.js'
import type { WebCtx } from './web-ctx.js'

/** The language in which somebody is spoken to: the one of their account, else that of the site. */
export const languageFor = (ctx: Pick<WebCtx, 'site'>, actor: Actor): string =>
  (actor.kind === 'account' && actor.language) || ctx.site.language

/** @param actor who reads a private page, in their language; shared pages leave it out */
export async function shellOf(ctx: WebCtx, actor: Actor = ANONYMOUS): Promise<Shell> {
  return shell(ctx, actor, await listMainSections(ctx))
}

/** A shell made without asking the database, for the pages that say it does not answer. */
export const bareShell = (ctx: WebCtx, actor: Actor): Shell => shell(ctx, actor, [])

function shell(ctx: WebCtx, actor: Actor, sections: { slug: string; name: string }[]): Shell {
  const { css, js, fonts, account } = ctx.assets
  const language = languageFor(ctx, actor)
  return {
    site: siteView(ctx, sections, ctx.origin()),
    assets: { css, js, fonts, account },
    language,
    actor,
  }
}
