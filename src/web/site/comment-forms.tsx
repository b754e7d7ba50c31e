/** The plain form for a comment: as it was sent, and as it comes back, filled, with a problem or a preview. */
import type { FastifyReply } from 'fastify'
import type { Actor } from '../../accounts/index.js'
import type { Refusal } from '../../core/refusals.js'
import {
  ANYONE,
  mayRead,
  Nudge,
  type Owner,
  type PictureWish,
  type Preview,
  readReceipt,
} from '../../discussion/index.js'
import { readArticle } from '../../publishing/index.js'
import { fieldsOf } from '../form.js'
import { nudgeView } from '../nudges.js'
import { CommentFormPage } from '../pages/comment-form-page.js'
import { RETRY_AFTER_SECONDS, sentenceOf } from '../problem.js'
import { shellOf } from '../shell.js'
import { articleCard, commentView } from '../views-of.js'
import type { WebCtx } from '../web-ctx.js'
import { answerPrivate } from './answer-page.js'
import { emptyForm } from './pages.js'
import { PICTURE_FIELDS, waitingPictures, wishesIn } from './sent-pictures.js'

export type SentForm = {
  text: string
  name: string
  parentId: string | null
  key: string
  pictures: PictureWish[]
  /** Whoever sends it was asked what the pictures show. */
  isAsked: boolean
  /** A field that people do not see. */
  website: string
  /** The ticket of a nudge; '' without one. */
  nudge: string
}

/** @throws Refusal request/invalid for a body that is no form of ours */
export function sentForm(body: unknown): SentForm {
  const names = [
    'text',
    'name',
    'parentId',
    'key',
    'asked',
    'website',
    'nudge',
    ...PICTURE_FIELDS,
  ] as const
  const {
    text = '',
    name = '',
    key = '',
    ...fields
  }: Record<string, string> = fieldsOf(body, names)
  return {
    text,
    name,
    key,
    parentId: fields.parentId || null,
    pictures: wishesIn(fields),
    isAsked: Boolean(fields.asked),
    website: fields.website ?? '',
    nudge: fields.nudge ?? '',
  }
}

/**
 * The form again: refused, with why; previewed, with what would be refused as things stand; with neither it asks what
 * the pictures show.
 */
export async function formAgain(
  ctx: WebCtx,
  reply: FastifyReply,
  actor: Actor,
  sent: {
    slug: string
    form: SentForm
    /** Whose pictures wait. */
    owner: Owner | null
    refusal: Refusal | null
    preview?: Preview
  },
) {
  const { slug, form, owner, refusal, preview = null } = sent
  const shell = await shellOf(ctx, actor)
  const article = await readArticle(ctx, slug)
  const isParentGone = refusal?.code === 'comment/parent-missing'
  const parent = isParentGone || form.parentId === null ? null : await parentOf(ctx, form.parentId)
  const nudge = refusal instanceof Nudge ? nudgeView(refusal, shell.language) : null
  const again = {
    ...emptyForm(ctx, slug, parent === null ? null : form.parentId),
    name: form.name,
    text: form.text,
    pictures: await waitingPictures(ctx, { owner, wishes: form.pictures }),
    asksForAlts: form.isAsked || (refusal === null && preview === null),
    problem: refusal && nudge === null ? sentenceOf(refusal, shell.language) : null,
    nudgeTicket: nudge?.ticket ?? form.nudge,
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
      nudge={nudge}
    />,
  )
}

async function parentOf(ctx: WebCtx, id: string) {
  const found = await readReceipt(ctx, id).catch(() => null)
  return found && mayRead(found.row, ANYONE) ? found.row : null
}
