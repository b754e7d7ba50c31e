/** Pages of comments: permalink, fragment, the plain form, the receipt of its author. */
import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '../../accounts/index.js'
import { isId } from '../../core/ids.js'
import { Refusal } from '../../core/refusals.js'
import {
  CLIENT_KEY,
  PICTURES_BYTES_MAX,
  type PostedComment,
  postComment,
  type ReplyOrder,
  readComment,
  readReceipt,
  replyOrderOf,
  STAFF,
  type Viewer,
} from '../../discussion/index.js'
import { localeFor } from '../../locales/index.js'
import { findVerdict } from '../../moderation/index.js'
import { readArticle } from '../../publishing/index.js'
import { authorOf, eyesOf, sendingOf } from '../author.js'
import { browserOf } from '../door/cookies.js'
import { Branch } from '../fragments/comment.js'
import { linkedThreads } from '../media-views.js'
import { CommentPage } from '../pages/comment-page.js'
import { renderFragment } from '../pages/layout.js'
import { ReceiptPage } from '../pages/receipt-page.js'
import { commentIdIn } from '../params.js'
import { isReceipt, ownPictureUrl, reasonsOf, receiptOf } from '../receipts.js'
import type { Route } from '../route.js'
import { languageFor, shellOf } from '../shell.js'
import { tags } from '../tags.js'
import { DEFAULT_ORDER, urls } from '../urls.js'
import { articleCard, commentPageNode, commentView } from '../views-of.js'
import type { WebCtx } from '../web-ctx.js'
import { answerPrivate, answerShared } from './answer-page.js'
import { formAgain, type SentForm, sentForm } from './comment-forms.js'
import { emptyForm, formFor, placeInThread } from './pages.js'
import { senderOf } from './pictures.js'
import { takeFiles } from './sent-pictures.js'

export const commentPageRoutes = (ctx: WebCtx): Route[] => [
  {
    method: 'GET',
    url: '/articles/:slug/comments/:id',
    may: 'read',
    speaks: 'html',
    handler: (request, reply, actor) => {
      const { slug, id } = placeOfComment(request)
      const asked = placeInThread(request)
      const where = { ...asked, order: replyOrderOf(asked.order) }
      const url = urls.comment(slug, id, where.order, where.afterId)
      const parts = { here: urls.comment(slug, id), form: emptyForm(ctx, slug, id) }
      return answerShared(ctx, { request, reply, actor, url, parts }, (viewer) =>
        commentPage(ctx, slug, id, { ...where, viewer }),
      )
    },
  },
  {
    method: 'GET',
    url: '/articles/:slug/comments/:id/fragment',
    may: 'read',
    speaks: 'html',
    handler: async (request, reply, actor) => {
      const { slug, id } = placeOfComment(request)
      const viewer = eyesOf(actor)
      const page = await readComment(ctx, { id, order: DEFAULT_ORDER, afterId: null, viewer })
      if (page.articleSlug !== slug) throw new Refusal('comment/not-found')
      const parent = page.ancestors.at(-1)
      const html = renderFragment(
        <Branch
          node={commentPageNode(page, DEFAULT_ORDER, viewer)}
          parent={parent ? commentView(parent, slug, viewer) : null}
          locale={localeFor(ctx.site.language)}
          litId={id}
        />,
      )
      return reply.type('text/html; charset=utf-8').send(html)
    },
  },
  {
    method: 'GET',
    url: '/articles/:slug/comments/:id/alone',
    may: 'read',
    speaks: 'html',
    handler: (request, reply, actor) => {
      const { slug, id } = placeOfComment(request)
      const visit = { request, reply, actor, url: urls.alone(slug, id), parts: NO_PARTS }
      return answerShared(ctx, visit, (viewer) => commentAlone(ctx, slug, id, viewer))
    },
  },
  {
    method: 'POST',
    url: '/articles/:slug/comments',
    may: 'comment',
    speaks: 'html',
    takesFiles: { bytesMax: PICTURES_BYTES_MAX },
    handler: (request, reply, actor) => postByForm(ctx, request, reply, actor),
  },
  {
    method: 'GET',
    url: '/receipts/:id/:signature',
    may: 'read',
    speaks: 'html',
    handler: async (request, reply, actor) => {
      const { id, signature } = request.params as { id: string; signature: string }
      if (!isId(id) || !isReceipt(ctx, id, signature)) throw new Refusal('comment/not-found')
      const { row, article } = await readReceipt(ctx, id)
      const verdict = await findVerdict(ctx.db, id)
      const receipt = {
        comment: commentView(row, article.slug, STAFF, ownPictureUrl(ctx, row)),
        articleHeadline: article.headline,
        articleUrl: urls.article(article.slug),
        reasons: verdict ? reasonsOf(verdict, languageFor(ctx, actor)) : [],
      }
      return answerPrivate(
        reply,
        <ReceiptPage shell={await shellOf(ctx, actor)} receipt={receipt} />,
      )
    },
  },
]

/** What knows no reader. */
const NO_PARTS = { here: null, form: null }

/** The comment without its replies. Many open pages ask for it at once when it changes. @throws Refusal comment/not-found */
async function commentAlone(ctx: WebCtx, slug: string, id: string, viewer: Viewer) {
  const where = { id, order: DEFAULT_ORDER, afterId: null, viewer, limit: 0 } as const
  const found = await readComment(ctx, where)
  if (found.articleSlug !== slug) throw new Refusal('comment/not-found')
  const parent = found.ancestors.at(-1)
  const page = (
    <Branch
      node={{ ...commentView(found.comment, slug, viewer), ...NO_REPLIES }}
      parent={parent ? commentView(parent, slug, viewer) : null}
      locale={localeFor(ctx.site.language)}
      mayReply={!found.isClosed}
    />
  )
  return { page, tags: [tags.people, tags.thread(found.threadId)], isPart: true }
}

const NO_REPLIES = { children: [], hiddenReplies: 0, moreUrl: null }

/** @throws Refusal comment/not-found */
function placeOfComment(request: FastifyRequest): { slug: string; id: string } {
  const { slug } = request.params as { slug: string }
  return { slug, id: commentIdIn(request) }
}

/** @throws Refusal comment/not-found, request/cursor-invalid */
async function commentPage(
  ctx: WebCtx,
  slug: string,
  id: string,
  where: { order: ReplyOrder; afterId: string | null; viewer: Viewer },
) {
  const { viewer } = where
  const found = await readComment(ctx, { id, ...where })
  if (found.articleSlug !== slug) throw new Refusal('comment/not-found')
  const article = await readArticle(ctx, slug)
  const { isClosed } = found
  const mayAnswer = !isClosed && found.comment.state === 'published'
  const page = (
    <CommentPage
      shell={await shellOf(ctx)}
      article={articleCard(article)}
      ancestors={found.ancestors.map((row) => commentView(row, slug, viewer))}
      comment={commentPageNode(found, where.order, viewer)}
      form={mayAnswer ? formFor(ctx, slug, id, found) : null}
      isClosed={isClosed}
    />
  )
  const threads = [found.threadId, ...linkedThreads([found.comment, ...found.ancestors])]
  return { page, tags: [tags.lists, tags.people, tags.rules, ...threads.map(tags.thread)] }
}

/** The plain form: a comment leads to its place, a held one to its receipt, a refused one back to the filled form. */
async function postByForm(ctx: WebCtx, request: FastifyRequest, reply: FastifyReply, actor: Actor) {
  const { slug } = request.params as { slug: string }
  const form = sentForm(request.body)
  let owner = senderOf(request, actor)
  let posted: PostedComment
  try {
    const parentId = form.parentId
    if (parentId !== null && !isId(parentId)) throw new Refusal('comment/parent-missing')
    const author = await authorOf(ctx, request, reply, { actor, name: form.name })
    owner = author
    await takeFiles(ctx, request, { owner, wishes: form.pictures })
    if (!form.isAsked && form.pictures.some((one) => one.alt.trim() === ''))
      return await formAgain(ctx, reply, actor, { slug, form, owner, refusal: null })
    posted = await postComment(ctx, {
      articleSlug: slug,
      author,
      text: form.text,
      parentId,
      clientKey: keyOf(form, whoOf(request, actor), ctx.clock()),
      pictures: form.pictures,
      // A form without script tells no time: its page may be hours old, and everybody's.
      sending: sendingOf(request, { website: form.website, shownMs: null }),
      nudge: form.nudge,
    })
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === 'article/not-found') throw error
    return formAgain(ctx, reply, actor, { slug, form, owner, refusal: error })
  }
  const { receiptUrl } = receiptOf(ctx, posted, languageFor(ctx, actor))
  const url =
    posted.state === 'published' ? `${urls.comment(slug, posted.id)}#c-${posted.id}` : receiptUrl
  return reply.code(303).header('location', url).send('')
}

/** Without a key of its own, the same words in the same place within ten minutes are one attempt sent twice. */
const SAME_ATTEMPT_MS = 10 * 60_000

/** Whose attempt it is, where that is known: two readers may say the same. */
const whoOf = (request: FastifyRequest, actor: Actor): string | null =>
  actor.kind === 'account' ? actor.personId : browserOf(request)

function keyOf(form: SentForm, who: string | null, now: Date): string {
  if (CLIENT_KEY.test(form.key)) return form.key
  const attempt = Math.floor(now.getTime() / SAME_ATTEMPT_MS)
  const words = JSON.stringify([form.parentId, who, form.name, form.text, attempt])
  return `form.${createHash('sha256').update(words).digest('base64url')}`
}
