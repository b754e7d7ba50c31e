/** The meter: what readers have given, on a scale that anybody can read. The same in page and widget. */
import { type MeterTick, meterGeometry, meterState } from '../../core/meter-geometry.js'
import { formatMoney } from '../../core/money-format.js'
import { fill, plural } from '../../core/plural.js'
import type { Locale } from '../../locales/index.js'
import type { MeterView } from '../views.js'
import { formatDate } from './time.js'

type MeterProps = { meter: MeterView; locale: Locale; dir: 'ltr' | 'rtl' }

/**
 * The scale is SVG with percentages in attributes, so that it needs no style attribute (CSP) and no script.
 * `data-*` is what the browser needs to move it when a gift arrives.
 */
export function Meter({ meter, locale, dir }: MeterProps) {
  const money = (amountMinor: number) =>
    formatMoney(locale.language, amountMinor, meter.currency, meter.exponent)
  const { scaleMinor, fillPercent, ticks } = meterGeometry(meter)
  const [raised, goal] = [money(meter.raisedMinor), money(meter.goalMinor)]
  return (
    <div
      class="meter"
      data-meter={meter.currency}
      data-exponent={meter.exponent}
      data-state={meterState(meter)}
    >
      <p class="meter-sum">
        <Sum template={locale.meter.raised} raised={raised} goal={goal} />
      </p>
      <div
        class="meter-scale"
        role="meter"
        aria-label={meter.title ?? locale.meter.label}
        aria-valuemin={0}
        aria-valuemax={scaleMinor}
        aria-valuenow={Math.max(0, meter.raisedMinor)}
        aria-valuetext={fill(locale.meter.raised, { raised, goal })}
      >
        <svg aria-hidden="true" focusable="false">
          <rect class="meter-track" width="100%" height="10" />
          <rect
            class="meter-fill"
            x={dir === 'rtl' ? `${100 - fillPercent}%` : '0'}
            width={`${fillPercent}%`}
            height="10"
          />
          {ticks.map((tick) => (
            <Tick key={tick.amountMinor} tick={tick} dir={dir} label={money(tick.amountMinor)} />
          ))}
        </svg>
      </div>
      <p class="meter-facts">
        <span data-gifts>
          {meter.giftCount > 0 &&
            `${plural(locale.language, locale.plurals.gifts, meter.giftCount)}, `}
        </span>
        <span data-as-of>
          {fill(locale.meter.asOf, { date: formatDate(locale.language, meter.asOf) })}
        </span>
        {!meter.isOpen && <> · {locale.meter.closed}</>}
      </p>
    </div>
  )
}

/** "{raised} of {goal}" with the two amounts marked, in the order that the language has them. */
function Sum({ template, raised, goal }: { template: string; raised: string; goal: string }) {
  return (
    <>
      {template.split(/(\{\w+\})/).map((part) => {
        if (part === '{raised}') return <strong data-raised>{raised}</strong>
        return part === '{goal}' ? <span data-goal>{goal}</span> : part
      })}
    </>
  )
}

function Tick({ tick, dir, label }: { tick: MeterTick; dir: 'ltr' | 'rtl'; label: string }) {
  const x = `${dir === 'rtl' ? 100 - tick.percent : tick.percent}%`
  return (
    <g class="meter-tick">
      <line x1={x} x2={x} y1="0" y2="16" />
      <text x={x} y="32" text-anchor={tick.anchor}>
        {tick.isLabelled ? label : ''}
      </text>
    </g>
  )
}

/** The box under an article and on the front page: a question, the meter, a way to answer. */
export function MeterBox({ supportUrl, ...props }: MeterProps & { supportUrl: string }) {
  const { meter, locale } = props
  return (
    <aside class="meter-box" aria-labelledby="meter-title">
      <h2 class="meter-title" id="meter-title">
        {meter.title ?? locale.meter.title}
      </h2>
      <Meter {...props} />
      {meter.isOpen && (
        <a class="button" href={supportUrl}>
          {locale.meter.give}
        </a>
      )}
    </aside>
  )
}
