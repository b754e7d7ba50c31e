/** What editors picked in a discussion, wherever it stands: each with what it answers, and the way to its place. */
import { fill } from '../../core/plural.js'
import { excerptOf, isolated } from '../../core/text.js'
import type { Locale } from '../../locales/index.js'
import type { CommentView, PickView } from '../views.js'
import { Comment } from './comment.js'

/** Characters of what is answered: a line on a phone, or two. */
const ANSWERED_CHARS = 90

type PicksProps = { picks: PickView[]; locale: Locale; mayReply: boolean }

export function Picks({ picks, locale, mayReply }: PicksProps) {
  const words = locale.marks.picks
  if (picks.length === 0) return <p class="quiet">{words.none}</p>
  return (
    <ol class="picks">
      {picks.map(({ comment, parent }) => (
        <li key={comment.id} class="branch" id={`c-${comment.id}`}>
          {comment.parentId !== null && <Answered parent={parent} locale={locale} />}
          <Comment comment={comment} locale={locale} mayReply={mayReply} />
          <p class="in-place">
            <a
              href={comment.url}
              aria-label={fill(words.inPlaceOf, { name: nameOf(comment, locale) })}
            >
              {words.inPlace}
            </a>
          </p>
        </li>
      ))}
    </ol>
  )
}

function Answered({ parent, locale }: { parent: CommentView | null; locale: Locale }) {
  const words = locale.marks.picks
  if (parent?.state !== 'published') return <p class="answers">{words.answersGone}</p>
  const values = {
    name: isolated(nameOf(parent, locale)),
    text: isolated(excerptOf(parent.text, ANSWERED_CHARS)),
  }
  return (
    <p class="answers">
      <a href={parent.url}>{fill(words.answers, values)}</a>
    </p>
  )
}

const nameOf = ({ author, isAuthorGone }: CommentView, locale: Locale): string =>
  author?.name ?? (isAuthorGone ? locale.comment.left : locale.comment.unknown)
