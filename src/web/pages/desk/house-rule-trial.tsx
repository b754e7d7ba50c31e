/** What a house rule would have met, shown before it is added. */
import { type PlaceInText, partsOf } from '../../../core/places-in-text.js'
import { fill } from '../../../core/plural.js'
import type { Trial } from '../../../discussion/index.js'
import type { Locale } from '../../../locales/index.js'
import { urls } from '../../urls.js'

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
  places: PlaceInText[]
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
