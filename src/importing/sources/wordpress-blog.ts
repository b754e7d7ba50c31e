/** What a WordPress file says about the blog itself, and what its reader has to remember of the items before. */
import type { XmlRow } from '../xml-rows.js'
import { fieldText } from '../xml-rows.js'
import { mailKey, SeenIds } from './keys.js'
import { type LeftOut, newLeftOut } from './left-out.js'

/** Authors and pictures remembered; about 20 MB, and beyond them only names and captions are lost. */
const AUTHORS_MAX = 20_000
const PICTURES_MAX = 100_000

export type Picture = { file: string | null; alt: string | null; caption: string | null }

export type Blog = {
  /** Addresses of the blog, by the element that names them. */
  addresses: Map<string, string>
  language: string | null
  /** Names of authors by login. */
  authors: Map<string, string>
  /** Ids of the accounts that write for the blog. */
  staffIds: Set<string>
  /** Pictures met so far, by id. */
  pictures: Map<string, Picture>
  articles: SeenIds
  comments: SeenIds
  leftOut: LeftOut
  /** The item being read, once its comments have begun. */
  item: OpenItem | null
  /** Values of the item being read that WordPress keeps beside its fields. */
  itemMeta: Map<string, string>
}

/** `articleKey` is null for an item that is left out, and so are its comments. */
export type OpenItem = { articleKey: string | null; pingbacks: SeenIds }

export const newBlog = (): Blog => ({
  addresses: new Map(),
  language: null,
  authors: new Map(),
  staffIds: new Set(),
  pictures: new Map(),
  articles: new SeenIds(),
  comments: new SeenIds(),
  leftOut: newLeftOut(),
  item: null,
  itemMeta: new Map(),
})

/** Reads an element of the channel that is no item. */
export function readChannel(row: XmlRow, blog: Blog): void {
  if (row.path === 'rss/channel/author') {
    addAuthor(row, blog)
    return
  }
  // <atom:link> has the same path, and is the address of the feed.
  if (row.path === 'rss/channel/link' && row.name !== 'link') return
  if (row.path === 'rss/channel/language') blog.language = languageOf(row.text)
  else if (row.text !== '') blog.addresses.set(row.path.replace(/.*\//, ''), row.text)
}

/** Address of the blog, null when the file does not say: links of its items may be relative to it. */
export function addressOf(blog: Blog): string | null {
  for (const name of ['base_blog_url', 'base_site_url', 'link']) {
    const address = blog.addresses.get(name)
    if (address && /^https?:\/\//i.test(address)) return address
  }
  return null
}

/** Numbers of posts and comments start anew in every blog: its address keeps two blogs in one site apart. */
export function originOf(blog: Blog): string {
  return (addressOf(blog) ?? '')
    .toLowerCase()
    .replace(/^https?:\/\/(www\.)?/, '')
    .replace(/\/+$/, '')
    .slice(0, 120)
}

/** Name of an author by login; the login itself unless it is an e-mail address, which is never shown. */
export function nameOf(blog: Blog, login: string): string | null {
  const name = blog.authors.get(login) ?? login
  return name === '' || mailKey(name) !== null ? null : name
}

/** Keeps a picture for the articles after it. */
export function addPicture(blog: Blog, id: string, picture: Picture): void {
  if (blog.pictures.size < PICTURES_MAX) blog.pictures.set(id, picture)
}

function addAuthor(row: XmlRow, blog: Blog): void {
  const login = fieldText(row, 'author_login')
  if (login === '' || blog.authors.size >= AUTHORS_MAX) return
  blog.authors.set(login, fieldText(row, 'author_display_name') || login)
  const id = fieldText(row, 'author_id')
  if (id !== '') blog.staffIds.add(id)
}

const languageOf = (text: string) =>
  /^[a-z]{2,3}([-_][a-z0-9]{2,8}){0,3}$/i.test(text) ? text.replaceAll('_', '-') : null
