/** How to pay for what one reads: the meter, the way to give, and who gave. */
import { formatMoney } from '../../core/money-format.js'
import type { Locale } from '../../locales/index.js'
import { Meter } from '../fragments/meter.js'
import { Time } from '../fragments/time.js'
import { urls } from '../urls.js'
import type { GiftView, MeterView } from '../views.js'
import { Layout, localeOf, type Shell } from './layout.js'

export type SupportPageProps = {
  shell: Shell
  /** Null: no campaign at the moment. */
  meter: MeterView | null
  /** Newest first, of this campaign. */
  gifts: GiftView[]
  /** The publisher's own words, one paragraph each; without them ours. */
  instructions?: string[]
  /** Server-sent `meter` events, so that the meter moves while one looks. */
  liveUrl?: string
}

export function SupportPage({ shell, meter, gifts, instructions = [], liveUrl }: SupportPageProps) {
  const locale = localeOf(shell)
  const words = locale.support
  return (
    <Layout shell={shell} title={words.title} description={words.lead} canonical={urls.support()}>
      <div class="letter" data-live={liveUrl}>
        <h1>{words.title}</h1>
        <p class="letter-lead">{words.lead}</p>
        <section class="meter-box is-page" aria-labelledby="campaign">
          <h2 class="meter-title" id="campaign">
            {meter ? (meter.title ?? locale.meter.label) : words.noCampaign}
          </h2>
          {meter && <Meter meter={meter} locale={locale} dir={shell.site.dir} />}
        </section>
        <section aria-labelledby="how">
          <h2 id="how">{words.how}</h2>
          {(instructions.length > 0 ? instructions : [words.instructions]).map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </section>
        {meter && <Gifts gifts={gifts} meter={meter} locale={locale} />}
      </div>
    </Layout>
  )
}

function Gifts({ gifts, meter, locale }: { gifts: GiftView[]; meter: MeterView; locale: Locale }) {
  const { language, support } = locale
  return (
    <section aria-labelledby="gifts">
      <h2 id="gifts">{support.recent}</h2>
      {gifts.length === 0 && <p class="quiet">{support.noGifts}</p>}
      <ul class="gifts">
        {gifts.map((gift, at) => (
          <li key={at}>
            <bdi class={gift.name === null ? 'is-unknown' : undefined}>
              {gift.name ?? support.anonymous}
            </bdi>
            {gift.receivedAt !== null && (
              <Time iso={gift.receivedAt} locale={locale} month="short" />
            )}
            <strong>
              {formatMoney(language, gift.amountMinor, meter.currency, meter.exponent)}
            </strong>
          </li>
        ))}
      </ul>
      <p class="quiet">{support.books}</p>
    </section>
  )
}
