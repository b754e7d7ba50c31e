import { describe, expect, test } from 'vitest'
import {
  DELTA_BYTES_MAX,
  decodeDelta,
  encodeDelta,
} from '../../../src/moderation/model/delta-bytes.js'
import { loadModel } from '../../../src/moderation/model/index.js'
import {
  CAPPED_WEIGHT,
  FULL_DECISIONS,
  openShares,
} from '../../../src/moderation/model/moderator-shares.js'
import {
  promote,
  SHADOW_DECISIONS_MIN,
  SHADOW_KIND_MIN,
  type Trial,
} from '../../../src/moderation/model/promotion.js'
import {
  type Decision,
  emptyDelta,
  learnAll,
  openLearner,
  REHEARSAL_MAX,
  scoreWith,
} from '../../../src/moderation/model/site-delta.js'
import { comment, seeded } from '../cast.js'

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
    const delta = learnAll([{ ...example(''), outcome: 'reject', moderatorId: 'a' }])
    expect(scoreWith(delta)(example(''))).toBeGreaterThan(0.5)
  })
})

describe('a delta', () => {
  test('comes out of the same decisions to the byte, at once or one after the other', () => {
    const oneByOne = emptyDelta()
    const learner = openLearner(oneByOne)
    for (const one of decisions) learner.learn(one)
    const bytes = encodeDelta(learnAll(decisions))
    expect(Buffer.from(encodeDelta(oneByOne)).equals(bytes)).toBe(true)
    expect(bytes.length).toBeLessThanOrEqual(DELTA_BYTES_MAX)
  })

  test('does so past the decisions that are kept to be rehearsed', () => {
    const many = Array.from({ length: REHEARSAL_MAX + 300 }, (_, i) => ({
      ...(decisions[i % decisions.length] ?? decisions[0]),
    })) as Decision[]
    expect(Buffer.from(encodeDelta(learnAll(many))).equals(encodeDelta(learnAll(many)))).toBe(true)
  })

  test('is read as it was stored, and says the same', () => {
    const delta = learnAll(decisions)
    const stored = decodeDelta(encodeDelta(delta))
    if (!stored) throw new Error('the stored delta was not read')
    expect(Buffer.from(encodeDelta(stored)).equals(encodeDelta(delta))).toBe(true)
    const text = example('uhren billig kaufen')
    expect(scoreWith(stored)(text)).toBe(scoreWith(delta)(text))
  })

  test.each([
    ['nothing', new Uint8Array(0)],
    ['zeros', new Uint8Array(64)],
    ['one byte less', encodeDelta(learnAll(decisions.slice(0, 3))).slice(0, -1)],
  ])('is not read from %s', (_, bytes) => expect(decodeDelta(bytes)).toBeNull())
})

/** What moderators decided, in turn, as weights. */
const weightsOf = (moderators: string[]) => {
  const weightOf = openShares()
  return moderators.map(weightOf)
}

describe('one moderator', () => {
  test(`counts in full for ${FULL_DECISIONS} decisions, then for no more than half of the house`, () => {
    const alone = weightsOf(Array(FULL_DECISIONS + 5).fill('a'))
    expect(alone.slice(0, FULL_DECISIONS).every((weight) => weight === 1)).toBe(true)
    expect(alone.slice(FULL_DECISIONS)).toEqual(Array(5).fill(CAPPED_WEIGHT))
  })

  test('counts in full again once others have decided as much', () => {
    const both = Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? 'a' : 'b'))
    expect(new Set(weightsOf(both))).toEqual(new Set([1]))
  })

  test('has a smaller part, the more there are', () => {
    const nine = Array.from({ length: 900 }, (_, i) => `m${i % 9}`)
    const all = weightsOf([...nine, ...Array(1_000).fill('wild')])
    const wild = all.slice(900).reduce((sum, weight) => sum + weight, 0)
    expect(wild).toBeGreaterThan(FULL_DECISIONS)
    expect(wild).toBeLessThan(900 / 3.5)
  })

  const random = seeded(5)
  const said = (i: number, isBad: boolean) =>
    example(`${comment(random, 8)} ${isBad ? 'billige uhren' : 'guter artikel'} ${i}`)
  const house = Array.from({ length: 900 }, (_, i) => ({
    ...said(i, i % 2 === 0),
    outcome: i % 2 === 0 ? ('reject' as const) : ('publish' as const),
    moderatorId: `m${i % 9}`,
  }))
  const wild = Array.from({ length: 1_000 }, (_, i) => ({
    ...said(i, i % 2 === 0),
    outcome: i % 2 === 0 ? ('publish' as const) : ('reject' as const),
    moderatorId: 'wild',
  }))
  const turns = house.flatMap((one, i) => [one, ...wild.slice(i, i + 1)])

  test.each([
    ['before', [...wild, ...house]],
    ['after', [...house, ...wild]],
    ['between', turns],
  ])('with 1,000 wild decisions %s them turns nothing against nine others', (_, all) => {
    const score = scoreWith(learnAll(all))
    expect(score(said(1, true))).toBeGreaterThan(0.5)
    expect(score(said(2, false))).toBeLessThan(0.5)
  })

  test('alone is the house, and is followed', () => {
    const score = scoreWith(learnAll(wild))
    expect(score(said(1, true))).toBeLessThan(0.2)
    expect(score(said(2, false))).toBeGreaterThan(0.8)
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
