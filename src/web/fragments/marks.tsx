/** Marks beside a name, and the mark of editors' picks. The same in page and widget. */
import type { Mark } from '../../discussion/index.js'
import type { Locale } from '../../locales/index.js'

/** Who wrote the article is of the house: one word for both is enough. */
export function Marks({ marks, locale }: { marks: readonly Mark[]; locale: Locale }) {
  const isAuthor = marks.includes('author')
  return (
    <>
      {isAuthor && <span class="tag is-author">{locale.marks.author}</span>}
      {!isAuthor && marks.includes('staff') && <span class="tag">{locale.comment.staff}</span>}
      {marks.includes('supporter') && (
        <span class="tag is-supporter">{locale.marks.supporter}</span>
      )}
    </>
  )
}

export const PickMark = ({ locale }: { locale: Locale }) => (
  <span class="pick">{locale.marks.pick}</span>
)
