/** What every page needs beside its own content: the site with its sections, and the built assets. */
import { listMainSections } from '../publishing/index.js'
import type { Shell } from './pages/layout.js'
import { siteView } from './views-of.js'
import type { WebCtx } from './web-ctx.js'

export async function shellOf(ctx: WebCtx): Promise<Shell> {
  const { css, js, fonts } = ctx.assets
  return {
    site: siteView(ctx, await listMainSections(ctx), ctx.origin()),
    assets: { css, js, fonts },
  }
}
