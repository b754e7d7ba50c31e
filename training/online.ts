/** How fast a site's own decisions teach: sets that the weights never saw stand in for a newsroom. */
import type { Model } from '../src/moderation/model/index.js'
import {
  type Decision,
  emptyDelta,
  openLearner,
  scoreWith,
} from '../src/moderation/model/site-delta.js'
import type { Row } from './corpus.js'
import { auc } from './metrics.js'
import { randomFrom, shuffle } from './random.js'

const STOPS = [0, 100, 300, 1_000, 5_000]
const SETS = ['kohate', 'toldbr']

export type OnlineMeasure = { source: string; language: string; decisions: number; auc: number }

/** AUC on test rows after so many decisions on train rows, in a random order that is always the same. */
export function onlineMeasures(model: Model, corpus: Row[]): OnlineMeasure[] {
  return SETS.flatMap((source) => {
    const labelled = corpus.filter((row) => row.source === source && (row.labels[0] ?? -1) >= 0)
    const language = labelled[0]?.language ?? ''
    const pool = labelled.filter((row) => row.split === 'train')
    const order = Int32Array.from(pool.keys())
    shuffle(order, randomFrom(7))
    const decisions = [...order.slice(0, STOPS.at(-1))].flatMap((at) => {
      const row = pool[at]
      return row ? [decisionOf(model, row)] : []
    })
    const tests = labelled
      .filter((row) => row.split === 'test')
      .map((row) => decisionOf(model, row))
    const labels = tests.map((one) => (one.outcome === 'reject' ? 1 : 0))
    const delta = emptyDelta()
    const learner = openLearner(delta)
    const measures: OnlineMeasure[] = []
    for (let at = 0; at <= decisions.length; at++) {
      if (STOPS.includes(at))
        measures.push({
          source,
          language,
          decisions: at,
          auc: auc(tests.map(scoreWith(delta)), labels),
        })
      const next = decisions[at]
      if (next) learner.learn(next)
    }
    return measures
  })
}

function decisionOf(model: Model, row: Row): Decision {
  return {
    features: model.features(row.text),
    prior01: model.scores(row.text, row.language).toxicity,
    outcome: row.labels[0] === 1 ? 'reject' : 'publish',
    moderatorId: `moderator ${row.text.length % 3}`,
  }
}
