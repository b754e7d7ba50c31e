/** One comment, and the branch of replies that grows from it. The same in page and widget. */
import type { ComponentChildren } from 'preact'
import { fill, plural } from '../../core/plural.js'
import { isolated } from '../../core/text.js'
import type { Locale } from '../../locales/index.js'
import type { CommentNode, CommentView } from '../views.js'
import { CommentActs } from './comment-acts.js'
import { CommentMedia } from './comment-media.js'
import { EditedMark } from './edited-mark.js'
import { Marks, PickMark } from './marks.js'
import { formatDate, Time } from './time.js'

export type CommentProps = {
  comment: CommentView
  locale: Locale
  /** The comment that this one answers, where it is known: its name is shown as context. */
  parent?: CommentView | null
  /** False in a closed thread. */
  mayReply?: boolean
  /** False where it is only shown: on receipts and beside forms. */
  hasActs?: boolean
  /** Shown as the one that the page is about. */
  isLit?: boolean
}

/** A comment on its own. Its text keeps its own language and direction, whatever the page has. */
export function Comment({
  comment,
  locale,
  parent = null,
  mayReply = true,
  hasActs = true,
  isLit = false,
}: CommentProps) {
  const isPlaceholder = comment.state !== 'published' && comment.html === ''
  const classes = ['comment', isPlaceholder && 'is-placeholder', isLit && 'is-lit']
  return (
    <article class={classes.filter(Boolean).join(' ')}>
      <header class="comment-head">
        <Name comment={comment} locale={locale} />
        {comment.pickedAt !== null && <PickMark locale={locale} />}
        {parent?.state === 'published' && !isPlaceholder && (
          <Answered parent={parent} locale={locale} />
        )}
        {!isPlaceholder && <When comment={comment} locale={locale} />}
        {!isPlaceholder && (
          <EditedMark editedAt={comment.editedAt} historyUrl={comment.historyUrl} locale={locale} />
        )}
      </header>
      {!isPlaceholder && <Text comment={comment} locale={locale} />}
      {!isPlaceholder && <CommentMedia comment={comment} locale={locale} />}
      {comment.state === 'published' && (
        <Foot comment={comment} locale={locale} mayReply={mayReply} hasActs={hasActs} />
      )}
    </article>
  )
}

function Name({ comment, locale }: { comment: CommentView; locale: Locale }) {
  const { state, author, html } = comment
  if (state !== 'published' && html === '')
    return <span class="gone">{placeholderOf(comment, locale)}</span>
  return (
    <>
      {author ? (
        <bdi class="name">{author.url ? <a href={author.url}>{author.name}</a> : author.name}</bdi>
      ) : (
        <span class="name is-unknown">
          {comment.isAuthorGone ? locale.comment.left : locale.comment.unknown}
        </span>
      )}
      {author && <Marks marks={author.marks} locale={locale} />}
      {state !== 'published' && <span class="tag is-state">{locale.comment[state]}</span>}
    </>
  )
}

/** Which kind of nothing stands here, and by which rule. */
function placeholderOf({ state, rule, isAuthorGone }: CommentView, locale: Locale): string {
  const words = locale.comment
  if (state === 'deleted' && isAuthorGone) return words.deletedLeft
  if (state === 'removed' && rule !== null) return fill(words.removedBy, { rule: isolated(rule) })
  return words[state === 'published' ? 'empty' : state]
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

type FootProps = {
  comment: CommentView
  locale: Locale
  mayReply: boolean
  hasActs: boolean
}

function Foot({ comment, locale, mayReply, hasActs }: FootProps) {
  const name = comment.author?.name ?? locale.comment.unknown
  return (
    <div class="comment-foot">
      {mayReply && (
        <a
          class="reply"
          href={`${comment.url.split('#')[0]}#reply`}
          aria-label={fill(locale.comment.replyTo, { name })}
          data-reply={comment.id}
        >
          {locale.comment.reply}
        </a>
      )}
      {hasActs && <CommentActs comment={comment} locale={locale} />}
    </div>
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
