/** Puts comments into Ghost's SQLite: run by Node 22, which brings SQLite, with the file as argument and rows on stdin. */
import { randomBytes, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

const { postId, rows } = JSON.parse(readFileSync(0, 'utf8'))
const database = new DatabaseSync(process.argv[2] ?? '')
const newId = () => randomBytes(12).toString('hex')
const members = new Map()

database.exec('pragma busy_timeout = 30000; begin immediate')
database.exec('update users set comment_notifications = 0')
const addMember = database.prepare(
  `insert into members (id, uuid, transient_id, email, name, status, created_at) values (?, ?, ?, ?, ?, 'free', ?)`,
)
const addComment = database.prepare(
  `insert into comments (id, post_id, member_id, parent_id, in_reply_to_id, status, html, created_at, updated_at)
   values (?, ?, ?, ?, ?, 'published', ?, ?, ?)`,
)
for (const { id, name, html, parentId, inReplyTo, postedAt } of rows) {
  if (!members.has(name)) {
    const memberId = newId()
    addMember.run(memberId, randomUUID(), newId(), `${memberId}@example.com`, name, postedAt)
    members.set(name, memberId)
  }
  addComment.run(id, postId, members.get(name), parentId, inReplyTo, html, postedAt, postedAt)
}
database.exec('commit; analyze')
database.close()
