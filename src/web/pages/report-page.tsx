/** Reporting a comment, and the thanks for it. */
import { fill } from '../../core/plural.js'
import { REPORT_CHARS_MAX, REPORT_REASONS } from '../../discussion/index.js'
import { Comment } from '../fragments/comment.js'
import { FormToken } from '../fragments/form-token.js'
import { urls } from '../urls.js'
import type { CommentView } from '../views.js'
import { Layout, localeOf, type Shell } from './layout.js'

/** As it was sent; `problem` is the sentence of the refusal. */
export type ReportForm = { reason: string; words: string; problem: string | null }

type PageProps = { shell: Shell; comment: CommentView }

export function ReportPage({ shell, comment, form }: PageProps & { form: ReportForm }) {
  const locale = localeOf(shell)
  const words = locale.votes.reporting
  return (
    <Layout shell={shell} title={words.title} canonical={null}>
      <div class="letter account">
        <h1>{words.title}</h1>
        <p class="letter-lead">{words.lead}</p>
        <Comment comment={comment} locale={locale} mayReply={false} hasActs={false} />
        {form.problem !== null && (
          <p class="note is-problem" role="alert">
            {form.problem}
          </p>
        )}
        <form class="stack" method="post" action={urls.report(comment.id)}>
          <FormToken actor={shell.actor} />
          <fieldset class="choices">
            <legend>{words.reason}</legend>
            {REPORT_REASONS.map((reason) => (
              <div class="choice" key={reason}>
                <input
                  type="radio"
                  name="reason"
                  id={`reason-${reason}`}
                  value={reason}
                  checked={form.reason === reason}
                  required
                />
                <label for={`reason-${reason}`}>{words.reasons[reason]}</label>
              </div>
            ))}
          </fieldset>
          <label class="field">
            <span class="field-label">
              {words.words} <span class="optional">({words.optional})</span>
            </span>
            <textarea name="words" rows={4} dir="auto" aria-describedby="words-hint">
              {form.words}
            </textarea>
          </label>
          <p class="hint" id="words-hint">
            {fill(words.hint, { limit: String(REPORT_CHARS_MAX) })}
          </p>
          <p class="form-foot">
            <button class="button" type="submit">
              {words.send}
            </button>
          </p>
        </form>
      </div>
    </Layout>
  )
}

export function ThanksPage({ shell, comment }: PageProps) {
  const { reporting, already } = localeOf(shell).votes
  return (
    <Layout shell={shell} title={reporting.thanks} canonical={null}>
      <div class="letter">
        <h1>{reporting.thanks}</h1>
        <p class="letter-lead">{reporting.thanksLead}</p>
        <p class="letter-ways">
          <a class="button is-quiet" href={comment.url}>
            {already.toComment}
          </a>
        </p>
      </div>
    </Layout>
  )
}
