import { describe, expect, test } from 'vitest'
import { createJudge } from '../../src/moderation/judge.js'
import type { SubmittedPictures } from '../../src/moderation/submission.js'
import { judged, submission } from './cast.js'

const pictures = (about: Partial<SubmittedPictures>): SubmittedPictures => ({
  count: 1,
  isFirst: false,
  copyOf: null,
  ...about,
})
const outcome = (about: Partial<SubmittedPictures>) => {
  const { outcome, reasons, signals } = judged('The boat at the pier.', {
    pictures: pictures(about),
  })
  return { outcome, reasons, evidence: signals.map((one) => one.evidence) }
}

describe('pictures', () => {
  test('of somebody known, that look like nothing removed, are no doubt', () => {
    expect(outcome({ count: 4 })).toEqual({ outcome: 'publish', reasons: [], evidence: [] })
    expect(outcome({ count: 0, isFirst: true })).toMatchObject({ outcome: 'publish' })
  })

  test('of somebody new wait for an eye, however many', () => {
    expect(outcome({ count: 3, isFirst: true })).toEqual({
      outcome: 'hold',
      reasons: ['first-picture'],
      evidence: [{ count: 3 }],
    })
  })

  test('that were removed before are held, the surer the fewer bits differ', () => {
    const copyOf = (bits: number) =>
      judged('Look.', { pictures: pictures({ copyOf: { id: 'old', bits } }) })
    for (const bits of [0, 8]) {
      expect(copyOf(bits)).toMatchObject({ outcome: 'hold', reasons: ['copy-of-removed-picture'] })
      expect(copyOf(bits).signals[0]?.evidence).toEqual({ copyOf: 'old', bits })
    }
    expect(copyOf(0).signals[0]?.score01).toBeGreaterThan(copyOf(8).signals[0]?.score01 ?? 1)
  })
})

describe('what is no contribution', () => {
  const text = 'The company says that the first boat leaves at six and that nobody will be late.'
  test('is judged, may repeat what was said, and is not remembered', () => {
    const judge = createJudge({ duplicateCapacity: 8 })
    expect(judge.judgeAside(submission(text)).outcome).toBe('publish')
    expect(judge.judge(submission(text)).verdict.outcome).toBe('publish')
    expect(judge.judgeAside(submission(text)).signals).toEqual([])
    expect(judge.judge(submission(text)).verdict.outcome).toBe('hold')
    expect(judge.judgeAside(submission('you are an idiot and a moron')).outcome).toBe('hold')
  })
})
