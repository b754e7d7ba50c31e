/** The page on which staff pick a comment, or take that back. */
import { Comment } from '../fragments/comment.js'
import { FormToken } from '../fragments/form-token.js'
import { urls } from '../urls.js'
import type { CommentView } from '../views.js'
import { Layout, localeOf, type Shell } from './layout.js'

export function PickPage({ shell, comment }: { shell: Shell; comment: CommentView }) {
  const locale = localeOf(shell)
  const words = locale.marks.picking
  const isPicked = comment.pickedAt !== null
  const title = isPicked ? words.titlePicked : words.title
  return (
    <Layout shell={shell} title={title} canonical={null}>
      <div class="letter account">
        <h1>{title}</h1>
        <p class="letter-lead">{isPicked ? words.leadPicked : words.lead}</p>
        <Comment comment={comment} locale={locale} mayReply={false} hasActs={false} />
        <form method="post" action={urls.pick(comment.id)}>
          <FormToken actor={shell.actor} />
          {isPicked && <input type="hidden" name="take" value="back" />}
          <p class="form-foot">
            <button class="button" type="submit">
              {isPicked ? words.takeBack : words.pick}
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
