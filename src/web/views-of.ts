/** Rows become views: the one place where what a viewer may not see is left out. */
import { litExcerpt } from '../core/lit-text.js'
import { directionOf, directionOfLanguage, excerptOf } from '../core/text.js'
import {
  type CommentPage,
  type CommentTree,
  type Found,
  type Marked,
  type Mode,
  ORDERS,
  type Order,
  orderBelow,
  type PickedComment,
  type ReadRow,
  type ReplyOrder,
  type ThreadPage,
  type TreeOrder,
  type Viewer,
} from '../discussion/index.js'
import type { Meter } from '../funding/index.js'
import type { Ctx } from '../platform/ctx.js'
import type { ArticleRow, FullArticleRow } from '../publishing/index.js'
import { cardViews, commentPicture, type PictureUrl } from './media-views.js'
import { urls } from './urls.js'
import type {
  ArticleCard,
  ArticleView,
  CommentNode,
  CommentView,
  FindPlace,
  FoundComment,
  FoundView,
  MeterView,
  PickView,
  PictureView,
  SiteView,
  ThreadView,
} from './views.js'

export function siteView(
  ctx: Ctx,
  sections: { slug: string; name: string }[],
  origin: string,
): SiteView {
  const { name, tagline, language } = ctx.site
  return {
    name,
    tagline,
    language,
    dir: directionOfLanguage(language),
    sections: sections.map(({ slug, name }) => ({ slug, name, url: urls.section(slug) })),
    origin,
  }
}

export function articleCard(row: ArticleRow): ArticleCard {
  return {
    slug: row.slug,
    url: urls.article(row.slug),
    headline: row.headline,
    standfirst: row.standfirst,
    byline: row.byline,
    section:
      row.section_slug === null || row.section_name === null
        ? null
        : { name: row.section_name, slug: row.section_slug, url: urls.section(row.section_slug) },
    publishedAt: row.published_at?.toISOString() ?? null,
    commentCount: row.comment_count ?? 0,
    picture: pictureView(row),
    language: row.language,
    dir: directionOfLanguage(row.language),
    canonicalUrl: row.home === 'elsewhere' ? row.origin_url : null,
  }
}

export const articleView = (row: FullArticleRow): ArticleView => ({
  ...articleCard(row),
  html: row.body_html,
  updatedAt: row.updated_at.toISOString(),
})

function pictureView(row: ArticleRow): PictureView | null {
  const { picture_id: id, picture_caption: caption, picture_alt } = row
  const alt = picture_alt ?? ''
  if (id === null)
    return caption === null ? null : { src: null, sources: [], width: 0, height: 0, alt, caption }
  const [width, height] = [row.picture_width ?? 0, row.picture_height ?? 0]
  const widths = row.picture_widths ?? [width]
  const sources = widths.map((one) => ({ url: urls.picture(id, one), width: one }))
  return { src: urls.picture(id, width), sources, width, height, alt, caption }
}

/** @param pictureUrl where its pictures are, for who may see them elsewhere */
export function commentView(
  row: Marked<ReadRow>,
  slug: string,
  viewer: Viewer,
  pictureUrl: PictureUrl = urls.picture,
): CommentView {
  const isMuted = row.person_id !== null && viewer.muted.has(row.person_id)
  const isShown =
    !isMuted && (row.state === 'published' || (viewer.seesHeld && row.state !== 'deleted'))
  return {
    id: row.id,
    parentId: row.parent_id,
    depth: row.depth,
    author:
      isShown && row.author_name !== null
        ? { name: row.author_name, marks: row.marks, url: pageOfAuthor(row) }
        : null,
    html: isShown ? row.html : '',
    text: isShown ? row.text : '',
    state: isMuted && row.state === 'published' ? 'muted' : row.state,
    rule: row.state === 'removed' ? row.removed_rule : null,
    isAuthorGone: row.author_kind === 'reader' && row.author_name === null,
    postedAt: row.posted_at_known ? row.posted_at.toISOString() : null,
    editedAt: isShown && row.state === 'published' ? (row.edited_at?.toISOString() ?? null) : null,
    historyUrl: urls.history(slug, row.id),
    pickedAt: isShown && row.state === 'published' ? (row.picked_at?.toISOString() ?? null) : null,
    language: isShown ? row.language : null,
    dir: isShown ? directionOf(row.text) : 'ltr',
    replies: row.reply_count,
    descendants: row.descendant_count,
    recommends: isShown ? row.recommend_count : 0,
    pictures: isShown ? (row.pictures ?? []).map((one) => commentPicture(one, pictureUrl)) : [],
    cards: isShown ? cardViews(row.cards ?? [], viewer) : [],
    url: `${urls.comment(slug, row.id)}#c-${row.id}`,
  }
}

/** Guests have none: their page would tie together what one browser said under different names. */
const pageOfAuthor = (row: ReadRow): string | null =>
  row.person_id === null || row.author_kind === 'guest' ? null : urls.person(row.person_id)

/** A comment with its shown replies; the hidden ones are counted and linked. @param where how the page is ordered */
export function commentNode(
  tree: CommentTree,
  slug: string,
  where: { order: TreeOrder; mode: Mode; viewer: Viewer },
): CommentNode {
  const children = tree.children.map((child) => commentNode(child, slug, where))
  const below = children.reduce(
    (sum, child) => sum + child.descendants + (child.state === 'published' ? 1 : 0),
    0,
  )
  const hiddenReplies = Math.max(0, tree.descendant_count - below)
  const last = tree.children.at(-1)?.id ?? null
  const order = orderBelow(where.order, where.mode, tree.depth)
  return {
    ...commentView(tree, slug, where.viewer),
    children,
    hiddenReplies,
    moreUrl: hiddenReplies > 0 ? `${urls.comment(slug, tree.id, order, last)}#c-${tree.id}` : null,
  }
}

export function threadView(
  page: ThreadPage,
  slug: string,
  where: { order: Order; afterId: string | null; viewer: Viewer; moment: string | null },
): ThreadView {
  const { order, viewer } = where
  const { mode, picks } = page
  return {
    articleSlug: slug,
    articleUrl: urls.article(slug),
    total: page.total,
    mode,
    authors: page.authors,
    questions: page.questions,
    order,
    orders: ORDERS.filter((one) => one !== 'highlights' || page.hasPicks || order === one).map(
      (one) => ({ order: one, url: `${urls.article(slug, one)}#discussion` }),
    ),
    roots:
      order === 'highlights'
        ? []
        : page.roots.map((root) => commentNode(root, slug, { order, mode, viewer })),
    picks: picks?.map((pick) => pickView(pick, slug, viewer)) ?? null,
    nextUrl:
      page.nextAfterId === null
        ? null
        : `${urls.article(slug, order, page.nextAfterId)}#discussion`,
    isFirstPage: where.afterId === null,
    isClosed: page.isClosed,
    liveUrl: urls.live(slug),
    moment: where.moment,
    postUrl: urls.comments(slug),
  }
}

const pickView = ({ comment, parent }: PickedComment, slug: string, viewer: Viewer): PickView => ({
  comment: commentView(comment, slug, viewer),
  parent: parent && commentView(parent, slug, viewer),
})

/** The comment of a permalink page; what follows its page of replies is counted as hidden. */
export const commentPageNode = (
  page: CommentPage,
  order: ReplyOrder,
  viewer: Viewer,
): CommentNode => ({
  ...commentNode(page.comment, page.articleSlug, { order, mode: page.mode, viewer }),
  hiddenReplies: page.repliesLeft,
  moreUrl:
    page.nextAfterId === null
      ? null
      : `${urls.comment(page.articleSlug, page.comment.id, order, page.nextAfterId)}#c-${page.comment.id}`,
})

/** Characters of a found comment, and of what it answers, in a list. */
const FOUND_CHARS = 280
const ANSWERED_CHARS = 100

/** What was found, in short; of what it answers nothing that this reader may not see. */
export function foundView(
  found: Found,
  where: { slug: string; place: FindPlace; viewer: Viewer },
): FoundView {
  const { slug, place, viewer } = where
  const answered = (parentId: string | null): FoundComment['answers'] => {
    const row = parentId === null ? undefined : found.parents.get(parentId)
    const view = row && commentView(row, slug, viewer)
    if (view?.state !== 'published') return null
    const { author, text, language, dir } = view
    return { name: author?.name ?? null, excerpt: excerptOf(text, ANSWERED_CHARS), language, dir }
  }
  return {
    place,
    person: found.person,
    count: found.count,
    comments: found.rows.map((row) => {
      const { html: _, text, ...rest } = commentView(row, slug, viewer)
      const parts = litExcerpt(text, found.patterns, FOUND_CHARS)
      return { ...rest, parts, answers: answered(row.parent_id) }
    }),
    nextUrl:
      found.nextAfterId === null ? null : urls.find(slug, { ...place, after: found.nextAfterId }),
  }
}

export function meterView(meter: Meter): MeterView {
  return {
    title: meter.title,
    currency: meter.currency,
    exponent: meter.exponent,
    raisedMinor: Number(meter.raisedMinor),
    goalMinor: Number(meter.goalMinor),
    ticksMinor: meter.ticksMinor.map(Number),
    giftCount: meter.giftCount,
    asOf: meter.asOf.toISOString(),
    isOpen: meter.isOpen,
  }
}
