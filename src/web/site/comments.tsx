/** Pages of comments: permalink, fragment, the plain form, the receipt of its author. */
import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { isId } from '../../core/ids.js'
import { Refusal } from '../../core/refusals.js'
import {
  CLIENT_KEY,
  mayRead,
  type Order,
  type PostedComment,
  postComment,
  readComment,
  readReceipt,
} from '../../discussion/index.js'
import { localeFor } from '../../locales/index.js'
import { findVerdict } from '../../moderation/index.js'
import { readArticle, readArticlePlace } from '../../publishing/index.js'
import { Branch } from '../fragments/comment.js'
import { CommentFormPage } from '../pages/comment-form-page.js'
import { CommentPage } from '../pages/comment-page.js'
import { renderFragment } from '../pages/layout.js'
import { ReceiptPage } from '../pages/receipt-page.js'
import { RETRY_AFTER_SECONDS, sentenceOf } from '../problem.js'
import { isReceipt, reasonsOf, receiptOf } from '../receipts.js'
import type { Route } from '../route.js'
import { shellOf } from '../shell.js'
import { tags } from '../tags.js'
import { DEFAULT_ORDER, urls } from '../urls.js'
import { articleCard, commentPageNode, commentView } from '../views-of.js'
import type { WebCtx } from '../web-ctx.js'
import { answerPrivate, answerShared } from './answer-page.js'
import { emptyForm, placeInThread } from './pages.js'

export const commentPageRoutes = (ctx: WebCtx): Route[] => [
  {
    method: 'GET',
    url: '/articles/:slug/comments/:id',
    who: 'anyone',
    speaks: 'html',
    handler: (request, reply) => {
      const { slug, id } = placeOfComment(request)
      const where = placeInThread(request)
      const url = urls.comment(slug, id, where.order, where.afterId)
      return answerShared(ctx, request, reply, url, () => commentPage(ctx, slug, id, where))
    },
  },
  {
    method: 'GET',
    url: '/articles/:slug/comments/:id/fragment',
    who: 'anyone',
    speaks: 'html',
    handler: async (request, reply) => {
      const { slug, id } = placeOfComment(request)
      const page = await readComment(ctx, {
        id,
        order: DEFAULT_ORDER,
        afterId: null,
        viewer: 'anyone',
      })
      if (page.articleSlug !== slug) throw new Refusal('comment/not-found')
      const parent = page.ancestors.at(-1)
      const html = renderFragment(
        <Branch
          node={commentPageNode(page, DEFAULT_ORDER, 'anyone')}
          parent={parent ? commentView(parent, slug, 'anyone') : null}
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
    who: 'anyone',
    speaks: 'html',
    handler: (request, reply) => postByForm(ctx, request, reply),
  },
  {
    method: 'GET',
    url: '/receipts/:id/:signature',
    who: 'anyone',
    speaks: 'html',
    handler: async (request, reply) => {
      const { id, signature } = request.params as { id: string; signature: string }
      if (!isId(id) || !isReceipt(ctx, id, signature)) throw new Refusal('comment/not-found')
      const { row, article } = await readReceipt(ctx, id)
      const verdict = await findVerdict(ctx.db, id)
      const receipt = {
        comment: commentView(row, article.slug, 'staff'),
        articleHeadline: article.headline,
        articleUrl: urls.article(article.slug),
        reasons: verdict ? reasonsOf(verdict) : [],
      }
      return answerPrivate(reply, <ReceiptPage shell={await shellOf(ctx)} receipt={receipt} />)
    },
  },
]

/** @throws Refusal comment/not-found */
function placeOfComment(request: FastifyRequest): { slug: string; id: string } {
  const { slug, id } = request.params as { slug: string; id: string }
  if (!isId(id)) throw new Refusal('comment/not-found')
  return { slug, id }
}

/** @throws Refusal comment/not-found, request/cursor-invalid */
async function commentPage(
  ctx: WebCtx,
  slug: string,
  id: string,
  where: { order: Order; afterId: string | null },
) {
  const found = await readComment(ctx, { id, ...where, viewer: 'anyone' })
  if (found.articleSlug !== slug) throw new Refusal('comment/not-found')
  const article = await readArticle(ctx, slug)
  const { is_closed: isClosed } = await readArticlePlace(ctx, slug)
  const mayAnswer = !isClosed && found.comment.state === 'published'
  const page = (
    <CommentPage
      shell={await shellOf(ctx)}
      article={articleCard(article)}
      ancestors={found.ancestors.map((row) => commentView(row, slug, 'anyone'))}
      comment={commentPageNode(found, where.order, 'anyone')}
      form={mayAnswer ? emptyForm(slug, id) : null}
      isClosed={isClosed}
    />
  )
  return { page, tags: [tags.lists, tags.thread(found.threadId)] }
}

type SentForm = { text: string; name: string; parentId: string | null; key: string }

/** The plain form: a comment leads to its place, a held one to its receipt, a refused one back to the filled form. */
async function postByForm(ctx: WebCtx, request: FastifyRequest, reply: FastifyReply) {
  const { slug } = request.params as { slug: string }
  const form = sentForm(request.body)
  let posted: PostedComment
  try {
    const parentId = form.parentId
    if (parentId !== null && !isId(parentId)) throw new Refusal('comment/parent-missing')
    posted = await postComment(ctx, {
      articleSlug: slug,
      ...form,
      parentId,
      clientKey: keyOf(form, ctx.clock()),
    })
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === 'article/not-found') throw error
    return formAgain(ctx, reply, slug, form, error)
  }
  const { receiptUrl } = receiptOf(ctx, posted)
  const url =
    posted.state === 'published' ? `${urls.comment(slug, posted.id)}#c-${posted.id}` : receiptUrl
  return reply.code(303).header('location', url).send('')
}

/** @throws Refusal request/invalid for a body that is no form of ours */
function sentForm(body: unknown): SentForm {
  const fields = (body ?? {}) as Record<string, unknown>
  const unknown = Object.keys(fields).filter(
    (key) => !['text', 'name', 'parentId', 'key'].includes(key),
  )
  if (unknown.length > 0) throw new Refusal('request/invalid', { detail: 'unknown fields' })
  const text = (key: string) => (typeof fields[key] === 'string' ? fields[key] : '')
  return {
    text: text('text'),
    name: text('name'),
    parentId: text('parentId') || null,
    key: text('key'),
  }
}

/** Without a key of its own, the same words in the same place within ten minutes are one attempt sent twice. */
const SAME_ATTEMPT_MS = 10 * 60_000

function keyOf(form: SentForm, now: Date): string {
  if (CLIENT_KEY.test(form.key)) return form.key
  const attempt = Math.floor(now.getTime() / SAME_ATTEMPT_MS)
  const words = JSON.stringify([form.parentId, form.name, form.text, attempt])
  return `form.${createHash('sha256').update(words).digest('base64url')}`
}

async function formAgain(
  ctx: WebCtx,
  reply: FastifyReply,
  slug: string,
  form: SentForm,
  refusal: Refusal,
) {
  const article = await readArticle(ctx, slug)
  const isParentGone = refusal.code === 'comment/parent-missing'
  const parent = isParentGone || form.parentId === null ? null : await parentOf(ctx, form.parentId)
  const again = {
    ...emptyForm(slug, parent === null ? null : form.parentId),
    name: form.name,
    text: form.text,
    problem: sentenceOf(refusal, ctx.site.language),
  }
  if (refusal.status === 503) reply.header('retry-after', RETRY_AFTER_SECONDS)
  return answerPrivate(
    reply.code(refusal.status),
    <CommentFormPage
      shell={await shellOf(ctx)}
      article={articleCard(article)}
      parent={parent && commentView(parent, slug, 'anyone')}
      form={again}
    />,
  )
}

async function parentOf(ctx: WebCtx, id: string) {
  const found = await readReceipt(ctx, id).catch(() => null)
  return found && mayRead(found.row, 'anyone') ? found.row : null
}
