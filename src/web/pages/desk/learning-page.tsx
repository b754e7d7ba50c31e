/** What the judge learned from moderators here, how well it foretells them, and the way to begin anew. */
import type { SignedIn } from '../../../accounts/index.js'
import { fill, formatCount } from '../../../core/plural.js'
import type { ReadLearning } from '../../../discussion/index.js'
import type { Locale } from '../../../locales/index.js'
import {
  FULL_DECISIONS,
  HOUSE_LESSONS_MIN,
  HOUSE_LESSONS_OF_EACH_MIN,
  LESSON_KINDS,
} from '../../../moderation/index.js'
import { FormToken } from '../../fragments/form-token.js'
import { Time } from '../../fragments/time.js'
import { urls } from '../../urls.js'
import { AccountFrame } from '../account/frame.js'
import { localeOf, type Shell } from '../layout.js'
import { LearningCurve } from './learning-curve.js'

export type LearningPageProps = {
  shell: Shell
  actor: SignedIn
  learned: ReadLearning
  mayReset: boolean
  isReset: boolean
  problem: string | null
}

export function LearningPage(props: LearningPageProps) {
  const { shell, actor, learned, mayReset, isReset, problem } = props
  const locale = localeOf(shell)
  const words = locale.learning
  return (
    <AccountFrame
      shell={shell}
      actor={actor}
      title={words.title}
      current={urls.desk()}
      done={isReset ? words.isReset : null}
      problem={problem}
    >
      <p class="letter-lead">{words.lead}</p>
      <State learned={learned} locale={locale} />
      {learned.lessons > 0 && <Shares learned={learned} actor={actor} locale={locale} />}
      <Hits learned={learned} locale={locale} />
      <Wrong learned={learned} locale={locale} />
      {mayReset && <Reset learned={learned} actor={actor} locale={locale} />}
    </AccountFrame>
  )
}

type Part = { learned: ReadLearning; locale: Locale }

function State({ learned, locale }: Part) {
  const words = locale.learning
  const count = (number: number) => formatCount(locale.language, number)
  const needed = {
    total: count(HOUSE_LESSONS_MIN),
    each: count(HOUSE_LESSONS_OF_EACH_MIN),
  }
  return (
    <section class="account-part" aria-labelledby="state">
      <h2 id="state">{words.state}</h2>
      <p class={`learning-state is-${learned.state}`}>
        <strong>{words.states[learned.state]}</strong>
      </p>
      <p>{fill(words.stateNotes[learned.state], needed)}</p>
      <dl class="figures">
        {LESSON_KINDS.map((kind) => (
          <div key={kind}>
            <dt>{words.kinds[kind]}</dt>
            <dd>{count(learned.kinds[kind])}</dd>
          </div>
        ))}
      </dl>
      <p class="quiet">{words.whatTeaches}</p>
    </section>
  )
}

/** No names: who decides more is nobody's business here, only that nobody decides alone. */
function Shares({ learned, actor, locale }: Part & { actor: SignedIn }) {
  const words = locale.learning
  return (
    <section class="account-part" aria-labelledby="shares">
      <h2 id="shares">{words.shares}</h2>
      <ol class="shares">
        {learned.shares.map((one, i) => (
          <li key={one.moderatorId}>
            <span>
              {one.moderatorId === actor.accountId
                ? words.you
                : fill(words.moderator, { number: i + 1 })}
              {one.isCapped && <span class="quiet"> · {words.capped}</span>}
            </span>
            <span>{percent(locale, one.share01)}</span>
            <svg aria-hidden="true" focusable="false">
              <rect class="meter-track" width="100%" height="6" />
              <rect class="meter-fill" width={`${(one.share01 * 100).toFixed(1)}%`} height="6" />
            </svg>
          </li>
        ))}
      </ol>
      <p class="quiet">{fill(words.sharesNote, { full: FULL_DECISIONS })}</p>
    </section>
  )
}

function Hits({ learned, locale }: Part) {
  const words = locale.learning
  const { house, model } = learned
  if (house.auc === null || model.auc === null)
    return (
      <section class="account-part" aria-labelledby="hits">
        <h2 id="hits">{words.hits}</h2>
        <p class="quiet">{words.noHits}</p>
      </section>
    )
  const rows = [
    { label: words.auc, house: percent(locale, house.auc), model: percent(locale, model.auc) },
    {
      label: words.right,
      house: percent(locale, house.right01),
      model: percent(locale, model.right01),
    },
  ]
  return (
    <section class="account-part" aria-labelledby="hits">
      <h2 id="hits">{words.hits}</h2>
      <p>{fill(words.hitsLead, { count: formatCount(locale.language, house.decisions) })}</p>
      <table class="figures-table">
        <thead>
          <tr>
            <td />
            <th scope="col">{words.withHouse}</th>
            <th scope="col">{words.modelAlone}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.label}>
              <th scope="row">{row.label}</th>
              <td>{row.house}</td>
              <td>{row.model}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {learned.curve.length > 1 && <LearningCurve curve={learned.curve} locale={locale} />}
    </section>
  )
}

function Wrong({ learned, locale }: Part) {
  const words = locale.learning
  if (learned.wrong.length === 0) return null
  return (
    <section class="account-part" aria-labelledby="wrong">
      <h2 id="wrong">{words.wrong}</h2>
      <p class="quiet">{words.wrongLead}</p>
      <ul class="rows">
        {learned.wrong.map((one) => (
          <li class="row" key={one.subjectId}>
            <div class="row-main">
              {one.state === 'published' ? (
                <a href={urls.comment(one.slug, one.subjectId)} dir="auto">
                  {one.excerpt}
                </a>
              ) : (
                <p dir="auto">{one.excerpt}</p>
              )}
              <p class="quiet">
                {fill(words.foretold, {
                  percent: percent(locale, one.house01),
                  what: words.did[one.kind],
                })}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Reset({ learned, actor, locale }: Part & { actor: SignedIn }) {
  const words = locale.learning
  return (
    <section class="account-part" aria-labelledby="reset">
      <h2 id="reset">{words.reset}</h2>
      <p>{words.resetLead}</p>
      <form class="stack" method="post" action={`${urls.deskLearning()}/reset`}>
        <FormToken actor={actor} />
        <div class="choices">
          <label>
            <input type="checkbox" name="sure" value="yes" required /> {words.sure}
          </label>
        </div>
        <button class="button is-quiet" type="submit">
          {words.resetIt}
        </button>
      </form>
      {learned.resets.length > 0 && (
        <p class="quiet">
          {words.resets}{' '}
          {learned.resets.map(({ id, at }, i) => (
            <span key={id}>
              {i > 0 && ', '}
              <Time iso={at.toISOString()} locale={locale} />
            </span>
          ))}
        </p>
      )}
    </section>
  )
}

const percent = (locale: Locale, share01: number): string =>
  new Intl.NumberFormat(locale.language, { style: 'percent', maximumFractionDigits: 0 }).format(
    share01,
  )
