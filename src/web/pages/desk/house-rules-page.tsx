/** The house rules, for staff: what they are, and a form to try and add one. */
import type { SignedIn } from '../../../accounts/index.js'
import { fill } from '../../../core/plural.js'
import type { Trial } from '../../../discussion/index.js'
import type { Locale } from '../../../locales/index.js'
import {
  HOUSE_RULE_ACTIONS,
  HOUSE_RULE_KINDS,
  LABELS,
  NOTE_CHARS_MAX,
  PATTERN_CHARS_MAX,
  type StoredHouseRule,
} from '../../../moderation/index.js'
import { FormToken } from '../../fragments/form-token.js'
import { urls } from '../../urls.js'
import { AccountFrame } from '../account/frame.js'
import { localeOf, type Shell } from '../layout.js'
import { TrialNote } from './house-rule-trial.js'

/** The fields of the form as they were sent. */
export type HouseRuleForm = Record<
  'kind' | 'pattern' | 'language' | 'label' | 'action' | 'note' | 'text' | 'do',
  string
>

export type HouseRulesPageProps = {
  shell: Shell
  actor: SignedIn
  rules: StoredHouseRule[]
  form: HouseRuleForm
  trial: Trial | null
  problem: string | null
  done: 'added' | 'ended' | null
}

export function HouseRulesPage(props: HouseRulesPageProps) {
  const { shell, actor, rules, form, trial, problem, done } = props
  const locale = localeOf(shell)
  const words = locale.houseRules
  return (
    <AccountFrame
      shell={shell}
      actor={actor}
      title={words.title}
      current={urls.desk()}
      done={done && words[done]}
    >
      <p class="letter-lead">{words.lead}</p>
      <section class="account-part" aria-labelledby="new-rule">
        <h2 id="new-rule">{words.fresh}</h2>
        {problem !== null && (
          <div class="note is-problem" role="alert">
            <p>{problem}</p>
          </div>
        )}
        {trial && <TrialNote trial={trial} text={form.text} locale={locale} />}
        <RuleFields actor={actor} form={form} locale={locale} />
      </section>
      <section class="account-part" aria-labelledby="in-force">
        <h2 id="in-force">{words.inForce}</h2>
        {rules.length === 0 && <p class="quiet">{words.none}</p>}
        <ul class="rows">
          {rules.map((rule) => (
            <RuleRow key={rule.id} rule={rule} actor={actor} locale={locale} />
          ))}
        </ul>
      </section>
    </AccountFrame>
  )
}

function RuleFields({
  actor,
  form,
  locale,
}: {
  actor: SignedIn
  form: HouseRuleForm
  locale: Locale
}) {
  const words = locale.houseRules
  return (
    <form class="stack" method="post" action={urls.deskHouseRules()}>
      <FormToken actor={actor} />
      <label class="field">
        <span class="field-label">{words.pattern}</span>
        <input
          name="pattern"
          value={form.pattern}
          maxLength={PATTERN_CHARS_MAX}
          dir="auto"
          required
        />
      </label>
      <p class="hint">{words.patternHint}</p>
      <div class="fields-beside">
        <Choice
          name="kind"
          label={words.kind}
          value={form.kind}
          options={HOUSE_RULE_KINDS}
          words={words.kinds}
        />
        <Choice
          name="label"
          label={words.label}
          value={form.label}
          options={LABELS}
          words={words.labels}
        />
        <Choice
          name="action"
          label={words.action}
          value={form.action}
          options={HOUSE_RULE_ACTIONS}
          words={words.actions}
        />
        <label class="field">
          <span class="field-label">{words.language}</span>
          <input name="language" value={form.language} maxLength={3} pattern="[A-Za-z]{2,3}" />
        </label>
      </div>
      <label class="field">
        <span class="field-label">{words.note}</span>
        <input name="note" value={form.note} maxLength={NOTE_CHARS_MAX} dir="auto" />
      </label>
      <label class="field">
        <span class="field-label">{words.text}</span>
        <textarea name="text" rows={3} dir="auto">
          {form.text}
        </textarea>
      </label>
      <div class="form-foot">
        <button class="button is-quiet" type="submit" name="do" value="try">
          {words.tryIt}
        </button>
        <button class="button" type="submit" name="do" value="add">
          {words.add}
        </button>
      </div>
    </form>
  )
}

function Choice<T extends string>({
  name,
  label,
  value,
  options,
  words,
}: {
  name: string
  label: string
  value: string
  options: readonly T[]
  words: Record<T, string>
}) {
  return (
    <label class="field">
      <span class="field-label">{label}</span>
      <select name={name}>
        {options.map((option) => (
          <option key={option} value={option} selected={option === value}>
            {words[option]}
          </option>
        ))}
      </select>
    </label>
  )
}

function RuleRow({
  rule,
  actor,
  locale,
}: {
  rule: StoredHouseRule
  actor: SignedIn
  locale: Locale
}) {
  const words = locale.houseRules
  const facts = [words.kinds[rule.kind], words.labels[rule.label], words.actions[rule.action]]
  if (rule.language !== null) facts.push(rule.language)
  return (
    <li class="row">
      <div class="row-main">
        <strong>
          <bdi>{rule.pattern}</bdi>
        </strong>
        <p class="quiet">{facts.join(' · ')}</p>
        {rule.note !== '' && <p dir="auto">{rule.note}</p>}
      </div>
      <form method="post" action={`${urls.deskHouseRules()}/end`}>
        <FormToken actor={actor} />
        <input type="hidden" name="rule" value={rule.id} />
        <button
          class="button is-quiet"
          type="submit"
          aria-label={fill(words.endOf, { pattern: rule.pattern })}
        >
          {words.end}
        </button>
      </form>
    </li>
  )
}
