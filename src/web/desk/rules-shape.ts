/** Rules of discussions as forms and the API send them, and as the API tells them. */
import { type Static, Type } from 'typebox'
import { Refusal } from '../../core/refusals.js'
import {
  CLOSE_DAYS_MAX,
  type Held,
  MODES,
  type RuleChange,
  type RulesView,
  SLOW_SECONDS_MAX,
} from '../../discussion/index.js'

const said = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Optional(Type.Union([schema, Type.Null()]))
const Mode = Type.Union([Type.Literal('discussion'), Type.Literal('questions')])

const OF_ANY_LEVEL = {
  closed: said(Type.Boolean()),
  closeDays: said(
    Type.Integer({
      minimum: 0,
      maximum: CLOSE_DAYS_MAX,
      description: 'Days after publication; 0: never',
    }),
  ),
  membersOnly: said(Type.Boolean()),
  slowSeconds: said(Type.Integer({ minimum: 0, maximum: SLOW_SECONDS_MAX })),
  mode: said(Mode),
}
const strict = { additionalProperties: false } as const

/** What is sent: what is left out stays, null leaves it to the level above. */
export const LevelRulesBody = Type.Object(OF_ANY_LEVEL, strict)
export const ThreadRulesBody = Type.Object(
  { ...OF_ANY_LEVEL, closesAt: said(Type.String({ description: 'ISO 8601, UTC' })) },
  strict,
)

const held = (schema: object) =>
  Type.Object({
    value: schema,
    from: Type.String({ description: 'thread, section, site, or default: nobody says it' }),
  })
export const RulesShape = Type.Object({
  ...ThreadRulesBody.properties,
  holds: Type.Object({
    closed: held(Type.Boolean()),
    closesAt: held(Type.Union([Type.String(), Type.Null()])),
    membersOnly: held(Type.Boolean()),
    slowSeconds: held(Type.Integer()),
    mode: held(Mode),
  }),
})

export const rulesJson = ({ own, holds }: RulesView) => ({
  closed: own.isClosed,
  closesAt: own.closesAt?.toISOString() ?? null,
  closeDays: own.closeDays,
  membersOnly: own.membersOnly,
  slowSeconds: own.slowSeconds,
  mode: own.mode,
  holds: {
    closed: holds.isClosed,
    closesAt: toldTime(holds.closesAt),
    membersOnly: holds.membersOnly,
    slowSeconds: holds.slowSeconds,
    mode: holds.mode,
  },
})

const toldTime = ({ value, from }: Held<Date | null>) => ({
  value: value?.toISOString() ?? null,
  from,
})

/** @throws Refusal request/invalid */
export const changeInBody = (
  body: Static<typeof LevelRulesBody> & Partial<Static<typeof ThreadRulesBody>>,
): RuleChange => ({
  isClosed: body.closed,
  closeDays: body.closeDays,
  membersOnly: body.membersOnly,
  slowSeconds: body.slowSeconds,
  mode: body.mode,
  closesAt: typeof body.closesAt === 'string' ? timeOf(body.closesAt) : body.closesAt,
})

/** Fields of the form; each left empty is left to the level above. */
export const RULE_FIELDS = ['closed', 'members', 'mode', 'slow', 'days'] as const

/** @throws Refusal request/invalid */
export const changeInForm = (form: Record<(typeof RULE_FIELDS)[number], string>): RuleChange => ({
  isClosed: yesNoOf('closed', form.closed),
  membersOnly: yesNoOf('members', form.members),
  mode: modeOf(form.mode),
  slowSeconds: numberOf('slow', form.slow),
  closeDays: numberOf('days', form.days),
})

const wrong = (name: string) => new Refusal('request/invalid', { detail: name })

function yesNoOf(name: string, text: string): boolean | null {
  if (text !== '' && text !== 'yes' && text !== 'no') throw wrong(name)
  return text === '' ? null : text === 'yes'
}

function modeOf(text: string): RuleChange['mode'] {
  const mode = MODES.find((one) => one === text)
  if (text !== '' && mode === undefined) throw wrong('mode')
  return mode ?? null
}

function numberOf(name: string, text: string): number | null {
  if (!/^\d{0,9}$/.test(text)) throw wrong(name)
  return text === '' ? null : Number(text)
}

/** @throws Refusal request/invalid */
export function timeOf(text: string): Date {
  const time = new Date(text)
  if (Number.isNaN(time.getTime())) throw wrong('closesAt')
  return time
}
