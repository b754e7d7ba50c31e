/**
 * Akismet, an outside spam filter, asked only where the operator gave a key. It is told what everybody can read, and
 * the network that a comment came from instead of the address. Source: akismet.com/developers, API 1.1.
 */
import type { Ctx } from '../platform/ctx.js'
import type { Doubt } from './submission.js'

export type AkismetComment = {
  text: string
  authorName: string | null
  /** Network such as 203.0.113.0/24; null where it is not known any more. */
  network: string | null
  permalink: string
  isReply: boolean
  postedAt: Date
}

/** The service answers with less than a line. */
const ANSWER_CHARS_MAX = 200

export const usesAkismet = (ctx: Pick<Ctx, 'config'>): boolean => ctx.config.akismetKey !== ''

/**
 * Whether Akismet takes something for spam.
 * @throws OutboundRefused when it cannot be reached, Error when it gives no answer
 */
export async function isSpamToAkismet(ctx: Ctx, comment: AkismetComment): Promise<boolean> {
  const said = await ask(ctx, 'comment-check', comment)
  if (said !== 'true' && said !== 'false') throw new Error(`Akismet did not answer: ${said}`)
  return said === 'true'
}

/** Tells Akismet what moderators found. @throws OutboundRefused */
export async function teachAkismet(
  ctx: Ctx,
  comment: AkismetComment,
  found: 'spam' | 'ham',
): Promise<void> {
  await ask(ctx, `submit-${found}`, comment)
}

export const AKISMET_DOUBT: Doubt = {
  detector: 'akismet',
  reason: 'spam-to-akismet',
  score01: 0.9,
  spans: [],
  evidence: {},
}

async function ask(ctx: Ctx, verb: string, comment: AkismetComment): Promise<string> {
  const fields = {
    api_key: ctx.config.akismetKey,
    blog: ctx.origin(),
    // Required; the address itself is kept nowhere.
    user_ip: comment.network?.split('/')[0] ?? '0.0.0.0',
    permalink: comment.permalink,
    comment_type: comment.isReply ? 'reply' : 'comment',
    comment_author: comment.authorName ?? '',
    comment_content: comment.text,
    comment_date_gmt: comment.postedAt.toISOString(),
    blog_lang: ctx.site.language,
    blog_charset: 'UTF-8',
  }
  const answer = await ctx.outbound.fetch(`${ctx.config.akismetUrl}/1.1/${verb}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  })
  const said = Buffer.from(answer.body).toString('utf8').trim().slice(0, ANSWER_CHARS_MAX)
  if (answer.status !== 200) throw new Error(`Akismet answers ${answer.status}.`)
  return said
}
