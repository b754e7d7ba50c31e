/** The plain form for a comment: as it was sent, and as it comes back, filled, with a problem or a preview. */
import type { FastifyReply } from 'fastify'
import type { Actor } from '../../accounts/index.js'
import type { Refusal } from '../../core/refusals.js'
import { ANYONE, mayRead, type Preview, readReceipt } from '../../discussion/index.js'
import { readArticle } from '../../publishing/index.js'
import { fieldsOf } from '../form.js'
import { CommentFormPage } from '../pages/comment-form-page.js'
import { RETRY_AFTER_SECONDS, sentenceOf } from '../problem.js'
import { shellOf } from '../shell.js'
import { articleCard, commentView } from '../views-of.js'
import type { WebCtx } from '../web-ctx.js'
import { answerPrivate } from './answer-page.js'
import { emptyForm } from './pages.js'

export type SentForm = { text: string; name: string; parentId: string | null; key: string }

/** @throws Refusal request/invalid for a body that is no form of ours */
export function sentForm(body: unknown): SentForm {
  const fields = fieldsOf(body, ['text', 'name', 'parentId', 'key'])
  return { ...fields, parentId: fields.parentId || null }
}

/** The form again: refused, with why; or previewed, with what would be refused as things stand. */
export async function formAgain(
  ctx: WebCtx,
  reply: FastifyReply,
  actor: Actor,
  sent: { slug: string; form: SentForm; refusal: Refusal | null; preview?: Preview },
) {
  const { slug, form, refusal, preview = null } = sent
  const shell = await shellOf(ctx, actor)
  const article = await readArticle(ctx, slug)
  const isParentGone = refusal?.code === 'comment/parent-missing'
  const parent = isParentGone || form.parentId === null ? null : await parentOf(ctx, form.parentId)
  const again = {
    ...emptyForm(ctx, slug, parent === null ? null : form.parentId),
    name: form.name,
    text: form.text,
    problem: refusal && sentenceOf(refusal, shell.language),
  }
  if (preview === null && refusal !== null) reply.code(refusal.status).headers(refusal.headers)
  if (reply.statusCode === 503) reply.header('retry-after', RETRY_AFTER_SECONDS)
  return answerPrivate(
    reply,
    <CommentFormPage
      shell={shell}
      article={articleCard(article)}
      parent={parent && commentView(parent, slug, ANYONE)}
      form={again}
      preview={preview}
    />,
  )
}

async function parentOf(ctx: WebCtx, id: string) {
  const found = await readReceipt(ctx, id).catch(() => null)
  return found && mayRead(found.row, ANYONE) ? found.row : null
}
