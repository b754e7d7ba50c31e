/** How a text will look as a comment; above the form that it was typed in. */
import { directionOf } from '../../core/text.js'
import type { Preview } from '../../discussion/index.js'
import type { Locale } from '../../locales/index.js'

export function CommentPreview({ preview, locale }: { preview: Preview; locale: Locale }) {
  return (
    <section class="preview" aria-label={locale.writing.page.previewTitle}>
      <div
        class="comment-text"
        lang={preview.language ?? ''}
        dir={directionOf(preview.text)}
        dangerouslySetInnerHTML={{ __html: preview.html }}
      />
    </section>
  )
}
