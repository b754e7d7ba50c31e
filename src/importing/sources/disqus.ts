/** A Disqus export: the threads of somebody's pages and every post in them, also the deleted ones and the spam. */
import { readHtml } from '../../platform/markup.js'
import type {
  ImportedArticle,
  ImportedComment,
  ImportProblem,
  ImportRecord,
  ImportSource,
} from '../record.js'
import { readXml } from '../xml.js'
import { attributeOf, fieldText, type RowReader, type XmlRow } from '../xml-rows.js'
import { parseDate } from './dates.js'
import { idOf, mailKey, SeenIds } from './keys.js'
import { newLeftOut } from './left-out.js'

export const disqus: ImportSource = {
  name: 'disqus',
  title: 'Disqus export (XML)',
  recognises: (head) => /<disqus[\s>]/.test(head),
  read: (chunks) => readXml(chunks, newReader()),
}

/** What must be remembered of the rows before. */
type Memory = {
  threads: SeenIds
  deletedThreads: SeenIds
  posts: SeenIds
  leftOut: ReturnType<typeof newLeftOut>
}

function newReader(): RowReader {
  const memory: Memory = {
    threads: new SeenIds(),
    deletedThreads: new SeenIds(),
    posts: new SeenIds(),
    leftOut: newLeftOut(),
  }
  return {
    root: 'disqus',
    rows: new Set(['disqus/thread', 'disqus/post']),
    read: (row) => (row.path === 'disqus/thread' ? readThread(row, memory) : readPost(row, memory)),
    finish: (place) => memory.leftOut.problems(place),
  }
}

function* readThread(row: XmlRow, memory: Memory): Generator<ImportRecord, void, void> {
  const id = idOf(attributeOf(row, 'id'))
  const problem = (reason: string) => problemOf(row, reason)
  if (id === '') return yield problem('A thread without an id.')
  if (memory.threads.has(id) || memory.deletedThreads.has(id))
    return yield problem(`The thread ${id} is in the file twice; the first one counts.`)
  if (isTrue(row, 'isDeleted')) {
    memory.deletedThreads.add(id)
    return memory.leftOut.count(DELETED_THREADS)
  }
  const article = articleOf(row, id)
  if (article === null) return yield problem(`The thread ${id} has neither a title nor an address.`)
  memory.threads.add(id)
  const date = fieldText(row, 'createdAt')
  if (date !== '' && article.publishedAt === null) yield problem(badDate(`thread ${id}`, date))
  yield article
}

function articleOf(row: XmlRow, id: string): ImportedArticle | null {
  const link = fieldText(row, 'link')
  const originUrl = /^https?:\/\//i.test(link) ? link : null
  const headline = decodeEntities(fieldText(row, 'title')) || originUrl
  if (headline === null) return null
  return {
    kind: 'article',
    key: threadKey(id),
    home: 'elsewhere',
    slug: null,
    originUrl,
    headline,
    standfirst: null,
    byline: null,
    sectionName: null,
    body: { format: 'html', source: '' },
    language: null,
    publishedAt: parseDate(fieldText(row, 'createdAt')),
    picture: null,
    state: 'published',
    commentsClosed: isTrue(row, 'isClosed'),
    place: row.place,
  }
}

function* readPost(row: XmlRow, memory: Memory): Generator<ImportRecord, void, void> {
  const id = idOf(attributeOf(row, 'id'))
  const thread = idOf(refOf(row, 'thread'))
  const problem = (reason: string) => problemOf(row, reason)
  if (id === '') return yield problem('A post without an id.')
  if (!memory.posts.add(id))
    return yield problem(`The post ${id} is in the file twice; the first one counts.`)
  if (thread === '') return yield problem(`The post ${id} names no thread.`)
  if (memory.deletedThreads.has(thread)) return memory.leftOut.count(IN_DELETED_THREADS)
  if (!memory.threads.has(thread))
    return yield problem(`The thread ${thread} of the post ${id} is not in the file.`)
  const comment = commentOf(row, { id, thread })
  if (comment.postedAt === null) yield problem(badDate(`post ${id}`, fieldText(row, 'createdAt')))
  yield comment
}

function commentOf(row: XmlRow, { id, thread }: { id: string; thread: string }): ImportedComment {
  const state = stateOf(row)
  const isDeleted = state === 'deleted'
  const parent = idOf(refOf(row, 'parent'))
  return {
    kind: 'comment',
    key: postKey(id),
    articleKey: threadKey(thread),
    parentKey: parent === '' || parent === id ? null : postKey(parent),
    author: isDeleted ? null : authorOf(row),
    body: { format: 'html', source: isDeleted ? '' : fieldText(row, 'message') },
    postedAt: parseDate(fieldText(row, 'createdAt')),
    state,
    language: null,
    place: row.place,
  }
}

function stateOf(row: XmlRow): ImportedComment['state'] {
  if (isTrue(row, 'isDeleted')) return 'deleted'
  if (isTrue(row, 'isSpam')) return 'spam'
  return fieldText(row, 'isApproved').toLowerCase() === 'false' ? 'pending' : 'published'
}

/** A username is one account at Disqus; guests typed their name, and at most their address tells them apart. */
function authorOf(row: XmlRow): ImportedComment['author'] {
  const username = fieldText(row, 'author/username')
  const isAccount = username !== '' && !isTrue(row, 'author/isAnonymous')
  const name = fieldText(row, 'author/name') || (isAccount ? username : '')
  if (name === '') return null
  const key = isAccount ? `user:${idOf(username)}` : mailKey(fieldText(row, 'author/email'))
  return { name: withoutAddress(name), key, isStaff: false }
}

/** Some people's name is their e-mail address: only the part before the @ may be shown. */
const withoutAddress = (name: string) =>
  /^\S+@\S+\.\S+$/.test(name) ? name.replace(/@.*/, '') : name

const problemOf = (row: XmlRow, reason: string): ImportProblem => ({
  kind: 'problem',
  place: row.place,
  reason,
})
const threadKey = (id: string) => `thread:${id}`
const postKey = (id: string) => `post:${id}`
const isTrue = (row: XmlRow, path: string) => fieldText(row, path).toLowerCase() === 'true'
const refOf = (row: XmlRow, path: string) =>
  attributeOf(
    row.fields.find((field) => field.path === path),
    'id',
  )
const badDate = (what: string, date: string) =>
  `The ${what} has no date that can be read (${date.slice(0, 40) || 'none'}); it came in without one.`

/** Titles are escaped once more than XML asks for; tags in them are text. */
const decodeEntities = (text: string) => readHtml(text.replaceAll('<', '&lt;')).text.trim()

const DELETED_THREADS = {
  one: 'One thread left out: it was deleted at Disqus.',
  many: '{count} threads left out: they were deleted at Disqus.',
}
const IN_DELETED_THREADS = {
  one: 'One post left out: its thread was deleted at Disqus.',
  many: '{count} posts left out: their threads were deleted at Disqus.',
}
