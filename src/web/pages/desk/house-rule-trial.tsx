/** What a house rule would have met, shown before it is added. */
import { fill } from '../../../core/plural.js'
import type { Trial } from '../../../discussion/index.js'
import type { Locale } from '../../../locales/index.js'
import { urls } from '../../urls.js'

/** Characters shown around each place: enough to see what is said there. */
const AROUND_CHARS = 60

type Place = { start: number; end: number }

export function TrialNote({ trial, text, locale }: { trial: Trial; text: string; locale: Locale }) {
  const words = locale.houseRules
  const { places, tried, caught, shown } = trial
  return (
    <div class="note" role="status">
      {places && (
        <p>
          {places.length === 0 ? (
            words.textPasses
          ) : (
            <Met text={text} places={places} words={words} />
          )}
        </p>
      )}
      <p>{fill(words.caught, { caught, tried })}</p>
      {shown.length > 0 && (
        <ul class="trial-list">
          {shown.map((one) => (
            <li key={one.id}>
              <Caught one={one} locale={locale} />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function Met({
  text,
  places,
  words,
}: {
  text: string
  places: Place[]
  words: Locale['houseRules']
}) {
  return (
    <>
      {words.textCaught}{' '}
      <q dir="auto">
        {partsOf(text, places).map(({ said, isMet }, i) =>
          isMet ? <mark key={i}>{said}</mark> : said,
        )}
      </q>
    </>
  )
}

/** Only what stands on the site has an address there. */
function Caught({ one, locale }: { one: Trial['shown'][number]; locale: Locale }) {
  if (one.state === 'published')
    return (
      <a href={urls.comment(one.slug, one.id)} dir="auto">
        {one.excerpt}
      </a>
    )
  return (
    <>
      <bdi>{one.excerpt}</bdi> <span class="quiet">{locale.comment[one.state]}</span>
    </>
  )
}

/** The places with what stands around them, in order; what lies further away is an ellipsis. */
export function partsOf(text: string, places: Place[]): { said: string; isMet: boolean }[] {
  const parts: { said: string; isMet: boolean }[] = []
  const put = (said: string, isMet: boolean) => said !== '' && parts.push({ said, isMet })
  let at = 0
  for (const { start, end } of places.toSorted((a, b) => a.start - b.start)) {
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
