import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isId, newId } from '../../src/core/ids.js'
import { AMOUNT_MINOR_MAX, exponentOf, isCurrency, parseAmount } from '../../src/core/money.js'
import { cleanName, MARKS_PER_BASE_MAX } from '../../src/core/names.js'
import { REFUSALS, Refusal } from '../../src/core/refusals.js'
import { cleanText, directionOf, excerptOf } from '../../src/core/text.js'

describe('ids', () => {
  it('ascend, also within one millisecond and past its 4,096 numbers, and when the clock goes back', () => {
    const ids = Array.from({ length: 10_000 }, (_, i) => newId(1_700_000_000_000 - (i % 3)))
    expect([...ids].sort()).toEqual(ids)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids.slice(0, 100))
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  it('carry the time they were made at', () => {
    const now = Date.UTC(2040, 5, 1)
    expect(Number.parseInt(newId(now).replace('-', '').slice(0, 12), 16)).toBe(now)
  })

  it('are told from other texts', () => {
    expect(isId(newId(Date.now()))).toBe(true)
    for (const text of ['', 'x', newId(Date.now()).toUpperCase(), `${newId(Date.now())} `])
      expect(isId(text)).toBe(false)
  })
})

describe('money', () => {
  it('knows the exponents of currencies', () => {
    expect(['USD', 'JPY', 'KWD'].map(exponentOf)).toEqual([2, 0, 3])
    expect(isCurrency('EUR')).toBe(true)
    expect(isCurrency('EUX')).toBe(false)
  })

  it('reads amounts without floats', () => {
    expect(parseAmount('25', 'USD')).toBe(2_500n)
    expect(parseAmount('0.29', 'USD')).toBe(29n)
    expect(parseAmount('12.5', 'USD')).toBe(1_250n)
    expect(parseAmount('1000', 'JPY')).toBe(1_000n)
    for (const bad of ['', '-1', '1e3', '1.234', '1,5', ' ', 'x', '0x10', '9999999999999'])
      expect(parseAmount(bad, 'USD'), bad).toBeNull()
    expect(parseAmount('1.5', 'JPY')).toBeNull()
    expect(parseAmount(String(AMOUNT_MINOR_MAX / 100n), 'USD')).toBe(AMOUNT_MINOR_MAX)
    expect(parseAmount(`${AMOUNT_MINOR_MAX / 100n}.01`, 'USD')).toBeNull()
  })
})

describe('names', () => {
  it('keeps names of all scripts as they are', () => {
    for (const name of [
      'คงศักดิ์ วงศ์ชูศรี',
      'José',
      'Nguyễn Thị Hồng',
      'محمد',
      '李小龍',
      'O’Brien',
      'می‌خواهم',
      '👩‍👩‍👧',
    ])
      expect(cleanName(name)).toBe(name.normalize('NFC'))
  })

  it('takes out bidi overrides, controls and stacked marks', () => {
    expect(cleanName('\u202eevil\u2066')).toBe('evil')
    expect(cleanName(' a \n\t b\u0000 ')).toBe('a b')
    const stacked = cleanName(`x${'\u0489'.repeat(1_000)}`) ?? ''
    expect([...stacked].length).toBe(1 + MARKS_PER_BASE_MAX)
    for (const empty of ['', ' ', '\u200b', '\u202e', '---', '...'])
      expect(cleanName(empty)).toBeNull()
  })

  it('changes a clean name no further, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (raw) => {
        const once = cleanName(raw)
        if (once !== null) expect(cleanName(once)).toBe(once)
      }),
    )
  })
})

describe('text', () => {
  it('is well-formed, without NUL, controls and overrides, and stable', () => {
    expect(cleanText('a\r\nb\u0000\u202ec')).toBe('a\nbc')
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (raw) => {
        const text = cleanText(raw)
        expect(text.isWellFormed()).toBe(true)
        expect(text).not.toContain('\u0000')
        expect(cleanText(text)).toBe(text)
      }),
    )
  })

  it('runs the way its first letter does', () => {
    expect(directionOf('123 שלום')).toBe('rtl')
    expect(directionOf('مرحبا hello')).toBe('rtl')
    expect(directionOf('hello مرحبا')).toBe('ltr')
    expect(directionOf('!!!')).toBe('ltr')
  })

  it('is cut at a word', () => {
    expect(excerptOf('one two three', 13)).toBe('one two three')
    expect(excerptOf('one two three', 10)).toBe('one two…')
  })
})

describe('refusals', () => {
  it('carry the status of the catalogue', () => {
    expect(new Refusal('comment/too-deep').status).toBe(REFUSALS['comment/too-deep'])
    for (const status of Object.values(REFUSALS)) expect(status).toBeGreaterThanOrEqual(400)
  })
})
