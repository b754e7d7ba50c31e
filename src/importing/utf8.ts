/** Bytes of an imported file as text: strictly UTF-8, in pieces of any size, without what XML and PostgreSQL cannot hold. */
import { isUtf8 } from 'node:buffer'
import { ImportRefused } from './record.js'

/** Bytes decoded at once: keeps memory and the steps of a progress bar small whatever the caller's chunks are. */
const PIECE_BYTES_MAX = 65_536

/** The longest line a person or a browser writes; more is no text file. */
const LINE_CHARS_MAX = 1_000_000

// XML 1.0 forbids these even as references, yet old blogs have them in their texts; PostgreSQL cannot store U+0000.
const FORBIDDEN = /(?![\t\n\r\u007f-\u009f])[\p{Cc}\ufffe\uffff]/gu

/** A piece of text; `bytesRead` counts from the start of the file to the end of this piece. */
export type DecodedPiece = { text: string; bytesRead: number }

/** A line without its end, numbered from 1. */
export type DecodedLine = { text: string; line: number; bytesRead: number }

/**
 * Decodes a file as it comes, without a byte order mark and without control characters other than tab and line ends.
 * @throws ImportRefused naming the line of the first byte that is not UTF-8
 * Cost: linear; keeps at most PIECE_BYTES_MAX + 3 bytes.
 */
export async function* decodeUtf8(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<DecodedPiece, void, void> {
  let rest = Buffer.alloc(0)
  let bytesRead = 0
  let line = 1
  let isStart = true
  for await (const part of partsOf(chunks)) {
    const bytes = Buffer.concat([rest, part])
    const end = completeLength(bytes)
    rest = bytes.subarray(end)
    if (end === 0) continue
    const whole = bytes.subarray(0, end)
    if (!isUtf8(whole)) throw notUtf8(lineOfFault(whole, line))
    const text = whole.toString('utf8')
    bytesRead += end
    line += newlinesIn(text)
    yield { text: clean(isStart && text.startsWith('\ufeff') ? text.slice(1) : text), bytesRead }
    isStart = false
  }
  if (rest.length > 0) throw notUtf8(line)
}

/**
 * The lines of a file; "\n" and "\r\n" both end one.
 * @throws ImportRefused for a line of more than LINE_CHARS_MAX characters, or bytes that are not UTF-8
 */
export async function* readLines(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<DecodedLine, void, void> {
  let rest = ''
  let line = 1
  let bytesRead = 0
  for await (const piece of decodeUtf8(chunks)) {
    bytesRead = piece.bytesRead
    const parts = (rest + piece.text).split('\n')
    rest = parts.pop() ?? ''
    if (rest.length > LINE_CHARS_MAX)
      throw new ImportRefused(`Line ${line + parts.length} is longer than any line of a text.`)
    for (const text of parts) yield { text: text.replace(/\r$/, ''), line: line++, bytesRead }
  }
  if (rest !== '') yield { text: rest.replace(/\r$/, ''), line, bytesRead }
}

/** How many lines end in this text. */
export function newlinesIn(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1
  return count
}

async function* partsOf(chunks: AsyncIterable<Uint8Array>) {
  for await (const chunk of chunks)
    for (let from = 0; from < chunk.length; from += PIECE_BYTES_MAX)
      yield chunk.subarray(from, from + PIECE_BYTES_MAX)
}

/** Length without a character that the next bytes have yet to complete. */
function completeLength(bytes: Uint8Array): number {
  for (let back = 1; back <= 3; back += 1) {
    const byte = bytes[bytes.length - back]
    if (byte === undefined) break
    if ((byte & 0xc0) === 0x80) continue
    return lengthOfCharacter(byte) > back ? bytes.length - back : bytes.length
  }
  return bytes.length
}

/** Bytes of a UTF-8 character by its first byte (RFC 3629). */
function lengthOfCharacter(first: number): number {
  if (first >= 0xf0) return 4
  if (first >= 0xe0) return 3
  return first >= 0xc0 ? 2 : 1
}

function lineOfFault(bytes: Buffer, firstLine: number): number {
  let line = firstLine
  let from = 0
  for (let to = bytes.indexOf(10); to !== -1; to = bytes.indexOf(10, from)) {
    if (!isUtf8(bytes.subarray(from, to))) return line
    from = to + 1
    line += 1
  }
  return line
}

const clean = (text: string) => text.replace(FORBIDDEN, '')

const notUtf8 = (line: number) =>
  new ImportRefused(
    `The file is not UTF-8 text (line ${line}). Save or export it as UTF-8 and try again.`,
  )
