/** What the author of a comment sees, and nobody else: what became of it, and why. */
import { Comment } from '../fragments/comment.js'
import type { ReceiptView } from '../views.js'
import { OwnWays } from './edit-comment-page.js'
import { Layout, localeOf, type Shell } from './layout.js'

export type ReceiptPageProps = { shell: Shell; receipt: ReceiptView }

export function ReceiptPage({ shell, receipt }: ReceiptPageProps) {
  const locale = localeOf(shell)
  const { comment, reasons } = receipt
  const words = locale.receipt
  return (
    <Layout shell={shell} title={words.title} canonical={null}>
      <div class="letter">
        <h1>{words[comment.state === 'muted' ? 'published' : comment.state]}</h1>
        {comment.state === 'held' && <p class="letter-lead">{words.heldNext}</p>}
        {reasons.length > 0 && comment.state !== 'published' && (
          <section aria-labelledby="reasons">
            <h2 id="reasons">{words.reasons}</h2>
            <ul class="reasons">
              {reasons.map((reason) => (
                <li key={reason}>{reason}</li>
              ))}
            </ul>
          </section>
        )}
        <section aria-labelledby="yours">
          <h2 id="yours">{words.title}</h2>
          <p class="quiet">
            {words.on} <a href={receipt.articleUrl}>{receipt.articleHeadline}</a>
          </p>
          <Comment comment={comment} locale={locale} mayReply={false} hasActs={false} />
        </section>
        <p class="letter-ways">
          {comment.state === 'published' ? (
            <a class="button" href={comment.url}>
              {words.see}
            </a>
          ) : (
            <a class="button is-quiet" href={receipt.articleUrl}>
              {words.back}
            </a>
          )}
          {(comment.state === 'published' || comment.state === 'held') && (
            <OwnWays commentId={comment.id} locale={locale} />
          )}
        </p>
        <p class="quiet">{words.private}</p>
      </div>
    </Layout>
  )
}
