/** Publishing an article: it is there at once, with its thread and its first revision. */

import { findStaffNamed } from '../accounts/index.js'
import { newId } from '../core/ids.js'
import { skeletonOf } from '../core/skeleton.js'
import { cleanText, excerptOf } from '../core/text.js'
import type { Ctx } from '../platform/ctx.js'
import type { Tx } from '../platform/database.js'
import type { Emit } from '../platform/events.js'
import { articleHtml } from '../platform/markup.js'
import type { Tables } from '../platform/schema.js'
import {
  BODY_CHARS_MAX,
  BYLINE_CHARS_MAX,
  CAPTION_CHARS_MAX,
  freeSlug,
  HEADLINE_CHARS_MAX,
  type NewArticle,
  STANDFIRST_CHARS_MAX,
  slugOf,
} from './article.js'
import { ensureSection, findTakenSlugs, insertArticle, lockSlugs } from './store/articles.js'
import { replaceAuthors } from './store/authors.js'

export type PublishedArticle = { id: string; slug: string; threadId: string }

/**
 * Writes an article with its thread and first revision in the caller's transaction.
 * Somebody of the staff whose name is the byline is its author. Over-long lines are cut with an ellipsis, a taken slug gets the next free number.
 */
export async function publishArticle(
  ctx: Ctx,
  tx: Tx,
  emit: Emit,
  input: NewArticle,
): Promise<PublishedArticle> {
  const now = ctx.clock()
  const id = input.id ?? newId(now.getTime())
  const threadId = newId(now.getTime())
  await lockSlugs(tx, ctx.site.id)
  const wish = slugOf(input.slug ?? input.headline)
  const slug = freeSlug(wish, await findTakenSlugs(tx, ctx.site.id, wish))
  const sectionId = input.sectionName ? await addSection(ctx, tx, input.sectionName) : null
  const row = rowOf(ctx, input, { id, slug, sectionId, now })
  await insertArticle(
    tx,
    row,
    { id: threadId, isClosed: input.commentsClosed },
    newId(now.getTime()),
  )
  const author = await findStaffNamed(tx, ctx.site.id, row.byline_skeleton ?? '')
  if (author !== null)
    await replaceAuthors(tx, { articleId: id, personIds: [author], isByStaff: false })
  if (row.state === 'published') emit({ name: 'article.published', articleId: id, slug })
  return { id, slug, threadId }
}

/** Longest name of a section: fits the navigation of a phone. */
const SECTION_CHARS_MAX = 60

/** The section of this name, made behind the others when it is new. @returns its id */
export function addSection(ctx: Ctx, tx: Tx, name: string): Promise<string> {
  return ensureSection(tx, {
    id: newId(ctx.clock().getTime()),
    siteId: ctx.site.id,
    slug: slugOf(name),
    name: excerptOf(name, SECTION_CHARS_MAX),
  })
}

function rowOf(
  ctx: Ctx,
  input: NewArticle,
  made: { id: string; slug: string; sectionId: string | null; now: Date },
): Tables['article'] {
  const source = cleanText(input.body.source).slice(0, BODY_CHARS_MAX)
  const line = (text: string | null, charsMax: number) =>
    text === null || cleanText(text) === '' ? null : excerptOf(cleanText(text), charsMax)
  const byline = line(input.byline, BYLINE_CHARS_MAX)
  return {
    id: made.id,
    site_id: ctx.site.id,
    section_id: made.sectionId,
    slug: made.slug,
    home: input.home,
    origin_url: input.originUrl,
    headline: line(input.headline, HEADLINE_CHARS_MAX) ?? made.slug,
    standfirst: line(input.standfirst, STANDFIRST_CHARS_MAX),
    byline,
    byline_skeleton: byline === null ? null : skeletonOf(byline),
    authors_by_staff: false,
    language: input.language ?? ctx.site.language,
    body_format: input.body.format,
    body_source: source,
    body_html: articleHtml({ format: input.body.format, source }),
    picture_id: input.picture?.id ?? null,
    picture_alt: line(input.picture?.alt ?? null, CAPTION_CHARS_MAX),
    picture_caption: line(input.picture?.caption ?? null, CAPTION_CHARS_MAX),
    state: input.state,
    published_at: input.publishedAt,
    sort_at: input.publishedAt ?? made.now,
    created_at: made.now,
    updated_at: input.publishedAt ?? made.now,
  }
}
