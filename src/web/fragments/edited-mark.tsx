/** The word "edited" beside a comment whose former text everybody could read, and the way to that text. */
import { fill } from '../../core/plural.js'
import type { Locale } from '../../locales/index.js'
import { formatDate } from './time.js'

export type EditedMarkProps = {
  /** ISO 8601, UTC; null: there is nothing to tell. */
  editedAt: string | null
  historyUrl: string
  locale: Locale
}

export function EditedMark({ editedAt, historyUrl, locale }: EditedMarkProps) {
  if (editedAt === null) return null
  const words = locale.edits
  const label = fill(words.editedOn, { date: formatDate(locale.language, editedAt) })
  return (
    <a class="edited" href={historyUrl} title={label}>
      {words.edited}
    </a>
  )
}
