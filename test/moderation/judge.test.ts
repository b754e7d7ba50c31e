import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LOCALES } from '../../src/locales/index.js'
import { createJudge } from '../../src/moderation/judge.js'
import { labelled } from '../../src/moderation/label-of-reason.js'
import { loadModel } from '../../src/moderation/model/index.js'
import { HOLD_AT01 } from '../../src/moderation/policies/policy.js'
import { combinedScore, decide, POLICY_VERSION } from '../../src/moderation/policy.js'
import type { ReasonCode, Signal } from '../../src/moderation/submission.js'
import { comment, judged, seeded, submission } from './cast.js'

const AD = `Google is paying 97$ per hour,with weekly payouts.You can also avail this.
On tuesday I got a brand new Land Rover Range Rover from having earned $11752 this last four weeks..with-out any doubt
➽➽;➽➽ http://GoogleNetJobsPremiumWorkFromHome/more/cash ★✫★★✫★✫★★✫★✫★★✫★✫★:::::fx162lhhhhh`

describe('the policy', () => {
  const signal = (reason: ReasonCode, score01: number): Signal =>
    labelled({ detector: 'words', reason, score01, spans: [], evidence: {} })
  test('publishes without signals and below the threshold, holds at it', () => {
    expect(decide([]).outcome).toBe('publish')
    expect(decide([signal('slur', HOLD_AT01 - 0.01)]).outcome).toBe('publish')
    expect(decide([signal('slur', HOLD_AT01)]).outcome).toBe('hold')
  })
  test('different doubts add up, the same doubt twice does not', () => {
    expect(decide([signal('hash-busting', 0.6), signal('masked-link', 0.6)]).outcome).toBe('hold')
    expect(decide([signal('masked-link', 0.6), signal('masked-link', 0.6)]).outcome).toBe('publish')
  })
  test('puts the heaviest first and signs with its version', () => {
    const verdict = decide([signal('slur', 0.1), signal('link-flood', 0.9)])
    expect(verdict.signals.map((one) => one.reason)).toEqual(['link-flood', 'slur'])
    expect(verdict.policyVersion).toBe(POLICY_VERSION)
  })
  test('a combined score lies between the surest signal and 1', () => {
    const reasons: ReasonCode[] = ['slur', 'link-flood', 'masked-link']
    const any = fc.tuple(fc.constantFrom(...reasons), fc.double({ min: 0, max: 1, noNaN: true }))
    fc.assert(
      fc.property(fc.array(any), (pairs) => {
        const signals = pairs.map(([reason, score01]) => signal(reason, score01))
        const score = combinedScore(signals)
        expect(score).toBeGreaterThanOrEqual(Math.max(0, ...signals.map((one) => one.score01)))
        expect(score).toBeLessThanOrEqual(1)
      }),
    )
  })
  test('each reason can be told to the author', () => {
    for (const { reasons } of LOCALES) {
      const told: Record<ReasonCode, string> = reasons
      for (const sentence of Object.values(told)) expect(sentence).toMatch(/^[A-Z].{16,}\.$/)
    }
  })
})

describe('the judge', () => {
  test('holds a job advertisement for its link and its ornaments', () => {
    expect(judged(AD).outcome).toBe('hold')
    expect(judged(AD).reasons).toEqual(['masked-link', 'hash-busting', 'advertising'])
  })
  test('holds the second of two copies in the same instant and names the first', () => {
    const judge = createJudge({ duplicateCapacity: 8 })
    const first = submission(comment(seeded(1), 30))
    expect(judge.judge(first).verdict.outcome).toBe('publish')
    for (const tail of ['', ' Also!', ' zzq91xkw3']) {
      const { verdict } = judge.judge(submission(first.text + tail, { placeId: 'elsewhere' }))
      expect(verdict.outcome).toBe('hold')
      expect(verdict.signals[0]?.evidence).toMatchObject({ copyOf: first.id })
    }
  })
  test('a copy of held spam is a copy, whatever its tail', () => {
    const judge = createJudge({ duplicateCapacity: 8 })
    judge.judge(submission(AD))
    const again = judge.judge(submission(AD.replace('fx162lhhhhh', 'qq81zzkxx07')))
    expect(again.verdict.signals.map((one) => one.reason)).toContain('copy-of-earlier')
  })
  test('a text that was not written leaves no trace', () => {
    const judge = createJudge({ duplicateCapacity: 8 })
    const first = submission(comment(seeded(2), 30))
    judge.judge(first)
    judge.forget(first.id)
    expect(judge.judge(submission(first.text)).verdict.signals).toEqual([])
  })
  test('an edit is judged as the same thing, not as a copy of it', () => {
    const judge = createJudge({ duplicateCapacity: 8 })
    const first = submission(comment(seeded(4), 30))
    judge.judge(first)
    expect(judge.judge({ ...first, text: `${first.text} Edited.` }).verdict.signals).toEqual([])
  })
  test('knows copies again after a restart, from storage', () => {
    const first = submission(comment(seeded(6), 30))
    const { fingerprint } = createJudge().judge(first)
    const judge = createJudge()
    if (fingerprint) judge.remember(first.id, fingerprint.bytes)
    judge.remember('broken', new Uint8Array(3))
    const { verdict } = judge.judge(submission(first.text))
    expect(verdict.signals[0]?.evidence).toEqual({ copyOf: first.id, similarity01: 1 })
  })
  test('never throws, and every span lies in the text', () => {
    const judge = createJudge({ duplicateCapacity: 64 })
    const pieces = fc.constantFrom(
      'you ',
      'cunt',
      'http://',
      'xn--',
      '@',
      '★★★★★★★★',
      '"',
      '*',
      'а',
      '\ud800',
      '\u0301',
      ' ',
      'Fuck off',
      '.',
    )
    const text = fc.array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 9 })), {
      maxLength: 40,
    })
    fc.assert(
      fc.property(text, fc.array(fc.string(), { maxLength: 3 }), (parts, links) => {
        const one = submission(parts.join(''), { links })
        for (const signal of judge.judge(one).verdict.signals) {
          expect(signal.score01).toBeGreaterThanOrEqual(0)
          expect(signal.score01).toBeLessThanOrEqual(1)
          for (const { start, end } of signal.spans) {
            expect(start).toBeGreaterThanOrEqual(0)
            expect(end).toBeGreaterThan(start)
            expect(end).toBeLessThanOrEqual(one.text.length)
          }
        }
      }),
      { numRuns: 2000 },
    )
  })
})

const hostile: Record<string, string> = {
  'single letters': 'a '.repeat(10_240),
  'spaced words': 'f u c k '.repeat(2560),
  'abuse alone': 'cunt you '.repeat(2275),
  links: 'http://a.b '.repeat(1860),
  'open links': 'http://'.repeat(2900),
  quotes: '"a '.repeat(6800),
  'long ligatures': 'ﷺ'.repeat(6826),
  'mixed scripts': 'аa'.repeat(6800),
  marks: `a${'\u0301'.repeat(10_000)}`,
  'lone surrogates': '\ud800'.repeat(6800),
  'deep host': `http://${'a.'.repeat(10_000)}`,
  punycode: `http://xn--${'a'.repeat(20_000)}`,
  'leet digits': '1a'.repeat(10_000),
  'masked letters': 'f*'.repeat(10_000),
  brackets: `http://a ${`${')'.repeat(19)}a`.repeat(1000)}`,
  'one family of terms': 'negro de '.repeat(2275),
  'many letters': Array.from({ length: 6800 }, (_, i) => String.fromCharCode(0x4e00 + i * 3)).join(
    '',
  ),
}

/** Enough that the least time is that of compiled code, which the bound is about. */
const TRIES = 60
/** As long as the bound is not met, for so many tries: other work may hold the processor for a while. */
const TRIES_MAX = 400

/** In a process of its own: what else a worker of the tests ran decides how its code is compiled. */
const MEASURE = `
  import { createJudge } from ${JSON.stringify(new URL('../../dist/server/moderation/judge.js', import.meta.url).href)}
  import { readFileSync } from 'node:fs'
  const judge = createJudge()
  const best = {}
  for (const [name, one] of Object.entries(JSON.parse(readFileSync(0, 'utf8')))) {
    let least = Infinity
    for (let i = 0; i < ${TRIES} || (least >= 5 && i < ${TRIES_MAX}); i++) {
      // Time on the processor, so that other work on the machine does not count.
      const start = process.cpuUsage()
      judge.judge({ ...one, id: name + i, at: new Date(one.at) })
      const spent = process.cpuUsage(start)
      least = Math.min(least, (spent.user + spent.system) / 1000)
    }
    best[name] = least
  }
  console.log(JSON.stringify(best))`

test('20 KB of malice takes less than 5 ms', () => {
  const asked = Object.entries(hostile).map(([name, text]) => [name, submission(text)])
  const told = execFileSync(process.execPath, ['--input-type=module', '-e', MEASURE], {
    input: JSON.stringify(Object.fromEntries(asked)),
    encoding: 'utf8',
  })
  const best = Object.entries(JSON.parse(told) as Record<string, number>)
  expect(best.map(([name]) => name)).toEqual(Object.keys(hostile))
  expect(best.filter(([, ms]) => ms >= 5)).toEqual([])
})

describe('a megabyte takes bounded time and never throws', () => {
  const model = loadModel()
  const texts: Record<string, string> = {
    words: 'ferry '.repeat(175_000),
    marks: `a${'\u0301'.repeat(1_048_575)}`,
    'ten thousand marks on each letter': `a${'\u0301'.repeat(10_000)}`.repeat(104),
    money: '$9/hr per hour '.repeat(70_000),
    numbers: '1,1.1 '.repeat(175_000),
    messengers: 'whatsapp +1 234 567 890 '.repeat(43_000),
    links: 'http://a.bit.ly/ '.repeat(61_000),
    capitals: 'ШУМ '.repeat(262_000),
    'rules that backtrack elsewhere': 'ax'.repeat(524_000),
  }
  test.each(Object.entries(texts))('%s', (_name, text) => {
    const judge = createJudge({ model })
    judge.setHouseRules(
      ['(a+)+$', '(x+x+)+y', '(.*a){9}b', '([a-z]+ ?)+!'].map((pattern) => ({
        id: pattern,
        kind: 'regex',
        pattern,
        language: null,
        label: 'spam',
        action: 'raise',
        note: '',
      })),
    )
    const judge1 = () => judge.judge(submission(text, { language: 'en' }))
    judge1()
    const start = process.cpuUsage()
    judge1()
    const { user, system } = process.cpuUsage(start)
    expect((user + system) / 1000).toBeLessThan(1_500)
  })
})
