import { describe, expect, test } from 'vitest'
import { SPAM_BY_WORDS_MAX01 } from '../../src/moderation/detectors/model.js'
import { createJudge } from '../../src/moderation/judge.js'
import { loadModel } from '../../src/moderation/model/index.js'
import { combinedScore, priorityOf } from '../../src/moderation/policy.js'
import type { Standing } from '../../src/moderation/submission.js'
import { submission } from './cast.js'

const model = loadModel()
const verdictOf = (text: string, language: string | null) => {
  const { verdict } = createJudge({ model }).judge(submission(text, { language }))
  return { ...verdict, told: verdict.signals.filter((one) => one.detector === 'model') }
}
const THREAT = 'I know where you live, and tonight I will come and kill you'

describe('the model as a detector', () => {
  test('holds what sounds like a threat, where it was measured', () => {
    expect(model.tierOf('en')).toBe('evaluated')
    const { outcome, told } = verdictOf(THREAT, 'en')
    expect(outcome).toBe('hold')
    expect(told.map((one) => one.label)).toContain('threat')
  })
  test('only raises in a language of which nothing is known, or that is not known itself', () => {
    for (const language of ['xx', null]) {
      const { outcome, told, signals } = verdictOf(THREAT, language)
      expect(outcome).toBe('publish')
      expect(told.length).toBeGreaterThan(0)
      expect(told.every((one) => one.isAdvisory)).toBe(true)
      expect(priorityOf(signals)).toBeGreaterThan(0.5)
      expect(priorityOf(signals)).toBeLessThan(0.8)
    }
  })
  test('shows coarse words to staff and holds nobody for them', () => {
    const { outcome, told } = verdictOf('Fucking hell, what a shitty winter that was', 'en')
    expect(told.map((one) => one.label)).toContain('profanity')
    expect(outcome).toBe('publish')
  })
  test('says nothing of calm texts', () => {
    expect(verdictOf('The ferry left at six and nobody was late.', 'en').signals).toEqual([])
  })
  test('takes what sounds like advertising for one doubt, that holds beside another', () => {
    const offer = 'Subscribe to my channel and win a free iPhone, check out my videos now!!!'
    const alone = verdictOf(offer, 'en')
    expect(alone.outcome).toBe('publish')
    expect(alone.told).toMatchObject([{ label: 'spam', score01: SPAM_BY_WORDS_MAX01 }])
    expect(alone.told[0]?.isAdvisory).toBeUndefined()
    const author = { kind: 'guest', key: null, approved: 0, since: null } as const
    const links = ['https://videos.example/channel']
    const judge = createJudge({ model })
    const known = { ...author, approved: 3 }
    const by = (one: Standing) =>
      judge.judgeAside(submission(offer, { language: 'en', links, author: one })).outcome
    expect(by(author)).toBe('hold')
    expect(by(known)).toBe('publish')
  })
  test('marks places in the text', () => {
    for (const { spans } of verdictOf(THREAT, 'en').told)
      for (const { start, end } of spans) {
        expect(start).toBeGreaterThanOrEqual(0)
        expect(end).toBeGreaterThan(start)
        expect(end).toBeLessThanOrEqual(THREAT.length)
      }
    expect(verdictOf(THREAT, 'en').told[0]?.spans.length).toBeGreaterThan(0)
  })
  test('its heads are one doubt, not eight', () => {
    const { told } = verdictOf('You are a stupid moron and your mother is a pig', 'en')
    const surest = Math.max(...told.map((one) => one.score01))
    expect(told.length).toBeGreaterThan(1)
    expect(combinedScore(told)).toBeCloseTo(surest, 10)
  })
})

describe('an insult', () => {
  const outcomeOf = (text: string, isReply?: boolean) =>
    createJudge({ model }).judge(submission(text, { language: 'en', isReply })).verdict.outcome
  const IDIOT = 'What a pathetic idiot'

  test('is opinion where it answers nobody and speaks to nobody', () => {
    expect(outcomeOf(IDIOT, false)).toBe('publish')
  })

  test('is held as an answer, where it says "you", and where nothing is known', () => {
    expect(outcomeOf(IDIOT, true)).toBe('hold')
    expect(outcomeOf(`${IDIOT}, and all of you know`, false)).toBe('hold')
    expect(outcomeOf(IDIOT)).toBe('hold')
  })
})

describe('a text too short to tell its language', () => {
  const outcomeOf = (text: string, usualLanguage?: string) =>
    createJudge({ model, usualLanguage }).judge(submission(text, { language: null })).verdict
      .outcome

  test('is held as one in the language of the house, and by no language where there is none', () => {
    expect(outcomeOf('so many morons here', 'en')).toBe('hold')
    expect(outcomeOf('so many morons here')).toBe('publish')
  })

  test('is not taken for the language of the house in another script', () => {
    expect(outcomeOf('Так много морон', 'en')).toBe('publish')
  })
})
