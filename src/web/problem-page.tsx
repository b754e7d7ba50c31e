/** A problem as a page; it must come out even when the database does not answer. */

import { renderPage } from './pages/layout.js'
import { ProblemPage } from './pages/problem-page.js'
import type { Problem } from './problem.js'
import { shellOf } from './shell.js'
import { siteView } from './views-of.js'
import type { WebCtx } from './web-ctx.js'

export async function problemPage(ctx: WebCtx, problem: Problem): Promise<string> {
  const { css, js, fonts } = ctx.assets
  const withoutSections = { site: siteView(ctx, [], ctx.origin()), assets: { css, js, fonts } }
  const shell =
    problem.status >= 500 ? withoutSections : await shellOf(ctx).catch(() => withoutSections)
  return renderPage(
    <ProblemPage
      shell={shell}
      status={problem.status}
      detail={problem.detail}
      requestId={problem.status >= 500 ? problem.requestId : null}
    />,
  )
}
