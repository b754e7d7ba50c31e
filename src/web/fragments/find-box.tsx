/** The row under the heading of a discussion: searching it, and room for what the script knows of one's last visit. */
import { FIND_CHARS_MAX } from '../../core/find-pattern.js'
import type { Locale } from '../../locales/index.js'
import { urls } from '../urls.js'

export function FindBox({ slug, locale }: { slug: string; locale: Locale }) {
  const words = locale.ways.find
  return (
    <div class="ways-row">
      <details class="find">
        <summary>{words.open}</summary>
        <form class="find-row" role="search" aria-label={words.title} action={urls.find(slug)}>
          <input
            type="search"
            name="q"
            required
            maxLength={FIND_CHARS_MAX}
            dir="auto"
            aria-label={words.words}
          />
          <button class="button is-small" type="submit">
            {words.search}
          </button>
          <a href={urls.find(slug, { by: 'staff' })} rel="nofollow">
            {words.staff}
          </a>
        </form>
      </details>
      <button class="keys-open" type="button">
        {locale.later.keys}
      </button>
    </div>
  )
}
