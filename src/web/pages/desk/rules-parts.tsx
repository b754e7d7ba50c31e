/** Parts of the pages of rules: the form, what holds and who says so, what was changed. */
import type { SignedIn } from '../../../accounts/index.js'
import { fill } from '../../../core/plural.js'
import {
  CLOSE_DAYS_MAX,
  type EffectiveRules,
  type Held,
  MODES,
  type RuleLevel,
  type RulesView,
  SLOW_SECONDS_MAX,
} from '../../../discussion/index.js'
import type { Locale } from '../../../locales/index.js'
import { FormToken } from '../../fragments/form-token.js'
import { Time } from '../../fragments/time.js'
import { type ToldRule, toldRules } from './told-rules.js'

type Words = { locale: Locale }

/** What holds in one discussion, and which level says so. */
export function Holding({
  holds,
  locale,
  isOfMany = false,
}: Words & {
  holds: EffectiveRules
  /** Many discussions have no day in common on which they close. */
  isOfMany?: boolean
}) {
  const words = locale.rules
  const told = toldRules(locale)
  const { closesAt } = holds
  const closing =
    isOfMany || closesAt.value === null
      ? said(told.closeDays, isOfMany ? holds.closeDays : { ...closesAt, value: 0 })
      : said(told.closesAt, { ...closesAt, value: closesAt.value.toISOString() })
  const rows: [string, Held<string>][] = [
    [words.closed, said(told.isClosed, holds.isClosed)],
    [words.members, said(told.membersOnly, holds.membersOnly)],
    [words.mode, said(told.mode, holds.mode)],
    [words.slow, said(told.slowSeconds, holds.slowSeconds)],
    [words.closing, closing],
  ]
  return (
    <dl class="meanings rules-held">
      {rows.map(([label, { value, from }]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <strong>{value}</strong> <span class="quiet">{words.from[from]}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}

const said = (told: ToldRule, held: Held<unknown>): Held<string> => ({
  value: told.tell(held.value),
  from: held.from,
})

type FormProps = Words & {
  actor: SignedIn
  action: string
  level: RuleLevel
  /** Which thread or section. */
  slug: string
  rules: RulesView
}

/** What one level says: every field may be left to the level above. */
export function RulesForm({ actor, action, level, slug, rules, locale }: FormProps) {
  const words = locale.rules
  const { own, inherited } = rules
  const told = toldRules(locale)
  const notSet = (rule: ToldRule, value: unknown) => fill(words.notSet, { value: rule.tell(value) })
  const leftEmpty = (rule: ToldRule, value: unknown) =>
    fill(words.leftEmpty, { value: rule.tell(value) })
  return (
    <form class="stack rules-form" method="post" action={action}>
      <FormToken actor={actor} />
      <input type="hidden" name="slug" value={slug} />
      <Choice
        name="closed"
        label={words.closed}
        notSet={notSet(told.isClosed, inherited.isClosed.value)}
        options={yesNoOptions(words.closedChoices)}
        value={yesNoOf(own.isClosed)}
      />
      <Choice
        name="members"
        label={words.members}
        notSet={notSet(told.membersOnly, inherited.membersOnly.value)}
        options={yesNoOptions(words.membersChoices)}
        value={yesNoOf(own.membersOnly)}
      />
      <Choice
        name="mode"
        label={words.mode}
        notSet={notSet(told.mode, inherited.mode.value)}
        options={MODES.map((mode) => ({ value: mode, label: words.modeChoices[mode] }))}
        value={own.mode ?? ''}
      />
      <Amount
        name="slow"
        label={words.slow}
        hint={words.secondsHint}
        leftEmpty={leftEmpty(told.slowSeconds, inherited.slowSeconds.value)}
        value={own.slowSeconds}
        max={SLOW_SECONDS_MAX}
      />
      <Amount
        name="days"
        label={words.closing}
        hint={words.daysHint}
        leftEmpty={leftEmpty(told.closeDays, inherited.closeDays.value)}
        value={own.closeDays}
        max={CLOSE_DAYS_MAX}
      />
      {level === 'thread' && (
        <label class="field">
          <span class="field-label">{words.onDay}</span>
          <input type="date" name="closes" value={own.closesAt?.toISOString().slice(0, 10) ?? ''} />
        </label>
      )}
      <button class="button" type="submit">
        {words.save}
      </button>
    </form>
  )
}

const yesNoOptions = (choices: { yes: string; no: string }) => [
  { value: 'no', label: choices.no },
  { value: 'yes', label: choices.yes },
]
const yesNoOf = (value: boolean | null): string => (value === null ? '' : value ? 'yes' : 'no')

type ChoiceProps = {
  name: string
  label: string
  /** The choice that leaves it to the level above. */
  notSet: string
  options: { value: string; label: string }[]
  value: string
}

function Choice({ name, label, notSet, options, value }: ChoiceProps) {
  return (
    <label class="field">
      <span class="field-label">{label}</span>
      <select name={name}>
        <option value="" selected={value === ''}>
          {notSet}
        </option>
        {options.map((one) => (
          <option key={one.value} value={one.value} selected={one.value === value}>
            {one.label}
          </option>
        ))}
      </select>
    </label>
  )
}

type AmountProps = {
  name: string
  label: string
  hint: string
  /** What holds then: the level above is followed. */
  leftEmpty: string
  value: number | null
  max: number
}

/** A whole number. */
function Amount({ name, label, hint, leftEmpty, value, max }: AmountProps) {
  const hintId = `${name}-hint`
  return (
    <div class="field">
      <label class="field-label" for={name}>
        {label}
      </label>
      <input
        type="number"
        id={name}
        name={name}
        value={value ?? ''}
        min={0}
        max={max}
        aria-describedby={hintId}
      />
      <span class="hint" id={hintId}>
        {hint} {leftEmpty}
      </span>
    </div>
  )
}

/** Who changed what, the newest first. */
export function Changes({ rules, locale }: Words & { rules: RulesView }) {
  const words = locale.rules
  if (rules.events.length === 0) return null
  return (
    <section class="account-part" aria-labelledby="changes">
      <h2 id="changes">{words.changes}</h2>
      <ul class="rows">
        {rules.events.map((event) => (
          <li class="row" key={event.id}>
            <div class="row-main">
              {Object.entries(event.change).map(([key, { from, to }]) => (
                <p key={key}>{changeOf(key, from, to, locale)}</p>
              ))}
              <p class="quiet">
                <bdi>{event.by_name ?? words.program}</bdi>,{' '}
                <Time iso={event.happened_at.toISOString()} locale={locale} month="short" />
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

function changeOf(key: string, from: unknown, to: unknown, locale: Locale): string {
  const words = locale.rules
  const rule = Object.values(toldRules(locale)).find((one) => one.key === key)
  if (!rule) return words.authors
  const tell = (value: unknown) => (value === null ? words.unsaid : rule.tell(value))
  return fill(words.change, { rule: rule.label, from: tell(from), to: tell(to) })
}
