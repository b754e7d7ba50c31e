/** A moment, written out in the language of the site; the browser may make it relative. */
import type { Locale } from '../../locales/index.js'

const formats = new Map<string, Intl.DateTimeFormat>()
/** Days as they are written: a page names the same few hundreds of times. */
const days = new Map<string, string>()
/** Some 27 years of days; past it they are written anew. */
const DAYS_MAX = 10_000

/** A date such as "December 12, 2017" (UTC: the page is shared by readers of all zones). */
export function formatDate(
  language: string,
  iso: string,
  month: 'long' | 'short' = 'long',
): string {
  const key = `${language} ${month} ${iso.slice(0, 'YYYY-MM-DD'.length)}`
  const known = days.get(key)
  if (known !== undefined) return known
  const day = formatOf(language, month).format(new Date(iso))
  if (days.size >= DAYS_MAX) days.clear()
  days.set(key, day)
  return day
}

function formatOf(language: string, month: 'long' | 'short'): Intl.DateTimeFormat {
  const key = `${language} ${month}`
  const format =
    formats.get(key) ??
    new Intl.DateTimeFormat(language, { day: 'numeric', month, year: 'numeric', timeZone: 'UTC' })
  formats.set(key, format)
  return format
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
