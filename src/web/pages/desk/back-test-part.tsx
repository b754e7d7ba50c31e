/** What a policy would have done with the latest comments: counts, a small plot, and the comments that it would change. */
import { fill, plural } from '../../../core/plural.js'
import type { BackTest, ChangedOutcome, Outcome, OutcomeCounts } from '../../../discussion/index.js'
import type { Locale } from '../../../locales/index.js'
import { urls } from '../../urls.js'

type Props = { test: BackTest; locale: Locale; dir: 'ltr' | 'rtl' }

const OUTCOMES: readonly Outcome[] = ['publish', 'nudge', 'hold', 'refuse']
/** What does not appear at once: the plot shows these, since of a thousand comments ten are held. */
const STOPPED: readonly Outcome[] = ['nudge', 'hold', 'refuse']

export function BackTestPart({ test, locale, dir }: Props) {
  const words = locale.policy
  return (
    <section class="account-part back-test" aria-labelledby="trial">
      <h2 id="trial">{words.trial}</h2>
      {test.tested === 0 ? (
        <p>{words.nothing}</p>
      ) : (
        <>
          <Sentences test={test} locale={locale} />
          <Counts test={test} locale={locale} dir={dir} />
          {test.shown.length > 0 && <Changed shown={test.shown} locale={locale} />}
        </>
      )}
    </section>
  )
}

function Sentences({ test, locale }: Omit<Props, 'dir'>) {
  const words = locale.policy
  const { language } = locale
  const { tested, isCut, kept, keptAnew, letThrough, shown } = test
  const tallies = [
    { forms: words.kept, tally: kept },
    { forms: words.keptAnew, tally: keptAnew },
    { forms: words.letThrough, tally: letThrough },
  ].filter(({ tally }) => tally.count > 0)
  return (
    <>
      <p class="quiet">
        {plural(language, words.tested, tested)} {isCut && words.cut}
      </p>
      {kept.count === 0 && <p>{words.keptNone}</p>}
      {tallies.map(({ forms, tally: { count, approved, removed } }) => (
        <p key={forms.other}>{fill(plural(language, forms, count), { approved, removed })}</p>
      ))}
      {shown.length === 0 && <p>{words.same}</p>}
    </>
  )
}

function Counts({ test, locale, dir }: Props) {
  const words = locale.policy
  const rows = [
    { name: words.now, counts: test.now },
    { name: words.wouldBe, counts: test.wouldBe },
  ]
  const most = Math.max(1, ...rows.map(({ counts }) => stoppedOf(counts)))
  const number = new Intl.NumberFormat(locale.language)
  return (
    <>
      <table class="outcomes">
        <caption class="unseen">{words.trial}</caption>
        <thead>
          <tr>
            <td />
            {rows.map(({ name }) => (
              <th scope="col" key={name}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {OUTCOMES.map((outcome) => (
            <tr key={outcome}>
              <th scope="row" class={`is-${outcome}`}>
                {words.outcomes[outcome]}
              </th>
              {rows.map(({ name, counts }) => (
                <td key={name}>{number.format(counts[outcome])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {/* The table says the same in numbers. */}
      <figure class="outcome-bars" aria-hidden="true">
        <figcaption class="hint">{words.bars}</figcaption>
        {rows.map(({ name, counts }) => (
          <div key={name}>
            <span>{name}</span>
            <Bar counts={counts} most={most} dir={dir} />
          </div>
        ))}
      </figure>
    </>
  )
}

const stoppedOf = (counts: OutcomeCounts): number =>
  STOPPED.reduce((sum, outcome) => sum + counts[outcome], 0)

/** Percentages in attributes need no style attribute, which the CSP forbids. @param most what the whole width is */
function Bar({ counts, most, dir }: { counts: OutcomeCounts; most: number; dir: 'ltr' | 'rtl' }) {
  let before = 0
  return (
    <svg aria-hidden="true" focusable="false" height="14">
      <rect class="outcome-track" width="100%" height="14" />
      {STOPPED.map((outcome) => {
        const width = (100 * counts[outcome]) / most
        const x = dir === 'rtl' ? 100 - before - width : before
        before += width
        return (
          <rect key={outcome} class={`is-${outcome}`} x={`${x}%`} width={`${width}%`} height="14" />
        )
      })}
    </svg>
  )
}

function Changed({ shown, locale }: { shown: ChangedOutcome[]; locale: Locale }) {
  const words = locale.policy
  return (
    <>
      <h3>{words.changed}</h3>
      <p class="hint">{plural(locale.language, words.shownOf, shown.length)}</p>
      <ul class="rows">
        {shown.map((one) => (
          <li class="row" key={one.id}>
            <div class="row-main">
              <p class="quiet">
                <span class="from-to">
                  {fill(words.fromTo, {
                    from: words.outcomes[one.now],
                    to: words.outcomes[one.wouldBe],
                  })}
                </span>
                {' · '}
                {words.decided[one.decision ?? 'none']}
              </p>
              <Excerpt one={one} />
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}

/** Only what stands on the site has an address there. */
function Excerpt({ one }: { one: ChangedOutcome }) {
  if (one.state !== 'published') return <p dir="auto">{one.excerpt}</p>
  return (
    <p dir="auto">
      <a href={urls.comment(one.slug, one.id)}>{one.excerpt}</a>
    </p>
  )
}
