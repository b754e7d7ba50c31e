import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldWithOffsets } from '../../../src/core/fold.js'
import {
  EVIDENCE_SPANS_MAX,
  HEADS,
  loadModel,
  readModel,
  SCORED_UNITS_MAX,
} from '../../../src/moderation/model/index.js'
import { decodeWeights, encodeWeights } from '../../../src/moderation/model/weights.js'

const model = loadModel()
const WEIGHTS = 'src/moderation/model/weights.bin'

describe('the weights', () => {
  test('are those that the model card speaks of, and small', () => {
    const bytes = readFileSync(WEIGHTS)
    expect(bytes.length).toBeLessThanOrEqual(3_000_000)
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(model.hash)
    expect(readFileSync('docs/model-card.md', 'utf8')).toContain(model.hash)
  })

  test('are loaded once', () => expect(loadModel()).toBe(model))

  test('survive writing and reading', () => {
    const bytes = new Uint8Array(readFileSync(WEIGHTS))
    expect(Buffer.from(encodeWeights(decodeWeights(bytes))).equals(bytes)).toBe(true)
  })

  test.each([
    ['nothing', new Uint8Array(0)],
    ['something else', new TextEncoder().encode('{"rows": 12}')],
    ['half of them', readFileSync(WEIGHTS).subarray(0, 100_000)],
  ])('%s is refused', (_, bytes) => expect(() => readModel(bytes)).toThrow())
})

describe('scores', () => {
  test('every head answers, from 0 to 1', () => {
    const { scores } = model.score('What a lovely day.', 'en')
    expect(Object.keys(scores).sort()).toEqual([...HEADS].sort())
    for (const value of Object.values(scores)) {
      expect(value).toBeGreaterThanOrEqual(0)
      expect(value).toBeLessThanOrEqual(1)
    }
  })

  test.each([
    [
      'toxicity',
      'You are a stupid idiot and nobody likes you.',
      'You make a good point and I agree.',
    ],
    ['insult', 'What a pathetic moron you are', 'What a lovely garden you have'],
    ['threat', 'I will find you and kill you', 'I will find you and thank you'],
    ['identity_attack', 'Gays are disgusting vermin', 'Gays are welcome in our choir'],
    ['profanity', 'this is fucking bullshit', 'this is quite a surprise'],
    [
      'sexually_explicit',
      'suck my dick and show me your tits',
      'send me the minutes of the meeting',
    ],
    ['spam', 'FREE entry! Text WIN to 87121 to claim your prize now', 'I will be late for dinner'],
    ['severe_toxicity', 'I will kill you, you filthy faggot', 'I disagree with you, my friend'],
    ['toxicity', 'Du bist ein dummes Arschloch', 'Der Stadtrat tagt am Montag'],
  ] as const)('%s: %j scores above %j', (head, harmful, harmless) => {
    const language = head === 'toxicity' && harmful.startsWith('Du') ? 'de' : 'en'
    expect(model.scores(harmful, language)[head]).toBeGreaterThan(0.5)
    expect(model.scores(harmless, language)[head]).toBeLessThan(0.5)
  })

  test('severe toxicity is never above toxicity', () => {
    for (const text of GOLDEN_TEXTS) {
      const { toxicity, severe_toxicity } = model.scores(text, 'en')
      expect(severe_toxicity).toBeLessThanOrEqual(toxicity)
    }
  })

  test.each(['fuck you, idiot', 'FUCK YOU, idiot', 'f.u.c.k you, 1d1ot', 'fuсk уou, idiot'])(
    '%j is seen through',
    (text) => expect(model.scores(text, 'en').toxicity).toBeGreaterThan(0.6),
  )

  test('a bad sentence is found between good ones, and says so itself', () => {
    const calm = 'The meeting starts at eight. Please bring your own cup. '
    const text = `${calm.repeat(6)}You are a stupid fucking moron. ${calm.repeat(6)}`
    const { scores, sentences } = model.score(text, 'en')
    expect(scores.toxicity).toBeGreaterThan(model.scores(calm.repeat(12), 'en').toxicity + 0.2)
    const worst = sentences.toSorted((a, b) => b.scores.toxicity - a.scores.toxicity)[0]
    expect(text.slice(worst?.start, worst?.end)).toBe('You are a stupid fucking moron.')
  })

  test('sentences are ranges of the text as it was written, in order', () => {
    const text = '  Ｗhat a\u200b day!\n\nReally? \ud83d\ude00 Yes.  '
    const { sentences } = model.score(text, 'en')
    expect(sentences.map(({ start, end }) => text.slice(start, end))).toEqual([
      'Ｗhat a\u200b day!',
      'Really?',
      '\ud83d\ude00 Yes.',
    ])
  })

  test('a folded text brought along changes nothing', () => {
    const text = 'You äre a stüpid idiot. And it rains.'
    expect(model.score(text, 'en', foldWithOffsets(text))).toEqual(model.score(text, 'en'))
    expect(model.scores(text, 'en')).toEqual(model.score(text, 'en').scores)
  })

  test('regions do not matter, and unknown languages are read by the common calibration', () => {
    const text = 'Du bist ein Idiot'
    expect(model.scores(text, 'de-AT')).toEqual(model.scores(text, 'de'))
    expect(model.scores(text, 'xx')).toEqual(model.scores(text, null))
  })
})

describe('languages', () => {
  test.each([
    ['en', 'evaluated'],
    ['de-CH', 'evaluated'],
    ['fr', 'lexicon'],
    ['ko', 'unknown'],
    ['constructor', 'unknown'],
    [null, 'unknown'],
  ] as const)('%s is %s', (language, tier) => {
    expect(model.tierOf(language)).toBe(tier)
    expect(model.workingPoint(language) !== null).toBe(tier === 'evaluated')
  })
})

describe('evidence', () => {
  test('points at the words that carried the score', () => {
    const text = 'The weather is fine, but you are a stupid IDIOT, my dear.'
    const spans = model.explain(text, 'insult')
    expect(text.slice(spans[0]?.start, spans[0]?.end)).toMatch(/stupid IDIOT|IDIOT/)
    expect(spans.length).toBeLessThanOrEqual(EVIDENCE_SPANS_MAX)
    for (const { share01 } of spans) expect(share01).toBeGreaterThan(0)
  })

  test('covers disguised letters as they were written', () => {
    const text = 'go away, you f.u.c.k.e.r, now'
    const spans = model.explain(text, 'profanity')
    expect(spans.some(({ start, end }) => text.slice(start, end).includes('f.u.c.k.e.r'))).toBe(
      true,
    )
  })

  test('of several heads is that of each', () => {
    const text = 'You are a fucking idiot, and 𝔂𝓸𝓾 know it'
    const heads = ['profanity', 'insult', 'severe_toxicity'] as const
    const each = heads.map((head) => model.explain(text, head))
    expect(model.explainHeads(text, heads)).toEqual(each)
    expect(model.explainHeads(text, heads, foldWithOffsets(text))).toEqual(each)
    expect(each[0]).not.toEqual(each[1])
  })

  test('of nothing is nothing', () => expect(model.explain('', 'toxicity')).toEqual([]))
})

describe('hostile texts', () => {
  const anyUnits = fc
    .array(
      fc.oneof(
        fc.integer({ min: 0, max: 0xffff }),
        fc.constantFrom(...[...'aA.@$*!_"\'/:0 \n\ud83d\ude00\u3042'].map((s) => s.charCodeAt(0))),
      ),
      { maxLength: 120 },
    )
    .map((units) => String.fromCharCode(...units))

  test('nothing throws, and every range lies in the text', () => {
    fc.assert(
      fc.property(anyUnits, (text) => {
        const { scores, sentences } = model.score(text, 'en')
        for (const value of Object.values(scores)) expect(value >= 0 && value <= 1).toBe(true)
        const spans = HEADS.flatMap((head) => model.explain(text, head))
        for (const { start, end } of [...sentences, ...spans]) {
          expect(start).toBeGreaterThanOrEqual(0)
          expect(end).toBeGreaterThanOrEqual(start)
          expect(end).toBeLessThanOrEqual(text.length)
        }
        for (const feature of model.features(text)) expect(feature).toBeLessThan(2 ** 24)
      }),
      { numRuns: 300 },
    )
  })

  test.each([
    ['one megabyte of one letter', 'a'.repeat(1_000_000)],
    ['one megabyte of words', 'you idiot '.repeat(100_000)],
    ['ten thousand marks', `a${'\u0301'.repeat(10_000)}`],
    ['ten thousand stops', '.'.repeat(10_000)],
    ['addresses', 'a.com '.repeat(5_000)],
    ['addresses in one', 'a.com/'.repeat(5_000)],
    ['masks', '@$*!'.repeat(5_000)],
    ['mentions', '@a '.repeat(7_000)],
    ['halves of pairs', '\ud83d'.repeat(20_480)],
    ['ideographs', '侮辱'.repeat(10_000)],
    ['single letters', 'a b '.repeat(5_000)],
    ['one letter, one stop', 'a.\n'.repeat(7_000)],
    ['groups', 'women you not '.repeat(1_500)],
  ])('%s take bounded time', (_, text) => {
    model.score(text, 'en')
    const startedAt = performance.now()
    model.score(text, 'en')
    model.explain(text, 'toxicity')
    // Some ten milliseconds where nothing else runs; quadratic work would take seconds.
    expect(performance.now() - startedAt).toBeLessThan(1_500)
  })

  test('what comes after the limit is not read, and no pair is torn', () => {
    const filler = 'word '.repeat(SCORED_UNITS_MAX / 5)
    expect(model.scores(`${filler}you fucking idiot`, 'en')).toEqual(model.scores(filler, 'en'))
    const almost = filler.slice(0, -20)
    expect(model.scores(`${almost}fucking idiot`, 'en')).not.toEqual(model.scores(filler, 'en'))
    expect(() => model.score(`${filler.slice(0, -1)}\ud83d\ude00`, 'en')).not.toThrow()
  })
})

const GOLDEN_TEXTS = [
  'You are a stupid idiot and nobody likes you.',
  'I will find you and kill you.',
  'All immigrants are vermin and should be shot.',
  'Immigrants work at the hospital in our street.',
  'Saying that gays are vermin is disgusting.',
  'This is fucking brilliant!',
  'Check out my channel https://example.com/win and get free money $$$',
  'Could you give a source for that number, please?',
  'Du bist ein dummes Arschloch.',
  'Der Stadtrat hat den Antrag am Montag abgelehnt.',
]

describe('golden scores', () => {
  test('a change of weights or features is seen here', async () => {
    const rounded = GOLDEN_TEXTS.map((text, i) => {
      const scores = model.scores(text, i < 8 ? 'en' : 'de')
      return [text, ...HEADS.map((head) => `${head} ${scores[head].toFixed(2)}`)].join('; ')
    })
    await expect(`${rounded.join('\n')}\n`).toMatchFileSnapshot('../../samples/golden-scores.txt')
  })
})
