/** What was found in a discussion, as a flat list: each comment in short, what it answers, and the way to its place. */
import { FIND_CHARS_MAX } from '../../core/find-pattern.js'
import { fill, formatCount, plural } from '../../core/plural.js'
import { isolated } from '../../core/text.js'
import { FOUND_COUNTED_MAX } from '../../discussion/index.js'
import type { Locale } from '../../locales/index.js'
import { Marks } from '../fragments/marks.js'
import { Time } from '../fragments/time.js'
import { urls } from '../urls.js'
import type { ArticleCard, FoundComment, FoundView } from '../views.js'
import { Layout, localeOf, type Shell } from './layout.js'

type FindPageProps = { shell: Shell; article: ArticleCard; found: FoundView }

export function FindPage({ shell, article, found }: FindPageProps) {
  const locale = localeOf(shell)
  const words = locale.ways.find
  return (
    <Layout
      shell={shell}
      title={fill(words.titleOf, { headline: article.headline })}
      canonical={null}
      here={urls.find(article.slug, found.place)}
      section={article.section?.url ?? null}
    >
      <div class="find-page">
        <header>
          <p class="kicker">
            <a href={`${article.url}#discussion`} lang={article.language} dir={article.dir}>
              {article.headline}
            </a>
          </p>
          <h1>{words.title}</h1>
        </header>
        <FindForm slug={article.slug} found={found} locale={locale} />
        <section class="found" aria-label={words.list}>
          <Head slug={article.slug} found={found} locale={locale} />
          <ol class="found-list">
            {found.comments.map((comment) => (
              <li key={comment.id}>
                <FoundOne comment={comment} locale={locale} />
              </li>
            ))}
          </ol>
        </section>
        <p class="pager">
          {found.nextUrl !== null && (
            <a class="button is-quiet" href={found.nextUrl} rel="next">
              {words.more}
            </a>
          )}
          <a href={`${article.url}#discussion`}>{words.back}</a>
        </p>
      </div>
    </Layout>
  )
}

type PartProps = { slug: string; found: FoundView; locale: Locale }

function FindForm({ slug, found, locale }: PartProps) {
  const words = locale.ways.find
  const { place, person } = found
  return (
    <form class="find-form" role="search" action={urls.find(slug)}>
      <label class="field is-words">
        <span class="field-label">{words.words}</span>
        <input
          type="search"
          name="q"
          value={place.q}
          maxLength={FIND_CHARS_MAX}
          dir="auto"
          aria-describedby="find-hint"
        />
      </label>
      <label class="field">
        <span class="field-label">{words.by}</span>
        <select name="by">
          <option value="">{words.everybody}</option>
          <option value="staff" selected={place.by === 'staff'}>
            {words.staff}
          </option>
          {person && (
            <option value={person.id} selected>
              {person.name}
            </option>
          )}
        </select>
      </label>
      {place.since !== null && <input type="hidden" name="since" value={place.since} />}
      {place.order !== 'newest' && <input type="hidden" name="order" value={place.order} />}
      <button class="button" type="submit">
        {words.search}
      </button>
      <p class="hint" id="find-hint">
        {words.hint}
      </p>
    </form>
  )
}

/** How many there are, since when, and in which order they stand. */
function Head({ slug, found, locale }: PartProps) {
  const words = locale.ways.find
  const { place, count } = found
  return (
    <header class="found-head">
      <h2>{count === null ? words.list : countLabel(count, found, locale)}</h2>
      {place.since !== null && (
        <p class="quiet">
          {words.since} <Time iso={place.since} locale={locale} mayBeRelative />{' '}
          <a href={urls.find(slug, { ...place, since: null, after: null })}>{words.whenever}</a>
        </p>
      )}
      {place.after !== null && (
        <p class="quiet">
          <a href={urls.find(slug, { ...place, after: null })}>{words.first}</a>
        </p>
      )}
      {(count === null || count > 1) && (
        <nav class="orders" aria-label={locale.thread.order}>
          {(['newest', 'oldest', 'best'] as const).map((order) => (
            <a
              key={order}
              href={urls.find(slug, { ...place, order, after: null })}
              aria-current={order === place.order ? 'true' : undefined}
            >
              {locale.thread.orders[order]}
            </a>
          ))}
        </nav>
      )}
    </header>
  )
}

function countLabel(count: number, { place }: FoundView, locale: Locale): string {
  const words = locale.ways.find
  if (count === 0) return place.q === '' ? words.noneOf : words.none
  if (count <= FOUND_COUNTED_MAX) return plural(locale.language, words.found, count)
  return fill(words.foundMore, { count: formatCount(locale.language, FOUND_COUNTED_MAX) })
}

function FoundOne({ comment, locale }: { comment: FoundComment; locale: Locale }) {
  const words = locale.ways.find
  const { author, answers, postedAt } = comment
  return (
    <article class="found-one">
      <header class="comment-head">
        {author === null ? (
          <span class="name is-unknown">
            {comment.isAuthorGone ? locale.comment.left : locale.comment.unknown}
          </span>
        ) : (
          <bdi class="name">
            {author.url ? <a href={author.url}>{author.name}</a> : author.name}
          </bdi>
        )}
        {author && <Marks marks={author.marks} locale={locale} />}
        <a class="when" href={comment.url}>
          {postedAt === null ? (
            locale.comment.undated
          ) : (
            <Time iso={postedAt} locale={locale} month="short" mayBeRelative />
          )}
        </a>
      </header>
      {answers !== null && (
        <p class="found-answers">
          {fill(words.answers, { name: isolated(answers.name ?? locale.comment.unknown) })}:{' '}
          <q lang={answers.language ?? ''} dir={answers.dir}>
            {answers.excerpt}
          </q>
        </p>
      )}
      <p class="comment-text" lang={comment.language ?? ''} dir={comment.dir}>
        {comment.parts.map(({ text, isLit }, at) =>
          // The parts never move: their place is their name.
          isLit ? <mark key={at}>{text}</mark> : text,
        )}
      </p>
      <p class="found-foot">
        <a href={comment.url}>{words.place}</a>
        {comment.recommends > 0 && (
          <span>
            {locale.votes.recommend} {comment.recommends}
          </span>
        )}
        {comment.descendants > 0 && (
          <span>{plural(locale.language, locale.plurals.replies, comment.descendants)}</span>
        )}
      </p>
    </article>
  )
}
