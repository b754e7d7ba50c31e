/**
 * Finished pages in memory: rendered once per version, compressed once per encoding, sent without touching
 * the database. A write forgets the pages whose tags it names; the next visit renders them again, once.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import {
  type EncodedPage,
  type Encoding,
  encodePage,
  encodingOf,
  finishPage,
  type Page,
  sendPage,
  sizeOf,
} from './page-bytes.js'
import type { Headers } from './security-headers.js'

const EVERYTHING = '*'
/** Remembered times of forgetting; past this all running renderings count as stale, once. */
const FORGOTTEN_TAGS_MAX = 10_000

/** A page being made; stale when something that it shows was forgotten meanwhile. */
type Rendering = { startedAt: number; made: Promise<{ page: Page; isStale: boolean }> }

export type PageCache = ReturnType<typeof createPageCache>

/** What a page is made of: its bytes and the names of everything that can change them. */
export type Rendered = { contentType: string; body: string; tags: string[] }

/**
 * @param maxBytes memory for all bodies and encodings; the page unused for the longest time goes first
 * @param headers sent with every page
 * @param isTrusted false while writes of other processes cannot be heard: then nothing is served from memory
 */
export function createPageCache(options: {
  maxBytes: number
  isTrusted: () => boolean
  headers: Headers
}) {
  const pages = new Map<string, { page: Page; tags: string[] }>()
  const rendering = new Map<string, Rendering>()
  const urlsOfTag = new Map<string, Set<string>>()
  let bytes = 0
  /** Counts forgettings, so that a page rendered from old rows is never kept. */
  let generation = 0
  const forgottenAt = new Map<string, number>()

  function keep(url: string, page: Page, tags: string[]): void {
    drop(url)
    pages.set(url, { page, tags })
    page.isKept = true
    for (const tag of tags) {
      const urls = urlsOfTag.get(tag) ?? new Set()
      urlsOfTag.set(tag, urls.add(url))
    }
    bytes += sizeOf(page)
    for (const oldest of pages.keys()) {
      if (bytes <= options.maxBytes) break
      drop(oldest)
    }
  }

  function drop(url: string): void {
    const entry = pages.get(url)
    if (!entry) return
    pages.delete(url)
    bytes -= sizeOf(entry.page)
    entry.page.isKept = false
    for (const tag of entry.tags) {
      const urls = urlsOfTag.get(tag)
      urls?.delete(url)
      if (urls?.size === 0) urlsOfTag.delete(tag)
    }
  }

  /** The rendering of a URL that is under way, or one that begins now: never two at a time. */
  function renderingOf(url: string, render: () => Promise<Rendered>): Rendering {
    const running = rendering.get(url)
    if (running) return running
    const startedAt = generation
    const made = renderOnce(url, startedAt, render).finally(() => {
      if (rendering.get(url) === own) rendering.delete(url)
    })
    const own = { startedAt, made }
    rendering.set(url, own)
    return own
  }

  async function renderOnce(url: string, startedAt: number, render: () => Promise<Rendered>) {
    const rendered = await render()
    const page = finishPage(rendered)
    const isStale = wasForgotten(rendered.tags, startedAt)
    if (!isStale && options.isTrusted()) keep(url, page, rendered.tags)
    return { page, isStale }
  }

  const wasForgotten = (tags: string[], since: number): boolean =>
    [EVERYTHING, ...tags].some((tag) => (forgottenAt.get(tag) ?? 0) > since)

  async function encodedOf(page: Page, encoding: Encoding): Promise<EncodedPage> {
    const known = page.encoded[encoding]
    if (known) return known
    page.encoding[encoding] ??= encodePage(page, encoding, options.headers).then((made) => {
      page.encoded[encoding] = made
      if (page.isKept) bytes += made.body.length
      return made
    })
    return page.encoding[encoding]
  }

  return {
    /**
     * The page of a URL, from memory or rendered now; visitors who come together share one rendering.
     * @param url canonical path and query: what is kept answers exactly this URL from then on
     */
    async page(url: string, render: () => Promise<Rendered>): Promise<Page> {
      const cameAt = generation
      while (true) {
        const entry = options.isTrusted() ? pages.get(url) : undefined
        if (entry) return entry.page
        const { startedAt, made } = renderingOf(url, render)
        // What began before this visitor came may lack what was written before they came: then once more.
        const mayBeOld = startedAt < cameAt
        const outcome = await made.catch((error) => {
          if (!mayBeOld) throw error
        })
        if (outcome && !(mayBeOld && outcome.isStale)) return outcome.page
      }
    },
    /**
     * Answers a GET or HEAD from memory, if the page is there in the wanted encoding.
     * @returns false when it must be answered the long way
     */
    answer(request: IncomingMessage, response: ServerResponse): boolean {
      const { method, url } = request
      if (url === undefined || (method !== 'GET' && method !== 'HEAD')) return false
      const entry = pages.get(url)
      if (entry === undefined || !options.isTrusted()) return false
      const encoded =
        entry.page.encoded[encodingOf(entry.page.body.length, request.headers['accept-encoding'])]
      if (encoded === undefined) return false
      pages.delete(url)
      pages.set(url, entry)
      sendPage(request, response, entry.page, encoded)
      return true
    },
    /** Sends a page in the best encoding the reader takes, compressing it first where needed. */
    async send(request: IncomingMessage, response: ServerResponse, page: Page): Promise<void> {
      const encoding = encodingOf(page.body.length, request.headers['accept-encoding'])
      sendPage(request, response, page, await encodedOf(page, encoding))
    },
    /** Forgets every page that has one of these tags. */
    forget(tags: string[]): void {
      generation += 1
      for (const tag of tags) {
        forgottenAt.set(tag, generation)
        for (const url of [...(urlsOfTag.get(tag) ?? [])]) drop(url)
      }
      if (forgottenAt.size > FORGOTTEN_TAGS_MAX) {
        forgottenAt.clear()
        forgottenAt.set(EVERYTHING, generation)
      }
    },
    clear(): void {
      generation += 1
      forgottenAt.set(EVERYTHING, generation)
      for (const { page } of pages.values()) page.isKept = false
      pages.clear()
      urlsOfTag.clear()
      rendering.clear()
      bytes = 0
    },
    sizeBytes: () => bytes,
  }
}
