/** How well decisions were foretold, over time: two lines drawn on the server. */
import { fill, formatCount } from '../../../core/plural.js'
import type { ReadLearning } from '../../../discussion/index.js'
import type { Locale } from '../../../locales/index.js'

const WIDTH = 600
const HEIGHT = 180
/** What chance alone reaches. */
const CHANCE_01 = 0.5

export function LearningCurve({ curve, locale }: { curve: ReadLearning['curve']; locale: Locale }) {
  const words = locale.learning
  const [first, last] = [curve[0], curve.at(-1)]
  if (!first || !last) return null
  const low =
    Math.floor(Math.min(CHANCE_01, ...curve.flatMap((at) => [at.house, at.model])) * 10) / 10
  const points = (of: 'house' | 'model') =>
    curve
      .map((at) => {
        const x = ((at.lessons - first.lessons) / (last.lessons - first.lessons)) * WIDTH
        const y = ((1 - at[of]) / (1 - low)) * HEIGHT
        return `${x.toFixed(1)},${y.toFixed(1)}`
      })
      .join(' ')
  const percent = (share01: number) =>
    new Intl.NumberFormat(locale.language, { style: 'percent' }).format(share01)
  const said = fill(words.curve, {
    from: formatCount(locale.language, first.lessons),
    to: formatCount(locale.language, last.lessons),
    before: percent(Math.round(first.house * 100) / 100),
    now: percent(Math.round(last.house * 100) / 100),
    model: percent(Math.round(last.model * 100) / 100),
  })
  return (
    <figure class="curve">
      <div class="curve-plot" dir="ltr">
        <span aria-hidden="true">{percent(1)}</span>
        <svg
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={said}
        >
          <line class="curve-chance" x2={WIDTH} {...chanceAt(low)} />
          <polyline class="curve-model" points={points('model')} />
          <polyline class="curve-house" points={points('house')} />
        </svg>
        <span aria-hidden="true">{percent(low)}</span>
        <span class="curve-from" aria-hidden="true">
          {formatCount(locale.language, first.lessons)}
        </span>
        <span class="curve-to" aria-hidden="true">
          {formatCount(locale.language, last.lessons)}
        </span>
      </div>
      <figcaption>
        <span class="curve-key">{words.withHouse}</span>
        <span class="curve-key is-model">{words.modelAlone}</span>
        <span class="quiet">{words.curveNote}</span>
      </figcaption>
    </figure>
  )
}

function chanceAt(low: number): { y1: string; y2: string } {
  const y = (((1 - CHANCE_01) / (1 - low)) * HEIGHT).toFixed(1)
  return { y1: y, y2: y }
}
