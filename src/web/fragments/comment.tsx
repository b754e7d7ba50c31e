/** One comment, and the branch of replies that grows from it. The same in page and widget. */
import type { ComponentChildren } from 'preact'
import { fill, plural } from '../../core/plural.js'
import type { Locale } from '../../locales/index.js'
import type { CommentNode, CommentView } from '../views.js'
import { formatDate, Time } from './time.js'

export type CommentProps = {
  comment: CommentView
  locale: Locale
  /** The comment that this one answers, where it is known: its name is shown as context. */
  parent?: CommentView | null
  /** False in a closed thread. */
  mayReply?: boolean
  /** Shown as the one that the page is about. */
  isLit?: boolean
}

/** A comment on its own. Its text keeps its own language and direction, whatever the page has. */
export function Comment({
  comment,
  locale,
  parent = null,
  mayReply = true,
  isLit = false,
}: CommentProps) {
  const isPlaceholder = comment.state !== 'published' && comment.html === ''
  const classes = ['comment', isPlaceholder && 'is-placeholder', isLit && 'is-lit']
  return (
    <article class={classes.filter(Boolean).join(' ')}>
      <header class="comment-head">
        <Name comment={comment} locale={locale} />
        {parent?.state === 'published' && !isPlaceholder && (
          <Answered parent={parent} locale={locale} />
        )}
        {!isPlaceholder && <When comment={comment} locale={locale} />}
      </header>
      {!isPlaceholder && <Text comment={comment} locale={locale} />}
      {mayReply && comment.state === 'published' && <ReplyLink comment={comment} locale={locale} />}
    </article>
  )
}

function Name({ comment, locale }: { comment: CommentView; locale: Locale }) {
  const { state, author, html } = comment
  if (state !== 'published' && html === '') return <span class="gone">{locale.comment[state]}</span>
  return (
    <>
      {author ? (
        <bdi class="name">{author.url ? <a href={author.url}>{author.name}</a> : author.name}</bdi>
      ) : (
        <span class="name is-unknown">{locale.comment.unknown}</span>
      )}
      {author?.isStaff && <span class="tag">{locale.comment.staff}</span>}
      {state !== 'published' && <span class="tag is-state">{locale.comment[state]}</span>}
    </>
  )
}

/** "to Alice", linked to what Alice said. */
function Answered({ parent, locale }: { parent: CommentView; locale: Locale }) {
  const name = parent.author?.name ?? locale.comment.unknown
  return (
    <span class="to">
      {locale.comment.to}{' '}
      <a href={`#c-${parent.id}`}>
        <bdi>{name}</bdi>
      </a>
    </span>
  )
}

function When({ comment, locale }: { comment: CommentView; locale: Locale }) {
  const { postedAt } = comment
  const date = postedAt === null ? locale.comment.undated : formatDate(locale.language, postedAt)
  return (
    <a class="when" href={comment.url} title={fill(locale.comment.permalink, { date })}>
      {postedAt === null ? (
        date
      ) : (
        <Time iso={postedAt} locale={locale} month="short" mayBeRelative />
      )}
    </a>
  )
}

function Text({ comment, locale }: { comment: CommentView; locale: Locale }) {
  if (comment.html === '') return <p class="comment-text is-empty">{locale.comment.empty}</p>
  return (
    <div
      class="comment-text"
      lang={comment.language ?? ''}
      dir={comment.dir}
      dangerouslySetInnerHTML={{ __html: comment.html }}
    />
  )
}

function ReplyLink({ comment, locale }: { comment: CommentView; locale: Locale }) {
  const name = comment.author?.name ?? locale.comment.unknown
  return (
    <p class="comment-foot">
      <a
        class="reply"
        href={`${comment.url.split('#')[0]}#reply`}
        aria-label={fill(locale.comment.replyTo, { name })}
        data-reply={comment.id}
      >
        {locale.comment.reply}
      </a>
    </p>
  )
}

export type BranchProps = Omit<CommentProps, 'comment' | 'isLit'> & {
  node: CommentNode
  /** The id of the comment to show lit, if it is in this branch. */
  litId?: string | null
  /** Stands right under the lit comment: the reply form of its own page. */
  underLit?: ComponentChildren
}

/** A comment with the replies shown under it: an `<li>`, also what the fragment address answers. */
export function Branch({ node, litId = null, underLit, ...rest }: BranchProps) {
  const { locale, mayReply } = rest
  const isLit = node.id === litId
  return (
    <li class="branch" id={`c-${node.id}`} data-below={node.descendants}>
      <Comment comment={node} isLit={isLit} {...rest} />
      {isLit && underLit}
      {(node.children.length > 0 || node.hiddenReplies > 0) && (
        <ol class="replies">
          {node.children.map((child) => (
            <Branch
              key={child.id}
              node={child}
              parent={node}
              litId={litId}
              locale={locale}
              mayReply={mayReply}
            />
          ))}
          {node.hiddenReplies > 0 && node.moreUrl !== null && (
            <li class="more">
              <a href={node.moreUrl}>{moreLabel(node, locale)}</a>
            </li>
          )}
        </ol>
      )}
    </li>
  )
}

function moreLabel(node: CommentNode, locale: Locale): string {
  const { moreReplies, continueThread } = locale.plurals
  const forms = node.children.length > 0 ? moreReplies : continueThread
  return plural(locale.language, forms, node.hiddenReplies)
}
