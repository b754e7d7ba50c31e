/** An item of a WordPress export: a post or page becomes an article, a picture is kept for the articles after it. */
import { readHtml } from '../../platform/markup.js'
import type { ImportedArticle, ImportProblem, ImportRecord } from '../record.js'
import { attributeOf, fieldText, namedText, type XmlRow } from '../xml-rows.js'
import { parseDate } from './dates.js'
import { idOf } from './keys.js'
import {
  addPicture,
  addressOf,
  type Blog,
  nameOf,
  originOf,
  type Picture,
} from './wordpress-blog.js'
import { wordpressArticleHtml } from './wordpress-html.js'

/** Headline of a post that has none: the beginning of its text. */
const HEADLINE_CHARS_MAX = 80

/** Menus, revisions, settings: parts of WordPress, not of what somebody wrote. */
const INNER_TYPE =
  /^(attachment|nav_menu_item|revision|custom_css|customize_changeset|oembed_cache|user_request|wp_.*)$/

/**
 * Reads the item as far as it is known: all of it at its end, or what stands before its first comment.
 * @returns the key of the article, null when the item is left out
 */
export function* readItem(row: XmlRow, blog: Blog): Generator<ImportRecord, string | null, void> {
  const type = fieldText(row, 'post_type') || 'post'
  if (type !== 'post' && type !== 'page') {
    if (!INNER_TYPE.test(type)) blog.leftOut.count(otherType(type.slice(0, 40)))
    return null
  }
  const status = fieldText(row, 'status') || 'publish'
  if (status === 'trash' || status === 'auto-draft') return null
  const id = idOf(fieldText(row, 'post_id') || namedText(row, 'link') || namedText(row, 'guid'))
  if (id === '') {
    yield problemOf(row, 'An item with neither an id nor an address.')
    return null
  }
  if (!blog.articles.add(id)) {
    yield problemOf(
      row,
      `The item ${id} is in the file twice; the first one counts, without these comments.`,
    )
    return null
  }
  const article = articleOf(row, blog, { id, status })
  yield* problemsOf(row, blog, article)
  yield article
  return article.key
}

/** Keeps what an attachment says of its picture. */
export function readAttachment(row: XmlRow, blog: Blog): void {
  if (fieldText(row, 'post_type') !== 'attachment') return
  addPicture(blog, fieldText(row, 'post_id'), {
    file: fileOf(fieldText(row, 'attachment_url')),
    alt: blog.itemMeta.get('_wp_attachment_image_alt')?.trim() || null,
    caption: plain(namedText(row, 'excerpt:encoded')),
  })
}

/** Names of the values beside an item that are of use here. */
export const ITEM_META = new Set(['_thumbnail_id', '_wp_attachment_image_alt'])

function articleOf(
  row: XmlRow,
  blog: Blog,
  { id, status }: { id: string; status: string },
): ImportedArticle {
  const source = wordpressArticleHtml(namedText(row, 'content:encoded'))
  const slug = slugOf(fieldText(row, 'post_name'))
  // What only some people could read does not become public by moving.
  const isPublic = status === 'publish' && fieldText(row, 'post_password') === ''
  return {
    kind: 'article',
    key: `${originOf(blog)}:article:${id}`,
    home: 'here',
    slug,
    originUrl: linkOf(row, blog),
    headline: plain(namedText(row, 'title')) ?? beginningOf(source) ?? slug ?? id,
    standfirst: plain(namedText(row, 'excerpt:encoded')),
    byline: bylineOf(row, blog),
    sectionName: sectionOf(row),
    body: { format: 'html', source },
    language: blog.language,
    publishedAt: dateOf(row, status),
    picture: pictureOf(blog),
    state: isPublic ? 'published' : 'draft',
    commentsClosed: fieldText(row, 'comment_status') === 'closed',
    place: row.place,
  }
}

function* problemsOf(row: XmlRow, blog: Blog, article: ImportedArticle): Generator<ImportProblem> {
  if (article.state === 'published' && article.publishedAt === null)
    yield problemOf(
      row,
      `“${article.headline}” has no date that can be read; it came in without one.`,
    )
  if (blog.itemMeta.has('_thumbnail_id') && article.picture === null)
    blog.leftOut.count(LATE_PICTURES)
}

/** GMT first. Local time is wrong by the blog's offset, which the file does not say; drafts were published never. */
function dateOf(row: XmlRow, status: string): Date | null {
  const exact = parseDate(fieldText(row, 'post_date_gmt'))
  if (exact !== null || status === 'draft' || status === 'pending') return exact
  return parseDate(fieldText(row, 'post_date')) ?? feedDate(namedText(row, 'pubDate'))
}

/** "Fri, 07 Jun 2013 03:00:44 +0000"; WordPress writes the year -1 or 1999 for "never", and both are before any blog. */
function feedDate(text: string): Date | null {
  const time = /^\w{3}, \d\d \w{3} \d{4} [\d:]{8} [+-]\d{4}$/.test(text)
    ? Date.parse(text)
    : Number.NaN
  return Number.isNaN(time) || text.includes('30 Nov 1999') ? null : new Date(time)
}

function bylineOf(row: XmlRow, blog: Blog): string | null {
  const coAuthors = categoriesOf(row, 'author').map((name) => nameOf(blog, name))
  const names = [...new Set(coAuthors.filter((name) => name !== null))]
  if (names.length > 0) return names.join(', ')
  return nameOf(blog, fieldText(row, 'creator'))
}

function sectionOf(row: XmlRow): string | null {
  const named = categoriesOf(row, 'category')
  return plain(named[0] ?? categoriesOf(row, '')[0] ?? '')
}

/** Categories of a kind, without the one that WordPress gives to what has none. */
function categoriesOf(row: XmlRow, domain: string): string[] {
  return row.fields
    .filter((field) => field.name === 'category' && attributeOf(field, 'domain') === domain)
    .filter(
      (field) => !/^uncategorized$/i.test(attributeOf(field, 'nicename') || field.text.trim()),
    )
    .map((field) => field.text.trim())
    .filter((text) => text !== '')
}

function pictureOf(blog: Blog): Picture | null {
  return blog.pictures.get(blog.itemMeta.get('_thumbnail_id')?.trim() ?? '') ?? null
}

/**
 * "https://example.org/wp-content/uploads/2013/06/sea.jpg" is looked for in a copy of the folder wp-content beside the
 * file; at other addresses, as of wordpress.com, the whole path counts.
 */
function fileOf(address: string): string | null {
  const path = /^https?:\/\/[^/?#]+\/([^?#]+)/i.exec(address)?.[1]
  if (path === undefined || path.includes('..')) return null
  return decode(path.slice(Math.max(path.indexOf('wp-content/'), 0)))
}

function linkOf(row: XmlRow, blog: Blog): string | null {
  const link = namedText(row, 'link')
  if (/^https?:\/\//i.test(link)) return link
  const address = addressOf(blog)
  return link.startsWith('/') && address !== null && URL.canParse(link, address)
    ? new URL(link, address).href
    : null
}

const slugOf = (name: string) => (name === '' ? null : decode(name))

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** HTML as one line of text, null when nothing is left. */
const plain = (html: string) => readHtml(html).text.replace(/\s+/g, ' ').trim() || null

function beginningOf(html: string): string | null {
  const text = plain(html.slice(0, 20 * HEADLINE_CHARS_MAX))
  if (text === null || text.length <= HEADLINE_CHARS_MAX) return text
  return `${text
    .slice(0, HEADLINE_CHARS_MAX)
    .toWellFormed()
    .replace(/[\s.,;:!?]+\S*$/, '')}…`
}

const problemOf = (row: XmlRow, reason: string): ImportProblem => ({
  kind: 'problem',
  place: row.place,
  reason,
})

const otherType = (type: string) => ({
  one: `One item of the kind “${type}” left out: only posts and pages become articles.`,
  many: `{count} items of the kind “${type}” left out: only posts and pages become articles.`,
})

const LATE_PICTURES = {
  one: 'One article came in without its picture: the file names the picture after the article, or not at all.',
  many: '{count} articles came in without their picture: the file names it after the article, or not at all.',
}
