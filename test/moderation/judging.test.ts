import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linesOf } from '../../src/cli/judge-text.js'
import {
  baseLanguage,
  detectLanguage,
  JUDGED_BYTES_MAX,
  judge,
  textOfHtml,
} from '../../src/moderation/index.js'
import { take, unused } from '../../src/moderation/judging/quota.js'
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
