/** Rules of discussions for the whole site and for its sections, for staff. */
import type { SignedIn } from '../../../accounts/index.js'
import { fill } from '../../../core/plural.js'
import { isolated } from '../../../core/text.js'
import type { RulesView } from '../../../discussion/index.js'
import { urls } from '../../urls.js'
import { AccountFrame } from '../account/frame.js'
import { localeOf, type Shell } from '../layout.js'
import { Changes, Holding, RulesForm } from './rules-parts.js'

export type RulesPageProps = {
  shell: Shell
  actor: SignedIn
  sections: { slug: string; name: string }[]
  /** Null: the rules of the site. */
  section: string | null
  rules: RulesView
  isSaved: boolean
}

export function RulesPage({ shell, actor, sections, section, rules, isSaved }: RulesPageProps) {
  const locale = localeOf(shell)
  const words = locale.rules
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
      done={isSaved ? words.saved : null}
    >
      <p class="quiet">
        {words.lead} <a href={urls.deskThreads()}>{words.threads}</a>
      </p>
      <nav class="places" aria-label={words.places}>
        <ul>
          {places.map(({ slug, name }) => (
            <li key={slug ?? ''}>
              <a href={urls.deskRules(slug)} aria-current={slug === section ? 'page' : undefined}>
                {name}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <section class="account-part" aria-labelledby="rules">
        <h2 id="rules">
          {section === null ? words.site : fill(words.sectionOf, { name: isolated(rules.name) })}
        </h2>
        {section !== null && (
          <>
            <h3>{words.holds}</h3>
            <Holding holds={rules.holds} locale={locale} isOfMany />
            <h3>{words.own}</h3>
          </>
        )}
        <RulesForm
          actor={actor}
          action={urls.deskRules()}
          level={section === null ? 'site' : 'section'}
          slug={section ?? ''}
          rules={rules}
          locale={locale}
        />
      </section>
      <Changes rules={rules} locale={locale} />
    </AccountFrame>
  )
}
