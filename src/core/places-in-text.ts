/** A text around some places in it, cut into what is marked and what stands between; what lies far away is left out. Pure. */

/** Characters shown around each place: enough to see what is said there. */
const AROUND_CHARS = 60

/** A half-open UTF-16 range. */
export type PlaceInText = { start: number; end: number }

/** The places with what stands around them, in order; what lies further away is an ellipsis. */
export function partsOf(text: string, places: PlaceInText[]): { said: string; isMet: boolean }[] {
  const parts: { said: string; isMet: boolean }[] = []
  const put = (said: string, isMet: boolean) => said !== '' && parts.push({ said, isMet })
  let at = 0
  for (const { start, end } of [...places].sort((a, b) => a.start - b.start)) {
    if (end <= at) continue
    put(between(text.slice(at, start), at === 0), false)
    put(text.slice(Math.max(at, start), end), true)
    at = end
  }
  const rest = text.slice(at)
  put(rest.length > AROUND_CHARS ? `${begin(rest)} …` : rest, false)
  return parts
}

function between(said: string, isFirst: boolean): string {
  if (isFirst) return said.length > AROUND_CHARS ? `… ${finish(said)}` : said
  if (said.length <= 2 * AROUND_CHARS) return said
  return `${begin(said)} … ${finish(said)}`
}

/** Neither leaves half a sign at its cut. */
const begin = (said: string) => said.slice(0, AROUND_CHARS).replace(/[\ud800-\udbff]$/, '')
const finish = (said: string) => said.slice(-AROUND_CHARS).replace(/^[\udc00-\udfff]/, '')
