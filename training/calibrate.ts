/** From scores to chances, on dev rows alone. */
import { fold } from '../src/core/fold.js'
import { featuresOf } from '../src/moderation/model/features.js'
import { createNet } from '../src/moderation/model/net.js'
import { type Calibration, LEARNT, type Weights } from '../src/moderation/model/weights.js'
import type { Row } from './corpus.js'
import { UNKNOWN } from './heads.js'
import { auc } from './metrics.js'

/** A language needs that many rows of either kind for a calibration of its own. */
const LABELS_MIN = 80
/** A language may be acted on when toxicity tells its dev rows apart at least this well. */
const AUC_MIN = 0.8
const ROUNDS_MAX = 100
/** Share of dev's calm rows that may stand above the working point: half of the 1 % that is promised, since dev is a sample. */
const CALM_SHARE_MAX = 0.005
/** Made-up calm rows are easier than real ones: where there are no others, so many harmless rows may stand above. */
const HARMLESS_SHARE_MAX = 0.05
/** Without ordinary texts nobody knows how many of them would be held. */
const CALM_MIN = 100
const WORKING_POINT_MIN = 0.5

export type Scored = { row: Row; values: Float64Array }

/** Scores before calibration, as the model will work them out. */
export function scored(weights: Weights, rows: Row[]): Scored[] {
  const net = createNet(weights)
  return rows.map((row) => {
    const raw = row.text
    const { values } = net.logitsOf(featuresOf(fold(raw), raw))
    return { row, values: values.slice(0, LEARNT.length) }
  })
}

/** Calibrations by language and head. */
export function calibrationsOf(dev: Scored[]): Weights['calibrations'] {
  const calibrations: Weights['calibrations'] = {}
  for (const language of ['*', ...new Set(dev.map((one) => one.row.language))]) {
    const own: Partial<Record<(typeof LEARNT)[number], Calibration>> = {}
    LEARNT.forEach((head, h) => {
      const here = dev.filter(
        ({ row }) =>
          row.labels[h] !== UNKNOWN &&
          (language === '*' ? row.language === 'en' : row.language === language),
      )
      const positives = here.filter(({ row }) => row.labels[h] === 1).length
      const isEnough = Math.min(positives, here.length - positives) >= LABELS_MIN
      if (isEnough || (language === '*' && positives > 0)) own[head] = fit(here, h)
    })
    if (language !== 'en' && Object.keys(own).length > 0) calibrations[language] = own
  }
  return calibrations
}

/**
 * Heads calibrated half way towards even odds. Sources label attacks on identities where they looked for them and nowhere
 * else, so their share in dev is too small; even odds would call half of the made-up harmless sentences attacks.
 */
const EVEN_HEADS: ReadonlySet<string> = new Set(['identity_attack'])

/** Newton's method on the log loss, halving steps that go too far; large sources are damped. Source: Platt 1999. */
function fit(rows: Scored[], head: number): Calibration {
  const sizes = new Map<string, number>()
  for (const { row } of rows) sizes.set(row.source, (sizes.get(row.source) ?? 0) + 1)
  const z = rows.map(({ values }) => values[head] ?? 0)
  const y = rows.map(({ row }) => row.labels[head] ?? 0)
  const weights = rows.map(({ row }) => 1 / Math.sqrt(sizes.get(row.source) ?? 1))
  if (EVEN_HEADS.has(LEARNT[head] ?? '')) moveTowardsEven(weights, y)
  const lossAt = (slope: number, shift: number) => {
    let loss = 0
    for (let i = 0; i < z.length; i++) {
      const margin = (y[i] === 1 ? 1 : -1) * (slope * (z[i] ?? 0) + shift)
      loss += (weights[i] ?? 0) * (Math.max(0, -margin) + Math.log1p(Math.exp(-Math.abs(margin))))
    }
    return loss
  }
  let [slope, shift] = [1, 0]
  let loss = lossAt(slope, shift)
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const [da, db] = newtonStep(z, y, weights, slope, shift)
    let part = 1
    while (part > 1e-6 && lossAt(slope - part * da, shift - part * db) > loss) part /= 2
    if (part <= 1e-6) break
    slope -= part * da
    shift -= part * db
    const next = lossAt(slope, shift)
    if (loss - next < 1e-9) break
    loss = next
  }
  return { slope, shift }
}

/** Moves the weight of either kind half way (by the root) towards the other's. */
function moveTowardsEven(weights: number[], y: number[]): void {
  const total = (kind: number) =>
    weights.reduce((sum, weight, i) => sum + (y[i] === kind ? weight : 0), 0)
  const [no, yes] = [total(0), total(1)]
  weights.forEach((weight, i) => {
    weights[i] = weight * Math.sqrt((no + yes) / (y[i] === 1 ? yes : no))
  })
}

function newtonStep(z: number[], y: number[], weights: number[], slope: number, shift: number) {
  let [ga, gb, haa, hab, hbb] = [0, 0, 1e-6, 0, 1e-6]
  for (let i = 0; i < z.length; i++) {
    const value = z[i] ?? 0
    const p = 1 / (1 + Math.exp(-(slope * value + shift)))
    const weight = weights[i] ?? 0
    const g = (p - (y[i] ?? 0)) * weight
    const w = p * (1 - p) * weight
    ga += g * value
    gb += g
    haa += w * value * value
    hab += w * value
    hbb += w
  }
  const det = haa * hbb - hab * hab
  return [(hbb * ga - hab * gb) / det, (haa * gb - hab * ga) / det] as const
}

/** Lowest toxicity per language at which few calm rows are caught; languages that are told apart badly have none. */
export function workingPointsOf(
  dev: Scored[],
  calibrations: Weights['calibrations'],
): Record<string, number> {
  const points: Record<string, number> = {}
  for (const language of new Set(dev.map((one) => one.row.language))) {
    const own =
      calibrations[language]?.toxicity ??
      (language === 'en' ? calibrations['*']?.toxicity : undefined)
    const here = dev.filter(
      ({ row }) =>
        row.language === language &&
        row.labels[0] !== UNKNOWN &&
        !row.source.startsWith('contrast'),
    )
    const quality = auc(
      here.map(({ values }) => values[0] ?? 0),
      here.map(({ row }) => row.labels[0] ?? 0),
    )
    if (!own || !(quality >= AUC_MIN)) continue
    const chance = ({ values }: Scored) =>
      1 / (1 + Math.exp(-(own.slope * (values[0] ?? 0) + own.shift)))
    const calm = dev.filter(({ row }) => row.language === language && isCalm(row))
    if (calm.length < CALM_MIN) continue
    const isMadeUp = calm.every(({ row }) => row.source.startsWith('contrast'))
    const harmless = isMadeUp ? here.filter(({ row }) => row.labels[0] === 0) : []
    const at = Math.max(
      leastAbove(calm.map(chance), CALM_SHARE_MAX),
      leastAbove(harmless.map(chance), HARMLESS_SHARE_MAX),
    )
    const point = Math.max(WORKING_POINT_MIN, Math.ceil(at * 100) / 100)
    if (point < 1) points[language] = point
  }
  return points
}

/** The value that at most `share` of all are above; 0 of none. */
function leastAbove(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.ceil(sorted.length * (1 - share)) - 1] ?? 0
}

/** Ordinary talk, news, and what is said of groups without judging them. */
const isCalm = (row: Row): boolean =>
  row.labels[0] === 0 &&
  (row.source === 'wiki_gn' || row.purpose === 'de calm' || row.purpose === 'clean: what they do')
