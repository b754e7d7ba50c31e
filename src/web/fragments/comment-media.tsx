/** What stands under the words of a comment: its pictures, and cards of what it links to. */
import { fill } from '../../core/plural.js'
import { isolated } from '../../core/text.js'
import type { Locale } from '../../locales/index.js'
import type { CardView, CommentPicture, CommentView } from '../views.js'

/** How wide pictures stand: alone as wide as the words, else two beside each other. */
const SIZES_ALONE = '(min-width: 48rem) 42rem, 92vw'
const SIZES_BESIDE = '(min-width: 48rem) 21rem, 46vw'

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
  const sizes = pictures.length === 1 ? SIZES_ALONE : SIZES_BESIDE
  return (
    <div class={`pictures has-${pictures.length}`}>
      {pictures.map((picture) => (
        <a key={picture.id} href={picture.src} class={shapeOf(picture)}>
          <img
            src={picture.src}
            srcset={picture.sources.map(({ url, width }) => `${url} ${width}w`).join(', ')}
            sizes={sizes}
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

/** Higher than wide: a telephone held upright; or as high as a page on a telephone. */
function shapeOf({ width, height }: CommentPicture): string | undefined {
  if (height > width * 1.8) return 'is-long'
  return height > width ? 'is-tall' : undefined
}

/** A plain link that says where it leads; its words are another site's, in their own language and direction. */
function LinkCard({ card, locale }: { card: CardView; locale: Locale }) {
  const { kind, url, title, description, language, dir, picture } = card
  return (
    <a class="link-card" href={url} rel={kind === 'page' ? 'nofollow ugc noopener' : undefined}>
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
      <span class="link-card-words" lang={language ?? ''} dir={dir}>
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
