/** The form as it comes back with a problem or a question, for readers without script: nothing typed is lost. */
import { Card } from '../fragments/article-card.js'
import { Comment } from '../fragments/comment.js'
import { CommentFormFields } from '../fragments/comment-form.js'
import type { ArticleCard, CommentForm, CommentView } from '../views.js'
import { Layout, localeOf, type Shell } from './layout.js'

export type CommentFormPageProps = {
  shell: Shell
  article: ArticleCard
  /** The comment that is answered, when it is still there. */
  parent: CommentView | null
  form: CommentForm
}

export function CommentFormPage({ shell, article, parent, form }: CommentFormPageProps) {
  const locale = localeOf(shell)
  const isAsking = form.problem === null && form.asksForAlts
  const title = isAsking ? locale.media.describeTitle : locale.form.problemTitle
  return (
    <Layout shell={shell} title={title} canonical={null}>
      <div class="letter" data-slug={article.slug}>
        <h1>{title}</h1>
        <p class="letter-lead">{isAsking ? locale.media.describeLead : locale.form.problemKept}</p>
        {parent && <Comment comment={parent} locale={locale} mayReply={false} hasActs={false} />}
        <CommentFormFields
          actor={shell.actor}
          form={form}
          locale={locale}
          language={article.language}
        />
        <Card card={article} locale={locale} size="row" heading="h2" />
      </div>
    </Layout>
  )
}
