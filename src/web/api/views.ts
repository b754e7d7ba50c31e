/** JSON of the API, made from the same views as the pages. */
import type { Marked, ReadRow, Viewer } from '../../discussion/index.js'
import type { Meter } from '../../funding/index.js'
import type { ArticleRow, FullArticleRow } from '../../publishing/index.js'
import type { PictureUrl } from '../media-views.js'
import type { ArticleCard } from '../views.js'
import { articleCard, articleView, commentView, meterView } from '../views-of.js'

export const apiArticleCard = (row: ArticleRow) => cardJson(articleCard(row))

export function apiArticle(row: FullArticleRow) {
  const view = articleView(row)
  return { ...cardJson(view), html: view.html, updatedAt: view.updatedAt }
}

function cardJson(card: ArticleCard) {
  const { dir: _, section, picture, ...rest } = card
  return {
    slug: rest.slug,
    url: rest.url,
    headline: rest.headline,
    standfirst: rest.standfirst,
    byline: rest.byline,
    section: section && { slug: section.slug, name: section.name },
    language: rest.language,
    publishedAt: rest.publishedAt,
    commentCount: rest.commentCount,
    picture: picture && {
      url: picture.src,
      width: picture.width,
      height: picture.height,
      alt: picture.alt,
      caption: picture.caption,
    },
    canonicalUrl: rest.canonicalUrl,
  }
}

/** @param pictureUrl where its pictures are, for who may see them elsewhere */
export function apiComment(
  row: Marked<ReadRow>,
  slug: string,
  viewer: Viewer,
  pictureUrl?: PictureUrl,
) {
  const view = commentView(row, slug, viewer, pictureUrl)
  return {
    id: view.id,
    parentId: view.parentId,
    depth: view.depth,
    author: view.author && { name: view.author.name, marks: view.author.marks },
    html: view.html,
    text: view.text,
    state: view.state,
    postedAt: view.postedAt,
    pickedAt: view.pickedAt,
    replies: view.replies,
    recommends: view.recommends,
    pictures: view.pictures.map(({ id, src, width, height, alt }) => ({
      id,
      url: src,
      width,
      height,
      alt,
    })),
    url: view.url,
  }
}

export function apiCampaign(meter: Meter) {
  const view = meterView(meter)
  return {
    currency: view.currency,
    raisedMinor: view.raisedMinor,
    goalMinor: view.goalMinor,
    ticksMinor: view.ticksMinor,
    asOf: view.asOf,
    title: view.title,
    giftCount: view.giftCount,
  }
}
