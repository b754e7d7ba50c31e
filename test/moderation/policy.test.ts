/** Policies: what each ground needs, what adds up, who waits, and what no house can have a machine do. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { labelled } from '../../src/moderation/label-of-reason.js'
import { LABELS } from '../../src/moderation/labels.js'
import {
  BALANCED,
  faultsIn,
  GROUNDS,
  type Ground,
  HOLD_AT01,
  isRefusable,
  NEVER_NUDGED,
  NEWCOMER_APPROVED_MIN,
  type OwnThresholds,
  type Policy,
  PRESET_POLICIES,
  PRESETS,
  policyOf,
  REFUSE_FROM01,
  STEPS,
  type Step,
  THRESHOLD_MAX01,
  THRESHOLD_MIN01,
} from '../../src/moderation/policies/policy.js'
import { combinedScore, decide, groundOf } from '../../src/moderation/policy.js'
import type { DetectorName, ReasonCode, Signal, Standing } from '../../src/moderation/submission.js'

const signal = (
  detector: DetectorName,
  reason: ReasonCode,
  score01: number,
  rest: Partial<Signal> = {},
): Signal => labelled({ detector, reason, score01, spans: [], evidence: {}, ...rest })
const insult = (score01: number) => signal('words', 'abuse-of-person', score01)
const spam = (score01: number) => signal('links', 'link-flood', score01)
const rude = (score01: number, tier = 'evaluated') =>
  signal('model', 'seems-toxic', score01, { isAdvisory: true, evidence: { tier } })
const withOwn = (thresholds: OwnThresholds): Policy =>
  policyOf({ site: { id: 'own', preset: null, thresholds }, section: null })
const outcome = (signals: Signal[], policy?: Policy) => decide(signals, policy).outcome

/** One reason for each ground. */
const REASON_OF: Record<Ground, [DetectorName, ReasonCode]> = {
  insult: ['words', 'abuse-of-person'],
  threat: ['model', 'seems-threatening'],
  identity_attack: ['model', 'seems-hostile-to-group'],
  severe_toxicity: ['model', 'seems-hateful'],
  slur: ['words', 'slur'],
  toxicity: ['model', 'seems-toxic'],
  profanity: ['model', 'seems-profane'],
  sexually_explicit: ['model', 'seems-explicit'],
  spam: ['links', 'link-flood'],
  copy: ['duplicate', 'copy-of-earlier'],
  likely_to_reject: ['house-line', 'often-removed-here'],
  'off-rule': ['behaviour', 'all-capitals'],
}
const oneOf = (ground: Ground, score01: number): Signal => {
  const [detector, reason] = REASON_OF[ground]
  return signal(detector, reason, score01, { evidence: { tier: 'evaluated' } })
}

const anySignals = fc.array(
  fc.record({
    ground: fc.constantFrom(...GROUNDS),
    score01: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  { maxLength: 6 },
)
const anyScore = fc.option(fc.double({ min: 0, max: 1, noNaN: true }))
const anyThresholds = fc.dictionary(
  fc.constantFrom(...GROUNDS),
  fc.record({ nudge: anyScore, hold: anyScore, refuse: anyScore }, { requiredKeys: [] }),
) as fc.Arbitrary<OwnThresholds>

describe('grounds', () => {
  it('are all labels, and two kinds of them', () => {
    expect([...GROUNDS].toSorted()).toEqual([...LABELS, 'copy', 'slur'].toSorted())
    for (const ground of GROUNDS) expect(groundOf(oneOf(ground, 0.9))).toBe(ground)
  })
})

describe('the balanced policy', () => {
  it('holds as the program did before there were policies: all firm doubts together from .8 on', () => {
    fc.assert(
      fc.property(anySignals, (made) => {
        const signals = made
          .filter(({ ground }) => BALANCED.levels[ground].hold !== null)
          .map(({ ground, score01 }) => oneOf(ground, score01))
        const before = combinedScore(signals) >= HOLD_AT01 ? 'hold' : 'publish'
        expect(outcome(signals)).toBe(before)
      }),
    )
  })
  it('nudges nobody, refuses nothing, and lets coarse opinion pass', () => {
    for (const ground of GROUNDS)
      for (const score01 of [0.5, 0.79, 0.8, 1])
        expect(outcome([oneOf(ground, score01)])).toMatch(/publish|hold/)
    expect(outcome([rude(0.99)])).toBe('publish')
    expect(policyOf({ site: null, section: null })).toEqual(BALANCED)
  })
})

describe('a threshold', () => {
  const policy = withOwn({ insult: { nudge: 0.6, hold: 0.9 }, spam: { refuse: 0.95 } })
  it('decides on both its sides', () => {
    expect(outcome([insult(0.59)], policy)).toBe('publish')
    expect(outcome([insult(0.6)], policy)).toBe('nudge')
    expect(outcome([insult(0.89)], policy)).toBe('nudge')
    expect(outcome([insult(0.9)], policy)).toBe('hold')
    expect(outcome([spam(0.94)], policy)).toBe('hold')
    expect(outcome([spam(0.95)], policy)).toBe('refuse')
  })
  it('measures the doubts that add up: a higher one makes each of them smaller', () => {
    expect(outcome([insult(0.7), spam(0.5)])).toBe('hold')
    expect(outcome([insult(0.7), spam(0.5)], withOwn({ insult: { hold: 0.95 } }))).toBe('publish')
    expect(outcome([insult(0.94), spam(0.5)], withOwn({ insult: { hold: 0.95 } }))).toBe('hold')
  })
  it('of never counts for nothing, beside others too', () => {
    const never = withOwn({ insult: { hold: null } })
    expect(outcome([insult(1)], never)).toBe('publish')
    expect(outcome([insult(1), spam(0.79)], never)).toBe('publish')
    expect(outcome([insult(1), spam(0.8)], never)).toBe('hold')
  })
  it('for manners makes the model count there, in languages that were evaluated', () => {
    const strict = policyOf({
      site: { id: 'own', preset: 'strict', thresholds: {} },
      section: null,
    })
    expect(outcome([rude(0.74)], strict)).toBe('publish')
    expect(outcome([rude(0.75)], strict)).toBe('nudge')
    expect(outcome([rude(0.95)], strict)).toBe('hold')
    expect(outcome([rude(1, 'unknown')], strict)).toBe('publish')
    expect(decide([rude(0.75)], strict).signals[0]?.isAdvisory).toBeUndefined()
    expect(decide([rude(0.75)]).signals[0]?.isAdvisory).toBe(true)
  })
  it('does not undo a house rule that holds', () => {
    const rule = (action: string) =>
      signal('house-rules', 'house-rule', 0.95, { evidence: { action }, label: 'spam' })
    const never = withOwn({ 'off-rule': { hold: null }, spam: { refuse: REFUSE_FROM01 } })
    expect(outcome([rule('hold')], never)).toBe('hold')
    expect(outcome([rule('doubt')], never)).toBe('publish')
  })
})

describe('a machine', () => {
  it('refuses spam, copies and slurs alone, whatever is kept as a policy', () => {
    fc.assert(
      fc.property(anySignals, anyThresholds, (made, thresholds) => {
        const signals = made.map(({ ground, score01 }) => oneOf(ground, score01))
        if (outcome(signals, withOwn(thresholds)) !== 'refuse') return
        const plain = signals.filter((one) => isRefusable(groundOf(one)))
        expect(Math.max(...plain.map((one) => one.score01))).toBeGreaterThan(0.5)
        expect(combinedScore(plain)).toBeGreaterThanOrEqual(REFUSE_FROM01)
      }),
    )
    // Past the types, as if somebody had written it into the table.
    const forced = { ...BALANCED.levels, insult: { nudge: null, hold: 0.8, refuse: 0.9 } }
    expect(outcome([insult(1)], { ...BALANCED, levels: forced as never })).toBe('hold')
  })
  it('never refuses for advice', () => {
    const policy = withOwn({ spam: { refuse: 0.9 } })
    expect(outcome([{ ...spam(1), isAdvisory: true }], policy)).toBe('publish')
  })
})

describe('what cannot be a policy', () => {
  const why = (own: OwnThresholds, levels = BALANCED.levels) =>
    faultsIn(levels, own).map((fault) => fault.why)
  it('is told with its reason, both sides of each bound', () => {
    expect(why({})).toEqual([])
    expect(why({ insult: { hold: THRESHOLD_MIN01 } })).toEqual([])
    expect(why({ insult: { hold: THRESHOLD_MIN01 - 0.01 } })).toEqual(['out-of-range'])
    expect(why({ insult: { hold: THRESHOLD_MAX01 } })).toEqual([])
    expect(why({ insult: { hold: 1 } })).toEqual(['out-of-range'])
    expect(why({ insult: { hold: Number.NaN } })).toEqual(['out-of-range'])
    expect(why({ insult: { nudge: 0.79 } })).toEqual([])
    expect(why({ insult: { nudge: 0.8 } })).toEqual(['out-of-order'])
    expect(why({ insult: { nudge: 0.9, hold: null } })).toEqual([])
    expect(why({ spam: { refuse: REFUSE_FROM01 } })).toEqual([])
    expect(why({ spam: { refuse: REFUSE_FROM01 - 0.01 } })).toEqual(['refused-too-early'])
    expect(why({ spam: { hold: 0.95, refuse: 0.95 } })).toEqual(['out-of-order'])
  })
  it.each(GROUNDS)(
    '%s is refused by machine, or nudged about, only where that is allowed',
    (ground) => {
      expect(why({ [ground]: { refuse: 0.95 } })).toEqual(
        isRefusable(ground) ? [] : ['never-refused'],
      )
      const mayNudge = !NEVER_NUDGED.some((one) => one === ground)
      expect(why({ [ground]: { nudge: 0.6 } })).toEqual(mayNudge ? [] : ['never-nudged'])
    },
  )
  it.each(PRESETS)('the preset %s is possible', (preset) => {
    const { levels } = PRESET_POLICIES[preset]
    expect(faultsIn(levels, levels as OwnThresholds)).toEqual([])
    for (const ground of GROUNDS)
      for (const step of STEPS as readonly Step[])
        if (step === 'refuse') expect(levels[ground][step]).toBeNull()
  })
})

describe('a section', () => {
  const site = { id: 's', preset: 'strict', thresholds: { spam: { hold: 0.9 } } } as const
  it('takes what it does not say from the site', () => {
    const section = { id: 'n', preset: null, thresholds: { insult: { hold: 0.85 } } }
    const { ids, levels, waits } = policyOf({ site, section })
    expect(ids).toEqual(['n', 's'])
    expect(waits).toBe('nobody')
    expect(levels.spam.hold).toBe(0.9)
    expect(levels.insult).toEqual({ nudge: 0.55, hold: 0.85, refuse: null })
  })
  it('that chooses a preset begins with it anew', () => {
    const section = { id: 'n', preset: 'pre-moderated', thresholds: {} } as const
    const { ids, levels, waits } = policyOf({ site, section })
    expect([ids, waits]).toEqual([['n'], 'everybody'])
    expect(levels).toEqual(BALANCED.levels)
  })
})

describe('who waits', () => {
  const author = (rest: Partial<Standing>): Standing => ({
    kind: 'reader',
    key: 'k',
    approved: 0,
    since: null,
    ...rest,
  })
  const under = (preset: 'pre-moderated' | 'newcomers-first', who?: Standing) =>
    decide([], policyOf({ site: { id: 'own', preset, thresholds: {} }, section: null }), {
      author: who,
    })
  it('is everybody but staff where all is read first', () => {
    expect(under('pre-moderated', author({ approved: 3 }))).toMatchObject({
      outcome: 'hold',
      waits: 'everybody',
    })
    expect(under('pre-moderated', author({ kind: 'staff' })).outcome).toBe('publish')
  })
  it('is whoever has not enough approved comments where newcomers come first', () => {
    const enough = NEWCOMER_APPROVED_MIN
    expect(under('newcomers-first', author({ approved: enough })).outcome).toBe('publish')
    expect(under('newcomers-first', author({ approved: enough - 1 })).waits).toBe('newcomers')
    expect(under('newcomers-first').outcome).toBe('hold')
    expect(under('newcomers-first', author({ kind: 'staff', approved: null })).outcome).toBe(
      'publish',
    )
  })
})

describe('who was nudged', () => {
  const policy = withOwn({ insult: { nudge: 0.6, hold: 0.9 } })
  it('is held for the same again, and published for better words, and both are noted', () => {
    const again = (score01: number) => decide([insult(score01)], policy, { wasNudged: true })
    expect(again(0.6)).toMatchObject({ outcome: 'hold', wasNudged: true, waits: 'nobody' })
    expect(again(0.59)).toMatchObject({ outcome: 'publish', wasNudged: true })
    expect(decide([insult(0.6)], policy)).toMatchObject({ outcome: 'nudge', wasNudged: false })
  })
  it('waits by the rule of the house only when nothing else holds it', () => {
    const strict = policyOf({
      site: { id: 'own', preset: 'pre-moderated', thresholds: { insult: { nudge: 0.6 } } },
      section: null,
    })
    expect(decide([insult(0.7)], strict).outcome).toBe('nudge')
    expect(decide([insult(0.7)], strict, { wasNudged: true })).toMatchObject({ waits: 'nobody' })
    expect(decide([insult(0.5)], strict)).toMatchObject({ outcome: 'hold', waits: 'everybody' })
  })
})
