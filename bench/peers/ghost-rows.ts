/** A conversation as rows of Ghost's tables. */
import { randomBytes, randomUUID } from 'node:crypto'
import { newId } from '../../src/core/ids.js'
import type { Said } from '../conversation.js'
import { rootsOf } from './conversation-forms.js'
import { quoted } from './mariadb.js'

/** Rows in one statement. */
const BATCH = 500

/**
 * The statements that put a conversation under a post; the owner gets no letters about comments. Ghost knows two levels,
 * and which reply answers which; readers are members, so each name is one.
 */
export function insertOf(postId: string, said: Said[]): string {
  const roots = rootsOf(said)
  const ids = said.map((one) => newId(one.postedAtMs).replaceAll('-', '').slice(8))
  const members = new Map(said.map(({ name }) => [name, randomBytes(12).toString('hex')]))
  const comments = said.map((one, place) => {
    const root = one.parent === null ? null : (ids[roots[place] ?? 0] ?? null)
    const answered = one.parent === null ? null : (ids[one.parent] ?? null)
    const at = new Date(one.postedAtMs).toISOString().replace('T', ' ').slice(0, 19)
    const values = [
      ids[place] ?? '',
      postId,
      members.get(one.name) ?? '',
      root,
      answered === root ? null : answered,
      'published',
      `<p>${one.text}</p>`,
      at,
      at,
    ]
    return `(${values.map(quoted).join(', ')})`
  })
  return [
    'start transaction',
    'update users set comment_notifications = 0',
    ...[...members].map(
      ([name, id]) =>
        `insert into members (id, uuid, transient_id, email, name, status, created_at)
         values ('${id}', '${randomUUID()}', '${randomBytes(12).toString('hex')}', '${id}@example.com', ${quoted(name)}, 'free', now())`,
    ),
    ...inBatches(comments).map(
      (rows) =>
        `insert into comments (id, post_id, member_id, parent_id, in_reply_to_id, status, html, created_at, updated_at)
         values ${rows.join(', ')}`,
    ),
    'commit',
    'analyze table comments, members',
  ].join(';\n')
}

const inBatches = (rows: string[]): string[][] =>
  Array.from({ length: Math.ceil(rows.length / BATCH) }, (_, i) =>
    rows.slice(i * BATCH, (i + 1) * BATCH),
  )
