/** Other sites on our pages: links to sign in with them, connected ones with a way to disconnect, and what went wrong. */
import type { Connected, Journey, SignedIn, WaysIn } from '../../../accounts/index.js'
import { fill } from '../../../core/plural.js'
import type { Locale } from '../../../locales/index.js'
import { FormToken } from '../../fragments/form-token.js'
import { Time } from '../../fragments/time.js'
import { urls } from '../../urls.js'
import { Layout, localeOf, type Shell } from '../layout.js'

/** A site to sign in with. */
export type OutsideWay = { provider: string; name: string; path: string }

type ButtonsProps = {
  shell: Shell
  ways: OutsideWay[]
  /** Where to go afterwards, on this site. */
  next: string
  /** The account to connect; left out where somebody signs in. */
  connect?: SignedIn
}

/** A link for each other site; nothing when there is none. */
export function ProviderButtons({ shell, ways, next, connect }: ButtonsProps) {
  const words = localeOf(shell).providers
  if (ways.length === 0) return null
  const query = new URLSearchParams({
    next,
    ...(connect ? { connect: connect.linkKey } : {}),
  })
  return (
    <ul class="ways">
      {ways.map(({ provider, name, path }) => (
        <li key={provider}>
          <a class="button is-quiet" href={`${path}?${query}`} rel="nofollow">
            {fill(connect ? words.connect : words.continueWith, { name })}
          </a>
        </li>
      ))}
    </ul>
  )
}

type OtherSitesProps = {
  shell: Shell
  ways: OutsideWay[]
  owner: SignedIn
  identities: WaysIn['identities']
}

/** The part of the page of one's safety that shows other sites: connected ones, and those that could be. */
export function OtherSites({ shell, ways, owner, identities }: OtherSitesProps) {
  const locale = localeOf(shell)
  const words = locale.providers
  const open = ways.filter((way) => identities.every((one) => one.provider !== way.provider))
  if (ways.length === 0 && identities.length === 0) return null
  return (
    <section class="account-part" aria-labelledby="other-sites">
      <h2 id="other-sites">{words.title}</h2>
      <p class="quiet">{words.lead}</p>
      <ul class="rows">
        {identities.map((one) => (
          <li key={one.provider} class="row">
            <div class="row-main">
              <strong id={`site-${one.provider}`}>{one.name ?? one.provider}</strong>
              <p class="quiet">
                {one.name === null ? (
                  words.notOffered
                ) : (
                  <Since at={one.connectedAt} locale={locale} sentence={words.connectedSince} />
                )}
              </p>
            </div>
            <form class="row-act" method="post" action="/account/security/unlink">
              <FormToken actor={owner} />
              <input type="hidden" name="provider" value={one.provider} />
              <button
                class="button is-quiet is-small"
                type="submit"
                aria-describedby={`site-${one.provider}`}
              >
                {words.disconnect}
              </button>
            </form>
          </li>
        ))}
      </ul>
      <ProviderButtons shell={shell} ways={open} next={urls.security()} connect={owner} />
    </section>
  )
}

type SinceProps = { at: Date; locale: Locale; sentence: string }

/** A sentence with a moment in it. */
function Since({ at, locale, sentence }: SinceProps) {
  const [before = '', after = ''] = sentence.split('{date}')
  return (
    <>
      {before}
      <Time iso={at.toISOString()} locale={locale} />
      {after}
    </>
  )
}

type DeniedProps = { shell: Shell; name: string; journey: Journey }

/** The other site, or the reader there, said no. */
export function DeniedPage({ shell, name, journey }: DeniedProps) {
  const words = localeOf(shell).providers
  const isConnecting = journey.connectTo !== null
  return (
    <NoticePage
      shell={shell}
      title={isConnecting ? words.notConnectedTitle : words.deniedTitle}
      sentence={fill(words.denied, { name })}
      back={isConnecting ? journey.next : urls.signIn(journey.next)}
    />
  )
}

type NotConnectedProps = DeniedProps & { why: Exclude<Connected, 'connected'> }

/** The identity cannot be connected with this account. */
export function NotConnectedPage({ shell, name, journey, why }: NotConnectedProps) {
  const words = localeOf(shell).providers
  return (
    <NoticePage
      shell={shell}
      title={words.notConnectedTitle}
      sentence={fill(words[why], { name })}
      back={journey.next}
    />
  )
}

type NoticeProps = { shell: Shell; title: string; sentence: string; back: string }

function NoticePage({ shell, title, sentence, back }: NoticeProps) {
  return (
    <Layout shell={shell} title={title} canonical={null}>
      <div class="letter account">
        <h1>{title}</h1>
        <p class="letter-lead">{sentence}</p>
        <p class="letter-ways">
          <a class="button" href={back}>
            {localeOf(shell).providers.back}
          </a>
        </p>
      </div>
    </Layout>
  )
}
