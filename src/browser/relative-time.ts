/** "3 hours ago" for what is fresh; older dates stay as the page has them. */
import { words } from './words.js'

const MINUTE_MS = 60_000
const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 24 * 60 * MINUTE_MS],
  ['hour', 60 * MINUTE_MS],
  ['minute', MINUTE_MS],
]
/** Past a week the date says more than "23 days ago". */
const FRESH_MS = 7 * 24 * 60 * MINUTE_MS

// Each takes tens of milliseconds to make at first, and a page asks for hundreds of times.
let formats: { ago: Intl.RelativeTimeFormat; at: Intl.DateTimeFormat } | null = null

export function refineTimes(root: ParentNode): void {
  for (const time of root.querySelectorAll<HTMLTimeElement>('time[data-relative]')) refine(time)
}

function refine(time: HTMLTimeElement): void {
  const at = new Date(time.dateTime)
  const ageMs = Date.now() - at.getTime()
  if (!(ageMs >= -MINUTE_MS && ageMs < FRESH_MS)) return
  const [unit, ms] = STEPS.find(([, step]) => ageMs >= step) ?? ['minute', MINUTE_MS]
  const { language } = words
  formats ??= {
    ago: new Intl.RelativeTimeFormat(language, { numeric: 'auto' }),
    at: new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' }),
  }
  time.textContent = formats.ago.format(-Math.max(0, Math.floor(ageMs / ms)), unit)
  time.title = formats.at.format(at)
}
