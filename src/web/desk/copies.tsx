/** Copies that wait to be decided on together, on the desk and by API. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Static, type TSchema, Type } from 'typebox'
import type { Actor } from '../../accounts/index.js'
import { isId } from '../../core/ids.js'
import { Refusal } from '../../core/refusals.js'
import { decideCopies, readWaitingCopies, type WaitingCopies } from '../../discussion/index.js'
import type { ClusterDecision } from '../../moderation/index.js'
import { ownerOf } from '../account/account.js'
import { answers } from '../api/answer.js'
import { DecisionBody, IdParams, nullable } from '../api/schemas.js'
import { fieldsOf } from '../form.js'
import { CopiesPage } from '../pages/desk/copies-page.js'
import type { Route } from '../route.js'
import { shellOf } from '../shell.js'
import { answerPrivate, redirect } from '../site/answer-page.js'
import { urls } from '../urls.js'
import type { WebCtx } from '../web-ctx.js'

const JSON_TYPE = 'application/json; charset=utf-8'
/** Characters of the rule that authors are told, as for a single comment. */
const RULE_CHARS_MAX = 200

const named = (shown: TSchema) =>
  Type.Object({
    shown: Type.Array(shown, { description: 'A few of them' }),
    count: Type.Integer({ description: 'Among the latest texts' }),
    isMore: Type.Boolean({ description: 'Earlier texts were not looked at' }),
  })
const Waiting = Type.Object({
  copies: Type.Array(
    Type.Object({
      id: Type.String({ description: 'Of the cluster' }),
      members: Type.Integer({ description: 'Texts in it, "37 like this"' }),
      held: Type.Integer(),
      decided: nullable(Type.Object({ action: Type.String(), rule: nullable(Type.String()) })),
      latest: Type.Object({
        id: Type.String(),
        text: Type.String({ description: 'How it begins' }),
        url: Type.String({ description: 'Its page, within the site' }),
        postedAt: Type.String(),
      }),
      people: named(Type.String()),
      places: named(Type.Object({ slug: Type.String(), headline: Type.String() })),
    }),
  ),
  next: nullable(Type.String({ description: 'Give it as `after` for older ones' })),
})
const WaitingQuery = Type.Object(
  { after: Type.Optional(Type.String()) },
  { additionalProperties: false },
)
const DecidedTogether = Type.Object({
  id: Type.String(),
  batch: Type.String({ description: 'All decisions of this act have it' }),
  done: Type.Integer({ description: 'Comments decided by now; the rest follows' }),
})

const byOf = (actor: Actor): string | null => (actor.kind === 'account' ? actor.accountId : null)

export const copyRoutes = (ctx: WebCtx): Route[] => [
  {
    method: 'GET',
    url: '/desk/copies',
    may: 'decide-comment',
    speaks: 'html',
    handler: (request, reply, actor) => copiesPage(ctx, request, reply, actor),
  },
  {
    method: 'POST',
    url: '/desk/copies',
    may: 'decide-comment',
    speaks: 'html',
    handler: async (request, reply, actor) => {
      const { copies, rule, action } = fieldsOf(request.body, ['copies', 'rule', 'action'])
      if (!isId(copies)) throw new Refusal('copies/not-found')
      if (action !== 'publish' && action !== 'remove')
        throw new Refusal('request/invalid', { detail: 'action' })
      const said = rule.trim()
      if (said.length > RULE_CHARS_MAX) throw new Refusal('request/invalid', { detail: 'rule' })
      const decided: ClusterDecision = {
        action,
        rule: action === 'remove' && said !== '' ? said : null,
      }
      await decideCopies(ctx, { clusterId: copies, decided, byAccountId: byOf(ownerOf(actor)) })
      return redirect(reply, `${urls.deskCopies()}?done=decided`)
    },
  },
  {
    method: 'GET',
    url: '/api/v1/moderation/copies',
    may: 'decide-comment',
    speaks: 'json',
    schema: {
      summary: 'Held comments that are nearly the same, a line for each cluster',
      querystring: WaitingQuery,
      response: answers(200, Waiting, 400, 401, 403),
    },
    handler: async (request, reply) => {
      const { after } = request.query as Static<typeof WaitingQuery>
      const { clusters, nextAfterId } = await readWaitingCopies(ctx, { afterId: cursorOf(after) })
      const json = { copies: clusters.map(apiCopies), next: nextAfterId }
      return reply.type(JSON_TYPE).send(JSON.stringify(json))
    },
  },
  {
    method: 'POST',
    url: '/api/v1/moderation/copies/:id/decision',
    may: 'decide-comment',
    speaks: 'json',
    limit: 'api-write',
    schema: {
      summary: 'Publish or remove all held comments of a cluster, and decide on copies to come',
      description:
        'Each comment gets a decision of its own, and its author is told. Copies that come later are held for being copies of a removed text, or not doubted for being copies.',
      params: IdParams,
      body: DecisionBody,
      response: answers(200, DecidedTogether, 400, 401, 403, 404),
    },
    handler: async (request, reply, actor) => {
      const { id } = request.params as Static<typeof IdParams>
      const { action, rule = null } = request.body as Static<typeof DecisionBody>
      const decided = { action, rule: action === 'remove' ? rule : null }
      const { batchId, done } = await decideCopies(ctx, {
        clusterId: id,
        decided,
        byAccountId: byOf(actor),
      })
      return reply.type(JSON_TYPE).send(JSON.stringify({ id, batch: batchId, done }))
    },
  },
]

/** @throws Refusal request/cursor-invalid */
function cursorOf(after: string | undefined): string | null {
  if (after === undefined) return null
  if (!isId(after)) throw new Refusal('request/cursor-invalid')
  return after
}

const apiCopies = ({ latest, ...rest }: WaitingCopies) => ({
  ...rest,
  latest: {
    id: latest.id,
    text: latest.text,
    url: urls.comment(latest.slug, latest.id),
    postedAt: latest.postedAt.toISOString(),
  },
})

async function copiesPage(ctx: WebCtx, request: FastifyRequest, reply: FastifyReply, actor: Actor) {
  const { after, done } = request.query as { after?: string; done?: string }
  const page = await readWaitingCopies(ctx, { afterId: cursorOf(after) })
  return answerPrivate(
    reply,
    <CopiesPage
      shell={await shellOf(ctx, actor)}
      actor={ownerOf(actor)}
      isDecided={done === 'decided'}
      {...page}
    />,
  )
}
