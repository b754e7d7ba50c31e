import { describe, expect, test } from 'vitest'
import { loadModel } from '../../../src/moderation/model/index.js'
import {
  CAPPED_WEIGHT,
  DELTA_BYTES_MAX,
  type Decision,
  decodeDelta,
  emptyDelta,
  encodeDelta,
  FULL_DECISIONS,
  fairWeights,
  learn,
  learnAll,
  learnNext,
  promote,
  SHADOW_DECISIONS_MIN,
  SHADOW_KIND_MIN,
  scoreWith,
  type Trial,
} from '../../../src/moderation/model/site-delta.js'

const model = loadModel()
const example = (text: string, prior01 = 0.5) => ({ features: model.features(text), prior01 })

const REJECTED = [
  'kaufen sie jetzt billige uhren',
  'billige uhren hier',
  'uhren im angebot, billig',
]
const FINE = ['der artikel ist gut', 'danke für den artikel', 'ich sehe das anders als der autor']
const decisions: Decision[] = Array.from({ length: 120 }, (_, i) => {
  const isRejected = i % 2 === 0
  const text = `${(isRejected ? REJECTED : FINE)[i % 3]} ${i}`
  return {
    ...example(text),
    outcome: isRejected ? 'reject' : 'publish',
    moderatorId: `moderator ${i % 3}`,
  }
})

describe('a site learns', () => {
  test('nothing, before its first decision: the score of the model stands', () => {
    expect(scoreWith(emptyDelta())(example('anything', 0.8))).toBeCloseTo(0.8)
  })

  test('what it rejects, also in words that it has not seen together', () => {
    const score = scoreWith(learnAll(decisions))
    expect(score(example('uhren billig kaufen'))).toBeGreaterThan(0.8)
    expect(score(example('der autor ist gut'))).toBeLessThan(0.2)
  })

  test('against the model, where the house sees it otherwise', () => {
    const house = decisions.map((one) => ({
      ...one,
      prior01: one.outcome === 'reject' ? 0.2 : 0.8,
    }))
    const score = scoreWith(learnAll(house))
    expect(score(example('billige uhren', 0.2))).toBeGreaterThan(0.6)
  })

  test('nothing from an empty text that would throw', () => {
    const delta = emptyDelta()
    learn(delta, example(''), 'reject', 1)
    expect(scoreWith(delta)(example(''))).toBeGreaterThan(0.5)
  })
})

describe('a delta', () => {
  test('comes out of the same decisions to the byte, at once or one after the other', () => {
    const oneByOne = emptyDelta()
    const weights = fairWeights(decisions)
    decisions.forEach((_, i) => {
      learnNext(oneByOne, decisions, weights, i)
    })
    const bytes = encodeDelta(learnAll(decisions))
    expect(Buffer.from(encodeDelta(oneByOne)).equals(bytes)).toBe(true)
    expect(bytes.length).toBeLessThanOrEqual(DELTA_BYTES_MAX)
  })

  test('goes on after it was stored as if it had not been', () => {
    const weights = fairWeights(decisions)
    const stored = decodeDelta(encodeDelta(learnAll(decisions.slice(0, 80))))
    if (!stored) throw new Error('the stored delta was not read')
    for (let i = 80; i < decisions.length; i++) learnNext(stored, decisions, weights, i)
    expect(Buffer.from(encodeDelta(stored)).equals(encodeDelta(learnAll(decisions)))).toBe(true)
  })

  test.each([
    ['nothing', new Uint8Array(0)],
    ['zeros', new Uint8Array(64)],
    ['one byte less', encodeDelta(learnAll(decisions.slice(0, 3))).slice(0, -1)],
  ])('is not read from %s', (_, bytes) => expect(decodeDelta(bytes)).toBeNull())
})

describe('one moderator', () => {
  test(`counts in full for ${FULL_DECISIONS} decisions, then for no more than half of the house`, () => {
    const alone = fairWeights(
      Array.from({ length: FULL_DECISIONS + 5 }, () => ({ moderatorId: 'a' })),
    )
    expect(alone.slice(0, FULL_DECISIONS).every((weight) => weight === 1)).toBe(true)
    expect(alone.slice(FULL_DECISIONS)).toEqual(Array.from({ length: 5 }, () => CAPPED_WEIGHT))
  })

  test('counts in full again once others have decided as much', () => {
    const both = Array.from({ length: 200 }, (_, i) => ({ moderatorId: i % 2 === 0 ? 'a' : 'b' }))
    expect(new Set(fairWeights(both))).toEqual(new Set([1]))
  })
})

describe('promotion', () => {
  const trials = (count: number, rejected: number, candidate01: number, current01: number) =>
    Array.from({ length: count }, (_, i): Trial => {
      const outcome = i < rejected ? 'reject' : 'publish'
      const said = (sure: number) => (outcome === 'reject' ? sure : 1 - sure)
      return { outcome, candidate01: said(candidate01), current01: said(current01) }
    })

  test.each([
    ['wait', 'too few decisions', trials(SHADOW_DECISIONS_MIN - 1, 40, 0.9, 0.6)],
    ['wait', 'too few of one kind', trials(SHADOW_DECISIONS_MIN, SHADOW_KIND_MIN - 1, 0.9, 0.6)],
    ['promote', 'better', trials(SHADOW_DECISIONS_MIN, SHADOW_KIND_MIN, 0.9, 0.6)],
    ['keep', 'worse', trials(SHADOW_DECISIONS_MIN, SHADOW_KIND_MIN, 0.6, 0.9)],
    ['keep', 'the same', trials(SHADOW_DECISIONS_MIN, SHADOW_KIND_MIN, 0.7, 0.7)],
  ] as const)('%s when it is %s', (verdict, _, list) => expect(promote(list)).toBe(verdict))
})
