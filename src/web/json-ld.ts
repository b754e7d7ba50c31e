/**
 * What search engines are told of a thread: schema.org DiscussionForumPosting with the first comments of the page, as
 * Google describes it (developers.google.com, "Discussion forum structured data"). What is hidden is not in it.
 */
import { excerptOf } from '../core/text.js'
import type { ArticleView, CommentNode, SiteView, ThreadView } from './views.js'

/** Comments told of: those that a search result could show. */
export const COMMENTS_TOLD_MAX = 20
/** Characters of a text; the whole stands in the page. */
const TEXT_CHARS_MAX = 300

export type JsonLdProps = { site: SiteView; article: ArticleView; thread: ThreadView }

/** The block as it may stand within a script element. */
export function threadJsonLd({ site, article, thread }: JsonLdProps): string {
  const room = { left: COMMENTS_TOLD_MAX }
  const page = site.origin + article.url
  return inScript({
    '@context': 'https://schema.org',
    '@type': 'DiscussionForumPosting',
    url: page,
    headline: article.headline,
    author: article.byline
      ? { '@type': 'Person', name: article.byline }
      : { '@type': 'Organization', name: site.name, url: `${site.origin}/` },
    ...(article.publishedAt === null ? {} : { datePublished: article.publishedAt }),
    text: excerptOf(article.standfirst ?? article.headline, TEXT_CHARS_MAX),
    inLanguage: article.language,
    ...(article.canonicalUrl === null
      ? {}
      : { sharedContent: { '@type': 'WebPage', url: article.canonicalUrl } }),
    commentCount: thread.total,
    interactionStatistic: counted('CommentAction', thread.total),
    ...told(thread.roots, site.origin, room),
  })
}

/** `comment` with as many as there is room for; a placeholder goes with what was said below it. */
function told(nodes: CommentNode[], origin: string, room: { left: number }): object {
  const comments = []
  for (const node of nodes) {
    if (room.left === 0) break
    if (node.state !== 'published' || node.text === '') continue
    room.left -= 1
    comments.push({
      '@type': 'Comment',
      url: origin + node.url,
      ...(node.author === null ? {} : { author: authorOf(node.author, origin) }),
      ...(node.postedAt === null ? {} : { datePublished: node.postedAt }),
      ...(node.editedAt === null ? {} : { dateModified: node.editedAt }),
      text: excerptOf(node.text, TEXT_CHARS_MAX),
      ...(node.pictures.length === 0
        ? {}
        : { image: node.pictures.map(({ src }) => origin + src) }),
      ...statisticOf(node),
      ...told(node.children, origin, room),
    })
  }
  return comments.length === 0 ? {} : { comment: comments }
}

const authorOf = (author: NonNullable<CommentNode['author']>, origin: string) => ({
  '@type': 'Person',
  name: author.name,
  ...(author.url === null ? {} : { url: origin + author.url }),
})

function statisticOf({ replies, recommends }: CommentNode): object {
  const counts = [
    ...(replies === 0 ? [] : [counted('CommentAction', replies)]),
    ...(recommends === 0 ? [] : [counted('LikeAction', recommends)]),
  ]
  return counts.length === 0 ? {} : { interactionStatistic: counts }
}

const counted = (action: 'CommentAction' | 'LikeAction', count: number) => ({
  '@type': 'InteractionCounter',
  interactionType: `https://schema.org/${action}`,
  userInteractionCount: count,
})

/** JSON in which nothing ends a script element, opens a comment in one, or ends a line where old JavaScript saw one. */
const inScript = (json: object): string =>
  JSON.stringify(json).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
