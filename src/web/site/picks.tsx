/** Editors' picks: the page on which staff pick a comment or take that back, and the same by API. */
import { type Static, Type } from 'typebox'
import { Refusal } from '../../core/refusals.js'
import { pickComment, readReceipt, STAFF } from '../../discussion/index.js'
import { answers } from '../api/answer.js'
import { IdParams } from '../api/schemas.js'
import { fieldsOf } from '../form.js'
import { PickPage } from '../pages/pick-page.js'
import { commentIdIn } from '../params.js'
import type { Route } from '../route.js'
import { shellOf } from '../shell.js'
import { urls } from '../urls.js'
import { commentView } from '../views-of.js'
import type { WebCtx } from '../web-ctx.js'
import { answerPrivate, redirect } from './answer-page.js'

const PickBody = Type.Object({ on: Type.Boolean() }, { additionalProperties: false })
const Picked = Type.Object({
  id: Type.String(),
  pickedAt: Type.Union([Type.String({ description: 'ISO 8601, UTC' }), Type.Null()]),
})

export const pickRoutes = (ctx: WebCtx): Route[] => [
  {
    method: 'GET',
    url: '/comments/:id/pick',
    may: 'pick-comment',
    speaks: 'html',
    handler: async (request, reply, actor) => {
      const { row, article } = await readReceipt(ctx, commentIdIn(request))
      if (row.state !== 'published') throw new Refusal('comment/not-found')
      const comment = commentView(row, article.slug, STAFF)
      return answerPrivate(reply, <PickPage shell={await shellOf(ctx, actor)} comment={comment} />)
    },
  },
  {
    method: 'POST',
    url: '/comments/:id/pick',
    may: 'pick-comment',
    speaks: 'html',
    limit: 'account-form',
    handler: async (request, reply, actor) => {
      const commentId = commentIdIn(request)
      const on = fieldsOf(request.body, ['take']).take !== 'back'
      const { slug } = await pickComment(ctx, actor, { commentId, on })
      return redirect(reply, `${urls.comment(slug, commentId)}#c-${commentId}`)
    },
  },
  {
    method: 'POST',
    url: '/api/v1/comments/:id/pick',
    may: 'pick-comment',
    speaks: 'json',
    limit: 'api-write',
    schema: {
      summary: 'Pick a comment as editors do, or take that back',
      description:
        'The same again changes nothing. When its author changes the text, the pick ends.',
      params: IdParams,
      body: PickBody,
      response: answers(200, Picked, 400, 401, 403, 404),
    },
    handler: async (request, reply, actor) => {
      const { on } = request.body as Static<typeof PickBody>
      const id = commentIdIn(request)
      const { pickedAt } = await pickComment(ctx, actor, { commentId: id, on })
      return reply
        .type('application/json; charset=utf-8')
        .send(JSON.stringify({ id, pickedAt: pickedAt?.toISOString() ?? null }))
    },
  },
]
