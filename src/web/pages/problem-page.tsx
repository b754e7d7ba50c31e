/** What a visitor sees when there is no page: what happened in plain words, and a way on. */
import type { Locale } from '../../locales/index.js'
import { urls } from '../urls.js'
import { Layout, localeOf, type Shell } from './layout.js'

export type ProblemPageProps = {
  shell: Shell
  /** HTTP status */
  status: number
  /** The localised sentence of the refusal. */
  detail: string
  /** Shown so that it can be told to the operator. */
  requestId?: string | null
}

export function ProblemPage({ shell, status, detail, requestId = null }: ProblemPageProps) {
  const locale = localeOf(shell)
  const title = titleOf(status, locale)
  return (
    <Layout shell={shell} title={title} canonical={null}>
      <div class="letter is-problem">
        <p class="kicker">{status}</p>
        <h1>{title}</h1>
        {detail.replace(/\.$/, '') !== title && <p class="letter-lead">{detail}</p>}
        <p class="letter-ways">
          <a class="button is-quiet" href={urls.front()}>
            {locale.problem.front}
          </a>
        </p>
        {requestId !== null && <p class="quiet request-id">{requestId}</p>}
      </div>
    </Layout>
  )
}

function titleOf(status: number, locale: Locale): string {
  const { notFound, notAllowed, busy, broken } = locale.problem
  if (status === 404 || status === 410) return notFound
  if (status === 503 || status === 429) return busy
  return status >= 500 ? broken : notAllowed
}
