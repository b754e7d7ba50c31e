/** A WordPress export (WXR 1.0 to 1.2): posts and pages become articles, with their comments. */
import type { ImportRecord, ImportSource } from '../record.js'
import { readXml } from '../xml.js'
import { fieldText, type RowReader, type XmlRow } from '../xml-rows.js'
import { SeenIds } from './keys.js'
import { type Blog, newBlog, type OpenItem, readChannel } from './wordpress-blog.js'
import { readComment } from './wordpress-comment.js'
import { ITEM_META, readAttachment, readItem } from './wordpress-item.js'

export const wordpress: ImportSource = {
  name: 'wordpress',
  title: 'WordPress export (WXR)',
  recognises: (head) =>
    /<rss[\s>]/.test(head) && /wordpress\.org\/export\/|<wp:wxr_version>/.test(head),
  read: (chunks) => readXml(chunks, newReader()),
}

const CHANNEL_ROWS = ['link', 'language', 'base_site_url', 'base_blog_url', 'author', 'item']
const ITEM_ROWS = ['item/comment', 'item/postmeta']

function newReader(): RowReader {
  const blog = newBlog()
  return {
    root: 'rss',
    rows: new Set([...CHANNEL_ROWS, ...ITEM_ROWS].map((path) => `rss/channel/${path}`)),
    read: (row, within) => readRow(row, within, blog),
    finish: (place) => blog.leftOut.problems(place),
  }
}

function* readRow(
  row: XmlRow,
  within: XmlRow | null,
  blog: Blog,
): Generator<ImportRecord, void, void> {
  if (row.path === 'rss/channel/item') return yield* endItem(row, blog)
  if (within === null) return readChannel(row, blog)
  if (row.path === 'rss/channel/item/postmeta') return readMeta(row, blog)
  yield* readComment(row, yield* openItem(within, blog), blog)
}

/** An article goes out with its first comment, so that an item with a million comments needs no memory. */
function* openItem(row: XmlRow, blog: Blog): Generator<ImportRecord, OpenItem, void> {
  blog.item ??= { articleKey: yield* readItem(row, blog), pingbacks: new SeenIds() }
  return blog.item
}

function* endItem(row: XmlRow, blog: Blog): Generator<ImportRecord, void, void> {
  yield* openItem(row, blog)
  readAttachment(row, blog)
  blog.item = null
  blog.itemMeta = new Map()
}

function readMeta(row: XmlRow, blog: Blog): void {
  const name = fieldText(row, 'meta_key')
  if (ITEM_META.has(name)) blog.itemMeta.set(name, fieldText(row, 'meta_value'))
}
