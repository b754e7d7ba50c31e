/** Before something is posted: which words are why it would be doubted. The ticket in the form shows that it was told. */
import { partsOf } from '../../core/places-in-text.js'
import type { Locale } from '../../locales/index.js'
import type { NudgeView } from '../views.js'

export function NudgeNote({ nudge, locale }: { nudge: NudgeView; locale: Locale }) {
  const { text, reasons } = nudge
  const places = reasons.flatMap((one) => one.spans)
  return (
    <div class="note is-nudge" role="alert">
      <p>
        <strong>{locale.refusals['comment/nudged']}</strong>
      </p>
      <ul>
        {reasons.map(({ because }) => (
          <li key={because}>{because}</li>
        ))}
      </ul>
      {places.length > 0 && (
        <p class="nudge-text" dir="auto" lang="">
          {partsOf(text, places).map(({ said, isMet }, i) =>
            isMet ? <mark key={i}>{said}</mark> : said,
          )}
        </p>
      )}
    </div>
  )
}

/** Goes along with the next try. */
export const NudgeTicket = ({ ticket }: { ticket: string }) =>
  ticket === '' ? null : <input type="hidden" name="nudge" value={ticket} />
