/** What programs answered: put together, unpacked, read. */
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import type { Said } from '../conversation.js'
import type { Answer } from '../http-load.js'

/** Of what a program answered when it failed. */
const SENTENCE_CHARS_MAX = 300

/** The body as it was sent, put together where it came in chunks. */
export function bodyOf({ head, body }: Answer): Buffer {
  if (!/^transfer-encoding: *chunked/im.test(head)) return body
  const parts: Buffer[] = []
  for (let at = 0; ; ) {
    const lineEnd = body.indexOf('\r\n', at)
    const size = Number.parseInt(body.toString('latin1', at, lineEnd), 16)
    if (!(size > 0)) return Buffer.concat(parts)
    parts.push(body.subarray(lineEnd + 2, lineEnd + 2 + size))
    at = lineEnd + 2 + size + 2
  }
}

/** The body without its compression. */
function plainOf(answer: Answer): string {
  const body = bodyOf(answer)
  const encoding = /^content-encoding: *(\w+)/im.exec(answer.head)?.[1]
  return (
    encoding === 'br' ? brotliDecompressSync(body) : encoding === 'gzip' ? gunzipSync(body) : body
  ).toString()
}

/** What a person reads of an error page, in SENTENCE_CHARS_MAX characters. */
export const saidIn = (answer: Answer): string =>
  plainOf(answer)
    .replace(/<(style|script|title)[\s\S]*?<\/\1>|<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, SENTENCE_CHARS_MAX)

/** How many of these comments an answer brings. Every program puts a text between tags, in a page or in JSON. */
export function commentsIn(answer: Answer, said: Said[]): number {
  const parts = new Set(
    plainOf(answer)
      .split(/[<>]/)
      .map((part) => part.trim()),
  )
  return said.filter(({ text }) => parts.has(text)).length
}
