import { describe, expect, it } from 'vitest'
import { labelled } from '../../src/moderation/label-of-reason.js'
import type { DetectorName, Doubt, ReasonCode } from '../../src/moderation/submission.js'
import { toldReasons } from '../../src/moderation/told-reasons.js'

const signal = (detector: DetectorName, reason: ReasonCode, more: Partial<Doubt> = {}) =>
  labelled({ detector, reason, score01: 0.9, spans: [], evidence: {}, ...more })

describe('what an author is told', () => {
  it('is each reason once, in the order of the verdict', () => {
    const signals = [
      signal('links', 'link-flood'),
      signal('links', 'masked-link'),
      signal('links', 'link-flood'),
    ]
    expect(toldReasons({ signals })).toEqual(['link-flood', 'masked-link'])
  })

  it('is nothing that only helps moderators', () => {
    const signals = [
      signal('words', 'slur'),
      signal('behaviour', 'without-words', { isAdvisory: true }),
      signal('model', 'seems-toxic', { isAdvisory: true }),
    ]
    expect(toldReasons({ signals })).toEqual(['slur'])
    expect(toldReasons({ signals: signals.slice(1) })).toEqual([])
  })

  it('is the surest answer of the model, not all of them', () => {
    const signals = [signal('model', 'seems-threatening'), signal('model', 'seems-hateful')]
    expect(toldReasons({ signals })).toEqual(['seems-threatening'])
  })

  it('is the more exact reason where the model says the same', () => {
    const insult = signal('model', 'seems-insulting')
    const abuse = signal('words', 'abuse-of-person')
    expect(toldReasons({ signals: [insult, abuse] })).toEqual(['abuse-of-person'])
    expect(toldReasons({ signals: [insult, signal('links', 'link-flood')] })).toEqual([
      'seems-insulting',
      'link-flood',
    ])
  })
})
