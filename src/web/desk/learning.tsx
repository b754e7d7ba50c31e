/** What the judge learned here: shown to those who teach it, reset by those who answer for the house; page and API. */
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { type Actor, may } from '../../accounts/index.js'
import { Refusal } from '../../core/refusals.js'
import { type ReadLearning, readLearning } from '../../discussion/index.js'
import {
  HOUSE_LESSONS_MIN,
  HOUSE_LESSONS_OF_EACH_MIN,
  LESSON_KINDS,
  resetLearning,
} from '../../moderation/index.js'
import { ownerOf } from '../account/account.js'
import { answers } from '../api/answer.js'
import { fieldsOf } from '../form.js'
import { LearningPage } from '../pages/desk/learning-page.js'
import { sentenceOf } from '../problem.js'
import type { Route } from '../route.js'
import { shellOf } from '../shell.js'
import { answerPrivate, redirect } from '../site/answer-page.js'
import { urls } from '../urls.js'
import type { WebCtx } from '../web-ctx.js'

const JSON_TYPE = 'application/json; charset=utf-8'

const Hits = Type.Object({
  decisions: Type.Integer({
    description: 'The latest decisions, foretold before they were learned',
  }),
  auc: Type.Union([Type.Number(), Type.Null()]),
  right: Type.Number({ description: 'Share that was foretold right, 0 to 1' }),
})
const Learned = Type.Object({
  state: Type.Union(['ready', 'few', 'worse'].map((word) => Type.Literal(word))),
  decisions: Type.Integer(),
  removed: Type.Integer(),
  needed: Type.Object({ decisions: Type.Integer(), ofEach: Type.Integer() }),
  kinds: Type.Record(Type.String(), Type.Integer()),
  shares: Type.Array(Type.Number(), { description: 'Of each moderator, the largest first' }),
  house: Hits,
  model: Hits,
  resets: Type.Array(Type.Object({ at: Type.String() })),
})

const byOf = (actor: Actor): string | null => (actor.kind === 'account' ? actor.accountId : null)

export const learningRoutes = (ctx: WebCtx): Route[] => [
  {
    method: 'GET',
    url: '/desk/learning',
    may: 'decide-comment',
    speaks: 'html',
    handler: (request, reply, actor) => {
      const { done } = request.query as { done?: string }
      return page(ctx, reply, actor, { isReset: done === 'reset', problem: null })
    },
  },
  {
    method: 'POST',
    url: '/desk/learning/reset',
    may: 'reset-learning',
    speaks: 'html',
    handler: async (request, reply, actor) => {
      const staff = ownerOf(actor)
      const { sure } = fieldsOf(request.body, ['sure'])
      if (sure !== 'yes') {
        const { language } = await shellOf(ctx, actor)
        const refusal = new Refusal('learning/not-confirmed')
        reply.code(refusal.status)
        const problem = sentenceOf(refusal, language)
        return page(ctx, reply, actor, { isReset: false, problem })
      }
      await resetLearning(ctx, { byAccountId: staff.accountId })
      return redirect(reply, `${urls.deskLearning()}?done=reset`)
    },
  },
  {
    method: 'GET',
    url: '/api/v1/learning',
    may: 'decide-comment',
    speaks: 'json',
    schema: {
      summary: 'What the judge learned from moderators here',
      response: answers(200, Learned, 401, 403),
    },
    handler: async (_request, reply) =>
      reply.type(JSON_TYPE).send(JSON.stringify(apiLearned(await readLearning(ctx)))),
  },
  {
    method: 'POST',
    url: '/api/v1/learning/reset',
    may: 'reset-learning',
    speaks: 'json',
    limit: 'api-write',
    schema: {
      summary: 'Make the judge forget what it learned here; it begins anew with the next decision',
      response: answers(200, Type.Object({ at: Type.String() }), 401, 403),
    },
    handler: async (_request, reply, actor) => {
      const { at } = await resetLearning(ctx, { byAccountId: byOf(actor) })
      return reply.type(JSON_TYPE).send(JSON.stringify({ at: at.toISOString() }))
    },
  },
]

const apiHits = ({ decisions, auc, right01 }: ReadLearning['house']) => ({
  decisions,
  auc,
  right: right01,
})

/** Who decided what is not told: shares alone. */
const apiLearned = (one: ReadLearning) => ({
  state: one.state,
  decisions: one.lessons,
  removed: one.removed,
  needed: { decisions: HOUSE_LESSONS_MIN, ofEach: HOUSE_LESSONS_OF_EACH_MIN },
  kinds: Object.fromEntries(LESSON_KINDS.map((kind) => [kind, one.kinds[kind]])),
  shares: one.shares.map((share) => share.share01),
  house: apiHits(one.house),
  model: apiHits(one.model),
  resets: one.resets.map(({ at }) => ({ at: at.toISOString() })),
})

async function page(
  ctx: WebCtx,
  reply: FastifyReply,
  actor: Actor,
  at: { isReset: boolean; problem: string | null },
) {
  const [shell, learned] = await Promise.all([shellOf(ctx, actor), readLearning(ctx)])
  return answerPrivate(
    reply,
    <LearningPage
      shell={shell}
      actor={ownerOf(actor)}
      learned={learned}
      mayReset={may(actor, 'reset-learning') === 'yes'}
      {...at}
    />,
  )
}
