/** House rules: listed, tried, added and ended, on the desk and by API. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import type { Actor } from '../../accounts/index.js'
import { isId } from '../../core/ids.js'
import { Refusal } from '../../core/refusals.js'
import { TRIED_TEXT_CHARS_MAX, type Trial, tryHouseRule } from '../../discussion/index.js'
import {
  addHouseRule,
  endHouseRule,
  findHouseRules,
  HOUSE_RULE_ACTIONS,
  HOUSE_RULE_KINDS,
  isHouseRuleAction,
  isHouseRuleKind,
  isLabel,
  LABELS,
  type NewHouseRule,
  NOTE_CHARS_MAX,
  PATTERN_CHARS_MAX,
  type StoredHouseRule,
} from '../../moderation/index.js'
import { ownerOf } from '../account/account.js'
import { answers } from '../api/answer.js'
import { IdParams } from '../api/schemas.js'
import { fieldsOf } from '../form.js'
import { type HouseRuleForm, HouseRulesPage } from '../pages/desk/house-rules-page.js'
import { sentenceOf } from '../problem.js'
import type { Route } from '../route.js'
import { shellOf } from '../shell.js'
import { answerPrivate, redirect } from '../site/answer-page.js'
import { urls } from '../urls.js'
import type { WebCtx } from '../web-ctx.js'

const JSON_TYPE = 'application/json; charset=utf-8'
const strict = { additionalProperties: false } as const
const oneOf = <T extends string>(words: readonly T[]) =>
  Type.Union(words.map((word) => Type.Literal(word)))

const ruleFields = {
  kind: oneOf(HOUSE_RULE_KINDS),
  pattern: Type.String({ description: `At most ${PATTERN_CHARS_MAX} characters` }),
  language: Type.Optional(
    Type.Union([Type.String({ description: 'ISO 639-1; left out: all languages' }), Type.Null()]),
  ),
  label: oneOf(LABELS),
  action: oneOf(HOUSE_RULE_ACTIONS),
  note: Type.Optional(Type.String({ description: `Why, at most ${NOTE_CHARS_MAX} characters` })),
}
const RuleBody = Type.Object(ruleFields, strict)
const TrialBody = Type.Object(
  {
    ...ruleFields,
    text: Type.Optional(Type.String({ maxLength: TRIED_TEXT_CHARS_MAX })),
  },
  strict,
)
const Rule = Type.Object({ id: Type.String(), ...ruleFields, createdAt: Type.String() })
const Rules = Type.Object({ rules: Type.Array(Rule) })
const Places = Type.Array(Type.Object({ start: Type.Integer(), end: Type.Integer() }))
const Tried = Type.Object({
  places: Type.Union([Places, Type.Null()]),
  tried: Type.Integer({ description: 'The latest comments on which it was tried' }),
  caught: Type.Integer(),
  shown: Type.Array(
    Type.Object({
      id: Type.String(),
      slug: Type.String(),
      state: Type.String(),
      excerpt: Type.String(),
    }),
  ),
})

const FIELDS = ['kind', 'pattern', 'language', 'label', 'action', 'note', 'text', 'do'] as const
const EMPTY: HouseRuleForm = {
  kind: 'word',
  pattern: '',
  language: '',
  label: 'off-rule',
  action: 'doubt',
  note: '',
  text: '',
  do: '',
}

const byOf = (actor: Actor): string | null => (actor.kind === 'account' ? actor.accountId : null)

export const houseRuleRoutes = (ctx: WebCtx): Route[] => [
  {
    method: 'GET',
    url: '/desk/house-rules',
    may: 'decide-comment',
    speaks: 'html',
    handler: (request, reply, actor) => {
      const { done } = request.query as { done?: string }
      return rulesPage(ctx, reply, actor, { form: EMPTY, done, trial: null, problem: null })
    },
  },
  {
    method: 'POST',
    url: '/desk/house-rules',
    may: 'decide-comment',
    speaks: 'html',
    handler: (request, reply, actor) => addOrTry(ctx, request, reply, actor),
  },
  {
    method: 'POST',
    url: '/desk/house-rules/end',
    may: 'decide-comment',
    speaks: 'html',
    handler: async (request, reply, actor) => {
      const { rule } = fieldsOf(request.body, ['rule'])
      if (!isId(rule)) throw new Refusal('house-rule/not-found')
      await endHouseRule(ctx, { ruleId: rule, byAccountId: byOf(ownerOf(actor)) })
      return redirect(reply, `${urls.deskHouseRules()}?done=ended`)
    },
  },
  {
    method: 'GET',
    url: '/api/v1/house-rules',
    may: 'decide-comment',
    speaks: 'json',
    schema: { summary: 'House rules in force', response: answers(200, Rules, 401, 403) },
    handler: async (_request, reply) => {
      const rules = (await findHouseRules(ctx.db, ctx.site.id)).map(apiRule)
      return reply.type(JSON_TYPE).send(JSON.stringify({ rules }))
    },
  },
  {
    method: 'POST',
    url: '/api/v1/house-rules',
    may: 'decide-comment',
    speaks: 'json',
    limit: 'api-write',
    schema: {
      summary: 'Add a house rule',
      description:
        'It counts from the next comment on. A rule is never changed: end it, add another.',
      body: RuleBody,
      response: answers(201, Rule, 400, 401, 403, 422),
    },
    handler: async (request, reply, actor) => {
      const rule = ruleOf(request.body as Static<typeof RuleBody>)
      const added = await addHouseRule(ctx, { rule, byAccountId: byOf(actor) })
      const json = apiRule({ ...added, createdAt: ctx.clock() })
      return reply.code(201).type(JSON_TYPE).send(JSON.stringify(json))
    },
  },
  {
    method: 'POST',
    url: '/api/v1/house-rules/trial',
    asksOnly: true,
    may: 'decide-comment',
    speaks: 'json',
    limit: 'api-write',
    schema: {
      summary: 'Try a rule on a text and on the latest comments, without adding it',
      body: TrialBody,
      response: answers(200, Tried, 400, 401, 403, 422),
    },
    handler: async (request, reply) => {
      const { text, ...rest } = request.body as Static<typeof TrialBody>
      const trial = await tryHouseRule(ctx, { rule: ruleOf(rest), text: text ?? null })
      return reply.type(JSON_TYPE).send(JSON.stringify(trial))
    },
  },
  {
    method: 'POST',
    url: '/api/v1/house-rules/:id/end',
    may: 'decide-comment',
    speaks: 'json',
    limit: 'api-write',
    schema: {
      summary: 'End a house rule',
      params: IdParams,
      response: answers(200, Type.Object({ id: Type.String() }), 401, 403, 404),
    },
    handler: async (request, reply, actor) => {
      const { id } = request.params as Static<typeof IdParams>
      await endHouseRule(ctx, { ruleId: id, byAccountId: byOf(actor) })
      return reply.type(JSON_TYPE).send(JSON.stringify({ id }))
    },
  },
]

const ruleOf = (body: Static<typeof RuleBody>): NewHouseRule => ({
  ...body,
  language: body.language ?? null,
  note: body.note ?? '',
})

const apiRule = ({ createdAt, ...rule }: StoredHouseRule) => ({
  ...rule,
  createdAt: createdAt.toISOString(),
})

/** @throws Refusal request/invalid */
function ruleIn({ kind, pattern, language, label, action, note }: HouseRuleForm): NewHouseRule {
  if (!isHouseRuleKind(kind)) throw new Refusal('request/invalid', { detail: 'kind' })
  if (!isLabel(label)) throw new Refusal('request/invalid', { detail: 'label' })
  if (!isHouseRuleAction(action)) throw new Refusal('request/invalid', { detail: 'action' })
  return { kind, pattern, language: language.trim() || null, label, action, note }
}

/** The one form with two buttons; refused, it comes back as it was filled in. */
async function addOrTry(ctx: WebCtx, request: FastifyRequest, reply: FastifyReply, actor: Actor) {
  const form = fieldsOf(request.body, FIELDS)
  const byAccountId = byOf(ownerOf(actor))
  try {
    const rule = ruleIn(form)
    if (form.do === 'try') {
      const trial = await tryHouseRule(ctx, { rule, text: form.text || null })
      return await rulesPage(ctx, reply, actor, { form, trial, problem: null })
    }
    await addHouseRule(ctx, { rule, byAccountId })
    return redirect(reply, `${urls.deskHouseRules()}?done=added`)
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 422) throw error
    const { language } = await shellOf(ctx, actor)
    reply.code(error.status)
    const problem = sentenceOf(error, language)
    return rulesPage(ctx, reply, actor, { form, trial: null, problem })
  }
}

async function rulesPage(
  ctx: WebCtx,
  reply: FastifyReply,
  actor: Actor,
  at: { form: HouseRuleForm; trial: Trial | null; problem: string | null; done?: string },
) {
  const page = (
    <HouseRulesPage
      shell={await shellOf(ctx, actor)}
      actor={ownerOf(actor)}
      rules={await findHouseRules(ctx.db, ctx.site.id)}
      form={at.form}
      trial={at.trial}
      problem={at.problem}
      done={at.done === 'added' || at.done === 'ended' ? at.done : null}
    />
  )
  return answerPrivate(reply, page)
}
