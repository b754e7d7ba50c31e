/**
 * A thread as a feed: Atom 1.0 (RFC 4287) with what answers what (RFC 4685), and RSS 2.0 with the same extension.
 * Both are XML 1.0 whatever people write: signs are escaped, characters that XML forbids are dropped.
 */
import { excerptOf, isolated } from '../core/text.js'
import { urls } from './urls.js'
import type { CommentPicture, CommentView } from './views.js'

/** A published comment, and when it stands in the order: also of one whose source did not say. */
export type FeedEntry = CommentView & { sortAt: string }

export type ThreadFeed = {
  /** Address of the site without trailing slash. */
  origin: string
  siteName: string
  /** BCP 47, of the article */
  language: string
  slug: string
  headline: string
  threadId: string
  /** ISO 8601 */
  updatedAt: string
  /** Newest first. */
  entries: FeedEntry[]
  /** Stands for the name of somebody whose name is not known. */
  unknown: string
}

/** Characters of a comment in the title of its entry. */
const TITLE_CHARS_MAX = 80
const ATOM = 'http://www.w3.org/2005/Atom'
const THREADING = 'http://purl.org/syndication/thread/1.0'
const DUBLIN_CORE = 'http://purl.org/dc/elements/1.1/'
/** Category of what editors picked. */
const PICK = 'editors-pick'
const PROLOGUE = '<?xml version="1.0" encoding="utf-8"?>\n'

export function threadAtom(feed: ThreadFeed): string {
  const page = feed.origin + urls.article(feed.slug)
  const self = feed.origin + urls.threadAtom(feed.slug)
  return `${PROLOGUE}${element(
    'feed',
    {
      xmlns: ATOM,
      'xmlns:thr': THREADING,
      'xml:lang': feed.language,
      'xml:base': `${feed.origin}/`,
    },
    element('id', {}, `urn:uuid:${feed.threadId}`),
    element('title', {}, xml(titleOfFeed(feed))),
    element('updated', {}, feed.updatedAt),
    element('link', { rel: 'self', type: 'application/atom+xml', href: self }),
    element('link', { rel: 'alternate', type: 'text/html', href: `${page}#discussion` }),
    element('generator', {}, 'Readership'),
    ...feed.entries.map((entry) => atomEntry(feed, entry)),
  )}\n`
}

export function threadRss(feed: ThreadFeed): string {
  const page = feed.origin + urls.article(feed.slug)
  const self = feed.origin + urls.threadRss(feed.slug)
  const channel = element(
    'channel',
    {},
    element('title', {}, xml(titleOfFeed(feed))),
    element('link', {}, xml(`${page}#discussion`)),
    element('description', {}, xml(titleOfFeed(feed))),
    element('language', {}, xml(feed.language)),
    element('lastBuildDate', {}, new Date(feed.updatedAt).toUTCString()),
    element('generator', {}, 'Readership'),
    element('atom:link', { rel: 'self', type: 'application/rss+xml', href: self }),
    ...feed.entries.map((entry) => rssItem(feed, entry)),
  )
  const spaces = { 'xmlns:atom': ATOM, 'xmlns:dc': DUBLIN_CORE, 'xmlns:thr': THREADING }
  return `${PROLOGUE}${element('rss', { version: '2.0', ...spaces }, channel)}\n`
}

function atomEntry(feed: ThreadFeed, entry: FeedEntry): string {
  const permalink = feed.origin + entry.url
  const name = entry.author?.name ?? feed.unknown
  const address = entry.author?.url ? element('uri', {}, xml(feed.origin + entry.author.url)) : ''
  return element(
    'entry',
    entry.language === null ? {} : { 'xml:lang': entry.language },
    element('id', {}, `urn:uuid:${entry.id}`),
    element('title', {}, xml(titleOf(feed, entry))),
    element('author', {}, element('name', {}, xml(name)), address),
    entry.postedAt === null ? '' : element('published', {}, entry.postedAt),
    element('updated', {}, entry.editedAt ?? entry.postedAt ?? entry.sortAt),
    element('link', { rel: 'alternate', type: 'text/html', href: permalink }),
    element('thr:in-reply-to', answered(feed, entry)),
    entry.replies === 0
      ? ''
      : element('link', {
          rel: 'replies',
          type: 'text/html',
          href: permalink,
          'thr:count': entry.replies,
        }),
    element('thr:total', {}, String(entry.descendants)),
    entry.pickedAt === null ? '' : element('category', { term: PICK }),
    element('content', { type: 'html' }, xml(contentOf(feed, entry))),
  )
}

function rssItem(feed: ThreadFeed, entry: FeedEntry): string {
  const name = entry.author?.name ?? feed.unknown
  const { postedAt } = entry
  return element(
    'item',
    {},
    element('title', {}, xml(titleOf(feed, entry))),
    element('link', {}, xml(feed.origin + entry.url)),
    element('guid', { isPermaLink: 'false' }, `urn:uuid:${entry.id}`),
    postedAt === null ? '' : element('pubDate', {}, new Date(postedAt).toUTCString()),
    element('dc:creator', {}, xml(name)),
    entry.pickedAt === null ? '' : element('category', {}, PICK),
    element('thr:in-reply-to', answered(feed, entry)),
    element('description', {}, xml(contentOf(feed, entry))),
  )
}

/** What a comment answers: another comment, or the article under the id that it has in the feed of articles. */
function answered({ origin, slug }: ThreadFeed, { parentId }: FeedEntry): Attributes {
  if (parentId === null) {
    const article = origin + urls.article(slug)
    return { ref: article, href: article, type: 'text/html' }
  }
  return {
    ref: `urn:uuid:${parentId}`,
    href: `${origin}${urls.comment(slug, parentId)}#c-${parentId}`,
    type: 'text/html',
  }
}

const titleOfFeed = (feed: ThreadFeed): string => `${isolated(feed.headline)} · ${feed.siteName}`

/** Name and first words, each kept from turning the other around. */
function titleOf(feed: ThreadFeed, entry: FeedEntry): string {
  const name = isolated(entry.author?.name ?? feed.unknown)
  const words = excerptOf(entry.text, TITLE_CHARS_MAX)
  return words === '' ? name : `${name}: ${isolated(words)}`
}

/** The safe HTML, and the pictures under it with whole addresses: feed readers know no others. */
const contentOf = (feed: ThreadFeed, entry: FeedEntry): string =>
  directed(feed, entry) + entry.pictures.map((one) => pictureHtml(feed.origin, one)).join('')

const pictureHtml = (origin: string, { src, width, height, alt }: CommentPicture): string =>
  `<p><img src="${origin}${src}" width="${width}" height="${height}" alt="${xml(alt)}"></p>`

/**
 * The safe HTML; a text that runs from right to left says so, as feed readers do not look, and mentions lead to whole
 * addresses, as RSS knows no base.
 */
function directed({ origin }: ThreadFeed, { html, dir }: FeedEntry): string {
  const whole = html.replaceAll('<a class="mention" href="/', `<a class="mention" href="${origin}/`)
  return dir === 'rtl' && whole !== '' ? `<div dir="rtl">${whole}</div>` : whole
}

type Attributes = Record<string, string | number>

/** @param children XML, finished */
function element(name: string, attributes: Attributes, ...children: string[]): string {
  const said = Object.entries(attributes).map(([key, value]) => ` ${key}="${xml(String(value))}"`)
  const inner = children.join('')
  return inner === '' ? `<${name}${said.join('')}/>` : `<${name}${said.join('')}>${inner}</${name}>`
}

const SIGNS: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  // Also in plain text: `]]>` may stand nowhere.
  '>': '&gt;',
  '"': '&quot;',
  // Kept as they are by escapes alone: attributes would turn them into spaces.
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}

/** Everything but the characters of XML 1.0, section 2.2. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu

/** Any text as XML text or as the value of an attribute in double quotes. */
export const xml = (text: string): string =>
  text.replace(FORBIDDEN, '').replace(/[&<>"\t\n\r]/g, (sign) => SIGNS[sign] ?? sign)
