/** The discussion under an article: how many, in which order, the form, the branches, the way to more. */
import type { Actor } from '../../accounts/index.js'
import { fill, formatCount, plural } from '../../core/plural.js'
import { isolated } from '../../core/text.js'
import type { Locale } from '../../locales/index.js'
import type { CommentForm, ThreadView } from '../views.js'
import { Branch } from './comment.js'
import { CommentFormFields } from './comment-form.js'
import { FindBox } from './find-box.js'
import { Picks } from './picks.js'

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
        {thread.mode === 'questions' && <Answered thread={thread} locale={locale} />}
        {(thread.total > 1 || thread.picks !== null) && <Orders thread={thread} locale={locale} />}
      </header>
      {thread.total > 1 && <FindBox slug={thread.articleSlug} locale={locale} />}
      <div class="live" role="status" />
      {isOpen ? (
        <CommentFormFields
          actor={actor}
          form={form}
          locale={locale}
          language={language}
          label={thread.mode === 'questions' ? askLabel(thread, locale) : locale.form.write}
          lead={thread.mode === 'questions' ? locale.marks.questions.lead : undefined}
        />
      ) : (
        <p class="note">{locale.thread.closed}</p>
      )}
      {thread.total === 0 && isOpen && thread.picks === null && (
        <p class="quiet">
          {thread.mode === 'questions' ? locale.marks.questions.empty : locale.thread.empty}
        </p>
      )}
      {!thread.isFirstPage && (
        <p class="pager">
          <a href={firstUrl(thread)}>{locale.thread.first}</a>
        </p>
      )}
      {thread.picks === null ? (
        <ol class="thread">
          {thread.roots.map((node) => (
            <Branch key={node.id} node={node} locale={locale} mayReply={isOpen} litId={litId} />
          ))}
        </ol>
      ) : (
        <Picks picks={thread.picks} locale={locale} mayReply={isOpen} />
      )}
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
          {order === 'best' && thread.mode === 'questions'
            ? locale.marks.questions.first
            : locale.thread.orders[order]}
        </a>
      ))}
    </nav>
  )
}

/** Whom one asks: those who wrote the article, by name where they have accounts. */
function askLabel({ authors }: ThreadView, locale: Locale): string {
  const words = locale.marks.questions
  if (authors.length === 0) return words.ask
  const names = new Intl.ListFormat(locale.language).format(authors.map(isolated))
  return fill(words.askName, { name: names })
}

/** How many questions are answered; nothing before the first one. */
function Answered({ thread, locale }: { thread: ThreadView; locale: Locale }) {
  const { asked, answered } = thread.questions
  if (asked === 0) return null
  const values = { answered: formatCount(locale.language, answered) }
  return (
    <p class="answered-count">
      {plural(locale.language, locale.plurals.questionsAnswered, asked, values)}
    </p>
  )
}

const firstUrl = (thread: ThreadView): string =>
  thread.orders.find(({ order }) => order === thread.order)?.url ?? thread.articleUrl
