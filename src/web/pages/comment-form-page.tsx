/** The form as it comes back with a problem, a question or a preview, for readers without script: nothing typed is lost. */
import type { Preview } from '../../discussion/index.js'
import type { Locale } from '../../locales/index.js'
import { Card } from '../fragments/article-card.js'
import { Comment } from '../fragments/comment.js'
import { CommentFormFields } from '../fragments/comment-form.js'
import { CommentPreview } from '../fragments/comment-preview.js'
import { NudgeNote } from '../fragments/nudge-note.js'
import type { ArticleCard, CommentForm, CommentView, NudgeView } from '../views.js'
import { Layout, localeOf, type Shell } from './layout.js'

export type CommentFormPageProps = {
  shell: Shell
  article: ArticleCard
  /** The comment that is answered, when it is still there. */
  parent: CommentView | null
  form: CommentForm
  /** Null when it comes back because it was refused. */
  preview: Preview | null
  /** Why its author is asked to look at it once more; null where they are not. */
  nudge: NudgeView | null
}

export function CommentFormPage(props: CommentFormPageProps) {
  const { shell, article, parent, form, preview, nudge } = props
  const locale = localeOf(shell)
  const { title, lead } = headOf(locale, props)
  return (
    <Layout shell={shell} title={title} canonical={null}>
      <div class="letter" data-slug={article.slug}>
        <h1>{title}</h1>
        <p class="letter-lead">{lead}</p>
        {parent && <Comment comment={parent} locale={locale} mayReply={false} hasActs={false} />}
        {preview !== null && <CommentPreview preview={preview} locale={locale} />}
        {nudge !== null && <NudgeNote nudge={nudge} locale={locale} />}
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
  { writing, media, form: words, policy }: Locale,
  { form, preview, nudge }: CommentFormPageProps,
): { title: string; lead: string } {
  if (nudge !== null) return { title: policy.nudge.title, lead: policy.nudge.lead }
  if (preview !== null) return { title: writing.page.previewTitle, lead: writing.page.previewLead }
  if (form.problem === null && form.asksForAlts)
    return { title: media.describeTitle, lead: media.describeLead }
  return { title: words.problemTitle, lead: words.problemKept }
}
