/** The form as it comes back with a problem, a question or a preview, for readers without script: nothing typed is lost. */
import type { Preview } from '../../discussion/index.js'
import type { Locale } from '../../locales/index.js'
import { Card } from '../fragments/article-card.js'
import { Comment } from '../fragments/comment.js'
import { CommentFormFields } from '../fragments/comment-form.js'
import { CommentPreview } from '../fragments/comment-preview.js'
import type { ArticleCard, CommentForm, CommentView } from '../views.js'
import { Layout, localeOf, type Shell } from './layout.js'

export type CommentFormPageProps = {
  shell: Shell
  article: ArticleCard
  /** The comment that is answered, when it is still there. */
  parent: CommentView | null
  form: CommentForm
  /** Null when it comes back because it was refused. */
  preview: Preview | null
}

export function CommentFormPage({ shell, article, parent, form, preview }: CommentFormPageProps) {
  const locale = localeOf(shell)
  const { title, lead } = headOf(locale, form, preview)
  return (
    <Layout shell={shell} title={title} canonical={null}>
      <div class="letter" data-slug={article.slug}>
        <h1>{title}</h1>
        <p class="letter-lead">{lead}</p>
        {parent && <Comment comment={parent} locale={locale} mayReply={false} hasActs={false} />}
        {preview !== null && <CommentPreview preview={preview} locale={locale} />}
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

function headOf(
  { writing, media, form: words }: Locale,
  form: CommentForm,
  preview: Preview | null,
): { title: string; lead: string } {
  if (preview !== null) return { title: writing.page.previewTitle, lead: writing.page.previewLead }
  if (form.problem === null && form.asksForAlts)
    return { title: media.describeTitle, lead: media.describeLead }
  return { title: words.problemTitle, lead: words.problemKept }
}
