/** Previews: how a text will look as a comment, and whether it would be taken as things stand. Nothing is stored. */
import { NOBODY } from '../core/mention.js'
import { Refusal } from '../core/refusals.js'
import { languageOf } from '../platform/language.js'
import { commentHtml, readHtml } from '../platform/markup.js'
import { readArticlePlace } from '../publishing/index.js'
import { type Author, commentText, guestName } from './comment.js'
import type { DiscussionCtx } from './ctx.js'
import { findMentioned } from './mentions.js'
import { requireMayWrite, rulesOf } from './thread-rules.js'

export type Preview = {
  /** What a comment of this text would have. */
  html: string
  text: string
  language: string | null
}

/**
 * A text as a comment: by the same Markdown and the same cleaning, with the same mentions.
 * @throws Refusal comment/empty, comment/too-long
 */
export async function previewComment(ctx: DiscussionCtx, raw: string): Promise<Preview> {
  const source = commentText(raw)
  const people = source.includes('@') ? await findMentioned(ctx, source) : NOBODY
  const html = commentHtml({ format: 'markdown', source }, people)
  const { text } = readHtml(html)
  return { html, text, language: languageOf(text) }
}

/**
 * Why a comment of this author would be refused in this thread now; null when nothing is known against it. The judge is
 * not asked: an answer would show how to get past it, and it is given when the comment is there.
 * @param input.authorNow who would write it; what it refuses counts
 * @throws Refusal article/not-found
 */
export async function refusalAhead(
  ctx: DiscussionCtx,
  input: { articleSlug: string; authorNow: () => Author },
): Promise<Refusal | null> {
  const place = await readArticlePlace(ctx, input.articleSlug)
  try {
    const author = input.authorNow()
    requireMayWrite(ctx, rulesOf(ctx, place), author)
    const name = author.kind === 'guest' ? guestName(author.name) : null
    return name !== null && (await ctx.isNameTaken(name)) ? new Refusal('account/name-taken') : null
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}
