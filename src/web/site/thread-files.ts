/** A thread to take along: as a feed of its newest comments, and whole, as JSON or Markdown. Everybody gets the same. */
import { randomUUID } from 'node:crypto'
import { addAbortSignal, pipeline, Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import { Refusal } from '../../core/refusals.js'
import {
  ANYONE,
  findSources,
  type Marked,
  type ReadRow,
  readNewestComments,
  WALK_LIMIT_MAX,
  walkThread,
} from '../../discussion/index.js'
import { type Locale, localeFor } from '../../locales/index.js'
import { readArticle } from '../../publishing/index.js'
import { answers } from '../api/answer.js'
import { SlugParams, WholeThread } from '../api/schemas.js'
import { apiComment } from '../api/views.js'
import type { Route } from '../route.js'
import { tags } from '../tags.js'
import { type ThreadFeed, threadAtom, threadRss } from '../thread-feed.js'
import { markdownComment, markdownHead } from '../thread-markdown.js'
import { urls } from '../urls.js'
import { commentView } from '../views-of.js'
import type { WebCtx } from '../web-ctx.js'

/** Comments in a feed: what a reader who looks once a day would miss. */
export const FEED_COMMENTS = 50
/** Comments read at once for a whole thread; one reader of it keeps three times as many in memory. */
export const COMMENTS_AT_ONCE = WALK_LIMIT_MAX
/** Whole threads sent at the same time by one process: each reads all rows of its thread. */
export const FILES_AT_ONCE = 16
/** A reader who takes longer is cut off, so that slow ones do not keep the others out. */
const FILE_MS_MAX = 10 * 60_000
/** A quarter of the size of the text, for a tenth of the time that the best would take. */
const GZIP_LEVEL = 1

/** A published article with its thread. */
type Place = { slug: string; headline: string; threadId: string; total: number }

export function threadFileRoutes(ctx: WebCtx): Route[] {
  const files = openFiles(ctx)
  return [
    {
      method: 'GET',
      url: '/articles/:slug/comments.rss',
      may: 'read',
      speaks: 'html',
      handler: (request, reply) =>
        answerFeed(ctx, request, reply, {
          url: urls.threadRss,
          contentType: 'application/rss+xml; charset=utf-8',
          write: threadRss,
        }),
    },
    {
      method: 'GET',
      url: '/articles/:slug/comments.atom',
      may: 'read',
      speaks: 'html',
      handler: (request, reply) =>
        answerFeed(ctx, request, reply, {
          url: urls.threadAtom,
          contentType: 'application/atom+xml; charset=utf-8',
          write: threadAtom,
        }),
    },
    {
      method: 'GET',
      url: '/articles/:slug/comments.json',
      may: 'read',
      speaks: 'json',
      schema: {
        summary: 'The whole thread of an article in one answer, depth-first, oldest first',
        description:
          'Sent while it is read. An answer that ends before its last bracket was cut off. Has an ETag: ask with If-None-Match.',
        params: SlugParams,
        response: answers(200, WholeThread, 404, 503),
      },
      handler: async (request, reply) => {
        const place = await placeOf(ctx, slugOf(request))
        const type = 'application/json; charset=utf-8'
        return files.answer(request, reply, { place, type, parts: () => threadJson(ctx, place) })
      },
    },
    {
      method: 'GET',
      url: '/articles/:slug/comments.md',
      may: 'read',
      speaks: 'html',
      handler: async (request, reply) => {
        const place = await placeOf(ctx, slugOf(request))
        const type = 'text/markdown; charset=utf-8'
        return files.answer(request, reply, { place, type, parts: () => threadText(ctx, place) })
      },
    },
  ]
}

const slugOf = (request: FastifyRequest) => (request.params as Static<typeof SlugParams>).slug

/** @throws Refusal article/not-found */
async function placeOf(ctx: WebCtx, slug: string): Promise<Place> {
  const row = await readArticle(ctx, slug)
  if (row.thread_id === null) throw new Refusal('article/not-found')
  return { slug, headline: row.headline, threadId: row.thread_id, total: row.comment_count ?? 0 }
}

async function answerFeed(
  ctx: WebCtx,
  request: FastifyRequest,
  reply: FastifyReply,
  as: { url: (slug: string) => string; contentType: string; write: (feed: ThreadFeed) => string },
): Promise<FastifyReply> {
  const slug = slugOf(request)
  const page = await ctx.pages.page(as.url(slug), async () => {
    const feed = await feedOf(ctx, slug)
    return {
      contentType: as.contentType,
      body: as.write(feed),
      tags: [tags.thread(feed.threadId), tags.people, tags.lists],
    }
  })
  reply.hijack()
  await ctx.pages.send(request.raw, reply.raw, page)
  return reply
}

/** @throws Refusal article/not-found */
async function feedOf(ctx: WebCtx, slug: string): Promise<ThreadFeed> {
  const article = await readArticle(ctx, slug)
  const threadId = article.thread_id
  if (threadId === null) throw new Refusal('article/not-found')
  const rows = await readNewestComments(ctx, { threadId, limit: FEED_COMMENTS })
  return {
    origin: ctx.origin(),
    siteName: ctx.site.name,
    language: article.language,
    slug,
    headline: article.headline,
    threadId,
    updatedAt: (rows[0]?.posted_at ?? article.updated_at).toISOString(),
    entries: rows.map((row) => ({
      ...commentView(row, slug, ANYONE),
      sortAt: row.posted_at.toISOString(),
    })),
    unknown: localeFor(ctx.site.language).comment.unknown,
  }
}

/** The whole thread as JSON, in parts. */
export async function* threadJson(ctx: WebCtx, place: Place): AsyncGenerator<string> {
  const { slug, headline, total } = place
  const article = { slug, headline, url: urls.article(slug) }
  yield `{"article":${JSON.stringify(article)},"total":${total},"comments":[`
  let isFirst = true
  for await (const rows of wholeThread(ctx, place)) {
    const comments = rows.map((row) => JSON.stringify(apiComment(row, slug, ANYONE)))
    if (comments.length > 0) yield `${isFirst ? '' : ','}\n${comments.join(',\n')}`
    isFirst = false
  }
  yield '\n]}\n'
}

/** The whole thread as Markdown, in parts. */
export async function* threadText(ctx: WebCtx, place: Place): AsyncGenerator<string> {
  const { slug, headline } = place
  const origin = ctx.origin()
  const locale: Locale = localeFor(ctx.site.language)
  yield markdownHead({ origin, slug, headline })
  for await (const rows of wholeThread(ctx, place)) {
    const found = await findSources(
      ctx.db,
      rows.map((row) => row.id),
    )
    const sourceOf = new Map(found.map((one) => [one.id, one]))
    const about = (row: ReadRow) => ({
      origin,
      slug,
      locale,
      source: sourceOf.get(row.id) ?? null,
    })
    yield rows.map((row) => markdownComment(commentView(row, slug, ANYONE), about(row))).join('')
  }
}

/** Pages of the thread, read when the one before is taken: in the order of time nothing moves before the cursor. */
async function* wholeThread(ctx: WebCtx, { threadId }: Place): AsyncGenerator<Marked<ReadRow>[]> {
  let afterId: string | null = null
  do {
    const walk: Awaited<ReturnType<typeof walkThread>> = await walkThread(ctx, {
      threadId,
      order: 'oldest',
      mode: 'discussion',
      afterId,
      limit: COMMENTS_AT_ONCE,
      viewer: ANYONE,
    })
    yield walk.rows
    afterId = walk.nextAfterId
  } while (afterId !== null)
}

type File = { place: Place; type: string; parts: () => AsyncGenerator<string> }

/** Sends files while they are read, no faster than they are taken, and not too many at once. */
function openFiles(ctx: WebCtx) {
  let open = 0
  return {
    /** @throws Refusal request/too-busy */
    async answer(request: FastifyRequest, reply: FastifyReply, file: File): Promise<FastifyReply> {
      const etag = await versionOf(ctx, file.place.threadId)
      const isKnown = request.headers['if-none-match']?.includes(etag) === true
      const isWanted = !isKnown && request.method !== 'HEAD'
      if (isWanted && open >= FILES_AT_ONCE) throw new Refusal('request/too-busy')
      reply
        .type(file.type)
        .header('etag', etag)
        .header('cache-control', 'public, max-age=0, must-revalidate')
        .header('vary', 'Accept-Encoding')
        // Its words are found at the address of the article.
        .header('x-robots-tag', 'noindex')
      if (isKnown) return reply.code(304).send()
      if (!isWanted) return reply.send('')
      open += 1
      const parts = partsOf(ctx, file)
      parts.once('close', () => {
        open -= 1
      })
      if (!takesGzip(request)) return reply.send(parts)
      const packed = pipeline(parts, createGzip({ level: GZIP_LEVEL }), () => undefined)
      return reply.header('content-encoding', 'gzip').send(packed)
    },
  }
}

function partsOf(ctx: WebCtx, file: File): Readable {
  // One part ahead, no more: a part is a page of comments.
  const parts = Readable.from(file.parts(), { highWaterMark: 1 })
  parts.once('error', ({ name }) => ctx.log.warn({ error: name }, 'A thread was sent in part.'))
  return addAbortSignal(AbortSignal.timeout(FILE_MS_MAX), parts)
}

const takesGzip = (request: FastifyRequest): boolean =>
  /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(String(request.headers['accept-encoding'] ?? ''))

/**
 * A weak ETag of a thread that costs no look at its comments: a name kept in the page cache until a write forgets it.
 * Another process, or this one after it forgot, has another name: then the file is sent once more, never too seldom.
 */
async function versionOf(ctx: WebCtx, threadId: string): Promise<string> {
  // With a space in it no request can have this address.
  const { body } = await ctx.pages.page(`version of ${threadId}`, async () => ({
    contentType: 'text/plain',
    body: randomUUID(),
    tags: [tags.thread(threadId), tags.people, tags.lists],
  }))
  return `W/"${body.toString()}"`
}
