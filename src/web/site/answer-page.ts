/** Answering with a page: shared ones from the cache, with a reader's own parts put in; private ones made each time. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { VNode } from 'preact'
import type { Actor } from '../../accounts/index.js'
import { ANYONE, type Viewer } from '../../discussion/index.js'
import { compressed } from '../../platform/page-bytes.js'
import { eyesOf } from '../author.js'
import { wroteJustNow } from '../door/cookies.js'
import { renderFragment, renderPage } from '../pages/layout.js'
import { type Parts, personal } from '../personal.js'
import type { WebCtx } from '../web-ctx.js'

const HTML = 'text/html; charset=utf-8'

/** A page as somebody sees it: what it is made of, and the names of everything that can change it. */
export type Make = (viewer: Viewer) => Promise<Made>

export type Made = {
  page: VNode
  tags: string[]
  /** A part of a page, to be put into one that is open. */
  isPart?: boolean
}

const htmlOf = ({ page, isPart }: Made): string =>
  isPart ? renderFragment(page) : renderPage(page)

export type Visit = {
  request: FastifyRequest
  reply: FastifyReply
  actor: Actor
  /** Canonical address within the site: visits with other queries (campaign marks) share the page. */
  url: string
  /** What of the page is different for a reader with an account, as everybody sees it. */
  parts: Parts
}

/**
 * Answers with a page that all readers without an account get alike. A reader with one gets the same page with their
 * own parts, made anew only where they muted somebody.
 */
export async function answerShared(ctx: WebCtx, visit: Visit, make: Make): Promise<FastifyReply> {
  const { request, reply, actor, url } = visit
  if (actor.kind === 'account' && actor.muted.size > 0) {
    const made = await make(eyesOf(actor))
    return sendPersonal(ctx, visit, Buffer.from(htmlOf(made)))
  }
  const render = async () => {
    const made = await make(ANYONE)
    // A part is asked for to show what was just told; a page tells its moment, and hears the rest as it is open.
    return { contentType: HTML, body: htmlOf(made), tags: made.tags, mayBeOld: !made.isPart }
  }
  const page = await ctx.pages.page(url, render, wroteJustNow(request.headers.cookie))
  if (actor.kind === 'account') return sendPersonal(ctx, visit, page.body)
  reply.hijack()
  await ctx.pages.send(request.raw, reply.raw, page)
  return reply
}

function sendPersonal(ctx: WebCtx, visit: Visit, html: Buffer): FastifyReply {
  const { request, reply, actor, parts } = visit
  const own = personal(html, { actor, parts, language: ctx.site.language })
  const { encoding, body } = compressed(own, request.headers['accept-encoding'])
  if (encoding !== 'identity') reply.header('content-encoding', encoding)
  return reply
    .type(HTML)
    .header('cache-control', 'private, no-store')
    .header('vary', 'Accept-Encoding, Cookie')
    .send(body)
}

/** Answers with a page for one reader: never kept anywhere. */
export const answerPrivate = (reply: FastifyReply, page: VNode) =>
  reply.type(HTML).header('cache-control', 'private, no-store').send(renderPage(page))

/** Sends the browser to another page of ours, as the answer to a form. @param path same-origin: see door/next-path.ts */
export const redirect = (reply: FastifyReply, path: string) =>
  reply.code(303).header('location', path).send('')
