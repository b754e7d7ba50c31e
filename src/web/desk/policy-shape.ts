/** Moderation policies as forms and the API send them, and as the API tells them. */
import { type Static, Type } from 'typebox'
import { Refusal } from '../../core/refusals.js'
import type { BackTest, PolicyView } from '../../discussion/index.js'
import {
  GROUNDS,
  isNeverNudged,
  isPreset,
  isRefusable,
  type Levels,
  type NewPolicy,
  type OwnThresholds,
  type Policy,
  PRESETS,
  REFUSE_FROM01,
  STEPS,
  type Step,
  THRESHOLD_MAX01,
  THRESHOLD_MIN01,
} from '../../moderation/index.js'

const strict = { additionalProperties: false } as const
const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T, about = {}) =>
  Type.Union([schema, Type.Null()], about)
const allOf = <K extends string, T extends Parameters<typeof Type.Union>[0][number]>(
  keys: readonly K[],
  schema: T,
) => Type.Object(Object.fromEntries(keys.map((key) => [key, schema])) as Record<K, T>, strict)

const Score = nullable(Type.Number(), {
  description: `${THRESHOLD_MIN01} to ${THRESHOLD_MAX01}; null: never`,
})
const OwnLevels = Type.Object(
  {
    nudge: Type.Optional(Score),
    hold: Type.Optional(Score),
    refuse: Type.Optional(Score),
  },
  strict,
)
const Thresholds = Type.Object(
  Object.fromEntries(GROUNDS.map((ground) => [ground, Type.Optional(OwnLevels)])),
  strict,
)
const PresetName = Type.Union(PRESETS.map((preset) => Type.Literal(preset)))

export const PolicyBody = Type.Object(
  {
    preset: nullable(PresetName, {
      description: 'Null: that of the site; of the site itself: balanced',
    }),
    thresholds: Type.Optional(Thresholds),
  },
  strict,
)

const Held = Type.Object({
  waits: Type.String({ description: 'Whose comments wait: nobody, newcomers, everybody' }),
  thresholds: allOf(GROUNDS, Type.Object({ nudge: Score, hold: Score, refuse: Score })),
})
export const PolicyShape = Type.Object({
  preset: nullable(PresetName),
  thresholds: Thresholds,
  holds: Held,
  changes: Type.Array(
    Type.Object({
      id: Type.String({ description: 'As verdicts name it' }),
      preset: nullable(PresetName),
      thresholds: Thresholds,
      by: nullable(Type.String()),
      at: Type.String({ description: 'ISO 8601, UTC' }),
    }),
    { description: 'The newest first' },
  ),
})

const Count = Type.Integer()
const Counts = Type.Object({ publish: Count, nudge: Count, hold: Count, refuse: Count })
const Tally = Type.Object({
  count: Count,
  approved: Type.Integer({ description: 'Staff decided last to publish it' }),
  removed: Type.Integer({ description: 'Staff decided last to remove it' }),
})
export const BackTestShape = Type.Object({
  tested: Count,
  cut: Type.Boolean({ description: 'It took too long: there are more' }),
  now: Counts,
  wouldBe: Counts,
  held: Tally,
  heldAnew: Tally,
  letThrough: Tally,
  shown: Type.Array(
    Type.Object({
      id: Type.String(),
      slug: Type.String(),
      state: Type.String(),
      decision: nullable(Type.String({ description: 'publish or remove' })),
      now: Type.String(),
      wouldBe: Type.String(),
      excerpt: Type.String(),
    }),
    { description: 'The newest of those with another outcome' },
  ),
})

export const policyJson = ({ own, holds, changes }: PolicyView) => ({
  preset: own?.preset ?? null,
  thresholds: own?.thresholds ?? {},
  holds: heldJson(holds),
  changes: changes.map(({ id, preset, thresholds, byName, changedAt }) => ({
    id,
    preset,
    thresholds,
    by: byName,
    at: changedAt.toISOString(),
  })),
})

const heldJson = ({ waits, levels }: Policy): { waits: string; thresholds: Levels } => ({
  waits,
  thresholds: levels,
})

export const backTestJson = ({ isCut, kept, keptAnew, ...test }: BackTest) => ({
  ...test,
  cut: isCut,
  held: kept,
  heldAnew: keptAnew,
})

export const policyInBody = (body: Static<typeof PolicyBody>): NewPolicy => ({
  preset: body.preset,
  thresholds: body.thresholds ?? {},
})

/** Every threshold that a form has: those that no house may set are not asked for. */
export const THRESHOLD_FIELDS = GROUNDS.flatMap((ground) =>
  STEPS.filter(
    (step) =>
      (step !== 'nudge' || !isNeverNudged(ground)) && (step !== 'refuse' || isRefusable(ground)),
  ).map((step) => ({ ground, step, name: `${ground}.${step}` })),
)

/** What stands in a form for never. */
export const NEVER = 'never'

/** Thresholds that a form offers; others can be set by API. */
export const offeredScores = (step: Step): number[] =>
  [0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, THRESHOLD_MAX01].filter(
    (score01) => step !== 'refuse' || score01 >= REFUSE_FROM01,
  )

/** @throws Refusal request/invalid */
export function policyInForm(form: Record<string, string>): NewPolicy {
  const preset = form.preset ?? ''
  if (preset !== '' && !isPreset(preset)) throw wrong('preset')
  const thresholds: OwnThresholds = {}
  for (const { ground, step, name } of THRESHOLD_FIELDS) {
    const text = form[name] ?? ''
    if (text === '') continue
    thresholds[ground] = { ...thresholds[ground], [step]: text === NEVER ? null : scoreOf(text) }
  }
  return { preset: preset === '' ? null : preset, thresholds }
}

/** @throws Refusal request/invalid */
function scoreOf(text: string): number {
  if (!/^0?\.\d{1,4}$/.test(text)) throw wrong('threshold')
  return Number(text)
}

const wrong = (detail: string) => new Refusal('request/invalid', { detail })
