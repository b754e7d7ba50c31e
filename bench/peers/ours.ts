/** Readership itself, as it is shipped. */
import { randomUUID } from 'node:crypto'
import { urls } from '../../src/web/urls.js'
import { addArticle, fillThread } from '../fill.js'
import { postRequest } from '../rows/post-request.js'
import { openStage } from '../stage.js'
import type { Peer } from './peer.js'

export const ours: Peer = {
  name: 'Readership',
  about:
    'one process with its PostgreSQL, as shipped; a page shows 20 roots and up to 200 comments',
  install: async () => undefined,
  async open() {
    const stage = await openStage()
    return {
      address: stage.address,
      pids: [stage.program.pid ?? 0],
      async fill(said) {
        const { slug, threadId } = await addArticle(stage.client, `thread-of-${said.length}`)
        await fillThread(stage.client, threadId, said)
        await stage.client.query('vacuum analyze comment, verdict, thread, article')
        return {
          page: `${urls.article(slug)}#discussion`,
          comments: urls.article(slug),
          selector: '.comment-text',
          post: ({ name, text }) =>
            postRequest(slug, { name, text, parentId: null, key: randomUUID() }),
          // One in a thousand of the made-up texts is held by the judge: that one is on disk and judged as well.
          isPosted: ({ status, body }) => {
            const { state } = JSON.parse(body.toString()) as { state?: string }
            return status === 201 && (state === 'published' || state === 'held')
          },
          async stored() {
            const { rows } = await stage.client.query<{ count: number }>(
              `select count(*)::int from comment where thread_id = $1 and state in ('published', 'held')`,
              [threadId],
            )
            return rows[0]?.count ?? 0
          },
        }
      },
      close: stage.close,
    }
  },
}
