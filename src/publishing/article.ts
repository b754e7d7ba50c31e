/** An article as the rest of the house knows it: limits, draft, slug. */
import slugify from '@sindresorhus/slugify'
import type { Body } from '../platform/markup.js'

/** The longest line that a front page can set without cutting. */
export const HEADLINE_CHARS_MAX = 300
export const STANDFIRST_CHARS_MAX = 1_000
export const BYLINE_CHARS_MAX = 200
export const CAPTION_CHARS_MAX = 1_000
/** About 300,000 words: more is a book. */
export const BODY_CHARS_MAX = 2_000_000
/** Long enough to be read, short enough for one line of an address bar. */
export const SLUG_CHARS_MAX = 80

export type NewArticle = {
  id?: string
  home: 'here' | 'elsewhere'
  slug: string | null
  originUrl: string | null
  headline: string
  standfirst: string | null
  byline: string | null
  sectionName: string | null
  body: Body
  /** BCP 47; null takes the site's language. */
  language: string | null
  publishedAt: Date | null
  picture: { id: string | null; alt: string | null; caption: string | null } | null
  state: 'published' | 'draft'
  commentsClosed: boolean
}

/** A slug of a wish or a headline; "article" when nothing of it can be spelt in an address. */
export function slugOf(text: string): string {
  const slug = slugify(text, { decamelize: false })
  if (slug.length <= SLUG_CHARS_MAX) return slug || 'article'
  const cut = slug.slice(0, SLUG_CHARS_MAX + 1)
  return cut.slice(0, Math.max(cut.lastIndexOf('-'), SLUG_CHARS_MAX / 2)).replace(/-+$/, '')
}

/** The slug itself, or with the lowest number that makes it free. */
export function freeSlug(slug: string, taken: Set<string>): string {
  if (!taken.has(slug)) return slug
  let number = 2
  while (taken.has(`${slug}-${number}`)) number += 1
  return `${slug}-${number}`
}
