import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fold, foldWithOffsets, originalSpan } from '../../src/core/fold.js'

const anyUnits = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0, max: 0xffff }),
      fc.constantFrom(
        ...[...'aA bB.-\n\'"*1а\u0441ß\u0301\u200b\ud83d\ude02'].map((s) => s.charCodeAt(0)),
      ),
    ),
    { maxLength: 60 },
  )
  .map((units) => String.fromCharCode(...units))

describe('folding', () => {
  test.each([
    ['FÜCK', 'fuck'],
    ['ｆｕｃｋ', 'fuck'],
    ['𝓯𝓾𝓬𝓴', 'fuck'],
    ['f u c k you', 'fuck you'],
    ['f.u.c.k you', 'fuck you'],
    ['fu\u200bck\u202e', 'fuck'],
    ['fuсk', 'fuck'], // Cyrillic с
    ['Straße  und\r\n Æther', 'strasse und\naether'],
    ['soooooo', 'soo'],
    ['1000000', '1000000'],
    ['“it’s”', '"it\'s"'],
  ])('%j reads as %j', (text, folded) => expect(fold(text)).toBe(folded))

  test('leaves a word of one script as it is', () => expect(fold('сука')).toBe('сука'))
  test('two single letters are words, three are one', () => {
    expect(fold('plan a b')).toBe('plan a b')
    expect(fold('x y z')).toBe('xyz')
  })
  test('two of a kind stay, the third goes', () => {
    expect(fold('aab')).toBe('aab')
    expect(fold('aaab')).toBe('aab')
  })
  test('does not join the letters that apostrophes leave', () =>
    expect(fold("don't u r")).toBe("don't u r"))
  test('keeps the vowel signs that spell Hindi', () => expect(fold('हिन्दी')).toBe('हिन्दी'))
  test('a sign that would become eighteen letters stays', () => expect(fold('ﷺ')).toBe('ﷺ'))

  test('leads back to the place in the original', () => {
    const text = 'Oh, f\u200b u  c k\u0301 you'
    const folded = foldWithOffsets(text)
    expect(folded.folded).toBe('oh, fuck you')
    const span = originalSpan(folded, 4, 8)
    expect(text.slice(span.start, span.end)).toBe('f\u200b u  c k\u0301')
  })

  test('folding twice is folding once, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(anyUnits, fc.string({ unit: 'binary' })), (text) => {
        const { folded, offsets } = foldWithOffsets(text)
        expect(fold(folded)).toBe(folded)
        expect(offsets).toHaveLength(folded.length + 1)
        expect([...offsets]).toEqual([...offsets].toSorted((a, b) => a - b))
        expect(offsets.at(-1)).toBe(text.length)
        expect(folded.isWellFormed()).toBe(true)
      }),
      { numRuns: 3000 },
    )
  })

  test('the fast path says the same as the long one', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (text) => {
        // A letter far away that no word touches takes the long path.
        expect(fold(`${text} | ж`)).toBe(fold(`${text} | z`).replace(/z$/, 'ж'))
      }),
    )
  })

  test('takes linear time', () => {
    const timeOf = (length: number) => {
      const text = 'Fuсk á ﬁ f u c k '.repeat(length / 16)
      let best = Number.POSITIVE_INFINITY
      for (let i = 0; i < 15; i++) {
        const start = process.cpuUsage()
        fold(text)
        best = Math.min(best, process.cpuUsage(start).user)
      }
      return best
    }
    timeOf(16_000)
    // Ten times the text; a quadratic fold would take a hundred times as long.
    expect(timeOf(320_000) / timeOf(32_000)).toBeLessThan(40)
  })
})
