/** What was learned from decisions of other software: a delta on the model, and how well it foretold the latest of them. */
import { decodeDelta, encodeDelta } from '../model/delta-bytes.js'
import { loadModel } from '../model/index.js'
import { promote, type Trial } from '../model/promotion.js'
import {
  type Example,
  emptyDelta,
  openLearner,
  type SiteDelta,
  scoreWith,
} from '../model/site-delta.js'
import { detectLanguage } from './languages.js'
import type { Decision, HeadRow, Lesson } from './store/decisions.js'

/** Latest lessons by which the delta is compared with the model alone. */
const TRIALS_MAX = 500
/** Lessons learned before others get their turn: about 50 ms. */
const LESSONS_AT_ONCE = 500

export type Learned = {
  learn(text: string, decision: Decision): void
  /** How likely a moderator is to remove a text, 0..1. */
  score(text: string): number
  counts(): { published: number; removed: number }
  /** True when the latest decisions were foretold worse than by the model alone; not told before there are enough. */
  isWorse(): boolean
  snapshot(): { modelHash: string; bytes: Uint8Array; published: number; removed: number }
}

type Before = { delta: SiteDelta; published: number; removed: number }

/** @param usualLanguage of the site, for texts too short to tell theirs */
export const blankLearned = (usualLanguage: string): Learned =>
  learnedFrom(usualLanguage, { delta: emptyDelta(), published: 0, removed: 0 })

/** Null when it was learned on the features of another model, or the bytes are none of ours. */
export function readLearned(usualLanguage: string, row: HeadRow): Learned | null {
  if (row.model_hash !== loadModel().hash) return null
  const delta = decodeDelta(row.bytes)
  const { published, removed } = row
  return delta && learnedFrom(usualLanguage, { delta, published, removed })
}

/**
 * Every lesson counts alike: a key speaks for a house, and does not say which of its moderators decided.
 * Memory: REHEARSAL_MAX texts as features, and two megabytes of numbers.
 */
function learnedFrom(usualLanguage: string, { delta, ...before }: Before): Learned {
  let { published, removed } = before
  const learner = openLearner(delta, () => 1)
  const trials: Trial[] = []
  const scoreOf = scoreWith(delta)

  function learn(text: string, decision: Decision): void {
    const example = exampleOf(text, usualLanguage)
    const outcome = decision === 'remove' ? 'reject' : 'publish'
    trials.push({ outcome, candidate01: scoreOf(example), current01: example.prior01 })
    if (trials.length > TRIALS_MAX) trials.shift()
    learner.learn({ ...example, outcome, moderatorId: '' })
    if (outcome === 'reject') removed += 1
    else published += 1
  }

  return {
    learn,
    score: (text) => scoreOf(exampleOf(text, usualLanguage)),
    counts: () => ({ published, removed }),
    isWorse: () => promote(trials) === 'keep',
    snapshot: () => ({
      modelHash: loadModel().hash,
      bytes: encodeDelta(delta),
      published,
      removed,
    }),
  }
}

function exampleOf(text: string, usualLanguage: string): Example {
  const model = loadModel()
  const prior01 = model.scores(text, detectLanguage(text, usualLanguage)).toxicity
  return { features: model.features(text), prior01 }
}

/** Learns in the order given, and lets others have their turn between. Cost: about 100 us a lesson. */
export async function learnAll(learned: Learned, lessons: readonly Lesson[]): Promise<void> {
  for (const [at, { body, decision }] of lessons.entries()) {
    if (at > 0 && at % LESSONS_AT_ONCE === 0) await new Promise((done) => setImmediate(done))
    learned.learn(body, decision)
  }
}
