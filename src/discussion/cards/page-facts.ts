/**
 * What a page says of itself in its head: Open Graph (ogp.me), the cards of X, plain HTML, and where its oEmbed is
 * (oembed.com). Read as a stream of tags: no tree is built, however deep a page nests.
 */
import { Parser } from 'htmlparser2'
import { cleanText, excerptOf } from '../../core/text.js'
import { languageOf } from '../../platform/language.js'

/** Characters of a title: two lines on a phone. */
export const CARD_TITLE_CHARS_MAX = 140
/** Characters of a description: three lines in a column. */
export const CARD_DESCRIPTION_CHARS_MAX = 240
/** Characters of the name of a site. */
export const CARD_SITE_CHARS_MAX = 60
/** Letters of a title that are looked at, before it is cut. */
const LOOKED_AT_CHARS_MAX = 2_000
/** Elements within each other in a head, and all of them: more are a trap for who builds on what is open. */
const DEPTH_MAX = 50
const ELEMENTS_MAX = 5_000
/** Characters given to the parser before it is asked whether the head is over. */
const CHARS_AT_ONCE = 16_384

const VISIBLE = /[^\s\p{Cf}\p{M}]/u

export type PageFacts = {
  title: string | null
  description: string | null
  siteName: string | null
  /** BCP 47 */
  language: string | null
  /** Absolute, http or https. */
  pictureUrl: string | null
  oembedUrl: string | null
}

/** Keys of meta elements by what they say, the best first. */
const KEYS = {
  title: ['og:title', 'twitter:title'],
  description: ['og:description', 'twitter:description', 'description'],
  siteName: ['og:site_name', 'application-name'],
  picture: ['og:image:secure_url', 'og:image', 'og:image:url', 'twitter:image'],
}

/**
 * @param page.url where it came from, after redirects: what is relative is relative to it
 * @param page.robots the X-Robots-Tag header; `nosnippet` and `noimageindex` are respected there and in the page
 * Cost: linear in what stands before the end of the head.
 */
export function factsOf(page: { html: string; url: string; robots: string | null }): PageFacts {
  const head = readHead(page.html)
  const say = (keys: string[]) => keys.map((key) => head.meta.get(key)).find(isVisible) ?? null
  const robots = `${page.robots ?? ''},${head.meta.get('robots') ?? ''}`.toLowerCase()
  const isQuiet = /\bnosnippet\b|max-snippet:\s*0\b/.test(robots)
  const isUnseen = /\bnoimageindex\b|max-image-preview:\s*none/.test(robots)
  const title = shortened(say(KEYS.title) ?? head.title, CARD_TITLE_CHARS_MAX)
  const description = isQuiet ? null : shortened(say(KEYS.description), CARD_DESCRIPTION_CHARS_MAX)
  const base = absolute(head.base, page.url) ?? page.url
  return {
    title,
    description: description === title ? null : description,
    siteName: shortened(say(KEYS.siteName), CARD_SITE_CHARS_MAX),
    language: languageTag(head.language) ?? languageOf(`${title ?? ''}\n${description ?? ''}`),
    pictureUrl: isUnseen ? null : absolute(say(KEYS.picture), base),
    oembedUrl: absolute(head.oembed, base),
  }
}

/** What an oEmbed answer says; its `html` is not looked at. Null when it is none. */
export function oembedFacts(json: string, url: string): Partial<PageFacts> | null {
  let said: unknown
  try {
    said = JSON.parse(json)
  } catch {
    return null
  }
  if (typeof said !== 'object' || said === null) return null
  const text = (key: string): string | null => {
    const value = (said as Record<string, unknown>)[key]
    return typeof value === 'string' && isVisible(value) ? value : null
  }
  return {
    title: shortened(text('title'), CARD_TITLE_CHARS_MAX),
    siteName: shortened(text('provider_name'), CARD_SITE_CHARS_MAX),
    pictureUrl: absolute(text('thumbnail_url'), url),
  }
}

type Head = {
  title: string
  language: string | null
  base: string | null
  oembed: string | null
  meta: Map<string, string>
}

function readHead(html: string): Head {
  const head: Head = { title: '', language: null, base: null, oembed: null, meta: new Map() }
  let isOver = false
  let isTitle = false
  let hasTitle = false
  let [depth, elements] = [0, 0]
  const parser = new Parser({
    onopentag(name, attributes) {
      depth += 1
      elements += 1
      if (name === 'body' || depth > DEPTH_MAX || elements > ELEMENTS_MAX) isOver = true
      if (isOver) return
      if (name === 'html') head.language ??= attributes.lang ?? null
      if (name === 'base') head.base ??= attributes.href ?? null
      if (name === 'title') isTitle = !hasTitle
      if (name === 'link') head.oembed ??= oembedIn(attributes)
      if (name === 'meta') keepMeta(head.meta, attributes)
    },
    ontext(text) {
      if (isTitle && head.title.length < LOOKED_AT_CHARS_MAX) head.title += text
    },
    onclosetag(name) {
      depth -= 1
      if (name === 'head') isOver = true
      if (name !== 'title' || !isTitle) return
      isTitle = false
      hasTitle = true
    },
  })
  for (let at = 0; at < html.length && !isOver; at += CHARS_AT_ONCE)
    parser.write(html.slice(at, at + CHARS_AT_ONCE))
  return head
}

type Attributes = Record<string, string>

const oembedIn = ({ rel = '', type = '', href }: Attributes): string | null =>
  /\balternate\b/i.test(rel) && /^application\/json\+oembed$/i.test(type) ? (href ?? null) : null

const WANTED = new Set([...Object.values(KEYS).flat(), 'robots'])

/** The first of each counts: what follows is often of pictures further down. */
function keepMeta(meta: Map<string, string>, { property, name, content }: Attributes): void {
  for (const key of [property, name].map((one) => one?.trim().toLowerCase() ?? ''))
    if (WANTED.has(key) && content !== undefined && !meta.has(key)) meta.set(key, content)
}

const isVisible = (text: string | undefined | null): text is string =>
  text !== undefined && text !== null && VISIBLE.test(text)

function shortened(raw: string | null, charsMax: number): string | null {
  if (!isVisible(raw)) return null
  const text = excerptOf(cleanText(raw.slice(0, LOOKED_AT_CHARS_MAX)), charsMax)
  return isVisible(text) ? text : null
}

function languageTag(raw: string | null): string | null {
  try {
    return (raw && Intl.getCanonicalLocales(raw.trim())[0]) || null
  } catch {
    return null
  }
}

function absolute(address: string | null, base: string): string | null {
  if (address === null || !URL.canParse(address, base)) return null
  const url = new URL(address, base)
  return /^https?:$/.test(url.protocol) ? url.href : null
}
