/** An article, the meter that pays for it, and the discussion under it. */
import { fill, plural } from '../../core/plural.js'
import type { Locale } from '../../locales/index.js'
import { MeterBox } from '../fragments/meter.js'
import { Figure } from '../fragments/picture.js'
import { Thread } from '../fragments/thread.js'
import { formatDate, Time } from '../fragments/time.js'
import { threadJsonLd } from '../json-ld.js'
import { urls } from '../urls.js'
import type { ArticleView, CommentForm, MeterView, ThreadView } from '../views.js'
import { Layout, localeOf, type Shell } from './layout.js'

export type ArticlePageProps = {
  shell: Shell
  article: ArticleView
  thread: ThreadView
  /** Null in a closed thread. */
  form: CommentForm | null
  meter: MeterView | null
}

export function ArticlePage({ shell, article, thread, form, meter }: ArticlePageProps) {
  const locale = localeOf(shell)
  const { site } = shell
  return (
    <Layout
      shell={shell}
      title={article.headline}
      description={article.standfirst}
      canonical={article.canonicalUrl ?? article.url}
      here={article.url}
      picture={article.picture?.src ?? null}
      kind="article"
      publishedAt={article.publishedAt}
      section={article.section?.url ?? null}
      feeds={[
        {
          type: 'application/atom+xml',
          title: `${locale.thread.title}: ${article.headline}`,
          href: urls.threadAtom(article.slug),
        },
      ]}
      jsonLd={threadJsonLd({ site, article, thread })}
    >
      <article class="article">
        <ArticleHead article={article} locale={locale} />
        {article.picture && (
          <Figure
            picture={article.picture}
            locale={locale}
            sizes="(min-width: 56rem) 52rem, 100vw"
            isFirst
          />
        )}
        <div
          class="prose"
          lang={article.language}
          dir={article.dir}
          dangerouslySetInnerHTML={{ __html: article.html }}
        />
        {article.canonicalUrl !== null && (
          <p class="elsewhere">
            <a href={article.canonicalUrl}>{locale.article.elsewhere}</a>
          </p>
        )}
        <p class="print-address">{article.canonicalUrl ?? `${site.origin}${article.url}`}</p>
      </article>
      {meter && (
        <MeterBox meter={meter} locale={locale} dir={site.dir} supportUrl={urls.support()} />
      )}
      <Thread
        actor={shell.actor}
        thread={thread}
        locale={locale}
        form={form}
        language={article.language}
      />
    </Layout>
  )
}

function ArticleHead({ article, locale }: { article: ArticleView; locale: Locale }) {
  const { section, byline, publishedAt, commentCount } = article
  return (
    <header class="article-head">
      {section && (
        <p class="kicker">
          <a href={section.url}>{section.name}</a>
        </p>
      )}
      <div lang={article.language} dir={article.dir}>
        <h1 class="headline">{article.headline}</h1>
        {article.standfirst && <p class="standfirst">{article.standfirst}</p>}
      </div>
      <p class="byline">
        {byline && <bdi class="by">{byline}</bdi>}
        <span>
          {publishedAt === null ? (
            locale.article.undated
          ) : (
            <Time iso={publishedAt} locale={locale} />
          )}
        </span>
        {isChangedLater(article) && (
          <span>
            {fill(locale.article.updated, { date: formatDate(locale.language, article.updatedAt) })}
          </span>
        )}
        <a href="#discussion">
          {commentCount > 0
            ? plural(locale.language, locale.plurals.comments, commentCount)
            : locale.thread.title}
        </a>
      </p>
    </header>
  )
}

/** Changes of the first day are part of publishing. */
const CHANGED_LATER_MS = 24 * 60 * 60 * 1000

const isChangedLater = ({ publishedAt, updatedAt }: ArticleView): boolean =>
  publishedAt !== null && Date.parse(updatedAt) - Date.parse(publishedAt) > CHANGED_LATER_MS
