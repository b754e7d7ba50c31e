/** Pages as bytes: hashed once, compressed once per encoding, sent with the headers that belong to them. */
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

export type EncodedPage = { body: Buffer; headers: string[]; notModified: string[] }

/** A page from its text. Cost: about 4 ns a byte for the hash. */
export function finishPage(rendered: { contentType: string; body: string }): Page {
  const body = Buffer.from(rendered.body)
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
  return { contentType: rendered.contentType, body, etag, encoded: {}, encoding: {}, isKept: false }
}

export async function encodePage(
  page: Page,
  encoding: Encoding,
  always: Headers,
): Promise<EncodedPage> {
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

export function encodingOf(bytes: number, accept: string | string[] | undefined): Encoding {
  if (bytes < COMPRESS_BYTES_MIN || typeof accept !== 'string') return 'identity'
  if (/\bbr\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(accept)) return 'br'
  return /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(accept) ? 'gzip' : 'identity'
}

export function sendPage(
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

/** Bytes of a page in memory, in all its encodings. */
export const sizeOf = (page: Page): number =>
  page.body.length + Object.values(page.encoded).reduce((sum, one) => sum + one.body.length, 0)
