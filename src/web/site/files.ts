/** What is no page: assets, the feed, robots.txt, health. */

import type { FastifyReply, FastifyRequest } from 'fastify'
import { Feed } from 'feed'
import { Refusal } from '../../core/refusals.js'
import { listArticles } from '../../publishing/index.js'
import type { Asset } from '../assets.js'
import type { Route } from '../route.js'
import { tags } from '../tags.js'
import { urls } from '../urls.js'
import type { WebCtx } from '../web-ctx.js'

/** Articles in the feed: what a reader who looks once a week would miss. */
const FEED_ARTICLES = 30
const FOREVER = 'public, max-age=31536000, immutable'

export const fileRoutes = (ctx: WebCtx): Route[] => [
  {
    method: 'GET',
    url: '/assets/*',
    may: 'read',
    speaks: 'html',
    handler: async (request, reply) => {
      const asset = ctx.assets.find(request.url.split('?')[0] ?? '')
      if (!asset) throw new Refusal('request/not-found')
      return sendAsset(request, reply, asset)
    },
  },
  {
    method: 'GET',
    url: '/feed.xml',
    may: 'read',
    speaks: 'html',
    handler: async (request, reply) => {
      const page = await ctx.pages.page('/feed.xml', async () => ({
        contentType: 'application/rss+xml; charset=utf-8',
        body: await feedOf(ctx),
        tags: [tags.lists],
      }))
      reply.hijack()
      await ctx.pages.send(request.raw, reply.raw, page)
      return reply
    },
  },
  {
    method: 'GET',
    url: '/robots.txt',
    may: 'read',
    speaks: 'html',
    handler: async (_request, reply) =>
      reply
        .type('text/plain; charset=utf-8')
        .send(
          'User-agent: *\nDisallow: /receipts/\nDisallow: /api/\nDisallow: /articles/*/find\nDisallow: /account\nDisallow: /desk\nDisallow: /sign-in\nDisallow: /invitation/\nDisallow: /unsubscribe/\n',
        ),
  },
  {
    method: 'GET',
    url: '/.well-known/security.txt',
    may: 'read',
    speaks: 'html',
    handler: async (_request, reply) =>
      reply.type('text/plain; charset=utf-8').send(securityText(ctx)),
  },
  {
    method: 'GET',
    url: '/favicon.svg',
    may: 'read',
    speaks: 'html',
    handler: async (_request, reply) =>
      reply
        .type('image/svg+xml; charset=utf-8')
        .header('cache-control', 'public, max-age=86400')
        .send(FAVICON),
  },
  {
    method: 'GET',
    url: '/health',
    may: 'read',
    speaks: 'json',
    schema: { hide: true },
    handler: async (_request, reply) => {
      await ctx.pool.query('select 1')
      return reply.type('application/json').send({ status: 'ok', live: ctx.live.isConnected() })
    },
  },
]

/** Days until security.txt must be read again; RFC 9116 asks for less than a year. */
const SECURITY_TEXT_DAYS = 180

/** Where to report a weakness (RFC 9116). */
function securityText(ctx: WebCtx): string {
  const expires = new Date(ctx.clock().getTime() + SECURITY_TEXT_DAYS * 86_400_000)
  return [
    `Contact: ${ctx.config.securityContact || `${ctx.origin()}/`}`,
    `Expires: ${expires.toISOString()}`,
    `Preferred-Languages: ${ctx.site.language}`,
    `Canonical: ${ctx.origin()}/.well-known/security.txt`,
    '',
  ].join('\n')
}

const FAVICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#0b5c4b"/><path d="M9 7h14v3H9zm0 6h14v2H9zm0 5h9v2H9zm0 5h12v2H9z" fill="#fff"/></svg>'

function sendAsset(request: FastifyRequest, reply: FastifyReply, asset: Asset) {
  reply.type(asset.contentType).header('cache-control', FOREVER).header('vary', 'Accept-Encoding')
  const accept = request.headers['accept-encoding'] ?? ''
  if (asset.br && /\bbr\b/.test(accept))
    return reply.header('content-encoding', 'br').send(asset.br)
  if (asset.gzip && /\bgzip\b/.test(accept))
    return reply.header('content-encoding', 'gzip').send(asset.gzip)
  return reply.send(asset.body)
}

/** The newest articles as RSS 2.0. */
async function feedOf(ctx: WebCtx): Promise<string> {
  const origin = ctx.origin()
  const rows = await listArticles(ctx, { home: 'here', limit: FEED_ARTICLES })
  const feed = new Feed({
    id: `${origin}/`,
    link: `${origin}/`,
    title: ctx.site.name,
    description: ctx.site.tagline,
    language: ctx.site.language,
    copyright: ctx.site.name,
    updated: rows[0]?.updated_at ?? ctx.clock(),
    feedLinks: { rss: `${origin}${urls.feed()}` },
    generator: 'Readership',
  })
  for (const row of rows)
    feed.addItem({
      id: `${origin}${urls.article(row.slug)}`,
      link: `${origin}${urls.article(row.slug)}`,
      title: row.headline,
      description: row.standfirst ?? '',
      date: row.published_at ?? row.sort_at,
      ...(row.byline ? { author: [{ name: row.byline }] } : {}),
      ...(row.section_name ? { category: [{ name: row.section_name }] } : {}),
    })
  return feed.rss2()
}
