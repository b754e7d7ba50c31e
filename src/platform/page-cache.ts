/**
 * Finished pages in memory: rendered once per version, compressed once per encoding, sent without touching
 * the database. A write forgets the pages whose tags it names; the next visit renders them again, once.
 *
 * In a storm of writes that would be all the program does. Past REMAKES_PER_SECOND some pages are therefore shown as they
 * were for up to AGE_MS_MAX: those that say they may be old, of writes that may wait, to readers who wrote nothing.
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
/** Pages that are made again at once although they could be shown as they were; ten are a tenth of a processor. */
const REMAKES_PER_SECOND = 10
/** So many more before that begins to count. */
const REMAKES_AT_ONCE = 20
/** Milliseconds after the first write that a page lacks. */
export const AGE_MS_MAX = 2_000

/** A page being made; stale when something that it shows was forgotten meanwhile. */
type Rendering = { startedAt: number; made: Promise<{ page: Page; isStale: boolean }> }

export type PageCache = ReturnType<typeof createPageCache>

/** What a page is made of: its bytes and the names of everything that can change them. */
export type Rendered = {
  contentType: string
  body: string
  tags: string[]
  /** In a storm of writes it may be shown as it was, for AGE_MS_MAX. */
  mayBeOld?: boolean
}

/** @property oldSince when the first write came that it lacks, in ms of the cache's clock; null: it lacks none */
type Entry = { page: Page; tags: string[]; mayBeOld: boolean; oldSince: number | null }

/**
 * @param maxBytes memory for all bodies and encodings; the page unused for the longest time goes first
 * @param headers sent with every page
 * @param isTrusted false while writes of other processes cannot be heard: then nothing is served from memory
 * @param now milliseconds that never go back
 */
export function createPageCache(options: {
  maxBytes: number
  isTrusted: () => boolean
  headers: Headers
  now?: () => number
}) {
  const now = options.now ?? (() => performance.now())
  const pages = new Map<string, Entry>()
  const rendering = new Map<string, Rendering>()
  const urlsOfTag = new Map<string, Set<string>>()
  let bytes = 0
  /** Counts forgettings, so that a page rendered from old rows is never kept. */
  let generation = 0
  const forgotten = { now: new Map<string, number>(), soon: new Map<string, number>() }
  const remakes = openBudget(now)

  function keep(url: string, entry: Entry): void {
    const { page, tags } = entry
    drop(url)
    pages.set(url, entry)
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

  /** The page that may be shown to this visitor; one that is too old for them is dropped. */
  function shown(url: string, isFresh: boolean): Entry | undefined {
    const entry = options.isTrusted() ? pages.get(url) : undefined
    if (entry === undefined || entry.oldSince === null) return entry
    const isDue = remakes.take() || isFresh || now() - entry.oldSince >= AGE_MS_MAX
    if (!isDue) return entry
    drop(url)
    return undefined
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
    const beganAt = now()
    const rendered = await render()
    const { tags } = rendered
    const page = finishPage(rendered)
    const isForgotten = isIn(forgotten.now, tags, startedAt)
    const isOld = isIn(forgotten.soon, tags, startedAt)
    const mayKeep = !isForgotten && (!isOld || rendered.mayBeOld === true) && options.isTrusted()
    if (mayKeep)
      keep(url, {
        page,
        tags,
        mayBeOld: rendered.mayBeOld === true,
        oldSince: isOld ? beganAt : null,
      })
    return { page, isStale: isForgotten || isOld }
  }

  const isIn = (times: Map<string, number>, tags: string[], since: number): boolean =>
    [EVERYTHING, ...tags].some((tag) => (times.get(tag) ?? 0) > since)

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
     * @param isFresh for a visitor who just wrote something: they see it, whatever the storm
     */
    async page(url: string, render: () => Promise<Rendered>, isFresh = false): Promise<Page> {
      const cameAt = generation
      while (true) {
        const entry = shown(url, isFresh)
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
      const entry = shown(url, false)
      if (entry === undefined) return false
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
    /** Forgets every page that has one of these tags. @param when 'soon': pages that may be old are shown in a storm */
    forget(tags: string[], when: 'now' | 'soon' = 'now'): void {
      generation += 1
      const times = forgotten[when]
      for (const tag of tags) {
        times.set(tag, generation)
        for (const url of [...(urlsOfTag.get(tag) ?? [])]) {
          const entry = pages.get(url)
          if (when === 'soon' && entry?.mayBeOld) entry.oldSince ??= now()
          else drop(url)
        }
      }
      if (times.size > FORGOTTEN_TAGS_MAX) {
        times.clear()
        times.set(EVERYTHING, generation)
      }
    },
    clear(): void {
      generation += 1
      forgotten.now.set(EVERYTHING, generation)
      for (const { page } of pages.values()) page.isKept = false
      pages.clear()
      urlsOfTag.clear()
      rendering.clear()
      bytes = 0
    },
    sizeBytes: () => bytes,
  }
}

/** So many at once, so many a second: who takes one may act. */
function openBudget(now: () => number) {
  let left = REMAKES_AT_ONCE
  let countedAt = now()
  return {
    take(): boolean {
      const at = now()
      left = Math.min(REMAKES_AT_ONCE, left + ((at - countedAt) / 1_000) * REMAKES_PER_SECOND)
      countedAt = at
      if (left < 1) return false
      left -= 1
      return true
    },
  }
}
