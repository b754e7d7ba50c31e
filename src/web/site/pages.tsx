/** Pages that every reader gets alike: front page, sections, articles, the support page. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '../../accounts/index.js'
import { isId } from '../../core/ids.js'
import { Refusal } from '../../core/refusals.js'
import {
  isOrder,
  type Order,
  readThread,
  type ThreadPage,
  type Viewer,
} from '../../discussion/index.js'
import { readMeter, readNewestGifts } from '../../funding/index.js'
import {
  ARTICLES_PER_PAGE,
  listArticles,
  listSections,
  readArticle,
  readArticlePlace,
} from '../../publishing/index.js'
import { placeOf } from '../article-cursor.js'
import { linkedThreads } from '../media-views.js'
import { ArticlePage } from '../pages/article-page.js'
import { FrontPage } from '../pages/front-page.js'
import { SectionPage } from '../pages/section-page.js'
import { SupportPage } from '../pages/support-page.js'
import type { Route } from '../route.js'
import { shellOf } from '../shell.js'
import { tags } from '../tags.js'
import { DEFAULT_ORDER, urls } from '../urls.js'
import type { CommentForm } from '../views.js'
import { articleCard, articleView, meterView, threadView } from '../views-of.js'
import type { WebCtx } from '../web-ctx.js'
import { answerShared, type Visit } from './answer-page.js'

/** Articles of the front page, and of each section's block on it. */
const FRONT_ARTICLES = 30
const SECTION_ARTICLES = 4
const GIFTS_SHOWN = 30

export const pageRoutes = (ctx: WebCtx): Route[] => [
  {
    method: 'GET',
    url: '/',
    may: 'read',
    speaks: 'html',
    handler: (request, reply, actor) =>
      answerShared(ctx, visit(request, reply, actor, urls.front()), () => frontPage(ctx)),
  },
  {
    method: 'GET',
    url: '/sections/:slug',
    may: 'read',
    speaks: 'html',
    handler: (request, reply, actor) => {
      const { slug } = request.params as { slug: string }
      const after = queryOf(request).after ?? null
      const at = visit(request, reply, actor, urls.section(slug, after), urls.section(slug))
      return answerShared(ctx, at, () => sectionPage(ctx, slug, after))
    },
  },
  {
    method: 'GET',
    url: '/articles/:slug',
    may: 'read',
    speaks: 'html',
    handler: (request, reply, actor) => {
      const { slug } = request.params as { slug: string }
      const where = placeInThread(request)
      const url = urls.article(slug, where.order, where.afterId)
      const at = visit(request, reply, actor, url, urls.article(slug))
      const form = emptyForm(ctx, slug, null)
      return answerShared(ctx, { ...at, parts: { ...at.parts, form } }, (viewer) =>
        articlePage(ctx, slug, { ...where, viewer }),
      )
    },
  },
  {
    method: 'GET',
    url: '/support',
    may: 'read',
    speaks: 'html',
    handler: (request, reply, actor) =>
      answerShared(ctx, visit(request, reply, actor, urls.support()), () => supportPage(ctx)),
  },
]

/** @param canonical the address that the page itself calls its own, where it differs from the one it is kept under */
const visit = (
  request: FastifyRequest,
  reply: FastifyReply,
  actor: Actor,
  url: string,
  canonical = url,
): Visit => ({ request, reply, actor, url, parts: { here: canonical, form: null } })

const queryOf = (request: FastifyRequest) => request.query as Record<string, string | undefined>

/** Order and cursor of a thread from the query. @throws Refusal request/cursor-invalid */
export function placeInThread(request: FastifyRequest): { order: Order; afterId: string | null } {
  const { order = DEFAULT_ORDER, after } = queryOf(request)
  if (after !== undefined && (typeof after !== 'string' || !isId(after)))
    throw new Refusal('request/cursor-invalid')
  return {
    order: isOrder(String(order)) ? (order as Order) : DEFAULT_ORDER,
    afterId: after ?? null,
  }
}

/** An empty form; its key is made by the browser, or by the server from what is sent. */
export const emptyForm = (ctx: WebCtx, slug: string, parentId: string | null): CommentForm => ({
  postUrl: urls.comments(slug),
  previewUrl: urls.preview(slug),
  pageUrl: parentId === null ? urls.article(slug) : urls.comment(slug, parentId),
  takesGuests: ctx.config.guestComments,
  parentId,
  name: '',
  text: '',
  key: '',
  takesPictures: ctx.config.commentPictures,
  pictures: [],
  asksForAlts: false,
  problem: null,
  isQuestion: false,
  nudgeTicket: '',
})

/** A form in a thread: where only people with an account may write, guests are led to sign in. */
export const formFor = (
  ctx: WebCtx,
  slug: string,
  parentId: string | null,
  thread: Pick<ThreadPage, 'isMembersOnly' | 'mode'>,
): CommentForm => {
  const form = emptyForm(ctx, slug, parentId)
  return {
    ...form,
    takesGuests: form.takesGuests && !thread.isMembersOnly,
    isQuestion: parentId === null && thread.mode === 'questions',
  }
}

async function meterOf(ctx: WebCtx) {
  const meter = await readMeter(ctx)
  return meter && meterView(meter)
}

async function frontPage(ctx: WebCtx) {
  const shell = await shellOf(ctx)
  const articles = await listArticles(ctx, { home: 'here', limit: FRONT_ARTICLES })
  const blocks = []
  for (const section of shell.site.sections) {
    const rows = await listArticles(ctx, {
      home: 'here',
      sectionSlug: section.slug,
      limit: SECTION_ARTICLES,
    })
    blocks.push({ section, articles: rows.map(articleCard) })
  }
  const page = (
    <FrontPage
      shell={shell}
      articles={articles.map(articleCard)}
      sections={blocks}
      meter={await meterOf(ctx)}
    />
  )
  return { page, tags: [tags.lists, tags.counts, tags.meter] }
}

/** @throws Refusal request/not-found, request/cursor-invalid */
async function sectionPage(ctx: WebCtx, slug: string, after: string | null) {
  const known = (await listSections(ctx)).find((one) => one.slug === slug)
  if (!known) throw new Refusal('request/not-found')
  const rows = await listArticles(ctx, {
    sectionSlug: slug,
    limit: ARTICLES_PER_PAGE + 1,
    after: after === null ? undefined : await placeOf(ctx, after),
  })
  const shown = rows.slice(0, ARTICLES_PER_PAGE)
  const last = shown.at(-1)
  const page = (
    <SectionPage
      shell={await shellOf(ctx)}
      section={{ slug, name: known.name, url: urls.section(slug) }}
      articles={shown.map(articleCard)}
      olderUrl={last && rows.length > ARTICLES_PER_PAGE ? urls.section(slug, last.slug) : null}
      isFirstPage={after === null}
    />
  )
  return { page, tags: [tags.lists, tags.counts] }
}

/** @throws Refusal article/not-found, request/cursor-invalid */
async function articlePage(
  ctx: WebCtx,
  slug: string,
  where: { order: Order; afterId: string | null; viewer: Viewer },
) {
  const [article, place] = await Promise.all([readArticle(ctx, slug), readArticlePlace(ctx, slug)])
  // Before the thread is read: whoever listens from here is told what the page may lack.
  const moment = await ctx.streams.momentOf(place.thread_id)
  const [shell, thread, meter] = await Promise.all([
    shellOf(ctx),
    readThread(ctx, { articleId: article.id, ...where }),
    meterOf(ctx),
  ])
  const page = (
    <ArticlePage
      shell={shell}
      article={articleView(article)}
      thread={threadView(thread, slug, { ...where, moment })}
      form={thread.isClosed ? null : formFor(ctx, slug, null, thread)}
      meter={meter}
    />
  )
  const threads = [thread.threadId, ...linkedThreads(thread.roots)]
  return {
    page,
    tags: [tags.lists, tags.meter, tags.people, tags.rules, ...threads.map(tags.thread)],
  }
}

async function supportPage(ctx: WebCtx) {
  const meter = await meterOf(ctx)
  const gifts = meter ? await readNewestGifts(ctx, GIFTS_SHOWN) : []
  const page = (
    <SupportPage
      shell={await shellOf(ctx)}
      meter={meter}
      gifts={gifts.map((gift) => ({
        name: gift.name,
        amountMinor: Number(gift.amount_minor),
        receivedAt: gift.received_at?.toISOString() ?? null,
      }))}
      liveUrl={urls.meterLive()}
    />
  )
  return { page, tags: [tags.meter, tags.lists, tags.people] }
}
