/** The frame of the pages of an account and of the desk: a heading, and the way to the other pages. */
import type { ComponentChildren } from 'preact'
import { isStaffRole, type SignedIn } from '../../../accounts/index.js'
import { fill } from '../../../core/plural.js'
import { formatDate } from '../../fragments/time.js'
import { urls } from '../../urls.js'
import { Layout, localeOf, type Shell } from '../layout.js'

export type FrameProps = {
  shell: Shell
  actor: SignedIn
  title: string
  /** Address of the page that is current in the navigation. */
  current: string
  hasPasskeys?: boolean
  /** One sentence on what was just done. */
  done?: string | null
  /** The sentence of a refusal. */
  problem?: string | null
  children: ComponentChildren
}

export function AccountFrame(props: FrameProps) {
  const { shell, actor, title, current, hasPasskeys, done, problem, children } = props
  const locale = localeOf(shell)
  const words = locale.account
  const pages = [
    { url: urls.account(), label: words.nav.account },
    { url: urls.notices(), label: words.nav.notices },
    { url: urls.security(), label: words.nav.security },
    { url: urls.leave(), label: words.nav.leave },
    ...(isStaffRole(actor.role) ? [{ url: urls.desk(), label: words.nav.desk }] : []),
  ]
  return (
    <Layout shell={shell} title={title} canonical={null} hasPasskeys={hasPasskeys}>
      <div class="letter account">
        <nav class="account-nav" aria-label={words.ways}>
          <ul>
            {pages.map(({ url, label }) => (
              <li key={url}>
                <a href={url} aria-current={url === current ? 'page' : undefined}>
                  {label}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <h1>{title}</h1>
        {actor.isBanned && <p class="note is-problem">{words.banned}</p>}
        {actor.leavesAt !== null && (
          <p class="note is-problem">
            <a href={urls.leave()}>
              {fill(words.leaving, {
                date: formatDate(shell.language, actor.leavesAt.toISOString()),
              })}
            </a>
          </p>
        )}
        {problem && (
          <p class="note is-problem" role="alert">
            {problem}
          </p>
        )}
        {done && (
          <p class="note" role="status">
            {done}
          </p>
        )}
        {children}
      </div>
    </Layout>
  )
}
