/** Pages of a big thread, and for each a thread that holds only what this page shows. */
import { brotliDecompressSync } from 'node:zlib'
import { urls } from '../../src/web/urls.js'
import type { CommentOrder } from '../../src/web/views.js'
import { counted } from '../conversation.js'
import { addArticle, type FilledThread, fillThread } from '../fill.js'
import { type Answer, ask, getRequest } from '../http-load.js'
import type { Stage } from '../stage.js'

/** As deep as the permalinks that are measured: see QUARREL_DEPTH. */
const PERMALINK_DEPTH = 40

export type ThreadPage = {
  what: string
  path: string
  slug: string
  threadId: string
  /** The comment of a permalink. */
  commentId: string | null
  /** Comments on it. */
  shown: number
}

/** The first page of a thread, one in the middle of its roots, and the permalink of a comment far down. */
export async function pagesOf(stage: Stage, thread: FilledThread): Promise<ThreadPage[]> {
  const { slug } = thread
  const deepId = await commentAtDepth(stage, thread, PERMALINK_DEPTH)
  const middle = async (order: CommentOrder) =>
    urls.article(slug, order, await middleRoot(stage, thread, order))
  return [
    await pageAt(stage, thread, 'best', urls.article(slug)),
    await pageAt(stage, thread, 'newest', urls.article(slug, 'newest')),
    await pageAt(stage, thread, 'middle of best', await middle('best')),
    await pageAt(stage, thread, 'middle of newest', await middle('newest')),
    {
      ...(await pageAt(stage, thread, `depth ${PERMALINK_DEPTH}`, urls.comment(slug, deepId))),
      commentId: deepId,
    },
  ]
}

/** A page of a thread, looked at once. */
export async function pageAt(
  stage: Stage,
  { slug, threadId }: FilledThread,
  what: string,
  path: string,
): Promise<ThreadPage> {
  const shown = commentsOn(await visit(stage, path)).length
  return { what, path, slug, threadId, commentId: null, shown }
}

/** Made so far: rows make their own, of the thread as it is then. */
let twins = 0

/** The same page in a thread that holds the comments of this page, those above them, and no others. */
export async function twinOf(stage: Stage, page: ThreadPage): Promise<ThreadPage> {
  const rows = await rowsOf(stage, commentsOn(await visit(stage, page.path)))
  const placeOf = new Map(rows.map((row, place) => [row.id, place]))
  const said = counted(
    rows.map((row) => ({
      parent: row.parent_id === null ? null : (placeOf.get(row.parent_id) ?? null),
      depth: row.depth,
      name: row.author_name,
      text: row.text,
      postedAtMs: row.posted_at.getTime(),
    })),
  )
  twins += 1
  const slug = `twin-${twins}-of-${page.slug}`
  const thread = await addArticle(stage.client, slug)
  const ids = await fillThread(stage.client, thread.threadId, said)
  const commentId =
    page.commentId === null ? null : (ids[placeOf.get(page.commentId) ?? -1] ?? null)
  const order = /newest/.test(page.what) ? 'newest' : 'best'
  const path = commentId === null ? urls.article(slug, order) : urls.comment(slug, commentId)
  return { ...(await pageAt(stage, thread, page.what, path)), commentId }
}

type Row = {
  id: string
  parent_id: string | null
  depth: number
  author_name: string
  text: string
  posted_at: Date
}

/** These comments and all above them, parents first. */
async function rowsOf({ client }: Stage, ids: string[]): Promise<Row[]> {
  const { rows } = await client.query<Row>(
    `with recursive up(id) as (
       select unnest($1::uuid[]) union
       select c.parent_id from up join comment c on c.id = up.id where c.parent_id is not null
     ) select c.id, c.parent_id, c.depth, c.author_name, c.text, c.posted_at
     from up join comment c on c.id = up.id order by c.depth, c.posted_at, c.id`,
    [ids],
  )
  return rows
}

async function visit(stage: Stage, path: string): Promise<Answer> {
  const page = await ask(stage.address, getRequest(path))
  if (page.status !== 200) throw new Error(`${path} answered ${page.status}`)
  return page
}

/** Ids of the comments on a page. */
export const commentsOn = ({ body }: Pick<Answer, 'body'>): string[] =>
  [
    ...brotliDecompressSync(body)
      .toString()
      .matchAll(/ id="c-([0-9a-f-]{36})"/g),
  ].flatMap(([, id]) => id ?? [])

/** In the order of the page, the root after which the second half of the thread begins. */
async function middleRoot(
  { client }: Stage,
  { threadId }: FilledThread,
  order: CommentOrder,
): Promise<string> {
  const key = order === 'best' ? 'best_key, posted_at, id' : 'posted_at desc, id desc'
  const { rows } = await client.query<{ id: string }>(
    `select id from comment where thread_id = $1 and parent_id is null order by ${key}
     offset (select count(*) / 2 from comment where thread_id = $1 and parent_id is null) limit 1`,
    [threadId],
  )
  return rows[0]?.id ?? ''
}

async function commentAtDepth(
  { client }: Stage,
  { threadId }: FilledThread,
  depth: number,
): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `select id from comment where thread_id = $1 and depth = $2 order by descendant_count desc limit 1`,
    [threadId, depth],
  )
  if (!rows[0]) throw new Error(`No comment at depth ${depth}.`)
  return rows[0].id
}
