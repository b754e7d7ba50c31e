/** One's own comments: changing and deleting them, by form and by API, and what they said before. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { type Actor, formatMoment, may } from '../../accounts/index.js'
import { isId } from '../../core/ids.js'
import { Refusal } from '../../core/refusals.js'
import {
  ANYONE,
  deleteComment,
  editComment,
  listOwnComments,
  Nudge,
  type OwnComment,
  type Owner,
  type PictureWish,
  type PostedComment,
  type Preview,
  readHistory,
  readOwnComment,
  STAFF,
  TEXT_CHARS_MAX,
  type Viewer,
  withMarks,
} from '../../discussion/index.js'
import { localeFor } from '../../locales/index.js'
import { networkOf } from '../../platform/network.js'
import { signatureOf } from '../../platform/secrets.js'
import { readArticlePlace } from '../../publishing/index.js'
import { answers } from '../api/answer.js'
import { wishesOf } from '../api/comments.js'
import {
  IdParams,
  NudgeTicketField,
  PictureWishes,
  PostedComment as PostedShape,
  SlugParams,
} from '../api/schemas.js'
import { apiComment } from '../api/views.js'
import { authorOf } from '../author.js'
import { browserOf } from '../door/cookies.js'
import { fieldsOf } from '../form.js'
import { commentPicture } from '../media-views.js'
import { nudgeView } from '../nudges.js'
import { DeleteCommentPage, EditCommentPage } from '../pages/edit-comment-page.js'
import { HistoryPage, historyUrl } from '../pages/history-page.js'
import { commentIdIn } from '../params.js'
import { RETRY_AFTER_SECONDS, sentenceOf } from '../problem.js'
import { ownPictureUrl, receiptOf } from '../receipts.js'
import type { Route } from '../route.js'
import { languageFor, shellOf } from '../shell.js'
import { tags } from '../tags.js'
import { urls } from '../urls.js'
import type { WaitingPicture } from '../views.js'
import type { WebCtx } from '../web-ctx.js'
import { answerPrivate, answerShared, redirect } from './answer-page.js'
import { keptIn, PICTURE_FIELDS } from './sent-pictures.js'

const JSON_TYPE = 'application/json; charset=utf-8'

const EditBody = Type.Object(
  {
    text: Type.String({ description: `Markdown, at most ${TEXT_CHARS_MAX} characters` }),
    base: Type.Optional(
      Type.String({
        maxLength: 100,
        description: 'The `base` of the last answer: refused when the text is another one now',
      }),
    ),
    pictures: Type.Optional(PictureWishes),
    nudge: NudgeTicketField,
  },
  { additionalProperties: false },
)
const Edited = Type.Object({
  ...PostedShape.properties,
  base: Type.String({ description: 'Names the text that stands now' }),
})
const Own = Type.Object({
  own: Type.Array(
    Type.Object({
      id: Type.String(),
      freeUntil: Type.String({ description: 'Until then a change leaves no trace. ISO 8601, UTC' }),
    }),
  ),
  picking: Type.Union([Type.Record(Type.String(), Type.String()), Type.Null()], {
    description: 'Words of the buttons that pick, for who may',
  }),
})
const Deleted = Type.Object({ id: Type.String(), state: Type.Literal('deleted') })

export const ownCommentRoutes = (ctx: WebCtx): Route[] => [
  {
    method: 'GET',
    url: '/comments/:id/edit',
    may: 'comment',
    speaks: 'html',
    handler: async (request, reply, actor) => {
      const comment = await ownCommentOf(ctx, request, actor)
      if (!comment.isEditable) throw new Refusal('comment/not-found')
      return editPage(ctx, reply, actor, { comment, text: comment.text, problem: null })
    },
  },
  {
    method: 'POST',
    url: '/comments/:id/edit',
    may: 'comment',
    speaks: 'html',
    handler: (request, reply, actor) => editByForm(ctx, request, reply, actor),
  },
  {
    method: 'GET',
    url: '/comments/:id/delete',
    may: 'comment',
    speaks: 'html',
    handler: async (request, reply, actor) => {
      const comment = await ownCommentOf(ctx, request, actor)
      const place = await placeOf(ctx, actor, comment)
      return answerPrivate(reply, <DeleteCommentPage {...place} text={comment.text} />)
    },
  },
  {
    method: 'POST',
    url: '/comments/:id/delete',
    may: 'comment',
    speaks: 'html',
    limit: 'account-form',
    handler: async (request, reply, actor) => {
      fieldsOf(request.body, [])
      const { article, id } = await ownCommentOf(ctx, request, actor)
      await deleteComment(ctx, { commentId: id, author: requireOwner(request, actor) })
      return redirect(reply, `${urls.article(article.slug)}#discussion`)
    },
  },
  {
    method: 'GET',
    url: '/articles/:slug/comments/:id/history',
    may: 'read',
    speaks: 'html',
    handler: (request, reply, actor) => {
      const { slug } = request.params as { slug: string }
      const commentId = commentIdIn(request)
      const { after } = request.query as { after?: string }
      if (after !== undefined && !isId(after)) throw new Refusal('request/cursor-invalid')
      const where = { slug, commentId, afterId: after ?? null }
      const url = historyUrl(slug, commentId, where.afterId)
      const parts = { here: null, form: null }
      return answerShared(ctx, { request, reply, actor, url, parts }, (viewer) =>
        historyPage(ctx, { ...where, viewer }),
      )
    },
  },
  {
    method: 'GET',
    url: '/api/v1/articles/:slug/own',
    may: 'read',
    speaks: 'json',
    schema: {
      summary: 'Which comments of a thread one may edit or delete',
      description:
        'The newest of the reader or of this browser; for nobody else. `picking` is there for staff who may pick.',
      params: SlugParams,
      response: answers(200, Own, 404),
    },
    handler: async (request, reply, actor) =>
      reply
        .type(JSON_TYPE)
        .header('cache-control', 'private, no-store')
        .send(
          JSON.stringify({
            own: await ownOf(ctx, request, actor),
            picking: may(actor, 'pick-comment') === 'yes' ? pickWords(ctx) : null,
          }),
        ),
  },
  {
    method: 'POST',
    url: '/api/v1/comments/:id/edit',
    may: 'comment',
    speaks: 'json',
    schema: {
      summary: 'Change one’s own comment',
      description:
        'It is judged again, and held when it would be held today. Five minutes after posting a change leaves its former text in the public history. `pictures` lists those that stay; none can be added.',
      params: IdParams,
      body: EditBody,
      response: answers(200, Edited, 400, 403, 404, 409, 413, 422, 429, 503),
    },
    handler: async (request, reply, actor) => {
      const { text, base, pictures, nudge } = request.body as Static<typeof EditBody>
      const sent = { text, base, pictures: wishesOf(pictures), nudge }
      const edited = await editOwn(ctx, request, reply, actor, sent)
      return reply.type(JSON_TYPE).send(JSON.stringify(await answerOf(ctx, request, actor, edited)))
    },
  },
  {
    method: 'POST',
    url: '/api/v1/comments/:id/delete',
    may: 'comment',
    speaks: 'json',
    limit: 'account-form',
    schema: {
      summary: 'Delete one’s own comment',
      description: 'Its text, its name and its history go; nobody can bring them back.',
      params: IdParams,
      response: answers(200, Deleted, 403, 404, 429, 503),
    },
    handler: async (request, reply, actor) => {
      const id = commentIdIn(request)
      await deleteComment(ctx, { commentId: id, author: requireOwner(request, actor) })
      return reply.type(JSON_TYPE).send(JSON.stringify({ id, state: 'deleted' }))
    },
  },
]

/** What the buttons of staff say: they stand on pages that are the same for everybody. */
function pickWords(ctx: WebCtx): Record<string, string> {
  const { pick, pickOf, back, backOf, failed } = localeFor(ctx.site.language).marks.picking
  return { pick, pickOf, back, backOf, failed }
}

/** Whose comments these could be; null for programs, and for browsers that never wrote. */
export function ownerOf(request: FastifyRequest, actor: Actor): Owner | null {
  if (actor.kind === 'account') return { kind: 'reader', personId: actor.personId }
  const browserHash = actor.kind === 'anonymous' ? browserOf(request) : null
  return browserHash === null ? null : { kind: 'guest', browserHash }
}

/** @throws Refusal comment/not-found, access/second-factor */
function requireOwner(request: FastifyRequest, actor: Actor): Owner {
  if (actor.kind === 'account' && actor.owesFactor) throw new Refusal('access/second-factor')
  const owner = ownerOf(request, actor)
  if (owner === null) throw new Refusal('comment/not-found')
  return owner
}

/** @throws Refusal comment/not-found, access/second-factor */
export const ownCommentOf = async (
  ctx: WebCtx,
  request: FastifyRequest,
  actor: Actor,
): Promise<OwnComment> =>
  readOwnComment(ctx, { commentId: commentIdIn(request), owner: requireOwner(request, actor) })

async function ownOf(ctx: WebCtx, request: FastifyRequest, actor: Actor) {
  const { slug } = request.params as Static<typeof SlugParams>
  const owner = ownerOf(request, actor)
  // Most who read never wrote: for them nothing is asked.
  if (owner === null || (actor.kind === 'account' && actor.owesFactor)) return []
  const { thread_id: threadId } = await readArticlePlace(ctx, slug)
  const own = await listOwnComments(ctx, { threadId, owner })
  return own.map(({ id, freeUntil }) => ({ id, freeUntil: freeUntil.toISOString() }))
}

/** Guarded like posting: the same limits, the same people may not. */
async function editOwn(
  ctx: WebCtx,
  request: FastifyRequest,
  reply: FastifyReply,
  actor: Actor,
  sent: { text: string; base?: string; pictures?: PictureWish[]; nudge?: string },
): Promise<PostedComment> {
  // Before `authorOf`, which gives a cookie to browsers that have none.
  requireOwner(request, actor)
  const author = await authorOf(ctx, request, reply, { actor, name: null })
  return editComment(ctx, {
    commentId: commentIdIn(request),
    author,
    text: sent.text,
    baseRevision: sent.base,
    pictures: sent.pictures,
    networkKey: networkOf(request.ip),
    nudge: sent.nudge,
  })
}

async function answerOf(ctx: WebCtx, request: FastifyRequest, actor: Actor, edited: PostedComment) {
  const { article, revision } = await ownCommentOf(ctx, request, actor)
  const viewer: Viewer = edited.state === 'published' ? ANYONE : STAFF
  const [row] = await withMarks(ctx.db, [edited.row])
  return {
    comment: row && apiComment(row, article.slug, viewer, ownPictureUrl(ctx, edited)),
    state: edited.state,
    ...receiptOf(ctx, edited, languageFor(ctx, actor)),
    base: revision,
  }
}

/** Fields of the form that changes a comment. */
export const OWN_FIELDS = ['text', 'base', 'nudge', ...PICTURE_FIELDS] as const

/** The plain form: it leads to the comment or its receipt; a refused one comes back as it was filled in. */
async function editByForm(ctx: WebCtx, request: FastifyRequest, reply: FastifyReply, actor: Actor) {
  const fields: Record<string, string> = fieldsOf(request.body, OWN_FIELDS)
  const { text = '', base, nudge = '' } = fields
  const comment = await ownCommentOf(ctx, request, actor)
  try {
    const sent = { text, base: base || undefined, pictures: keptIn(fields), nudge }
    const edited = await editOwn(ctx, request, reply, actor, sent)
    return redirect(reply, seenAt(ctx, { ...comment, state: edited.state }))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    reply.code(error.status).headers(error.headers)
    if (error.status === 503) reply.header('retry-after', RETRY_AFTER_SECONDS)
    return editPage(ctx, reply, actor, {
      comment: await ownCommentOf(ctx, request, actor),
      text,
      wishes: keptIn(fields),
      nudgeTicket: nudge,
      problem: error,
    })
  }
}

/** The form to change a comment, fresh, refused or previewed. */
export async function editPage(
  ctx: WebCtx,
  reply: FastifyReply,
  actor: Actor,
  form: {
    comment: OwnComment
    text: string
    /** Which text was changed; without it the present one. */
    base?: string
    /** Pictures as the form has them; without them as they are. */
    wishes?: PictureWish[]
    problem: Refusal | null
    preview?: Preview
    /** Of a nudge before. */
    nudgeTicket?: string
  },
) {
  const { comment, text, problem, wishes } = form
  const place = await placeOf(ctx, actor, comment)
  const { language } = place.shell
  const nudge = problem instanceof Nudge ? nudgeView(problem, language) : null
  return answerPrivate(
    reply,
    <EditCommentPage
      {...place}
      text={text}
      pictures={ownPictures(ctx, comment, wishes)}
      base={form.base ?? comment.revision}
      present={problem?.code === 'comment/edited-meanwhile' ? comment.text : null}
      freeUntil={comment.freeUntil && formatMoment(language, comment.freeUntil)}
      isHeld={comment.state === 'held'}
      isPicked={comment.isPicked}
      problem={problem && nudge === null ? sentenceOf(problem, language) : null}
      preview={form.preview ?? null}
      nudge={nudge}
      nudgeTicket={nudge?.ticket ?? form.nudgeTicket ?? ''}
    />,
  )
}

/** Its pictures for the form, with what is said of them there. */
const ownPictures = (
  ctx: WebCtx,
  comment: OwnComment,
  wishes: PictureWish[] | undefined,
): WaitingPicture[] =>
  comment.pictures.map((one) => {
    const { id, src, width, height, alt } = commentPicture(one, ownPictureUrl(ctx, comment))
    const wish = wishes?.find((other) => other.id === id)
    return { id, src, width, height, alt: wish?.alt ?? alt }
  })

async function placeOf(ctx: WebCtx, actor: Actor, comment: OwnComment) {
  const { headline, slug } = comment.article
  return {
    shell: await shellOf(ctx, actor),
    commentId: comment.id,
    article: { headline, slug, url: urls.article(slug) },
    backUrl: seenAt(ctx, comment),
  }
}

/** Where its author sees a comment: in its place, or on its receipt while nobody else sees it. */
const seenAt = (ctx: WebCtx, { id, state, article }: OwnComment): string =>
  state === 'published'
    ? `${urls.comment(article.slug, id)}#c-${id}`
    : urls.receipt(id, signatureOf(ctx.receiptSecret, id))

async function historyPage(
  ctx: WebCtx,
  where: { slug: string; commentId: string; afterId: string | null; viewer: Viewer },
) {
  const { slug, commentId } = where
  const { threadId, article, nextAfterId, ...history } = await readHistory(ctx, where)
  const page = (
    <HistoryPage
      {...history}
      shell={await shellOf(ctx)}
      headline={article.headline}
      commentUrl={`${urls.comment(slug, commentId)}#c-${commentId}`}
      newestUrl={historyUrl(slug, commentId)}
      olderUrl={nextAfterId === null ? null : historyUrl(slug, commentId, nextAfterId)}
    />
  )
  return { page, tags: [tags.lists, tags.people, tags.thread(threadId)] }
}
