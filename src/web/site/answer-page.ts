/** Answering with a page: shared ones from the cache, private ones made each time. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { VNode } from 'preact'
import { renderPage } from '../pages/layout.js'
import type { WebCtx } from '../web-ctx.js'

const HTML = 'text/html; charset=utf-8'

/**
 * Answers with a page that every reader gets alike.
 * @param url its canonical address within the site: visits with other queries (campaign marks) share it
 */
export async function answerShared(
  ctx: WebCtx,
  request: FastifyRequest,
  reply: FastifyReply,
  url: string,
  make: () => Promise<{ page: VNode; tags: string[] }>,
): Promise<FastifyReply> {
  const page = await ctx.pages.page(url, async () => {
    const made = await make()
    return { contentType: HTML, body: renderPage(made.page), tags: made.tags }
  })
  reply.hijack()
  await ctx.pages.send(request.raw, reply.raw, page)
  return reply
}

/** Answers with a page for one reader: never kept anywhere. */
export const answerPrivate = (reply: FastifyReply, page: VNode) =>
  reply.type(HTML).header('cache-control', 'private, no-store').send(renderPage(page))
