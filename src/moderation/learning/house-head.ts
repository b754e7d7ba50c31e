/**
 * What the house learns from decisions of its own moderators: how likely they are to remove a text.
 * Pure but for the model's weights: the same lessons in the same order give the same bytes.
 */
import type { FoldedText } from '../../core/fold.js'
import { encodeDelta } from '../model/delta-bytes.js'
import type { Model } from '../model/index.js'
import { promote } from '../model/promotion.js'
import { emptyDelta, openLearner, scoreWith, worthIn } from '../model/site-delta.js'
import { auc } from './auc.js'

/** Decisions before it says anything: see docs/model-card.md for how well so many tell texts apart. */
export const HOUSE_LESSONS_MIN = 300
/** Of each kind: from one kind alone nothing can be told apart. */
export const HOUSE_LESSONS_OF_EACH_MIN = 50
/** Latest decisions, foretold before they were learned, by which it is compared with the model alone. */
export const HOUSE_TRIALS_MAX = 500
/** Decisions between two points of the curve that shows how it grew. */
export const CURVE_STEP = 100
/** Latest decisions that it foretold wrong, kept to be shown. */
export const WRONG_KEPT_MAX = 20
/** From here on it says "remove". */
export const HOUSE_SAYS_REMOVE_01 = 0.5

/** What a moderator did. */
export const LESSON_KINDS = ['let-through', 'put-back', 'picked', 'removed'] as const
export type LessonKind = (typeof LESSON_KINDS)[number]

export type HouseLesson = {
  subjectId: string
  kind: LessonKind
  /** Without what is quoted of others. */
  text: string
  /** BCP 47; null: unknown. */
  language: string | null
  moderatorId: string
}

/** `few` lessons so far, or it foretells the latest `worse` than the model alone does. */
export type HouseState = 'ready' | 'few' | 'worse'

export type Foretold = { subjectId: string; kind: LessonKind; house01: number; model01: number }

/** How well the latest decisions were foretold; null where there is nothing to tell. */
export type Hits = { decisions: number; auc: number | null; right01: number }

export type HouseReport = {
  state: HouseState
  lessons: number
  removed: number
  kinds: Record<LessonKind, number>
  /** Of all that counts, the share of each moderator, the largest first. */
  shares: { moderatorId: string; share01: number; isCapped: boolean }[]
  house: Hits
  model: Hits
  /** One point every CURVE_STEP decisions: AUC on the latest HOUSE_TRIALS_MAX before it. */
  curve: { lessons: number; house: number; model: number }[]
  /** The newest first. */
  wrong: Foretold[]
}

export type HouseHead = {
  learn(lesson: HouseLesson): void
  /** How likely moderators are to remove a text, 0..1, ready or not: what each decision is compared with. */
  foretell(text: string, language: string | null): number
  /** The same for a text that is judged; null unless it is ready. `model01` is the toxicity that the model sees. Cost: some 35 us at 200 characters. */
  score(text: string, model01: number, folded?: FoldedText): number | null
  /** Tells how much a feature of the model speaks for removing, by what is learned now. */
  worth(): (feature: number) => number
  lessons(): number
  report(): HouseReport
  /** All that it learned; equal lessons give equal bytes. */
  bytes(): Uint8Array
}

/** Memory: some six megabytes, about half of them numbers of the delta. */
export function openHouseHead(model: Model): HouseHead {
  const delta = emptyDelta()
  const learner = openLearner(delta)
  const chanceOf = scoreWith(delta)
  const kinds: Record<LessonKind, number> = {
    'let-through': 0,
    'put-back': 0,
    picked: 0,
    removed: 0,
  }
  const voices = new Map<string, { weight: number; isCapped: boolean }>()
  const trials: Foretold[] = []
  const wrong: Foretold[] = []
  const curve: HouseReport['curve'] = []
  let known: HouseState | null = null

  const exampleOf = (text: string, language: string | null) => ({
    features: model.features(text),
    prior01: model.scores(text, language).toxicity,
  })

  function learn({ subjectId, kind, text, language, moderatorId }: HouseLesson): void {
    const example = exampleOf(text, language)
    const foretold = { subjectId, kind, house01: chanceOf(example), model01: example.prior01 }
    const outcome = kind === 'removed' ? 'reject' : 'publish'
    trials.push(foretold)
    if (trials.length > HOUSE_TRIALS_MAX) trials.shift()
    if (isWrong(foretold)) wrong.unshift(foretold)
    if (wrong.length > WRONG_KEPT_MAX) wrong.pop()
    const weight = learner.learn({ ...example, outcome, moderatorId })
    const before = voices.get(moderatorId)?.weight ?? 0
    voices.set(moderatorId, { weight: before + weight, isCapped: weight < 1 })
    kinds[kind] += 1
    known = null
    if (delta.decisions % CURVE_STEP === 0) addPoint()
  }

  function addPoint(): void {
    const [house, alone] = [hitsOf(trials, 'house01'), hitsOf(trials, 'model01')]
    if (house.auc !== null && alone.auc !== null)
      curve.push({ lessons: delta.decisions, house: house.auc, model: alone.auc })
  }

  function state(): HouseState {
    const { removed } = kinds
    const isEnough =
      delta.decisions >= HOUSE_LESSONS_MIN &&
      Math.min(removed, delta.decisions - removed) >= HOUSE_LESSONS_OF_EACH_MIN
    if (!isEnough) return 'few'
    const verdict = promote(
      trials.map(({ kind, house01, model01 }) => ({
        outcome: kind === 'removed' ? 'reject' : 'publish',
        candidate01: house01,
        current01: model01,
      })),
    )
    if (verdict === 'wait') return 'few'
    return verdict === 'promote' ? 'ready' : 'worse'
  }

  return {
    learn,
    foretell: (text, language) => chanceOf(exampleOf(text, language)),
    score(text, model01, folded) {
      known ??= state()
      if (known !== 'ready') return null
      return chanceOf({ features: model.features(text, folded), prior01: model01 })
    },
    worth: () => worthIn(delta),
    lessons: () => delta.decisions,
    report: () => ({
      state: state(),
      lessons: delta.decisions,
      removed: kinds.removed,
      kinds: { ...kinds },
      shares: sharesOf(voices),
      house: hitsOf(trials, 'house01'),
      model: hitsOf(trials, 'model01'),
      curve: [...curve],
      wrong: [...wrong],
    }),
    bytes: () => encodeDelta(delta),
  }
}

const isWrong = ({ kind, house01 }: Foretold): boolean =>
  house01 >= HOUSE_SAYS_REMOVE_01 !== (kind === 'removed')

function hitsOf(trials: readonly Foretold[], by: 'house01' | 'model01'): Hits {
  const labels = trials.map(({ kind }) => (kind === 'removed' ? 1 : 0))
  const area = auc(
    trials.map((one) => one[by]),
    labels,
  )
  const right = trials.filter((one, i) => one[by] >= HOUSE_SAYS_REMOVE_01 === (labels[i] === 1))
  return {
    decisions: trials.length,
    auc: Number.isNaN(area) ? null : area,
    right01: trials.length === 0 ? 0 : right.length / trials.length,
  }
}

function sharesOf(
  voices: ReadonlyMap<string, { weight: number; isCapped: boolean }>,
): HouseReport['shares'] {
  const all = [...voices.values()].reduce((sum, one) => sum + one.weight, 0)
  return [...voices]
    .map(([moderatorId, { weight, isCapped }]) => ({
      moderatorId,
      share01: weight / all,
      isCapped,
    }))
    .sort((a, b) => b.share01 - a.share01)
}
