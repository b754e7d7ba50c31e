/** Scores texts with given weights; see `index.ts` for what is promised. */
import { type FoldedText, foldWithOffsets } from '../../core/fold.js'
import { explainText, worthOf } from './explain.js'
import { allFeaturesOf, featuresOf, REPEATED } from './features.js'
import { createNet } from './net.js'
import type { EvidenceSpan, Head, Model, Scores, SentenceScore, Tier, Worth } from './scores.js'
import { severeToxicity } from './severe.js'
import { type Calibration, LEARNT, type LearntHead, type Weights, WIDTH } from './weights.js'

/** UTF-16 units of a text that are scored, as many as Perspective took bytes; what comes after says no more. */
export const SCORED_UNITS_MAX = 20_480

/** @param lexiconLanguages languages with a word list, for `tierOf` */
export function createModel(
  weights: Weights,
  hash: string,
  lexiconLanguages: ReadonlySet<string>,
): Model {
  const net = createNet(weights)
  const calibrations = new Map<string, Calibration[]>()
  for (const language of ['*', ...Object.keys(weights.calibrations)])
    calibrations.set(language, calibrationsOf(weights, language))
  const calibrationFor = (language: string | null): Calibration[] =>
    calibrations.get(primary(language)) ?? calibrations.get('*') ?? []

  function scoresAt(values: Float64Array, at: number, calibration: Calibration[]): Scores {
    const p = (head: number) => {
      const { slope = 1, shift = 0 } = calibration[head] ?? {}
      return 1 / (1 + Math.exp(-(slope * (values[at + head] ?? 0) + shift)))
    }
    const learnt = {
      toxicity: p(0),
      insult: p(1),
      threat: p(2),
      identity_attack: p(3),
      profanity: p(4),
      sexually_explicit: p(5),
      spam: p(6),
    }
    return { ...learnt, severe_toxicity: severeToxicity(learnt) }
  }

  function take(text: string, known?: FoldedText) {
    const raw = cut(text)
    const folded = known && raw.length === text.length ? known : foldWithOffsets(raw)
    return { raw, folded, features: featuresOf(folded.folded, raw) }
  }

  function score(text: string, language: string | null = null, known?: FoldedText) {
    const { raw, folded, features } = take(text, known)
    const { values, sentences } = net.logitsOf(features)
    const calibration = calibrationFor(language)
    const list: SentenceScore[] = []
    let start = 0
    for (let s = 0; s < sentences; s++) {
      const foldedEnd = features.tokens.sentenceEnds[s] ?? 0
      const end = s === sentences - 1 ? raw.length : (folded.offsets[foldedEnd] ?? raw.length)
      list.push({
        ...trimmed(raw, start, end),
        scores: scoresAt(values, (s + 1) * WIDTH, calibration),
      })
      start = end
    }
    return { scores: scoresAt(values, 0, calibration), sentences: list }
  }

  function scores(text: string, language: string | null = null, known?: FoldedText): Scores {
    const raw = cut(text)
    const { folded } = known && raw.length === text.length ? known : foldWithOffsets(raw)
    return scoresAt(net.logitsOf(featuresOf(folded, raw)).values, 0, calibrationFor(language))
  }

  function explainAll(text: string, worths: Worth[], known?: FoldedText): EvidenceSpan[][] {
    const raw = cut(text)
    const folded = known && raw.length === text.length ? known : foldWithOffsets(raw)
    const features = allFeaturesOf(folded.folded, raw)
    return worths.map((worth) => explainText({ features, folded }, worth))
  }

  const explainBy = (text: string, worth: Worth, known?: FoldedText): EvidenceSpan[] =>
    explainAll(text, [worth], known)[0] ?? []

  const explainHeads = (text: string, heads: readonly Head[], known?: FoldedText) =>
    explainAll(
      text,
      heads.map((head) => worthOf({ net, weights }, head)),
      known,
    )

  const explain = (text: string, head: Head): EvidenceSpan[] =>
    explainBy(text, worthOf({ net, weights }, head))

  function features(text: string, known?: FoldedText): Uint32Array {
    const raw = cut(text)
    const { folded } = known && raw.length === text.length ? known : foldWithOffsets(raw)
    const found = allFeaturesOf(folded, raw)
    const names = new Uint32Array(found.count)
    let count = 0
    for (let i = 0; i < found.count; i++) {
      const key = found.keys[i] ?? 0
      if (key < REPEATED) names[count++] = key
    }
    return names.slice(0, count)
  }

  const tierOf = (language: string | null): Tier => {
    const code = primary(language)
    if (Object.hasOwn(weights.workingPoints, code)) return 'evaluated'
    return lexiconLanguages.has(code) ? 'lexicon' : 'unknown'
  }
  const workingPoint = (language: string | null): number | null => {
    const code = primary(language)
    return Object.hasOwn(weights.workingPoints, code) ? (weights.workingPoints[code] ?? null) : null
  }

  return {
    score,
    scores,
    explain,
    explainHeads,
    explainBy,
    features,
    hash,
    tierOf,
    workingPoint,
  }
}

/** "de-AT" is German. */
const primary = (language: string | null): string =>
  (language ?? '').toLowerCase().split(/[-_]/)[0] ?? ''

function calibrationsOf(weights: Weights, language: string): Calibration[] {
  const own = weights.calibrations[language] ?? {}
  const common = weights.calibrations['*'] ?? {}
  return LEARNT.map((head: LearntHead) => own[head] ?? common[head] ?? { slope: 1, shift: 0 })
}

/** Never within a surrogate pair. */
function cut(text: string): string {
  if (text.length <= SCORED_UNITS_MAX) return text
  const last = text.charCodeAt(SCORED_UNITS_MAX - 1)
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? SCORED_UNITS_MAX - 1 : SCORED_UNITS_MAX)
}

/** The range without white space at its edges. */
function trimmed(raw: string, start: number, end: number): { start: number; end: number } {
  let from = start
  let to = end
  while (from < to && isBlank(raw.charCodeAt(from))) from += 1
  while (to > from && isBlank(raw.charCodeAt(to - 1))) to -= 1
  return { start: from, end: to }
}

const isBlank = (unit: number): boolean => unit === 32 || (unit >= 9 && unit <= 13) || unit === 160
