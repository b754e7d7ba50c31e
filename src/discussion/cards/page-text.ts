/** The text of a page, in whatever letters it was sent. */

/** Bytes in which a page must say its encoding (HTML standard, "prescan a byte stream"). */
const PRESCAN_BYTES = 1_024
/** What browsers take for pages that say nothing true: Western letters, and never wrong. */
const FALLBACK = 'windows-1252'
const UTF8 = 'utf-8'

/**
 * Decodes a page by its byte order mark, its header, its own word, in this order, else as UTF-8. What says UTF-8 and is
 * not is read as Windows-1252, so that a café stays one.
 * @param page.contentType the header; null without one
 * @param page.isCut the end is missing: a letter that was cut through is left out
 * Cost: linear.
 */
export function pageText(
  bytes: Uint8Array,
  page: { contentType: string | null; isCut: boolean },
): string {
  const said = markOf(bytes) ?? labelIn(page.contentType ?? '') ?? labelInside(bytes) ?? UTF8
  for (const label of [said, UTF8, FALLBACK]) {
    const text = decoded(bytes, label, page.isCut)
    if (text !== null) return text
  }
  return ''
}

function markOf([first, second, third]: Uint8Array): string | null {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return first === 0xff && second === 0xfe ? 'utf-16le' : null
}

const labelIn = (text: string): string | null =>
  /charset\s*=\s*["']?\s*([\w.:-]{1,40})/i.exec(text)?.[1]?.toLowerCase() ?? null

function labelInside(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, PRESCAN_BYTES)).toString('latin1')
  for (const [meta] of head.matchAll(/<meta\b[^>]*>/gi)) {
    const label = labelIn(meta)
    // It was read as ASCII just now, so it cannot be UTF-16.
    if (label) return label.startsWith('utf-16') ? 'utf-8' : label
  }
  return null
}

/** @returns null when nobody knows the encoding, or the bytes are not in it */
function decoded(bytes: Uint8Array, label: string, isCut: boolean): string | null {
  try {
    const decoder = new TextDecoder(label, { fatal: /^utf-?8$/i.test(label) })
    return decoder.decode(bytes, { stream: isCut })
  } catch {
    return null
  }
}
