/** Pages of comments: permalink, fragment, the plain form, the receipt of its author. */
import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '../../accounts/index.js'
import { isId } from '../../core/ids.js'
import { Refusal } from '../../core/refusals.js'
import {
  ANYONE,
  CLIENT_KEY,
  isThreadClosed,
  mayRead,
  type Order,
  type PostedComment,
  postComment,
  readComment,
  readReceipt,
  STAFF,
  type Viewer,
} from '../../discussion/index.js'
import { localeFor } from '../../locales/index.js'
import { findVerdict } from '../../moderation/index.js'
import { readArticle, readArticlePlace } from '../../publishing/index.js'
import { authorOf, eyesOf, sendingOf } from '../author.js'
import { browserOf } from '../door/cookies.js'
import { fieldsOf } from '../form.js'
import { Branch } from '../fragments/comment.js'
import { CommentFormPage } from '../pages/comment-form-page.js'
import { CommentPage } from '../pages/comment-page.js'
import { renderFragment } from '../pages/layout.js'
import { ReceiptPage } from '../pages/receipt-page.js'
import { commentIdIn } from '../params.js'
import { RETRY_AFTER_SECONDS, sentenceOf } from '../problem.js'
import { isReceipt, reasonsOf, receiptOf } from '../receipts.js'
import type { Route } from '../route.js'
import { languageFor, shellOf } from '../shell.js'
import { tags } from '../tags.js'
import { DEFAULT_ORDER, urls } from '../urls.js'
import { articleCard, commentPageNode, commentView } from '../views-of.js'
import type { WebCtx } from '../web-ctx.js'
import { answerPrivate, answerShared } from './answer-page.js'
import { emptyForm, formFor, placeInThread } from './pages.js'

export const commentPageRoutes = (ctx: WebCtx): Route[] => [
  {
    method: 'GET',
    url: '/articles/:slug/comments/:id',
    may: 'read',
    speaks: 'html',
    handler: (request, reply, actor) => {
      const { slug, id } = placeOfComment(request)
      const where = placeInThread(request)
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
    method: 'POST',
    url: '/articles/:slug/comments',
    may: 'comment',
    speaks: 'html',
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
        comment: commentView(row, article.slug, STAFF),
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
  where: { order: Order; afterId: string | null; viewer: Viewer },
) {
  const { viewer } = where
  const found = await readComment(ctx, { id, ...where })
  if (found.articleSlug !== slug) throw new Refusal('comment/not-found')
  const article = await readArticle(ctx, slug)
  const rules = await readArticlePlace(ctx, slug)
  const isClosed = isThreadClosed(ctx, rules)
  const mayAnswer = !isClosed && found.comment.state === 'published'
  const page = (
    <CommentPage
      shell={await shellOf(ctx)}
      article={articleCard(article)}
      ancestors={found.ancestors.map((row) => commentView(row, slug, viewer))}
      comment={commentPageNode(found, where.order, viewer)}
      form={mayAnswer ? formFor(ctx, slug, id, rules.members_only) : null}
      isClosed={isClosed}
    />
  )
  return { page, tags: [tags.lists, tags.people, tags.thread(found.threadId)] }
}

type SentForm = {
  text: string
  name: string
  parentId: string | null
  key: string
  /** Not seen by people. */
  website: string
}

/** The plain form: a comment leads to its place, a held one to its receipt, a refused one back to the filled form. */
async function postByForm(ctx: WebCtx, request: FastifyRequest, reply: FastifyReply, actor: Actor) {
  const { slug } = request.params as { slug: string }
  const form = sentForm(request.body)
  let posted: PostedComment
  try {
    const parentId = form.parentId
    if (parentId !== null && !isId(parentId)) throw new Refusal('comment/parent-missing')
    const author = await authorOf(ctx, request, reply, { actor, name: form.name })
    posted = await postComment(ctx, {
      articleSlug: slug,
      author,
      text: form.text,
      parentId,
      clientKey: keyOf(form, whoOf(request, actor), ctx.clock()),
      // A form without script tells no time: its page may be hours old, and everybody's.
      sending: sendingOf(request, { website: form.website, shownMs: null }),
    })
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === 'article/not-found') throw error
    return formAgain(ctx, reply, actor, { slug, form, refusal: error })
  }
  const { receiptUrl } = receiptOf(ctx, posted, languageFor(ctx, actor))
  const url =
    posted.state === 'published' ? `${urls.comment(slug, posted.id)}#c-${posted.id}` : receiptUrl
  return reply.code(303).header('location', url).send('')
}

/** @throws Refusal request/invalid for a body that is no form of ours */
function sentForm(body: unknown): SentForm {
  const fields = fieldsOf(body, ['text', 'name', 'parentId', 'key', 'website'])
  return { ...fields, parentId: fields.parentId || null }
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

async function formAgain(
  ctx: WebCtx,
  reply: FastifyReply,
  actor: Actor,
  sent: { slug: string; form: SentForm; refusal: Refusal },
) {
  const { slug, form, refusal } = sent
  const shell = await shellOf(ctx, actor)
  const article = await readArticle(ctx, slug)
  const isParentGone = refusal.code === 'comment/parent-missing'
  const parent = isParentGone || form.parentId === null ? null : await parentOf(ctx, form.parentId)
  const again = {
    ...emptyForm(ctx, slug, parent === null ? null : form.parentId),
    name: form.name,
    text: form.text,
    problem: sentenceOf(refusal, shell.language),
  }
  reply.headers(refusal.headers)
  if (refusal.status === 503) reply.header('retry-after', RETRY_AFTER_SECONDS)
  return answerPrivate(
    reply.code(refusal.status),
    <CommentFormPage
      shell={shell}
      article={articleCard(article)}
      parent={parent && commentView(parent, slug, ANYONE)}
      form={again}
    />,
  )
}

async function parentOf(ctx: WebCtx, id: string) {
  const found = await readReceipt(ctx, id).catch(() => null)
  return found && mayRead(found.row, ANYONE) ? found.row : null
}
