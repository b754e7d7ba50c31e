/**
 * How fast decisions of moderators teach, by the code that learns on a site: sets that the weights never saw stand in for
 * a newsroom.
 */
import { type HouseLesson, openHouseHead } from '../src/moderation/learning/house-head.js'
import type { Model } from '../src/moderation/model/index.js'
import type { Row } from './corpus.js'
import { auc } from './metrics.js'
import { randomFrom, shuffle } from './random.js'

const STOPS = [0, 100, 300, 1_000, 5_000]
const SETS = ['kohate', 'toldbr']
/** Orders in which the same decisions could have come; what is told is their mean. */
const ORDERS = [7, 8, 9]
const MODERATORS = 3

export type OnlineMeasure = {
  source: string
  language: string
  decisions: number
  auc: number
  /** The worst and the best of the orders. */
  low: number
  high: number
}

/** AUC on test rows after so many decisions on train rows, in random orders that are always the same. */
export function onlineMeasures(model: Model, corpus: Row[]): OnlineMeasure[] {
  return SETS.flatMap((source) => {
    const labelled = corpus.filter((row) => row.source === source && (row.labels[0] ?? -1) >= 0)
    const language = labelled[0]?.language ?? ''
    const pool = labelled.filter((row) => row.split === 'train')
    const tests = labelled.filter((row) => row.split === 'test')
    const runs = ORDERS.map((seed) => aucsOf(model, { pool, tests, seed }))
    return STOPS.map((decisions, i) => {
      const found = runs.map((run) => run[i] ?? Number.NaN)
      const mean = found.reduce((sum, one) => sum + one, 0) / found.length
      const [low, high] = [Math.min(...found), Math.max(...found)]
      return { source, language, decisions, auc: mean, low, high }
    })
  })
}

function aucsOf(model: Model, at: { pool: Row[]; tests: Row[]; seed: number }): number[] {
  const order = Int32Array.from(at.pool.keys())
  shuffle(order, randomFrom(at.seed))
  const labels = at.tests.map((row) => (row.labels[0] === 1 ? 1 : 0))
  const head = openHouseHead(model)
  const found: number[] = []
  let learnedMs = 0
  for (let n = 0; n <= (STOPS.at(-1) ?? 0); n++) {
    if (STOPS.includes(n))
      found.push(
        auc(
          at.tests.map((row) => head.foretell(row.text, row.language)),
          labels,
        ),
      )
    const row = at.pool[order[n] ?? -1]
    if (!row) break
    const began = performance.now()
    head.learn(lessonOf(row, n))
    learnedMs += performance.now() - began
  }
  const us = (learnedMs * 1_000) / head.lessons()
  console.error(`${at.tests[0]?.source}: ${us.toFixed(0)} us a decision`)
  return found
}

const lessonOf = (row: Row, n: number): HouseLesson => ({
  subjectId: String(n),
  kind: row.labels[0] === 1 ? 'removed' : 'let-through',
  text: row.text,
  language: row.language,
  moderatorId: `moderator ${n % MODERATORS}`,
})
