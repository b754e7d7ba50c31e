/** The form of a moderation policy: a preset to choose, and thresholds for each ground. */
import type { SignedIn } from '../../../accounts/index.js'
import { fill } from '../../../core/plural.js'
import type { PolicyView } from '../../../discussion/index.js'
import type { Locale } from '../../../locales/index.js'
import {
  GROUNDS,
  type Ground,
  isPreset,
  type Levels,
  type LevelsOf,
  NEWCOMER_APPROVED_MIN,
  type OwnPolicy,
  PRESETS,
  policyOf,
  type Step,
} from '../../../moderation/index.js'
import { NEVER, offeredScores, THRESHOLD_FIELDS } from '../../desk/policy-shape.js'
import { FormToken } from '../../fragments/form-token.js'
import { urls } from '../../urls.js'

export type PolicyFormProps = {
  actor: SignedIn
  /** Null: the policy of the site. */
  section: string | null
  policy: PolicyView
  /** What was sent and comes back; null: what is said. */
  form: Record<string, string> | null
  locale: Locale
}

/** A score as people read it; null: never. */
export const percentOf = (locale: Locale, score01: number | null): string =>
  score01 === null
    ? locale.policy.never
    : new Intl.NumberFormat(locale.language, {
        style: 'percent',
        maximumFractionDigits: 2,
      }).format(score01)

/** What each field has: as it was sent, or as it is said. */
function valuesOf({ form, policy: { own }, section }: PolicyFormProps): Record<string, string> {
  if (form !== null) return form
  const said = THRESHOLD_FIELDS.map(({ ground, step, name }) => {
    const score01 = own?.thresholds[ground]?.[step]
    return [name, score01 === undefined ? '' : score01 === null ? NEVER : String(score01)]
  })
  const preset = own?.preset ?? (section === null ? 'balanced' : '')
  return { preset, ...Object.fromEntries(said) }
}

export function PolicyForm(props: PolicyFormProps) {
  const { actor, section, policy, locale } = props
  const words = locale.policy
  const values = valuesOf(props)
  const levels = levelsOf(props, values.preset ?? '')
  const isTuned = THRESHOLD_FIELDS.some(({ name }) => values[name])
  return (
    <form class="policy-form" method="post" action={urls.deskPolicy()}>
      <FormToken actor={actor} />
      <input type="hidden" name="slug" value={section ?? ''} />
      <fieldset class="presets">
        <legend>{words.preset}</legend>
        {section !== null && (
          <PresetChoice
            value=""
            label={words.asSite}
            lead={fill(words.asSiteLead, { preset: words.presets[presetOf(policy.above)] })}
            isChosen={!values.preset}
          />
        )}
        {PRESETS.map((preset) => (
          <PresetChoice
            key={preset}
            value={preset}
            label={words.presets[preset]}
            lead={fill(words.presetLeads[preset], { count: NEWCOMER_APPROVED_MIN })}
            isChosen={values.preset === preset}
          />
        ))}
      </fieldset>
      <details class="thresholds" open={isTuned}>
        <summary>{words.thresholds}</summary>
        <p class="hint">{words.thresholdsLead}</p>
        {GROUNDS.map((ground) => (
          <GroundFields
            key={ground}
            ground={ground}
            values={values}
            levels={levels[ground]}
            locale={locale}
          />
        ))}
      </details>
      <div class="form-foot">
        <button class="button" type="submit" name="do" value="save">
          {words.save}
        </button>
        <button class="button is-quiet" type="submit" name="do" value="try">
          {words.tryIt}
        </button>
      </div>
    </form>
  )
}

/** What holds by the preset alone. */
function levelsOf({ section, policy }: PolicyFormProps, chosen: string): Levels {
  const own = { id: '', preset: isPreset(chosen) ? chosen : null, thresholds: {} }
  return policyOf(
    section === null ? { site: own, section: null } : { site: policy.above, section: own },
  ).levels
}

const presetOf = (own: OwnPolicy | null) => own?.preset ?? 'balanced'

type PresetProps = { value: string; label: string; lead: string; isChosen: boolean }

function PresetChoice({ value, label, lead, isChosen }: PresetProps) {
  return (
    <label class="preset">
      <input type="radio" name="preset" value={value} checked={isChosen} required />
      <span>
        <strong>{label}</strong>
        <span class="hint">{lead}</span>
      </span>
    </label>
  )
}

type GroundProps = {
  ground: Ground
  values: Record<string, string>
  /** What holds where nothing is chosen. */
  levels: LevelsOf<Ground>
  locale: Locale
}

function GroundFields({ ground, values, levels, locale }: GroundProps) {
  const words = locale.policy
  const steps = THRESHOLD_FIELDS.filter((one) => one.ground === ground)
  return (
    <fieldset class="ground">
      <legend>{words.grounds[ground]}</legend>
      {steps.map(({ step, name }) => (
        <Threshold
          key={step}
          name={name}
          step={step}
          value={values[name] ?? ''}
          preset={levels[step]}
          locale={locale}
        />
      ))}
    </fieldset>
  )
}

type ThresholdProps = {
  name: string
  step: Step
  value: string
  preset: number | null
  locale: Locale
}

function Threshold({ name, step, value, preset, locale }: ThresholdProps) {
  const words = locale.policy
  const offered = offeredScores(step).map(String)
  // What was set by API may lie between.
  const scores =
    value === '' || value === NEVER || offered.includes(value) ? offered : [value, ...offered]
  return (
    <label class={`threshold is-${step}`}>
      <span>{words.steps[step]}</span>
      <select name={name} class={value === '' ? 'is-preset' : undefined}>
        <option value="" selected={value === ''}>
          {fill(words.notSet, { value: percentOf(locale, preset) })}
        </option>
        <option value={NEVER} selected={value === NEVER}>
          {words.never}
        </option>
        {scores.map((score) => (
          <option key={score} value={score} selected={score === value}>
            {percentOf(locale, Number(score))}
          </option>
        ))}
      </select>
    </label>
  )
}
