/**
 * Rows of an XML export: one long list of threads, posts or items. A reader names the elements that are a row;
 * everything below one becomes its fields, by local names, because exports get their namespaces wrong.
 */
import { type ImportPlace, type ImportRecord, ImportRefused } from './record.js'

/** Exports nest 6 deep; deeper is an attack on the stack of open elements. */
export const XML_DEPTH_MAX = 64
/** Characters kept of one row without the rows within it; a book has 2 million. */
export const XML_ROW_CHARS_MAX = 32_000_000
/** Elements kept of one row; an article with more categories than this is no article. */
export const XML_ROW_FIELDS_MAX = 10_000

type Attributes = Readonly<Record<string, string>>

/** An element within a row. `path` has local names below the row ("author/name"), `name` has the prefix ("dc:creator"). */
export type XmlField = { path: string; name: string; text: string; attributes: Attributes }

/** An element that is a row, with everything below it that is not a row of its own. */
export type XmlRow = {
  path: string
  /** With its prefix: "atom:link" and "link" have the same path. */
  name: string
  text: string
  attributes: Attributes
  fields: XmlField[]
  /** Its start tag. */
  place: ImportPlace
}

/** What a source does with the rows of its file. */
export type RowReader = {
  /** Local name of the root element; a file with another one is refused. */
  root: string
  /** Paths of the rows, from the root, in local names: "disqus/post". A row may lie within another one. */
  rows: ReadonlySet<string>
  /**
   * Called at the end of each row.
   * @param within the row around it, with the fields that came before; the same object until that row ends
   */
  read(row: XmlRow, within: XmlRow | null): Iterable<ImportRecord>
  /** Called once when the whole file was read. */
  finish(place: ImportPlace): Iterable<ImportRecord>
}

/** Text of the first field with this path, trimmed; '' when there is none. */
export function fieldText(row: XmlRow, path: string): string {
  return row.fields.find((field) => field.path === path)?.text.trim() ?? ''
}

/** Text of the first field spelt exactly so, prefix included ("content:encoded"); '' when there is none. */
export function namedText(row: XmlRow, name: string): string {
  return row.fields.find((field) => field.name === name)?.text.trim() ?? ''
}

/** An attribute by its local name: "id" finds `dsq:id`; '' when there is none. */
export function attributeOf(
  element: { attributes: Attributes } | undefined,
  local: string,
): string {
  for (const [name, value] of Object.entries(element?.attributes ?? {}))
    if (localOf(name) === local) return value.trim()
  return ''
}

type Element = { path: string; name: string; attributes: Attributes; text: string }
type OpenRow = { row: XmlRow; chars: number }
type Place = () => ImportPlace

/** The open elements and rows of a file being read. */
export type RowCollector = {
  open(name: string, attributes: Attributes): void
  text(text: string): void
  /** @returns the records of a row that ends here */
  close(): Iterable<ImportRecord>
}

/**
 * @param place where the parser is
 * @returns a collector that throws ImportRefused for another root or an exceeded limit
 */
export function collectRows(reader: RowReader, place: Place): RowCollector {
  const elements: Element[] = []
  const rows: OpenRow[] = []
  return {
    open(name, attributes) {
      const above = elements.at(-1)
      checkElement(reader, name, elements.length, place)
      const path = above ? `${above.path}/${localOf(name)}` : localOf(name)
      elements.push({ path, name, attributes, text: '' })
      if (!reader.rows.has(path)) return
      rows.push({ row: { path, name, text: '', attributes, fields: [], place: place() }, chars: 0 })
    },
    text(text) {
      const [element, inner] = [elements.at(-1), rows.at(-1)]
      if (!element || !inner) return
      element.text += text
      inner.chars += text.length
      if (inner.chars > XML_ROW_CHARS_MAX)
        throw refusal(place, `<${inner.row.name}> has more than ${XML_ROW_CHARS_MAX} characters.`)
    },
    close() {
      const [element, inner] = [elements.pop(), rows.at(-1)]
      if (!element || !inner) return []
      if (element.path !== inner.row.path) {
        addField(inner.row, element, place)
        return []
      }
      inner.row.text = element.text.trim()
      rows.pop()
      return reader.read(inner.row, rows.at(-1)?.row ?? null)
    },
  }
}

/** A refusal of the whole file at the place where the parser is. */
export const refusal = (place: Place, reason: string) =>
  new ImportRefused(`Line ${place().line}: ${reason}`)

const localOf = (name: string) => name.slice(name.indexOf(':') + 1)

function checkElement(reader: RowReader, name: string, depth: number, place: Place): void {
  if (depth === 0 && localOf(name) !== reader.root)
    throw refusal(place, `The file begins with <${name.slice(0, 60)}>, not with <${reader.root}>.`)
  if (depth >= XML_DEPTH_MAX) throw refusal(place, `Elements nest more than ${XML_DEPTH_MAX} deep.`)
}

function addField(row: XmlRow, element: Element, place: Place): void {
  const { name, text, attributes } = element
  const path = element.path.slice(row.path.length + 1)
  if (row.fields.push({ path, name, text, attributes }) > XML_ROW_FIELDS_MAX)
    throw refusal(place, `<${row.name}> has more than ${XML_ROW_FIELDS_MAX} elements.`)
}
