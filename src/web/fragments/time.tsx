/** A moment, written out in the language of the site; the browser may make it relative. */
import type { Locale } from '../../locales/index.js'

const formats = new Map<string, Intl.DateTimeFormat>()

/** A date such as "December 12, 2017" (UTC: the page is shared by readers of all zones). */
export function formatDate(
  language: string,
  iso: string,
  month: 'long' | 'short' = 'long',
): string {
  const key = `${language} ${month}`
  const format =
    formats.get(key) ??
    new Intl.DateTimeFormat(language, { day: 'numeric', month, year: 'numeric', timeZone: 'UTC' })
  formats.set(key, format)
  return format.format(new Date(iso))
}

type TimeProps = {
  iso: string
  locale: Locale
  month?: 'long' | 'short'
  /** Lets the browser write "3 hours ago" while the moment is fresh. */
  mayBeRelative?: boolean
}

export function Time({ iso, locale, month = 'long', mayBeRelative = false }: TimeProps) {
  return (
    <time dateTime={iso} data-relative={mayBeRelative || undefined}>
      {formatDate(locale.language, iso, month)}
    </time>
  )
}
