/** API: reading and posting comments, deciding on them. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import type { Actor } from '../../accounts/index.js'
import { isId } from '../../core/ids.js'
import { Refusal } from '../../core/refusals.js'
import {
  ANYONE,
  decideComment,
  type Marked,
  type Mode,
  type PictureWish,
  postComment,
  type ReadRow,
  readComment,
  readHighlights,
  replyOrderOf,
  rulesOf,
  STAFF,
  type Viewer,
  walkThread,
  withMarks,
} from '../../discussion/index.js'
import { findVerdict } from '../../moderation/index.js'
import { readArticlePlace } from '../../publishing/index.js'
import { authorOf, sendingOf } from '../author.js'
import { ownPictureUrl, receiptOf } from '../receipts.js'
import type { Route } from '../route.js'
import { languageFor } from '../shell.js'
import { METER_TOPIC, topicOfThread } from '../streams.js'
import { tags } from '../tags.js'
import { DEFAULT_ORDER } from '../urls.js'
import type { WebCtx } from '../web-ctx.js'
import { answerRead, answers } from './answer.js'
import { idempotencyKey } from './campaigns.js'
import { openStream } from './open-stream.js'
import {
  Comments,
  CommentsQuery,
  CommentWithAncestors,
  Decided,
  DecisionBody,
  IdParams,
  NewCommentBody,
  PostedComment,
  Replies,
  SlugParams,
} from './schemas.js'
import { apiComment } from './views.js'

/** Comments of one API page when the caller names no limit. */
const COMMENTS_LIMIT = 50

const slugOf = (request: FastifyRequest) => (request.params as Static<typeof SlugParams>).slug
const idOf = (request: FastifyRequest) => (request.params as Static<typeof IdParams>).id
const queryOf = (request: FastifyRequest) => {
  const query = request.query as Static<typeof CommentsQuery>
  return {
    order: query.order ?? DEFAULT_ORDER,
    afterId: cursorOf(query.after),
    limit: query.limit ?? COMMENTS_LIMIT,
  }
}

/** A cursor is the id of the last comment seen. @throws Refusal request/cursor-invalid */
function cursorOf(after: string | undefined): string | null {
  if (after === undefined) return null
  if (!isId(after)) throw new Refusal('request/cursor-invalid')
  return after
}

export const commentRoutes = (ctx: WebCtx): Route[] => [
  {
    method: 'GET',
    url: '/api/v1/articles/:slug/comments',
    may: 'read',
    speaks: 'json',
    schema: {
      summary: 'The thread of an article, depth-first',
      description:
        'Follow `next` to read the whole thread: every comment comes once, after its parent. In the order `highlights` only what editors picked comes, the newest pick first. With the right to see them held and removed comments are included.',
      params: SlugParams,
      querystring: CommentsQuery,
      response: answers(200, Comments, 400, 404),
    },
    handler: (request, reply, actor) =>
      answerRead(ctx, { request, reply, actor }, (viewer) =>
        thread(ctx, slugOf(request), queryOf(request), viewer),
      ),
  },
  {
    method: 'GET',
    url: '/api/v1/articles/:slug/live',
    may: 'read',
    speaks: 'json',
    schema: {
      summary: 'The thread of an article as server-sent events',
      description:
        'Event `comment` {id, parentId, total} for each published comment, `decided` {id, total} when staff decided on one, `changed` {id} when its author changed or deleted one, `picked` {id, picked} when staff picked one or took that back, `meter` with the campaign when it moves, `reload` {total} when too much was missed. `Last-Event-ID`, or `?lastEventId=`, asks for what came since.',
      params: SlugParams,
      response: answers(200, { type: 'string' }, 404, 429, 503),
    },
    handler: async (request, reply) => {
      const place = await readArticlePlace(ctx, slugOf(request))
      return openStream(ctx, reply, [topicOfThread(place.thread_id), METER_TOPIC])
    },
  },
  {
    method: 'GET',
    url: '/api/v1/comments/:id',
    may: 'read',
    speaks: 'json',
    schema: {
      summary: 'One comment with its ancestors, the root first',
      params: IdParams,
      response: answers(200, CommentWithAncestors, 404),
    },
    handler: (request, reply, actor) =>
      answerRead(ctx, { request, reply, actor }, (viewer) =>
        oneComment(ctx, idOf(request), viewer),
      ),
  },
  {
    method: 'GET',
    url: '/api/v1/comments/:id/replies',
    may: 'read',
    speaks: 'json',
    schema: {
      summary: 'Direct replies to a comment',
      params: IdParams,
      querystring: CommentsQuery,
      response: answers(200, Replies, 400, 404),
    },
    handler: (request, reply, actor) =>
      answerRead(ctx, { request, reply, actor }, (viewer) =>
        replies(ctx, idOf(request), queryOf(request), viewer),
      ),
  },
  {
    method: 'POST',
    url: '/api/v1/articles/:slug/comments',
    may: 'comment',
    speaks: 'json',
    schema: {
      summary: 'Post a comment',
      description:
        'Needs an Idempotency-Key header made by the client: a retry with it posts nothing twice. Where the house nudges, a doubtful text is answered with 422 `comment/nudged`, and nothing is stored: `nudge` has the reasons, the places in the text, and a ticket. Sent along with the next try as `nudge`, it has what is still doubtful held for a moderator; a text without doubts is published. A ticket is good for an hour, for this thread and author.',
      params: SlugParams,
      body: NewCommentBody,
      response: answers(201, PostedComment, 400, 403, 404, 413, 422, 429, 503),
    },
    handler: async (request, reply, actor) =>
      reply
        .code(201)
        .type('application/json; charset=utf-8')
        .send(await post(ctx, request, reply, actor)),
  },
  {
    method: 'POST',
    url: '/api/v1/comments/:id/decision',
    may: 'decide-comment',
    speaks: 'json',
    schema: {
      summary: 'Publish a held comment, or remove one',
      params: IdParams,
      body: DecisionBody,
      response: answers(200, Decided, 401, 403, 404),
    },
    limit: 'api-write',
    handler: async (request, reply, actor) => {
      const body = request.body as Static<typeof DecisionBody>
      const id = idOf(request)
      const { state } = await decideComment(ctx, {
        commentId: id,
        action: body.action,
        rule: body.rule ?? null,
        byAccountId: actor.kind === 'account' ? actor.accountId : null,
      })
      return reply.type('application/json').send({ id, state })
    },
  },
]

type Query = ReturnType<typeof queryOf>

async function thread(ctx: WebCtx, slug: string, query: Query, viewer: Viewer) {
  const place = await readArticlePlace(ctx, slug)
  const mode = rulesOf(ctx, place).mode.value
  const found = await page(ctx, { ...query, threadId: place.thread_id, mode, viewer })
  return {
    json: {
      total: place.comment_count,
      mode,
      comments: found.rows.map((row) => apiComment(row, slug, viewer)),
      next: found.nextAfterId,
    },
    tags: [tags.thread(place.thread_id), tags.people, tags.rules],
  }
}

async function page(
  ctx: WebCtx,
  where: Query & { threadId: string; mode: Mode; viewer: Viewer },
): Promise<{ rows: Marked<ReadRow>[]; nextAfterId: string | null }> {
  const { order } = where
  if (order !== 'highlights') return walkThread(ctx, { ...where, order })
  const { picks, nextAfterId } = await readHighlights(ctx, where)
  return { rows: picks.map((pick) => pick.comment), nextAfterId }
}

async function oneComment(ctx: WebCtx, id: string, viewer: Viewer) {
  const page = await readComment(ctx, { id, order: DEFAULT_ORDER, afterId: null, viewer, limit: 1 })
  const json = {
    comment: apiComment(page.comment, page.articleSlug, viewer),
    ancestors: page.ancestors.map((row) => apiComment(row, page.articleSlug, viewer)),
    ...(viewer.seesHeld ? { verdict: await findVerdict(ctx.db, id) } : {}),
  }
  return { json, tags: [tags.thread(page.threadId), tags.people] }
}

async function replies(ctx: WebCtx, id: string, query: Query, viewer: Viewer) {
  const order = replyOrderOf(query.order)
  const page = await readComment(ctx, { id, ...query, order, viewer })
  return {
    json: {
      comments: page.comment.children.map((row) => apiComment(row, page.articleSlug, viewer)),
      next: page.nextAfterId,
    },
    tags: [tags.thread(page.threadId), tags.people, tags.rules],
  }
}

/** Pictures as they are sent: what nobody says of them is ''. */
export const wishesOf = (
  pictures: { id: string; alt?: string }[] | undefined,
): PictureWish[] | undefined => pictures?.map(({ id, alt = '' }) => ({ id, alt }))

async function post(ctx: WebCtx, request: FastifyRequest, reply: FastifyReply, actor: Actor) {
  const body = request.body as Static<typeof NewCommentBody>
  const slug = slugOf(request)
  const posted = await postComment(ctx, {
    articleSlug: slug,
    parentId: body.parentId ?? null,
    author: await authorOf(ctx, request, reply, { actor, name: body.name ?? null }),
    text: body.text,
    clientKey: idempotencyKey(request.headers['idempotency-key']),
    pictures: wishesOf(body.pictures),
    sending: sendingOf(request, { website: body.website ?? '', shownMs: body.shownMs ?? null }),
    nudge: body.nudge,
  })
  const [row] = await withMarks(ctx.db, [posted.row])
  const viewer = posted.state === 'published' ? ANYONE : STAFF
  return {
    comment: row && apiComment(row, slug, viewer, ownPictureUrl(ctx, posted)),
    state: posted.state,
    ...receiptOf(ctx, posted, languageFor(ctx, actor)),
  }
}
