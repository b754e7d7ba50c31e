/** Pictures and cards of comments as views: addresses, sizes, and nothing that a viewer may not see. */
import { directionOf, directionOfLanguage, excerptOf } from '../core/text.js'
import type { ShownCard, ShownPicture, Viewer } from '../discussion/index.js'
import { urls } from './urls.js'
import type { CardView, CommentPicture } from './views.js'

/** Where a file of a picture is. */
export type PictureUrl = (id: string, width: number) => string

export const commentPicture = (
  picture: ShownPicture,
  pictureUrl: PictureUrl = urls.picture,
): CommentPicture => ({ id: picture.id, alt: picture.alt, ...sourcesOf(picture, pictureUrl) })

const sourcesOf = (picture: Omit<ShownPicture, 'alt'>, pictureUrl: PictureUrl) => ({
  src: pictureUrl(picture.id, picture.width),
  sources: picture.widths.map((width) => ({ url: pictureUrl(picture.id, width), width })),
  width: picture.width,
  height: picture.height,
})

/** None for what is not published, and for what somebody said whom the viewer muted. */
export const cardViews = (cards: ShownCard[], viewer: Viewer): CardView[] =>
  cards.flatMap((card) => cardView(card, viewer) ?? [])

function cardView(card: ShownCard, viewer: Viewer): CardView | null {
  const { article, said } = card
  if (!card.isOwn) return pageCard(card)
  if (article === null) return null
  if (card.commentId === null) return articleCard(card, article)
  if (said === null) return null
  const isMuted = said.personId !== null && viewer.muted.has(said.personId)
  return isMuted ? null : saidCard(article, said)
}

const pictureOf = ({ picture }: ShownCard) => picture && sourcesOf(picture, urls.picture)

function pageCard(card: ShownCard): CardView | null {
  const { url, title, description, language } = card
  if (title === null) return null
  return {
    kind: 'page',
    url,
    from: card.siteName ?? card.host,
    title,
    description,
    language,
    dir: directionOf(`${title} ${description ?? ''}`),
    picture: pictureOf(card),
  }
}

const articleCard = (card: ShownCard, article: NonNullable<ShownCard['article']>): CardView => ({
  kind: 'article',
  url: urls.article(article.slug),
  from: null,
  title: article.headline,
  description: article.standfirst,
  language: article.language,
  dir: directionOfLanguage(article.language),
  picture: pictureOf(card),
})

/** Characters of a linked comment: three lines in a column. */
const SAID_CHARS = 240

const saidCard = (
  article: NonNullable<ShownCard['article']>,
  said: NonNullable<ShownCard['said']>,
): CardView => ({
  kind: 'comment',
  url: `${urls.comment(article.slug, said.id)}#c-${said.id}`,
  from: said.authorName,
  title: article.headline,
  description: excerptOf(said.text, SAID_CHARS),
  language: said.language,
  dir: directionOf(said.text),
  picture: null,
})

type Carded = { cards?: ShownCard[] | null; children?: Carded[] }

/** Threads whose comments are shown by cards on these comments and what is below them: pages change with them. */
export function linkedThreads(rows: Carded[]): string[] {
  const threads = new Set<string>()
  const visit = (some: Carded[]) => {
    for (const { cards, children = [] } of some) {
      for (const { threadId } of cards ?? []) if (threadId) threads.add(threadId)
      visit(children)
    }
  }
  visit(rows)
  return [...threads]
}
