/** Dates as exports write them. */

/** Before the first web page and after every plausible schedule: a date outside is a fault of the file. */
const YEAR_MIN = 1990
const YEAR_MAX = 2100

const DATE = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:Z|([+-])(\d\d):?(\d\d))?$/

/**
 * Reads "2013-09-18 06:53:00" or "2013-09-18T06:53:00Z"; without a zone it is UTC. Fractions of a second are dropped.
 * @returns null for anything else, for days that no calendar has (0000-00-00) and years outside 1990..2100
 */
export function parseDate(text: string): Date | null {
  const match = DATE.exec(text)
  if (!match) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map(Number)
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second))
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24
  if (!isReal || minute > 59 || second > 59 || year < YEAR_MIN || year > YEAR_MAX) return null
  const zoneMinutes = Number(match[8] ?? 0) * 60 + Number(match[9] ?? 0)
  return new Date(date.getTime() + (match[7] === '-' ? 1 : -1) * zoneMinutes * 60_000)
}
