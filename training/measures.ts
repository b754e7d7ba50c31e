/** Measures of the model on texts with labels. */
import type { Head, Model, Scores } from '../src/moderation/model/index.js'
import type { Row } from './corpus.js'
import { TRAINED, UNKNOWN } from './heads.js'
import { auc } from './metrics.js'

export type Judged = { row: Row; scores: Scores }

export type HeadMeasure = {
  source: string
  language: string
  head: Head
  texts: number
  positives: number
  auc: number
  f1: number
  /** Shares at the working point: harmless texts caught, harmful texts missed. */
  falsePositives: number
  misses: number
}

/** Fewer examples of a kind say nothing about it. */
const EXAMPLES_MIN = 20

export const judgeAll = (model: Model, rows: Row[]): Judged[] =>
  rows.map((row) => ({ row, scores: model.scores(row.text, row.language) }))

/** One measure for each source and head with enough examples of either kind. */
export function measuresOf(judged: Judged[], pointOf: (language: string) => number): HeadMeasure[] {
  const measures: HeadMeasure[] = []
  for (const source of new Set(judged.map((one) => one.row.source)))
    TRAINED.forEach((head, h) => {
      const here = judged.filter(({ row }) => row.source === source && row.labels[h] !== UNKNOWN)
      const measure = measureOf(here, head, h, pointOf)
      if (measure) measures.push(measure)
    })
  return measures
}

function measureOf(
  here: Judged[],
  head: Head,
  h: number,
  pointOf: (language: string) => number,
): HeadMeasure | null {
  const labels = here.map(({ row }) => row.labels[h] ?? 0)
  const positives = labels.filter((label) => label === 1).length
  const first = here[0]
  if (!first || Math.min(positives, here.length - positives) < EXAMPLES_MIN) return null
  const { source, language } = first.row
  const point = pointOf(language)
  const caught = here.filter(({ scores }) => scores[head] >= point)
  const right = caught.filter(({ row }) => row.labels[h] === 1).length
  return {
    source,
    language,
    head,
    texts: here.length,
    positives,
    auc: auc(
      here.map(({ scores }) => scores[head]),
      labels,
    ),
    f1: (2 * right) / (caught.length + positives),
    falsePositives: (caught.length - right) / (here.length - positives),
    misses: 1 - right / positives,
  }
}

/** Share of texts of which a head says yes. */
export const shareAbove = (judged: Judged[], head: Head, point: number): number =>
  judged.filter(({ scores }) => scores[head] >= point).length / judged.length
