/** Cards: what a linked page says of itself, under the comment that links to it. Pure. */
import { createHash } from 'node:crypto'
import { isId } from '../../core/ids.js'

/** Cards of one comment: the first links that stand alone on a line. More would bury the words. */
export const CARDS_PER_COMMENT_MAX = 2
/** Characters of an address that is looked at: longer ones carry somebody's session. */
export const CARD_URL_CHARS_MAX = 2_000

/** A card as its comment shows it. */
export type ShownCard = {
  url: string
  /** The host that answered, after redirects. */
  host: string
  title: string | null
  description: string | null
  siteName: string | null
  language: string | null
  picture: { id: string; width: number; height: number; widths: number[] } | null
  /** A page of ours; then title and description are null. */
  isOwn: boolean
  /** The comment of ours that it names, and the thread that this is in. */
  commentId: string | null
  threadId: string | null
  /** Of a page of ours: the article, as it is now; null while it is not published. */
  article: { slug: string; headline: string; standfirst: string | null; language: string } | null
  /** Of a comment of ours: what it says now; null while it is not published. */
  said: {
    id: string
    personId: string | null
    authorName: string | null
    text: string
    language: string | null
  } | null
}

/** An address as pages are asked for it: without the part that never leaves the browser; null for none of the web. */
export function pageUrlOf(link: string): string | null {
  if (link.length > CARD_URL_CHARS_MAX || !URL.canParse(link)) return null
  const url = new URL(link)
  if (!/^https?:$/.test(url.protocol) || url.username || url.password) return null
  url.hash = ''
  return url.href
}

/** By what a page is known. */
export const hashOfUrl = (url: string): string => createHash('sha256').update(url).digest('hex')

/** What an address of ours names; `page`: something of ours that gets no card. Null for other sites. */
export type OwnPlace =
  | { kind: 'page' }
  | { kind: 'article'; slug: string; commentId: string | null }

export function ownPlaceOf(link: string, origin: string): OwnPlace | null {
  const url = new URL(link)
  if (url.host !== new URL(origin).host) return null
  const [, slug, inPath] =
    /^\/articles\/([^/]+)(?:\/comments\/([^/]+))?\/?$/.exec(url.pathname) ?? []
  if (slug === undefined) return { kind: 'page' }
  const inHash = /^#c-(.+)$/.exec(url.hash)?.[1]
  const commentId = [inHash, inPath].find((one) => one !== undefined && isId(one)) ?? null
  return { kind: 'article', slug: decoded(slug), commentId }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
