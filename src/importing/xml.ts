/**
 * XML exports as a stream of records. Nothing is ever looked up: no DTD, no entities but XML's own, no namespaces.
 * What broken web servers leave around an export is forgiven, what makes its content doubtful is refused.
 */
import { SaxesParser } from 'saxes'
import { type ImportPlace, type ImportRecord, ImportRefused } from './record.js'
import { type DecodedPiece, decodeUtf8, newlinesIn } from './utf8.js'
import { collectRows, type RowReader, refusal } from './xml-rows.js'

/** Exports have at most 8 attributes on an element, nearly all of them namespaces of the root. */
export const XML_ATTRIBUTES_MAX = 64
/** Characters of one text, tag or comment: the parser holds all of them at once; a book has 2 million. */
export const XML_UNBROKEN_CHARS_MAX = 16_000_000
/** Characters searched for the start of the XML: blank lines and warnings of the server may stand before it. */
const PREAMBLE_CHARS_MAX = 65_536

/**
 * Reads an XML file row by row. Rows that came before a fault are yielded first.
 * @throws ImportRefused naming the line: not UTF-8, malformed or cut off, a DTD, another root, a limit exceeded
 * Cost: linear, about 12 MB a second on one core; keeps the open rows only.
 */
export async function* readXml(
  chunks: AsyncIterable<Uint8Array>,
  reader: RowReader,
): AsyncGenerator<ImportRecord, void, void> {
  const parsing = startParsing(reader)
  for await (const piece of withoutPreamble(decodeUtf8(chunks), reader.root)) {
    const refused = attempt(() => parsing.write(piece))
    if (refused) parsing.finish()
    yield* parsing.takeRecords()
    if (refused) throw refused
  }
  const refused = attempt(() => parsing.close())
  parsing.finish()
  yield* parsing.takeRecords()
  if (refused) throw refused
}

type XmlPiece = DecodedPiece & { linesSkipped: number }

async function* withoutPreamble(
  pieces: AsyncIterable<DecodedPiece>,
  root: string,
): AsyncGenerator<XmlPiece, void, void> {
  const begin = new RegExp(`<(?:\\?xml|${root})[\\s>]`)
  let kept: DecodedPiece | null = { text: '', bytesRead: 0 }
  for await (const piece of pieces) {
    if (kept === null) {
      yield { ...piece, linesSkipped: 0 }
      continue
    }
    kept = { text: kept.text + piece.text, bytesRead: piece.bytesRead }
    if (!begin.test(kept.text) && kept.text.length < PREAMBLE_CHARS_MAX) continue
    yield fromXml(kept, begin)
    kept = null
  }
  if (kept !== null) yield fromXml(kept, begin)
}

/** From the declaration or the root on; only comments and a DOCTYPE may stand before the root, and are for the parser. */
function fromXml(piece: DecodedPiece, begin: RegExp): XmlPiece {
  const isXml = /^\s*<(?:[!?]|(?!br\b)[a-z])/i.test(piece.text)
  const start = isXml ? piece.text.indexOf('<') : Math.max(piece.text.search(begin), 0)
  return {
    text: piece.text.slice(start),
    bytesRead: piece.bytesRead,
    linesSkipped: newlinesIn(piece.text.slice(0, start)),
  }
}

function startParsing(reader: RowReader) {
  const parser = new SaxesParser({ xmlns: false, forceXMLVersion: true, defaultXMLVersion: '1.0' })
  let records: ImportRecord[] = []
  let at: { bytesRead: number; linesSkipped: number; end?: ImportPlace } = {
    bytesRead: 0,
    linesSkipped: 0,
  }
  let unbrokenChars = 0
  let attributes = 0
  let isClosing = false
  const place = () => ({ line: parser.line + at.linesSkipped, bytesRead: at.bytesRead })
  const rows = collectRows(reader, place)

  /**
   * Called at every event. An end tag counts only when the parser goes on: of a wrong one it reports first the end of
   * the element, then the fault.
   */
  const step = () => {
    unbrokenChars = 0
    if (!isClosing) return
    isClosing = false
    for (const record of rows.close()) records.push(record)
  }

  refuseDeclarations(parser, place)
  parser.on('opentagstart', () => {
    step()
    attributes = 0
  })
  parser.on('attribute', () => {
    attributes += 1
    if (attributes > XML_ATTRIBUTES_MAX)
      throw refusal(place, `An element has more than ${XML_ATTRIBUTES_MAX} attributes.`)
  })
  parser.on('opentag', (tag) => rows.open(tag.name, tag.attributes))
  parser.on('text', (text) => {
    step()
    rows.text(text)
  })
  parser.on('cdata', (text) => {
    step()
    rows.text(text)
  })
  parser.on('comment', step)
  parser.on('processinginstruction', step)
  parser.on('closetag', () => {
    step()
    isClosing = true
  })
  parser.on('error', (error) => {
    const fault = error.message.replace(/^[\d:]+: /, '').replace(/\.$/, '')
    if (isHarmless(fault)) return
    if (fault.startsWith('unexpected close tag')) isClosing = false
    step()
    throw refusal(place, describe(fault))
  })

  return {
    write(piece: XmlPiece) {
      at = { bytesRead: piece.bytesRead, linesSkipped: at.linesSkipped + piece.linesSkipped }
      unbrokenChars += piece.text.length
      parser.write(piece.text)
      if (unbrokenChars > XML_UNBROKEN_CHARS_MAX)
        throw refusal(place, `A text or tag is longer than ${XML_UNBROKEN_CHARS_MAX} characters.`)
    },
    /** The parser forgets its line when it closes. */
    close() {
      at = { ...at, end: place() }
      parser.close()
      step()
    },
    finish() {
      for (const record of reader.finish(at.end ?? place())) records.push(record)
    },
    takeRecords(): ImportRecord[] {
      const taken = records
      records = []
      return taken
    },
  }
}

function refuseDeclarations(
  parser: SaxesParser<{ xmlns: false }>,
  place: Parameters<typeof refusal>[0],
): void {
  parser.on('xmldecl', ({ encoding = 'utf-8' }) => {
    if (!/^(utf-?8|us-ascii)$/i.test(encoding))
      throw refusal(place, `The file says it is ${encoding.slice(0, 40)}; only UTF-8 is read.`)
  })
  parser.on('doctype', () => {
    throw refusal(
      place,
      'The file has a DTD (<!DOCTYPE>), which no export needs; it is never read.',
    )
  })
}

/**
 * References to what is no character stay as they are written, and so does the "]]>" with which old exports end a CDATA
 * section within another one; text after the root says nothing.
 */
const isHarmless = (fault: string) =>
  /^(undefined entity|malformed character entity|the string "]]>"|text data outside of root)/.test(
    fault,
  )

function describe(fault: string): string {
  if (/^(unclosed tag|unexpected end)/.test(fault))
    // A bare "&" makes the parser look for its ";" to the end of the file.
    return `The file breaks off here (${fault}), or an “&” before is not written as “&amp;”.`
  if (fault.startsWith('document must contain')) return 'There is no XML in the file.'
  return `The XML is malformed (${fault.slice(0, 120)}). What came before is complete.`
}

function attempt(step: () => void): ImportRefused | null {
  try {
    step()
    return null
  } catch (error) {
    if (error instanceof ImportRefused) return error
    throw error
  }
}
