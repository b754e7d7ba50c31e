/** What somebody who recommends a comment a second time is asked: readers without script see on no page what they did. */
import { Comment } from '../fragments/comment.js'
import { FormToken } from '../fragments/form-token.js'
import { urls } from '../urls.js'
import type { CommentView } from '../views.js'
import { Layout, localeOf, type Shell } from './layout.js'

export function AlreadyPage({ shell, comment }: { shell: Shell; comment: CommentView }) {
  const locale = localeOf(shell)
  const words = locale.votes.already
  return (
    <Layout shell={shell} title={words.title} canonical={null}>
      <div class="letter account">
        <h1>{words.title}</h1>
        <p class="letter-lead">{words.lead}</p>
        <Comment comment={comment} locale={locale} mayReply={false} hasActs={false} />
        <form method="post" action={urls.recommend(comment.id)}>
          <FormToken actor={shell.actor} />
          <input type="hidden" name="take" value="back" />
          <p class="form-foot">
            <button class="button" type="submit">
              {words.takeBack}
            </button>
            <a class="button is-quiet" href={comment.url}>
              {words.toComment}
            </a>
          </p>
        </form>
      </div>
    </Layout>
  )
}
