/** What the house learns from its moderators: when it speaks, how well, and who is heard. */
import { describe, expect, it } from 'vitest'
import { createJudge } from '../../src/moderation/judge.js'
import {
  CURVE_STEP,
  HOUSE_LESSONS_MIN,
  HOUSE_LESSONS_OF_EACH_MIN,
  HOUSE_TRIALS_MAX,
  type HouseLesson,
  openHouseHead,
  WRONG_KEPT_MAX,
} from '../../src/moderation/learning/house-head.js'
import { loadModel } from '../../src/moderation/model/index.js'
import { priorityOf } from '../../src/moderation/policy.js'
import { comment, seeded, submission } from './cast.js'

const model = loadModel()
const UNWANTED = 'velnik drosta'
const WANTED = 'minora felis'

/** Decisions of three moderators in a language that nobody evaluated. */
function lessons(
  count: number,
  isRemoved: (i: number) => boolean = (i) => i % 2 === 0,
  seed = 3,
): HouseLesson[] {
  const random = seeded(seed)
  return Array.from({ length: count }, (_, i) => ({
    subjectId: `c${i}`,
    kind: isRemoved(i) ? 'removed' : 'let-through',
    text: `${comment(random, 9)} ${isRemoved(i) ? UNWANTED : WANTED}`,
    language: 'eo',
    moderatorId: `m${i % 3}`,
  }))
}
function taught(all: HouseLesson[]) {
  const head = openHouseHead(model)
  for (const one of all) head.learn(one)
  return head
}

describe('the head of the house', () => {
  it(`says nothing before ${HOUSE_LESSONS_MIN} decisions, and then tells them apart in any language`, () => {
    const head = taught(lessons(HOUSE_LESSONS_MIN - 1))
    expect(head.score(UNWANTED, 0.5)).toBeNull()
    for (const one of lessons(1, () => true)) head.learn(one)
    expect(head.report().state).toBe('ready')
    expect(head.score(`something ${UNWANTED}`, 0.5)).toBeGreaterThan(0.8)
    expect(head.score(`something ${WANTED}`, 0.5)).toBeLessThan(0.2)
  })

  it(`says nothing before ${HOUSE_LESSONS_OF_EACH_MIN} of each kind`, () => {
    const few = (removed: number) => taught(lessons(400, (i) => i < removed)).report().state
    expect(few(HOUSE_LESSONS_OF_EACH_MIN - 1)).toBe('few')
    expect(few(HOUSE_LESSONS_OF_EACH_MIN)).toBe('ready')
  })

  it('keeps quiet while it foretells worse than the model alone', () => {
    const random = seeded(9)
    const rude = (i: number, removed: boolean): HouseLesson => ({
      subjectId: `r${i}`,
      kind: removed ? 'removed' : 'let-through',
      text: `${i % 2 === 0 ? 'You are a complete idiot.' : 'Thank you, lovely article.'} ${comment(random, 3)}`,
      language: 'en',
      moderatorId: `m${i % 3}`,
    })
    const head = taught(Array.from({ length: 600 }, (_, i) => rude(i, i % 2 === 1)))
    expect(head.report().state).toBe('ready')
    for (let i = 0; i < HOUSE_TRIALS_MAX; i++) head.learn(rude(i, i % 2 === 0))
    expect(head.report().state).toBe('worse')
    expect(head.score('You are a complete idiot.', 0.9)).toBeNull()
  })

  it('is the same to the byte for the same lessons', () => {
    const all = lessons(400)
    expect(Buffer.from(taught(all).bytes()).equals(taught(all).bytes())).toBe(true)
    expect(Buffer.from(taught(all).bytes()).equals(taught(all.slice(1)).bytes())).toBe(false)
  })

  it('tells how it grew, who is heard, and where it was wrong', () => {
    const report = taught(lessons(5 * CURVE_STEP)).report()
    expect(report.curve.map((at) => at.lessons)).toEqual([100, 200, 300, 400, 500])
    expect(report.house.auc).toBeGreaterThan(0.9)
    expect(report.model.auc).toBeLessThan(report.house.auc ?? 0)
    expect(report.kinds).toEqual({ 'let-through': 250, 'put-back': 0, picked: 0, removed: 250 })
    expect(report.shares.map((one) => one.share01).reduce((a, b) => a + b)).toBeCloseTo(1)
    expect(report.wrong.length).toBeLessThanOrEqual(WRONG_KEPT_MAX)
    const surprise = taught([
      ...lessons(400),
      ...lessons(1).map((one) => ({ ...one, kind: 'picked' as const })),
    ])
    expect(surprise.report().wrong[0]).toMatchObject({ kind: 'picked' })
  })
})

describe('a judge with a head of the house', () => {
  const text = `The harbour is quiet today ${UNWANTED} and the gulls know it`
  const judgeWith = (all: HouseLesson[]) => {
    const judge = createJudge({ duplicateCapacity: 8, model })
    judge.setHouseHead(taught(all))
    return judge
  }

  it('marks the words, says why, lifts the comment, and holds nothing', () => {
    const { verdict } = judgeWith(lessons(400)).judge(submission(text, { language: 'eo' }))
    const signal = verdict.signals.find((one) => one.detector === 'house-line')
    expect(signal).toMatchObject({
      reason: 'often-removed-here',
      label: 'likely_to_reject',
      isAdvisory: true,
      evidence: { lessons: 400 },
    })
    const marked = (signal?.spans ?? []).map(({ start, end }) => text.slice(start, end)).join(' ')
    expect(marked).toContain('velnik')
    expect(marked).toContain('drosta')
    expect(marked).not.toContain('harbour')
    expect(verdict.outcome).toBe('publish')
    expect(priorityOf(verdict.signals)).toBeGreaterThan(0.6)
    expect(priorityOf(verdict.signals)).toBeLessThan(0.8)
  })

  it('says nothing of other texts, of signs, before it is ready, and once it is taken away', () => {
    const reasons = (judge: ReturnType<typeof createJudge>, said: string) =>
      judge.judge(submission(said, { language: 'eo' })).verdict.signals.map((one) => one.reason)
    const judge = judgeWith(lessons(400))
    expect(reasons(judge, `The harbour is quiet ${WANTED}`)).not.toContain('often-removed-here')
    expect(reasons(judge, '!!! 👍')).not.toContain('often-removed-here')
    expect(reasons(judgeWith(lessons(200)), text)).not.toContain('often-removed-here')
    judge.setHouseHead(null)
    expect(reasons(judge, text)).not.toContain('often-removed-here')
  })
})
