import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linesOf } from '../../src/cli/judge-text.js'
import {
  baseLanguage,
  detectLanguage,
  JUDGED_BYTES_MAX,
  judge,
  type SiteHead,
  textOfHtml,
} from '../../src/moderation/index.js'
import { blankLearned, learnAll, readLearned } from '../../src/moderation/judging/learned.js'
import { take, unused } from '../../src/moderation/judging/quota.js'
import { loadModel } from '../../src/moderation/model/index.js'
import { analyze } from '../../src/web/judging/perspective-answer.js'
import { analyzeQuestionIn } from '../../src/web/judging/perspective-request.js'
import { INSULT, KIND, SPAM } from '../contracts/judging.js'

const NOON = Date.parse('2026-11-20T12:00:00Z')

describe('a quota', () => {
  const quota = { perSecond: 2, perMinute: 3, perDay: 5 }

  it('gives each window its room, and tells how long the fullest stays shut', () => {
    const used = unused(NOON)
    expect(take(used, quota, NOON)).toEqual({ ok: true })
    expect(take(used, quota, NOON + 999)).toEqual({ ok: true })
    expect(take(used, quota, NOON + 999)).toEqual({
      ok: false,
      window: 'perSecond',
      retryAfterSeconds: 1,
    })
    expect(take(used, quota, NOON + 1_000)).toEqual({ ok: true })
    expect(take(used, quota, NOON + 2_000)).toEqual({
      ok: false,
      window: 'perMinute',
      retryAfterSeconds: 58,
    })
    expect(take(used, quota, NOON + 60_000)).toEqual({ ok: true })
    expect(take(used, quota, NOON + 61_000)).toEqual({ ok: true })
    expect(take(used, quota, NOON + 120_000)).toEqual({
      ok: false,
      window: 'perDay',
      retryAfterSeconds: 12 * 3_600 - 120,
    })
    expect(take(used, quota, NOON + 12 * 3_600_000)).toEqual({ ok: true })
  })

  it('counts what other processes had asked on the day', () => {
    expect(take(unused(NOON, 4), quota, NOON)).toEqual({ ok: true })
    expect(take(unused(NOON, 5), quota, NOON)).toMatchObject({ ok: false, window: 'perDay' })
  })
})

describe('the language of a text of somebody else', () => {
  it.each([
    ['en-GB', 'en'],
    ['pt_BR', null],
    ['pt-BR', 'pt'],
    ['zh', 'zh'],
    ['zh-Latn', null],
    ['hi-Latn', null],
    ['not a language', null],
    ['', null],
  ])('has a base: %s', (tag, base) => {
    expect(baseLanguage(tag)).toBe(base)
  })

  it('is that of the site for a short text in its script, and unknown for any other', () => {
    expect(detectLanguage('Yes!', 'en')).toBe('en')
    expect(detectLanguage('Ja!', 'de-AT')).toBe('de')
    expect(detectLanguage('Да!', 'en')).toBeNull()
    expect(detectLanguage('Да!', 'ru')).toBe('ru')
    expect(detectLanguage('12 + 3 = 15', 'en')).toBeNull()
    expect(detectLanguage('Das ist ein sehr guter Bericht, vielen Dank dafür.', 'en')).toBe('de')
  })
})

describe('LIKELY_TO_REJECT', () => {
  it('is refused while it does worse than the model alone', () => {
    const head: SiteHead = {
      state: 'worse',
      score: () => null,
      learned: () => ({ published: 400, removed: 400 }),
      needed: { total: 300, each: 50 },
    }
    const question = analyzeQuestionIn({
      comment: { text: KIND },
      requestedAttributes: { LIKELY_TO_REJECT: {} },
    })
    expect(() => analyze({ model: loadModel(), head, usualLanguage: 'en' }, question)).toThrow(
      'Attribute LIKELY_TO_REJECT is not ready',
    )
  })

  it('starts from what the model says, and follows the house from there', async () => {
    const learned = blankLearned('en')
    expect(learned.score(INSULT)).toBeGreaterThan(learned.score(KIND))
    const before = learned.score('The garden market opens on Monday at the harbour.')
    const lessons = Array.from({ length: 60 }, (_, at) => ({
      id: String(at),
      decision: at % 2 === 0 ? ('remove' as const) : ('publish' as const),
      body:
        at % 2 === 0 ? `The garden market opens, number ${at}.` : `The ferry sails, number ${at}.`,
    }))
    await learnAll(learned, lessons)
    expect(learned.counts()).toEqual({ published: 30, removed: 30 })
    const after = learned.score('The garden market opens on Monday at the harbour.')
    expect(after).toBeGreaterThan(before)
    const snapshot = learned.snapshot()
    const again = readLearned('en', {
      model_hash: snapshot.modelHash,
      bytes: Buffer.from(snapshot.bytes),
      published: snapshot.published,
      removed: snapshot.removed,
    })
    expect(again?.score('The garden market opens on Monday at the harbour.')).toBe(after)
    expect(again?.counts()).toEqual(learned.counts())
  })

  it('is thrown away with the model that it was learned on', () => {
    const { bytes, ...counts } = blankLearned('en').snapshot()
    const row = { ...counts, bytes: Buffer.from(bytes), model_hash: 'another' }
    expect(readLearned('en', row)).toBeNull()
  })
})

describe('the text of foreign HTML', () => {
  it('is what people see, with the places of the source', () => {
    const html = '<p>Fish &amp; <b>chips</b></p><script>bad()</script><div>now</div>'
    const { text, placeOf, endOf } = textOfHtml(html)
    expect(text.split(/\n+/).filter(Boolean)).toEqual(['Fish & chips', 'now'])
    const at = text.indexOf('& chips')
    expect(html.slice(placeOf(at), endOf(at + 6))).toBe('&amp; <b>chips')
  })

  it('has the addresses that it links to', () => {
    expect(textOfHtml('<a href="https://a.example">x</a> <a>y</a>').links).toEqual([
      'https://a.example',
    ])
  })

  it('can be had of anything, and every place lies in the source', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (html) => {
        const { text, placeOf, endOf } = textOfHtml(html)
        for (let i = 0; i < text.length; i++) {
          expect(placeOf(i)).toBeLessThanOrEqual(endOf(i))
          expect(endOf(i)).toBeLessThanOrEqual(html.length)
        }
      }),
    )
  })
})

describe('judge', () => {
  it('publishes thanks, and holds an insult with a reason and a place for each doubt', () => {
    expect(judge(KIND)).toMatchObject({ action: 'publish', language: 'en', tier: 'evaluated' })
    const { action, signals } = judge(INSULT)
    expect(action).toBe('hold')
    expect(signals.length).toBeGreaterThan(0)
    for (const signal of signals) {
      expect(signal.because).not.toMatch(/[{}]/)
      expect(signal.share01).toBeGreaterThan(0)
      for (const { start, end } of signal.spans)
        expect(INSULT.slice(start, end).length).toBeGreaterThan(0)
    }
    expect(signals.map((one) => one.share01)).toEqual(
      signals.map((one) => one.share01).toSorted((a, b) => b - a),
    )
  })

  it('hears the model in a language that was not evaluated, and does not act on it', () => {
    const judged = judge(`${INSULT} kill`, { language: 'sw' })
    expect(judged.tier).not.toBe('evaluated')
    expect(judged.action === 'hold').toBe(judged.signals.some((one) => one.detector !== 'model'))
  })

  it('remembers nothing: the same twice is no copy', () => {
    expect(judge(KIND)).toEqual(judge(KIND))
    expect(judge(SPAM)).toEqual(judge(SPAM))
  })

  it('takes 20,480 bytes, and not one more', () => {
    expect(judge('a '.repeat(JUDGED_BYTES_MAX / 2)).action).toBeDefined()
    expect(() => judge(`${'a '.repeat(JUDGED_BYTES_MAX / 2)}b`)).toThrow(RangeError)
  })

  it('is told at the terminal with the places marked, and no text can command it', () => {
    const marks = { open: '[', close: ']' }
    const text = `Hello\u001b[2J there. ${INSULT}`
    const lines = linesOf(text, judge(text), marks).join('\n')
    expect(lines).toMatch(/^Hold \(language: en, evaluated\)/)
    expect(lines).toMatch(/\[[^\]]*(idiot|garbage)[^\]]*\]/)
    expect(lines).not.toContain('\u001b')
  })
})
