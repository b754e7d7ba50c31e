/** The way to one's account in the masthead: to sign in, or the reader's name and their news. */
import type { Actor } from '../../accounts/index.js'
import { fill } from '../../core/plural.js'
import type { Locale } from '../../locales/index.js'
import { urls } from '../urls.js'

/** More unread notices than this are not counted for the reader. */
const UNREAD_SHOWN_MAX = 99

/** @param here the page it stands on, to come back to; null: none */
export function AccountLink({
  actor,
  locale,
  here,
}: {
  actor: Actor
  locale: Locale
  here: string | null
}) {
  const words = locale.account
  if (actor.kind !== 'account')
    return (
      <a class="account-link" href={urls.signIn(here?.startsWith('/') ? here : null)}>
        {words.signIn}
      </a>
    )
  const { unread } = actor
  return (
    <>
      {unread > 0 && (
        <a
          class="unread"
          href={urls.notices()}
          aria-label={fill(words.unread, { count: String(unread) })}
        >
          {unread > UNREAD_SHOWN_MAX ? `${UNREAD_SHOWN_MAX}+` : unread}
        </a>
      )}
      <a class="account-link" href={urls.account()}>
        <bdi>{actor.name || words.yours}</bdi>
      </a>
    </>
  )
}
