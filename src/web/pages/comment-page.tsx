/** The address of one comment: the article, what it answers, the comment lit, its replies, a form to reply. */

import { fill } from '../../core/plural.js'
import { excerptOf, isolated } from '../../core/text.js'
import type { Mark } from '../../discussion/index.js'
import type { Locale } from '../../locales/index.js'
import { Card } from '../fragments/article-card.js'
import { Branch, Comment } from '../fragments/comment.js'
import { CommentFormFields } from '../fragments/comment-form.js'
import { urls } from '../urls.js'
import type { ArticleCard, CommentForm, CommentNode, CommentView } from '../views.js'
import { Layout, localeOf, type Shell } from './layout.js'

/** Characters of a comment that search engines and previews show. */
const DESCRIPTION_CHARS = 200

export type CommentPageProps = {
  shell: Shell
  article: ArticleCard
  /** From the root down to the parent of the comment. */
  ancestors: CommentView[]
  /** With the replies of this page: this is also where "continue this thread" leads. */
  comment: CommentNode
  /** `parentId` is this comment. Null when it cannot be answered: closed thread, placeholder. */
  form: CommentForm | null
  /** Of the thread; other replies on the page can be answered only when it is open. */
  isClosed: boolean
}

export function CommentPage({
  shell,
  article,
  ancestors,
  comment,
  form,
  isClosed,
}: CommentPageProps) {
  const locale = localeOf(shell)
  const title = titleOf(comment, article, locale)
  return (
    <Layout
      shell={shell}
      title={title}
      description={excerptOf(comment.text, DESCRIPTION_CHARS)}
      canonical={comment.url.split('#')[0] ?? null}
      picture={article.picture?.src ?? null}
      kind="article"
      publishedAt={comment.postedAt}
      section={article.section?.url ?? null}
    >
      <h1 class="unseen">{title}</h1>
      <div class="comment-page">
        <Card card={article} locale={locale} size="row" heading="h2" />
        <section
          class="discussion is-single"
          id="discussion"
          aria-label={locale.thread.title}
          data-slug={article.slug}
        >
          {ancestors.length > 0 && (
            <Ancestors ancestors={ancestors} locale={locale} mayReply={!isClosed} />
          )}
          <ol class="thread">
            <Branch
              node={comment}
              parent={ancestors.at(-1) ?? null}
              locale={locale}
              mayReply={!isClosed}
              litId={comment.id}
              underLit={
                form && (
                  <div class="reply-place" id="reply">
                    <CommentFormFields
                      actor={shell.actor}
                      form={form}
                      locale={locale}
                      language={article.language}
                    />
                  </div>
                )
              }
            />
          </ol>
          {isClosed && <p class="note">{locale.thread.closed}</p>}
          <Others comment={comment} slug={article.slug} locale={locale} />
          <p class="pager">
            <a class="button is-quiet" href={`${article.url}#discussion`}>
              {locale.thread.whole}
            </a>
          </p>
        </section>
      </div>
    </Layout>
  )
}

type OthersProps = { comment: CommentView; slug: string; locale: Locale }

/** The way to what else its author said here. Guests have none: it would tie their names together. */
function Others({ comment, slug, locale }: OthersProps) {
  const { author } = comment
  if (!author?.url) return null
  const personId = author.url.slice(urls.person('').length)
  const words = locale.ways
  return (
    <p class="others">
      <a href={urls.find(slug, { by: personId })} rel="nofollow">
        {fill(words.allBy, { name: isolated(author.name) })}
      </a>
      {isOfficial(author.marks) && (
        <a href={urls.find(slug, { by: 'staff' })} rel="nofollow">
          {words.allByStaff}
        </a>
      )}
    </p>
  )
}

const isOfficial = (marks: readonly Mark[]): boolean =>
  marks.includes('staff') || marks.includes('author')

type AncestorsProps = { ancestors: CommentView[]; locale: Locale; mayReply: boolean }

function Ancestors({ ancestors, locale, mayReply }: AncestorsProps) {
  return (
    <section class="ancestors" aria-labelledby="answers">
      <h2 class="block-title" id="answers">
        {locale.thread.inReplyTo}
      </h2>
      <ol>
        {ancestors.map((ancestor, at) => (
          <li key={ancestor.id} class="branch" id={`c-${ancestor.id}`}>
            <Comment
              comment={ancestor}
              parent={ancestors[at - 1] ?? null}
              locale={locale}
              mayReply={mayReply}
            />
          </li>
        ))}
      </ol>
    </section>
  )
}

function titleOf(comment: CommentView, article: ArticleCard, locale: Locale): string {
  const { commentBy, commentUnknown } = locale.thread
  const { headline } = article
  return comment.author
    ? fill(commentBy, { name: comment.author.name, headline })
    : fill(commentUnknown, { headline })
}
