/** Copies for staff: a line for each text that many said, and one decision on all of them. */
import type { SignedIn } from '../../../accounts/index.js'
import { fill, formatCount, plural } from '../../../core/plural.js'
import { directionOf, excerptOf } from '../../../core/text.js'
import type { Named, WaitingCopies } from '../../../discussion/index.js'
import type { Locale } from '../../../locales/index.js'
import { FormToken } from '../../fragments/form-token.js'
import { Time } from '../../fragments/time.js'
import { urls } from '../../urls.js'
import { AccountFrame } from '../account/frame.js'
import { localeOf, type Shell } from '../layout.js'

/** Characters of a text by which its buttons are told apart when they are read out. */
const LABEL_CHARS = 60
const RULE_CHARS_MAX = 200

export type CopiesPageProps = {
  shell: Shell
  actor: SignedIn
  clusters: WaitingCopies[]
  nextAfterId: string | null
  isDecided: boolean
}

export function CopiesPage({ shell, actor, clusters, nextAfterId, isDecided }: CopiesPageProps) {
  const locale = localeOf(shell)
  const words = locale.copies
  return (
    <AccountFrame
      shell={shell}
      actor={actor}
      title={words.title}
      current={urls.desk()}
      done={isDecided ? words.decided : null}
    >
      <p class="letter-lead">{words.lead}</p>
      {clusters.length === 0 && <p class="quiet">{words.none}</p>}
      <ul class="rows copies">
        {clusters.map((one) => (
          <Cluster key={one.id} cluster={one} actor={actor} locale={locale} />
        ))}
      </ul>
      {nextAfterId !== null && (
        <p>
          <a href={urls.deskCopies(nextAfterId)}>{words.next}</a>
        </p>
      )}
    </AccountFrame>
  )
}

type ClusterProps = { cluster: WaitingCopies; actor: SignedIn; locale: Locale }

function Cluster({ cluster, actor, locale }: ClusterProps) {
  const words = locale.copies
  const { latest, decided } = cluster
  return (
    <li class="row">
      <div class="row-main">
        <p>
          <strong>{plural(locale.language, words.like, cluster.members)}</strong>
          {cluster.held < cluster.members &&
            ` · ${plural(locale.language, words.held, cluster.held)}`}
        </p>
        <blockquote lang={latest.language ?? undefined} dir={directionOf(latest.text)}>
          {latest.text}
        </blockquote>
        <p class="quiet">
          <People people={cluster.people} locale={locale} />
          {' · '}
          <Places places={cluster.places} locale={locale} />
        </p>
        <p class="quiet">
          <a href={urls.comment(latest.slug, latest.id)}>{words.open}</a>{' '}
          <Time iso={latest.postedAt.toISOString()} locale={locale} />
        </p>
        {decided && <p class="note">{words.before[decided.action]}</p>}
        <DecisionForm cluster={cluster} actor={actor} locale={locale} />
      </div>
    </li>
  )
}

function DecisionForm({ cluster, actor, locale }: ClusterProps) {
  const words = locale.copies
  const text = excerptOf(cluster.latest.text, LABEL_CHARS)
  const named = { text, count: formatCount(locale.language, cluster.held) }
  return (
    <form method="post" action={urls.deskCopies()}>
      <FormToken actor={actor} />
      <input type="hidden" name="copies" value={cluster.id} />
      <div class="form-foot">
        <label class="field is-name">
          <span class="field-label">{words.rule}</span>
          <input name="rule" maxLength={RULE_CHARS_MAX} dir="auto" />
        </label>
        <button
          class="button is-quiet"
          type="submit"
          name="action"
          value="publish"
          aria-label={fill(words.publishOf, named)}
        >
          {words.publish}
        </button>
        <button
          class="button"
          type="submit"
          name="action"
          value="remove"
          aria-label={fill(words.removeOf, named)}
        >
          {words.remove}
        </button>
      </div>
    </form>
  )
}

function People({ people, locale }: { people: Named; locale: Locale }) {
  const words = locale.copies
  const count = counted(plural(locale.language, words.people, people.count), people, words)
  return (
    <>
      {count}
      {': '}
      {people.shown.map((name, i) => (
        <>
          {i > 0 && ', '}
          {name === '' ? words.nameless : <bdi>{name}</bdi>}
        </>
      ))}
      {people.count > people.shown.length && `, ${words.more}`}
    </>
  )
}

function Places({ places, locale }: { places: WaitingCopies['places']; locale: Locale }) {
  const words = locale.copies
  const count = counted(plural(locale.language, words.places, places.count), places, words)
  return (
    <>
      {count}
      {': '}
      {places.shown.map(({ slug, headline }, i) => (
        <>
          {i > 0 && ', '}
          <a href={urls.article(slug)}>{headline}</a>
        </>
      ))}
      {places.count > places.shown.length && `, ${words.more}`}
    </>
  )
}

const counted = (what: string, { isMore }: Named<unknown>, words: Locale['copies']): string =>
  isMore ? fill(words.atLeast, { what }) : what
