import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  bestKeyOf,
  DISCUSSED_STEPS,
  discussedKeyOf,
  isOrder,
  ORDERS,
  orderBelow,
  replyOrderOf,
  siblingKeyOf,
  wilsonLowerBound,
} from '../../src/discussion/ranking.js'

const NONE = { recommends: 0, upheldReports: 0, replies: 0 }
const key = (standing: Partial<typeof NONE>) => bestKeyOf({ ...NONE, ...standing })
/** As the column keeps it. */
const kept = (standing: Partial<typeof NONE>) => Math.fround(key(standing))

describe('the lower bound of Wilson', () => {
  // Newcombe, "Two-sided confidence intervals for the single proportion", 1998, table I, method 3, 95 %.
  it.each([
    [81, 263, 0.2553],
    [15, 148, 0.0624],
    [0, 20, 0],
    [1, 29, 0.0061],
  ])('of %i among %i is as published: %f', (yes, all, bound) => {
    expect(wilsonLowerBound(yes, all, 1.959964)).toBeCloseTo(bound, 4)
  })

  it('of n among n is n / (n + z²)', () => {
    for (const n of [1, 2, 10, 1_000])
      expect(wilsonLowerBound(n, n)).toBeCloseTo(n / (n + 1.2816 ** 2), 10)
  })

  it('has the values that the documentation of the key names', () => {
    expect(wilsonLowerBound(1, 1)).toBeCloseTo(0.38, 2)
    expect(wilsonLowerBound(10, 10)).toBeCloseTo(0.86, 2)
    expect(wilsonLowerBound(10, 11)).toBeCloseTo(0.74, 2)
  })

  it('is 0 without votes, and never outside of 0..1', () => {
    expect(wilsonLowerBound(0, 0)).toBe(0)
    for (const all of [1, 3, 1_000_000])
      for (const yes of [0, 1, all]) {
        expect(wilsonLowerBound(yes, all)).toBeGreaterThanOrEqual(0)
        expect(wilsonLowerBound(yes, all)).toBeLessThanOrEqual(1)
      }
  })
})

describe('the key of the order "best"', () => {
  it('puts ten with one report above forty with twenty, as Munroe tells of it', () => {
    expect(key({ recommends: 10, upheldReports: 1 })).toBeLessThan(
      key({ recommends: 40, upheldReports: 20 }),
    )
  })

  it('puts any comment with recommends above all without, however often they were answered', () => {
    expect(kept({ recommends: 1, upheldReports: 1_000 })).toBeLessThan(
      kept({ replies: 2_147_483_647 }),
    )
  })

  it('keeps comments without votes in the order of their replies', () => {
    expect(kept({ replies: 2 })).toBe(-1)
    for (const [more, fewer] of [
      [1, 0],
      [2, 1],
      [101, 100],
      [10_001, 10_000],
    ] as const)
      expect(kept({ replies: more })).toBeLessThan(kept({ replies: fewer }))
  })

  it('puts comments that only have upheld reports behind all others, the worse the further', () => {
    expect(key({ upheldReports: 1 })).toBeGreaterThan(key({}))
    expect(key({ upheldReports: 9, replies: 500 })).toBeGreaterThan(key({ upheldReports: 1 }))
  })

  it('is better for each recommend more, up to 3,000, in the four bytes of the column', () => {
    for (let n = 1; n < 3_000; n += 1)
      expect(kept({ recommends: n + 1 })).toBeLessThan(kept({ recommends: n }))
  })

  it('is worse for each report more', () => {
    for (let n = 0; n < 50; n += 1)
      expect(kept({ recommends: 20, upheldReports: n + 1 })).toBeGreaterThan(
        kept({ recommends: 20, upheldReports: n }),
      )
  })
})

describe('the key of the order "discussed"', () => {
  const count = fc.integer({ min: 0, max: 2_147_483_647 })

  it('never puts a root before one with more below it', () => {
    fc.assert(
      fc.property(count, count, (a, b) => {
        const [fewer, more] = a < b ? [a, b] : [b, a]
        expect(discussedKeyOf(more)).toBeLessThanOrEqual(discussedKeyOf(fewer))
      }),
    )
  })

  it('tells apart what differs by two fifths', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), (fewer) => {
        const more = Math.ceil((1 + fewer) * 2 ** (1 / DISCUSSED_STEPS))
        expect(discussedKeyOf(more)).toBeLessThan(discussedKeyOf(fewer))
      }),
    )
  })

  it('changes at the first count of each step, and not one before', () => {
    for (let step = 1; step < 31 * DISCUSSED_STEPS; step += 1) {
      const first = Math.ceil(2 ** (step / DISCUSSED_STEPS)) - 1
      expect(discussedKeyOf(first)).toBeLessThanOrEqual(-step)
      expect(discussedKeyOf(first - 1)).toBeGreaterThan(-step)
    }
  })

  it('changes seldom: it has 38 values up to a million replies, and fits its column', () => {
    const keys = new Set<number>()
    for (let n = 1; n <= 1_000_000; n += 1) keys.add(discussedKeyOf(n))
    expect(keys.size).toBe(38)
    expect(discussedKeyOf(2_147_483_647)).toBe(-62)
    expect(Object.is(discussedKeyOf(0), 0)).toBe(true)
  })
})

describe('orders', () => {
  it('are known by their words, and no others', () => {
    for (const order of ORDERS) expect(isOrder(order)).toBe(true)
    for (const word of ['', 'BEST', 'answers', 'constructor']) expect(isOrder(word)).toBe(false)
  })

  it('mean something for replies to one comment, each', () => {
    expect(ORDERS.map(replyOrderOf)).toEqual(['best', 'best', 'newest', 'oldest', 'best'])
  })

  it('show below the newest first comments the conversation as it went', () => {
    expect(orderBelow('newest', 'discussion', 0)).toBe('oldest')
    expect(orderBelow('discussed', 'discussion', 0)).toBe('best')
    expect(orderBelow('oldest', 'discussion', 3)).toBe('oldest')
  })

  it('show the answers to a question first in every order, and nothing else', () => {
    for (const order of ['best', 'discussed', 'newest', 'oldest'] as const) {
      expect(siblingKeyOf(orderBelow(order, 'questions', 0), 'questions', 1)).toBe('answers')
      expect(siblingKeyOf(orderBelow(order, 'questions', 1), 'questions', 2)).not.toBe('answers')
      expect(siblingKeyOf(orderBelow(order, 'discussion', 0), 'discussion', 1)).not.toBe('answers')
    }
  })

  it('put answered questions first where the best are asked for, and nowhere else', () => {
    expect(siblingKeyOf('best', 'questions', 0)).toBe('answers')
    expect(siblingKeyOf('best', 'discussion', 0)).toBe('best')
    expect(siblingKeyOf('newest', 'questions', 0)).toBe('newest')
    expect(siblingKeyOf('discussed', 'questions', 0)).toBe('discussed')
    expect(siblingKeyOf('discussed', 'questions', 1)).toBe('best')
  })
})
