/** Discussions and their rules, for staff. */
import { may, type SignedIn } from '../../../accounts/index.js'
import type { RulesView } from '../../../discussion/index.js'
import type { Locale } from '../../../locales/index.js'
import { FormToken } from '../../fragments/form-token.js'
import { urls } from '../../urls.js'
import { AccountFrame } from '../account/frame.js'
import { localeOf, type Shell } from '../layout.js'
import { Changes, Holding, RulesForm } from './rules-parts.js'

export type ThreadsPageProps = {
  shell: Shell
  actor: SignedIn
  /** The newest, to choose from. */
  articles: { slug: string; headline: string }[]
  /** The one whose rules are shown; null: none chosen. */
  thread: { slug: string; rules: RulesView; authors: string } | null
  done: 'saved' | 'authors' | null
  problem: string | null
}

export function ThreadsPage(props: ThreadsPageProps) {
  const { shell, actor, articles, thread, done, problem } = props
  const locale = localeOf(shell)
  const words = locale.desk
  const sentence = { saved: locale.rules.saved, authors: locale.rules.authorsSaved }
  return (
    <AccountFrame
      shell={shell}
      actor={actor}
      title={words.threads}
      current={urls.desk()}
      done={done && sentence[done]}
      problem={problem}
    >
      {may(actor, 'set-site-rules') === 'yes' && (
        <p>
          <a href={urls.deskRules()}>{locale.rules.above}</a>
        </p>
      )}
      {thread && <Thread actor={actor} thread={thread} locale={locale} />}
      <section class="account-part" aria-labelledby="newest">
        <h2 id="newest">{words.threadsNewest}</h2>
        <ul class="rows">
          {articles.map(({ slug, headline }) => (
            <li class="row" key={slug}>
              <div class="row-main">
                <a href={urls.deskThreads(slug)}>{headline}</a>
              </div>
            </li>
          ))}
        </ul>
      </section>
    </AccountFrame>
  )
}

type ThreadProps = {
  actor: SignedIn
  thread: NonNullable<ThreadsPageProps['thread']>
  locale: Locale
}

function Thread({ actor, thread, locale }: ThreadProps) {
  const words = locale.rules
  const { slug, rules, authors } = thread
  return (
    <>
      <section class="account-part" aria-labelledby="rules">
        <h2 id="rules">
          <a href={urls.article(slug)}>{rules.name}</a>
        </h2>
        <h3>{words.holds}</h3>
        <Holding holds={rules.holds} locale={locale} />
        <h3>{words.own}</h3>
        <RulesForm
          actor={actor}
          action={urls.deskThreads()}
          level="thread"
          slug={slug}
          rules={rules}
          locale={locale}
        />
      </section>
      <section class="account-part" aria-labelledby="authors">
        <h2 id="authors">{words.authors}</h2>
        <form class="stack" method="post" action="/desk/threads/authors">
          <FormToken actor={actor} />
          <input type="hidden" name="slug" value={slug} />
          <label class="field">
            <span class="field-label">{words.authorsNames}</span>
            <textarea name="names" rows={2} dir="auto" aria-describedby="authors-hint">
              {authors}
            </textarea>
          </label>
          <p class="hint" id="authors-hint">
            {words.authorsHint} {words.authorsByline}
          </p>
          <button class="button is-quiet" type="submit">
            {words.authorsSave}
          </button>
        </form>
      </section>
      <Changes rules={rules} locale={locale} />
    </>
  )
}
