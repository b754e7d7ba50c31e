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
/** Calm rows of dev that may stand above the working point. */
const CALM_SHARE_MAX = 0.01
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

/** Newton's method on the log loss, halving steps that go too far; large sources are damped. Source: Platt 1999. */
function fit(rows: Scored[], head: number): Calibration {
  const sizes = new Map<string, number>()
  for (const { row } of rows) sizes.set(row.source, (sizes.get(row.source) ?? 0) + 1)
  const z = rows.map(({ values }) => values[head] ?? 0)
  const y = rows.map(({ row }) => row.labels[head] ?? 0)
  const weights = rows.map(({ row }) => 1 / Math.sqrt(sizes.get(row.source) ?? 1))
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
    const calm = dev
      .filter(({ row }) => row.language === language && isCalm(row))
      .map(({ values }) => 1 / (1 + Math.exp(-(own.slope * (values[0] ?? 0) + own.shift))))
      .sort((a, b) => a - b)
    const at = calm[Math.ceil(calm.length * (1 - CALM_SHARE_MAX)) - 1] ?? 1
    const point = Math.max(WORKING_POINT_MIN, Math.ceil(at * 100) / 100)
    if (point < 1) points[language] = point
  }
  return points
}

/** Ordinary talk; where a language has none, its harmless rows stand in. */
const isCalm = (row: Row): boolean =>
  row.labels[0] === 0 &&
  (row.source === 'wiki_gn' ||
    row.purpose === 'de calm' ||
    row.language === 'zh' ||
    row.language === 'ar')
