/** The moderation policy of the site or of a section: presets, thresholds, a trial, and what was changed. */
import type { SignedIn } from '../../../accounts/index.js'
import { fill } from '../../../core/plural.js'
import { directionOfLanguage, isolated } from '../../../core/text.js'
import type { BackTest, PolicyView } from '../../../discussion/index.js'
import type { Locale } from '../../../locales/index.js'
import { GROUNDS, type OwnPolicy, STEPS } from '../../../moderation/index.js'
import { Time } from '../../fragments/time.js'
import { urls } from '../../urls.js'
import { AccountFrame } from '../account/frame.js'
import { localeOf, type Shell } from '../layout.js'
import { BackTestPart } from './back-test-part.js'
import { PolicyForm, percentOf } from './policy-form.js'

export type PolicyPageProps = {
  shell: Shell
  actor: SignedIn
  sections: { slug: string; name: string }[]
  /** Null: the policy of the site. */
  section: string | null
  policy: PolicyView
  /** What was sent and comes back; null: what is said. */
  form: Record<string, string> | null
  test: BackTest | null
  problem: string | null
  isSaved: boolean
}

export function PolicyPage(props: PolicyPageProps) {
  const { shell, actor, sections, section, policy, test } = props
  const locale = localeOf(shell)
  const words = locale.policy
  const places = [
    { slug: null, name: words.site },
    ...sections.map(({ slug, name }) => ({ slug, name })),
  ]
  return (
    <AccountFrame
      shell={shell}
      actor={actor}
      title={words.title}
      current={urls.desk()}
      done={props.isSaved ? words.saved : null}
      problem={props.problem}
    >
      <p class="quiet">{words.lead}</p>
      <nav class="places" aria-label={words.places}>
        <ul>
          {places.map(({ slug, name }) => (
            <li key={slug ?? ''}>
              <a href={urls.deskPolicy(slug)} aria-current={slug === section ? 'page' : undefined}>
                {name}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {test !== null && (
        <BackTestPart test={test} locale={locale} dir={directionOfLanguage(shell.language)} />
      )}
      <section class="account-part" aria-labelledby="policy">
        <h2 id="policy">
          {section === null ? words.site : fill(words.sectionOf, { name: isolated(policy.name) })}
        </h2>
        <PolicyForm {...props} locale={locale} />
      </section>
      <PolicyChanges policy={policy} locale={locale} />
    </AccountFrame>
  )
}

/** Who said what, the newest first. */
function PolicyChanges({ policy, locale }: { policy: PolicyView; locale: Locale }) {
  const words = locale.policy
  if (policy.changes.length === 0) return null
  return (
    <section class="account-part" aria-labelledby="changes">
      <h2 id="changes">{words.changes}</h2>
      <ul class="rows">
        {policy.changes.map((change) => (
          <li class="row" key={change.id}>
            <div class="row-main">
              <p>
                <strong>{change.preset ? words.presets[change.preset] : words.noPreset}</strong>
              </p>
              {saidIn(change, locale).map((one) => (
                <p key={one}>{one}</p>
              ))}
              <p class="quiet">
                <bdi>{change.byName ?? words.program}</bdi>,{' '}
                <Time iso={change.changedAt.toISOString()} locale={locale} month="short" />
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

const saidIn = ({ thresholds }: OwnPolicy, locale: Locale): string[] =>
  GROUNDS.flatMap((ground) =>
    STEPS.flatMap((step) => {
      const score01 = thresholds[ground]?.[step]
      if (score01 === undefined) return []
      const { grounds, steps, said } = locale.policy
      const value = percentOf(locale, score01)
      return [fill(said, { ground: grounds[ground], step: steps[step], value })]
    }),
  )
