/** The discussion under an article: how many, in which order, the form, the branches, the way to more. */
import type { Actor } from '../../accounts/index.js'
import { plural } from '../../core/plural.js'
import type { Locale } from '../../locales/index.js'
import type { CommentForm, ThreadView } from '../views.js'
import { Branch } from './comment.js'
import { CommentFormFields } from './comment-form.js'
import { FindBox } from './find-box.js'

type ThreadProps = {
  actor: Actor
  thread: ThreadView
  locale: Locale
  /** Null in a closed thread. */
  form: CommentForm | null
  /** Of the article. */
  language: string
  litId?: string | null
}

export function Thread({ actor, thread, locale, form, language, litId = null }: ThreadProps) {
  const isOpen = !thread.isClosed && form !== null
  return (
    <section
      class="discussion"
      id="discussion"
      aria-labelledby="discussion-title"
      data-slug={thread.articleSlug}
      data-live={thread.liveUrl}
      data-moment={thread.moment ?? undefined}
    >
      <header class="discussion-head">
        <h2 id="discussion-title" tabIndex={-1}>
          {thread.total === 0
            ? locale.thread.title
            : plural(locale.language, locale.plurals.comments, thread.total)}
        </h2>
        {thread.total > 1 && <Orders thread={thread} locale={locale} />}
      </header>
      {thread.total > 1 && <FindBox slug={thread.articleSlug} locale={locale} />}
      <div class="live" role="status" />
      {isOpen ? (
        <CommentFormFields
          actor={actor}
          form={form}
          locale={locale}
          language={language}
          label={locale.form.write}
        />
      ) : (
        <p class="note">{locale.thread.closed}</p>
      )}
      {thread.total === 0 && isOpen && <p class="quiet">{locale.thread.empty}</p>}
      {!thread.isFirstPage && (
        <p class="pager">
          <a href={firstUrl(thread)}>{locale.thread.first}</a>
        </p>
      )}
      <ol class="thread">
        {thread.roots.map((node) => (
          <Branch key={node.id} node={node} locale={locale} mayReply={isOpen} litId={litId} />
        ))}
      </ol>
      {thread.nextUrl !== null && (
        <p class="pager">
          <a class="button is-quiet" href={thread.nextUrl} rel="next">
            {locale.thread.next}
          </a>
        </p>
      )}
    </section>
  )
}

function Orders({ thread, locale }: { thread: ThreadView; locale: Locale }) {
  return (
    <nav class="orders" aria-label={locale.thread.order}>
      {thread.orders.map(({ order, url }) => (
        <a key={order} href={url} aria-current={order === thread.order ? 'true' : undefined}>
          {locale.thread.orders[order]}
        </a>
      ))}
    </nav>
  )
}

const firstUrl = (thread: ThreadView): string =>
  thread.orders.find(({ order }) => order === thread.order)?.url ?? thread.articleUrl
