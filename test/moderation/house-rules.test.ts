import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { prepare } from '../../src/moderation/detectors/prepared.js'
import { foldPattern } from '../../src/moderation/house-rules/compile-rule.js'
import type { HouseRule } from '../../src/moderation/house-rules/house-rule.js'
import { requiredLiterals } from '../../src/moderation/house-rules/required-literals.js'
import { BROKEN_MAX, createRuleSet } from '../../src/moderation/house-rules/rule-set.js'
import { createJudge } from '../../src/moderation/judge.js'
import { comment, seeded, submission } from './cast.js'

const rule = (rest: Partial<HouseRule>): HouseRule => ({
  id: rest.pattern ?? 'rule',
  kind: 'word',
  pattern: 'gull',
  language: null,
  label: 'off-rule',
  action: 'doubt',
  note: '',
  ...rest,
})
/** What a rule points at in a text. */
function found(one: Partial<HouseRule>, text: string, language: string | null = null): string[] {
  const judge = createJudge()
  judge.setHouseRules([rule(one)])
  const { signals } = judge.judge(submission(text, { language })).verdict
  const spans = signals.filter((signal) => signal.reason === 'house-rule').flatMap((s) => s.spans)
  return spans.map(({ start, end }) => text.slice(start, end))
}

describe('a word', () => {
  test.each([
    ['The Gull again', ['Gull']],
    ['GÚLL and gull', ['GÚLL', 'gull']],
    ['g.u.l.l', ['g.u.l.l']],
    ['g u l l s', []],
    ['guuuuull', ['guuuuull']],
    ['gu11', []],
    ['gulls', []],
    ['seagull', []],
  ])('in %j is %j', (text, places) => expect(found({}, text)).toEqual(places))
  test('is found behind look-alike letters and digits', () => {
    expect(found({ pattern: 'casino' }, 'The сasіno and c4s1n0 and c@sin0')).toEqual([
      'сasіno',
      'c4s1n0',
      'c@sin0',
    ])
  })
  test('with a star is the beginning of words', () => {
    expect(found({ pattern: 'gull*' }, 'gulls, gullible, gull, a seagull')).toEqual([
      'gulls',
      'gullible',
      'gull',
    ])
  })
  test('of a script without spaces is found anywhere', () => {
    expect(found({ pattern: '代开发票' }, '我们可以代开发票请联系')).toEqual(['代开发票'])
    expect(found({ pattern: 'พนัน' }, 'เว็บพนันออนไลน์')).toEqual(['พนัน'])
    expect(found({ pattern: '代开发票' }, '开发票')).toEqual([])
  })
})

describe('a phrase', () => {
  const phrase = { kind: 'phrase', pattern: 'rust bucket' } as const
  test('is words in a row, whatever stands between', () => {
    expect(found(phrase, 'That RUST-BUCKET, that rust   bucket!')).toEqual([
      'RUST-BUCKET',
      'rust   bucket',
    ])
    expect(found(phrase, 'rust in the bucket')).toEqual([])
    expect(found(phrase, 'rusty bucket')).toEqual([])
  })
})

describe('a regular expression', () => {
  const regex = (pattern: string) => ({ kind: 'regex', pattern }) as const
  test('meets the folded text and points into the original', () => {
    expect(found(regex('ferr(y|ies) (war|plot)'), 'A FÉRRY   WAR. Ferries plot!')).toEqual([
      'FÉRRY   WAR',
      'Ferries plot',
    ])
    expect(found(regex('Größe \\d+'), 'die GROESSE, die Größe 12')).toEqual(['Größe 12'])
    expect(found(regex('\\bgull\\b'), 'seagull gull')).toEqual(['gull'])
  })
  test('what cannot be read is left out, the others count', () => {
    const rules = createRuleSet()
    expect(
      rules.replace([rule(regex('(')), rule(regex('a(?=b)')), rule({ pattern: '!!' }), rule({})]),
    ).toBe(1)
    expect(rules.broken(prepare('a gull'), null)).toHaveLength(1)
  })
  test('made to blow up takes linear time', () => {
    const rules = createRuleSet()
    rules.replace(
      [
        regex('(a+)+$'),
        regex('(a|a)*b'),
        regex('(x+x+)+y'),
        regex('^(([a-z])+.)+[A-Z]([a-z])+$'),
      ].map(rule),
    )
    const text = prepare(`${'a'.repeat(2)} ${'ax'.repeat(15_000)}`)
    rules.broken(text, null)
    const start = process.cpuUsage()
    rules.broken(text, null)
    const { user, system } = process.cpuUsage(start)
    expect((user + system) / 1000).toBeLessThan(500)
  })
})

describe('what a match must hold', () => {
  test.each([
    ['cheap pills', ['cheap pills']],
    ['cheap ?pills', ['cheap']],
    ['buy (cheap|free)', ['cheap', 'free'], ['buy ']],
    ['(?:cheap|free) pills', [' pills']],
    ['vi[a4]gra+', ['gra']],
    ['colou?r', ['colo']],
    ['(abc)?def', ['def']],
    ['(abc){2}', ['abc']],
    ['abc|d', null],
    ['\\bgull\\b', ['gull']],
    ['a\\.com/', ['a.com/']],
    ['[a-z]+', null],
    ['\\p{Han}abc', null],
    ['(?i)abc', null],
    ['abc)', null],
  ])('%s', (pattern, ...pieces) => expect(pieces).toContainEqual(requiredLiterals(pattern)))
  test('is in every text that matches', () => {
    const part = fc.constantFrom(
      'abc',
      'de',
      'fgh',
      '(ij|klm)',
      '[no]',
      'p?',
      'qrs+',
      '(tuv)*',
      '.',
      'w{2}',
      '(x|yz1)',
    )
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), fc.nat(), (parts, seed) => {
        const pattern = parts.join('')
        const literals = requiredLiterals(pattern)
        if (literals === null) return
        const random = seeded(seed)
        const pieces = [
          'abc',
          'de',
          'fgh',
          'ij',
          'klm',
          'n',
          'o',
          'p',
          'qr',
          's',
          'tuv',
          'w',
          'x',
          'yz1',
        ]
        const text = Array.from(
          { length: 30 },
          () => pieces[Math.floor(random() * pieces.length)],
        ).join('')
        const match = new RegExp(pattern).exec(text)
        if (match) expect(literals.some((literal) => match[0].includes(literal))).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })
  test('patterns fold letters and leave escapes', () => {
    expect(foldPattern('GRÖSSE \\D \\S\\W \\p{Lu} [[:alpha:]] (?P<Name>É…)')).toBe(
      'grosse \\D \\S\\W \\p{Lu} [[:alpha:]] (?P<Name>e\\.\\.\\.)',
    )
  })
})

describe('rules', () => {
  test('of one language pass by the others, and texts in none that is known', () => {
    const german = { pattern: 'gift', language: 'de' }
    expect(found(german, 'Das ist Gift', 'de')).toEqual(['Gift'])
    expect(found(german, 'Das ist Gift', 'de-AT')).toEqual(['Gift'])
    expect(found(german, 'What a gift', 'en')).toEqual([])
    expect(found(german, 'gift', null)).toEqual([])
  })
  test('raise, doubt or hold', () => {
    const verdictOf = (action: HouseRule['action']) => {
      const judge = createJudge()
      judge.setHouseRules([rule({ action, label: 'threat' })])
      return judge.judge(submission('the gull again')).verdict
    }
    expect(verdictOf('hold').outcome).toBe('hold')
    expect(verdictOf('doubt').outcome).toBe('publish')
    expect(verdictOf('raise').signals[0]).toMatchObject({ isAdvisory: true, label: 'threat' })
  })
  test('are told up to BROKEN_MAX, and ended ones never', () => {
    const judge = createJudge()
    judge.setHouseRules(
      Array.from({ length: 40 }, (_, i) =>
        rule({ pattern: `w${'abcdefghij'[i % 10]}${'klmn'[i % 4]}x`, id: `${i}` }),
      ),
    )
    const all = 'wakx wblx wcmx wdnx wekx wflx wgmx whnx wikx wjlx'
    expect(judge.judge(submission(`${all} ${all}`)).verdict.signals.length).toBeLessThanOrEqual(
      BROKEN_MAX,
    )
    judge.setHouseRules([])
    const after = judge.judge(submission(all)).verdict.signals
    expect(after.filter((one) => one.detector === 'house-rules')).toEqual([])
  })
  test('two thousand of them take less than a millisecond a comment', () => {
    const random = seeded(77)
    const name = (i: number) =>
      `q${i.toString(36).replace(/\d/g, (d) => 'abcdefghij'[Number(d)] ?? '')}z`
    const rules = Array.from({ length: 2_000 }, (_, i) => {
      const word = name(i)
      const kinds = [
        rule({ id: `${i}`, pattern: word }),
        rule({ id: `${i}`, kind: 'phrase', pattern: `the ${word}` }),
        rule({ id: `${i}`, kind: 'regex', pattern: `\\b(free|cheap) ${word}(s|es)?\\b` }),
        rule({ id: `${i}`, pattern: `${word}*` }),
        rule({ id: `${i}`, kind: 'regex', pattern: `th[e3] ${word}er` }),
      ]
      return kinds[i % kinds.length] ?? rule({})
    })
    const set = createRuleSet()
    expect(set.replace(rules)).toBe(2_000)
    const texts = Array.from({ length: 50 }, () => prepare(comment(random, 35)))
    let best = Number.POSITIVE_INFINITY
    for (let k = 0; k < 40; k++) {
      const start = process.cpuUsage()
      for (const text of texts) set.broken(text, 'en')
      const { user, system } = process.cpuUsage(start)
      best = Math.min(best, (user + system) / 1000 / texts.length)
    }
    expect(best).toBeLessThan(1)
  })
})
