/** A problem as a page; it must come out even when the database does not answer. */

import type { Actor } from '../accounts/index.js'
import { renderPage } from './pages/layout.js'
import { ProblemPage } from './pages/problem-page.js'
import type { Problem } from './problem.js'
import { bareShell, shellOf } from './shell.js'
import type { WebCtx } from './web-ctx.js'

export async function problemPage(ctx: WebCtx, problem: Problem, actor: Actor): Promise<string> {
  const withoutSections = bareShell(ctx, actor)
  const shell =
    problem.status >= 500 ? withoutSections : await shellOf(ctx, actor).catch(() => withoutSections)
  return renderPage(
    <ProblemPage
      shell={shell}
      status={problem.status}
      detail={problem.detail}
      requestId={problem.status >= 500 ? problem.requestId : null}
    />,
  )
}
