/** Discussions and their rules, for staff. */
import type { SignedIn } from '../../../accounts/index.js'
import { SLOW_SECONDS_MAX } from '../../../discussion/index.js'
import { FormToken } from '../../fragments/form-token.js'
import { urls } from '../../urls.js'
import { AccountFrame } from '../account/frame.js'
import { localeOf, type Shell } from '../layout.js'

export type ThreadsPageProps = {
  shell: Shell
  actor: SignedIn
  /** The newest, to choose from. */
  articles: { slug: string; headline: string }[]
  /** The one whose rules are shown; null: none chosen. */
  thread: {
    slug: string
    isClosed: boolean
    isMembersOnly: boolean
    slowSeconds: number
    /** YYYY-MM-DD, or '' without a day of its own. */
    closesOn: string
  } | null
  isSaved: boolean
}

export function ThreadsPage({ shell, actor, articles, thread, isSaved }: ThreadsPageProps) {
  const words = localeOf(shell).desk
  const shown = articles.find((one) => one.slug === thread?.slug)
  return (
    <AccountFrame
      shell={shell}
      actor={actor}
      title={words.threads}
      current={urls.desk()}
      done={isSaved ? words.threadSaved : null}
    >
      {thread && (
        <section class="account-part" aria-labelledby="rules">
          <h2 id="rules">
            <a href={urls.article(thread.slug)}>{shown?.headline ?? thread.slug}</a>
          </h2>
          <form class="stack" method="post" action={urls.deskThreads()}>
            <FormToken actor={actor} />
            <input type="hidden" name="slug" value={thread.slug} />
            <fieldset class="choices">
              <legend>{words.threadRules}</legend>
              <label>
                <input type="checkbox" name="closed" value="yes" checked={thread.isClosed} />
                <span>{words.threadClosed}</span>
              </label>
              <label>
                <input type="checkbox" name="members" value="yes" checked={thread.isMembersOnly} />
                <span>{words.threadMembers}</span>
              </label>
            </fieldset>
            <label class="field">
              <span class="field-label">{words.threadCloses}</span>
              <input type="date" name="closes" value={thread.closesOn} />
            </label>
            <label class="field">
              <span class="field-label">{words.threadSlow}</span>
              <input
                type="number"
                name="slow"
                value={thread.slowSeconds}
                min={0}
                max={SLOW_SECONDS_MAX}
              />
            </label>
            <button class="button" type="submit">
              {words.threadSave}
            </button>
          </form>
        </section>
      )}
      <section class="account-part" aria-labelledby="newest">
        <h2 id="newest">{words.threadsNewest}</h2>
        <ul class="rows">
          {articles.map(({ slug, headline }) => (
            <li class="row" key={slug}>
              <div class="row-main">
                <a href={`${urls.deskThreads()}?slug=${encodeURIComponent(slug)}`}>{headline}</a>
              </div>
            </li>
          ))}
        </ul>
      </section>
    </AccountFrame>
  )
}
