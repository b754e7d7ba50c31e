/** A comment of a WordPress export; pingbacks and trackbacks stand among them and are none. */
import { readHtml } from '../../platform/markup.js'
import type { ImportedComment, ImportProblem, ImportRecord } from '../record.js'
import { fieldText, type XmlRow } from '../xml-rows.js'
import { parseDate } from './dates.js'
import { idOf, mailKey } from './keys.js'
import { type Blog, type OpenItem, originOf } from './wordpress-blog.js'
import { wordpressCommentHtml } from './wordpress-html.js'

/** Yields the comment, or nothing when it is left out and counted. */
export function* readComment(
  row: XmlRow,
  item: OpenItem,
  blog: Blog,
): Generator<ImportRecord, void, void> {
  const id = idOf(fieldText(row, 'comment_id'))
  const type = fieldText(row, 'comment_type') || 'comment'
  if (item.articleKey === null) return blog.leftOut.count(OF_LEFT_OUT_ITEMS)
  if (type !== 'comment') {
    item.pingbacks.add(id)
    return blog.leftOut.count(/^(pingback|trackback)$/.test(type) ? PINGBACKS : otherType(type))
  }
  if (id === '') return yield problemOf(row, 'A comment without an id.')
  if (!blog.comments.add(id))
    return yield problemOf(row, `The comment ${id} is in the file twice; the first one counts.`)
  const comment = commentOf(row, blog, {
    id,
    articleKey: item.articleKey,
    pingbacks: item.pingbacks,
  })
  if (comment.postedAt === null)
    yield problemOf(row, `The comment ${id} has no date that can be read; it came in without one.`)
  yield comment
}

function commentOf(
  row: XmlRow,
  blog: Blog,
  at: { id: string; articleKey: string; pingbacks: OpenItem['pingbacks'] },
): ImportedComment {
  const state = stateOf(fieldText(row, 'comment_approved'))
  const isDeleted = state === 'deleted'
  const parent = idOf(fieldText(row, 'comment_parent'))
  const isRoot = parent === '' || parent === '0' || parent === at.id || at.pingbacks.has(parent)
  return {
    kind: 'comment',
    key: keyOf(blog, at.id),
    articleKey: at.articleKey,
    parentKey: isRoot ? null : keyOf(blog, parent),
    author: isDeleted ? null : authorOf(row, blog),
    body: {
      format: 'html',
      source: isDeleted ? '' : wordpressCommentHtml(fieldText(row, 'comment_content')),
    },
    postedAt:
      parseDate(fieldText(row, 'comment_date_gmt')) ?? parseDate(fieldText(row, 'comment_date')),
    state,
    language: null,
    place: row.place,
  }
}

function stateOf(approved: string): ImportedComment['state'] {
  if (approved === '1' || approved === 'approve') return 'published'
  if (approved === 'spam') return 'spam'
  return approved === 'trash' || approved === 'post-trashed' ? 'deleted' : 'pending'
}

function authorOf(row: XmlRow, blog: Blog): ImportedComment['author'] {
  const name = readHtml(fieldText(row, 'comment_author')).text.replace(/\s+/g, ' ').trim()
  if (name === '') return null
  const account = idOf(fieldText(row, 'comment_user_id'))
  const isGuest = account === '' || account === '0'
  return {
    name: mailKey(name) === null ? name : name.replace(/@.*/, ''),
    key: isGuest
      ? mailKey(fieldText(row, 'comment_author_email'))
      : `${originOf(blog)}:user:${account}`,
    isStaff: !isGuest && blog.staffIds.has(account),
  }
}

const keyOf = (blog: Blog, id: string) => `${originOf(blog)}:comment:${id}`

const problemOf = (row: XmlRow, reason: string): ImportProblem => ({
  kind: 'problem',
  place: row.place,
  reason,
})

const PINGBACKS = {
  one: 'One pingback or trackback left out: it is not a comment.',
  many: '{count} pingbacks and trackbacks left out: they are not comments.',
}
const OF_LEFT_OUT_ITEMS = {
  one: 'One comment left out: what it belongs to did not become an article.',
  many: '{count} comments left out: what they belong to did not become an article.',
}
const otherType = (type: string) => ({
  one: `One entry of the kind “${type.slice(0, 40)}” left out: it is not a comment.`,
  many: `{count} entries of the kind “${type.slice(0, 40)}” left out: they are not comments.`,
})
