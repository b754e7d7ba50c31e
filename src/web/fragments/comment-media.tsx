/** What stands under the words of a comment: its pictures, and cards of what it links to. */
import { fill } from '../../core/plural.js'
import { isolated } from '../../core/text.js'
import type { Locale } from '../../locales/index.js'
import type { CardView, CommentPicture, CommentView } from '../views.js'

/** How wide pictures stand: as wide as the words, two beside each other, or upright. */
const SIZES = {
  alone: '(min-width: 48rem) 42rem, 92vw',
  beside: '(min-width: 48rem) 21rem, 46vw',
  upright: '19rem',
}

export function CommentMedia({ comment, locale }: { comment: CommentView; locale: Locale }) {
  const { pictures, cards } = comment
  return (
    <>
      {pictures.length > 0 && <Pictures pictures={pictures} locale={locale} />}
      {cards.map((card) => (
        <LinkCard key={card.url} card={card} locale={locale} />
      ))}
    </>
  )
}

function Pictures({ pictures, locale }: { pictures: CommentPicture[]; locale: Locale }) {
  return (
    <div class={`pictures has-${pictures.length}`}>
      {pictures.map((picture, at) => (
        <a key={picture.id} href={picture.src} class={shapeOf(picture)}>
          <img
            src={picture.src}
            srcset={picture.sources.map(({ url, width }) => `${url} ${width}w`).join(', ')}
            sizes={sizesOf(picture, at, pictures.length)}
            width={picture.width}
            height={picture.height}
            alt={picture.alt || locale.media.undescribed}
            loading="lazy"
            decoding="async"
          />
        </a>
      ))}
    </div>
  )
}

function sizesOf(picture: CommentPicture, at: number, count: number): string {
  if (count === 1) return shapeOf(picture) === undefined ? SIZES.alone : SIZES.upright
  // Of three the first is as wide as the two below it.
  return count === 3 && at === 0 ? SIZES.alone : SIZES.beside
}

/** Higher than wide: a telephone held upright; or as high as a page on a telephone. */
function shapeOf({ width, height }: CommentPicture): string | undefined {
  if (height > width * 1.8) return 'is-long'
  return height > width ? 'is-tall' : undefined
}

/** A plain link that says where it leads; its words are another site's, in their own language and direction. */
function LinkCard({ card, locale }: { card: CardView; locale: Locale }) {
  const { kind, url, title, description, language, dir, picture } = card
  return (
    <a
      class="link-card"
      dir={dir}
      href={url}
      rel={kind === 'page' ? 'nofollow ugc noopener' : undefined}
    >
      {picture && (
        <img
          src={picture.src}
          srcset={picture.sources.map((one) => `${one.url} ${one.width}w`).join(', ')}
          sizes="10rem"
          width={picture.width}
          height={picture.height}
          alt=""
          loading="lazy"
          decoding="async"
        />
      )}
      <span class="link-card-words" lang={language ?? ''}>
        <span class="link-card-title">{title}</span>
        {description !== null && <span class="link-card-text">{description}</span>}
        <span class="link-card-from" lang={locale.language}>
          {fromOf(card, locale)}
        </span>
      </span>
    </a>
  )
}

function fromOf({ kind, from }: CardView, locale: Locale): string {
  const words = locale.media
  if (kind === 'page') return isolated(from ?? '')
  if (kind === 'article') return words.ownArticle
  return fill(words.ownComment, { name: isolated(from ?? locale.comment.unknown) })
}
