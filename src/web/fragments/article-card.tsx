/** An article as a link to it: on the front page, in a section, above a single comment. */
import { plural } from '../../core/plural.js'
import type { Locale } from '../../locales/index.js'
import type { ArticleCard } from '../views.js'
import { Image } from './picture.js'
import { Time } from './time.js'

/** `lead` fills the front page, `story` has a picture above, `row` a small one beside, `brief` none. */
export type CardSize = 'lead' | 'story' | 'row' | 'brief'

type CardProps = {
  card: ArticleCard
  locale: Locale
  size?: CardSize
  heading?: 'h1' | 'h2' | 'h3'
  /** Not where all cards are of one section. */
  showSection?: boolean
}

const SIZES: Record<CardSize, string> = {
  lead: '(min-width: 64rem) 46rem, 100vw',
  story: '(min-width: 64rem) 24rem, (min-width: 40rem) 50vw, 100vw',
  row: '(min-width: 40rem) 12rem, 6rem',
  brief: '1px',
}

export function Card({
  card,
  locale,
  size = 'story',
  heading = 'h3',
  showSection = true,
}: CardProps) {
  const Heading = heading
  const hasPicture = size !== 'brief' && card.picture !== null && card.picture.src !== null
  return (
    <article class={`card is-${size}${hasPicture ? ' has-picture' : ''}`}>
      {hasPicture && card.picture && (
        <a class="card-picture" href={card.url} tabIndex={-1} aria-hidden="true">
          <Image
            picture={{ ...card.picture, alt: '' }}
            sizes={SIZES[size]}
            isFirst={size === 'lead'}
          />
        </a>
      )}
      <div class="card-words">
        {showSection && card.section && (
          <p class="kicker">
            <a href={card.section.url}>{card.section.name}</a>
          </p>
        )}
        <div lang={card.language} dir={card.dir}>
          <Heading class="card-headline">
            <a href={card.url}>{card.headline}</a>
          </Heading>
          {size !== 'brief' && card.standfirst && <p class="card-standfirst">{card.standfirst}</p>}
        </div>
        <CardFoot card={card} locale={locale} />
      </div>
    </article>
  )
}

function CardFoot({ card, locale }: { card: ArticleCard; locale: Locale }) {
  return (
    <p class="card-foot">
      {card.publishedAt !== null && (
        <Time iso={card.publishedAt} locale={locale} month="short" mayBeRelative />
      )}
      {card.commentCount > 0 && (
        <a href={`${card.url}#discussion`}>
          {plural(locale.language, locale.plurals.comments, card.commentCount)}
        </a>
      )}
    </p>
  )
}
