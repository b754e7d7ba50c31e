/**
 * Finished pages in memory: rendered once per version, compressed once per encoding, sent without touching
 * the database. A write forgets the pages whose tags it names; the next visit renders them again, once.
 */
import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { brotliCompress, brotliCompressSync, constants, gzip, gzipSync } from 'node:zlib'

import type { Headers } from './security-headers.js'

const brotli = promisify(brotliCompress)
const gzipAsync = promisify(gzip)

/** 5 of 11: within 4 % of the size of 9 for pages of text, at a quarter of its time. */
const BROTLI_QUALITY = 5
const GZIP_LEVEL = 6
/** For a page that is sent once: a quarter larger than the kept ones, at a tenth of their time. */
const BROTLI_QUALITY_ONCE = 0
/** 256 KB hold any page; the usual 4 MB would be asked of the system for each. */
const BROTLI_WINDOW_ONCE = 18
const GZIP_LEVEL_ONCE = 1
/** Below this a compressed body saves no packet. */
const COMPRESS_BYTES_MIN = 1_000
const EVERYTHING = '*'
/** Remembered times of forgetting; past this all running renderings count as stale, once. */
const FORGOTTEN_TAGS_MAX = 10_000

export type Encoding = 'br' | 'gzip' | 'identity'

export type Page = {
  contentType: string
  body: Buffer
  etag: string
  encoded: Partial<Record<Encoding, EncodedPage>>
  /** Compressions under way, so that visitors who come together share one. */
  encoding: Partial<Record<Encoding, Promise<EncodedPage>>>
  /** True while the cache counts its bytes. */
  isKept: boolean
}

/** A page being made; stale when something that it shows was forgotten meanwhile. */
type Rendering = { startedAt: number; made: Promise<{ page: Page; isStale: boolean }> }

type EncodedPage = { body: Buffer; headers: string[]; notModified: string[] }

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
    const page = finish(rendered)
    const isStale = wasForgotten(rendered.tags, startedAt)
    if (!isStale && options.isTrusted()) keep(url, page, rendered.tags)
    return { page, isStale }
  }

  const wasForgotten = (tags: string[], since: number): boolean =>
    [EVERYTHING, ...tags].some((tag) => (forgottenAt.get(tag) ?? 0) > since)

  async function encodedOf(page: Page, encoding: Encoding): Promise<EncodedPage> {
    const known = page.encoded[encoding]
    if (known) return known
    page.encoding[encoding] ??= encode(page, encoding, options.headers).then((made) => {
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
      send(request, response, entry.page, encoded)
      return true
    },
    /** Sends a page in the best encoding the reader takes, compressing it first where needed. */
    async send(request: IncomingMessage, response: ServerResponse, page: Page): Promise<void> {
      const encoding = encodingOf(page.body.length, request.headers['accept-encoding'])
      send(request, response, page, await encodedOf(page, encoding))
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

function finish(rendered: Rendered): Page {
  const body = Buffer.from(rendered.body)
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
  return { contentType: rendered.contentType, body, etag, encoded: {}, encoding: {}, isKept: false }
}

async function encode(page: Page, encoding: Encoding, always: Headers): Promise<EncodedPage> {
  const body = await compress(page.body, encoding)
  const shared = [
    ['ETag', page.etag],
    ['Cache-Control', 'public, max-age=0, must-revalidate'],
    ['Vary', 'Accept-Encoding'],
    ...always,
  ].flat()
  const headers = [
    'Content-Type',
    page.contentType,
    'Content-Length',
    String(body.length),
    ...(encoding === 'identity' ? [] : ['Content-Encoding', encoding]),
    ...shared,
  ]
  return { body, headers, notModified: shared }
}

function compress(body: Buffer, encoding: Encoding): Promise<Buffer> | Buffer {
  if (encoding === 'br') return brotli(body, brotliOf(body, BROTLI_QUALITY))
  return encoding === 'gzip' ? gzipAsync(body, { level: GZIP_LEVEL }) : body
}

/**
 * A private page for one answer, compressed at once: for a page a thread of the pool costs three times what it does.
 * Cost: about 2 ns a byte.
 */
export function compressed(
  raw: Buffer,
  accept: string | string[] | undefined,
): { encoding: Encoding; body: Buffer } {
  const encoding = encodingOf(raw.length, accept)
  if (encoding === 'br')
    return {
      encoding,
      body: brotliCompressSync(raw, brotliOf(raw, BROTLI_QUALITY_ONCE, BROTLI_WINDOW_ONCE)),
    }
  if (encoding === 'gzip') return { encoding, body: gzipSync(raw, { level: GZIP_LEVEL_ONCE }) }
  return { encoding, body: raw }
}

const brotliOf = (
  body: Buffer,
  quality: number,
  window: number = constants.BROTLI_DEFAULT_WINDOW,
) => ({
  params: {
    [constants.BROTLI_PARAM_LGWIN]: window,
    [constants.BROTLI_PARAM_QUALITY]: quality,
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
  },
})

function encodingOf(bytes: number, accept: string | string[] | undefined): Encoding {
  if (bytes < COMPRESS_BYTES_MIN || typeof accept !== 'string') return 'identity'
  if (/\bbr\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(accept)) return 'br'
  return /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(accept) ? 'gzip' : 'identity'
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  page: Page,
  encoded: EncodedPage,
): void {
  if (request.headers['if-none-match']?.includes(page.etag)) {
    response.writeHead(304, encoded.notModified)
    response.end()
    return
  }
  response.writeHead(200, encoded.headers)
  response.end(request.method === 'HEAD' ? undefined : encoded.body)
}

const sizeOf = (page: Page): number =>
  page.body.length + Object.values(page.encoded).reduce((sum, one) => sum + one.body.length, 0)
