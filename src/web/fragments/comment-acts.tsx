/** What readers do with a comment beside answering it: recommend and report. The same for everybody, and few bytes. */
import { fill } from '../../core/plural.js'
import type { Locale } from '../../locales/index.js'
import { urls } from '../urls.js'
import type { CommentView } from '../views.js'

/** For a published comment. Whose votes they are is put in by the browser: see src/browser/recommend.ts. */
export function CommentActs({ comment, locale }: { comment: CommentView; locale: Locale }) {
  const { id, recommends } = comment
  const name = comment.author?.name ?? locale.comment.unknown
  const words = locale.votes
  return (
    <>
      <form class="vote" method="post" action={urls.recommend(id)} data-vote={id}>
        <button type="submit" aria-label={fill(words.recommendOf, { name })}>
          {words.recommend}
        </button>
        <span class="votes">{recommends > 0 ? recommends : ''}</span>
      </form>
      <a
        class="report"
        rel="nofollow"
        href={urls.report(id)}
        aria-label={fill(words.reportOf, { name })}
      >
        {words.report}
      </a>
    </>
  )
}
