import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findPatterns } from '../../src/core/find-pattern.js'
import { litExcerpt } from '../../src/core/lit-text.js'

const lit = (text: string, query: string, charsMax = 60) =>
  litExcerpt(text, findPatterns(query), charsMax)
    .map((part) => (part.isLit ? `[${part.text}]` : part.text))
    .join('')

describe('a piece of a text', () => {
  it('is the whole text where it is short, with every place marked', () => {
    expect(lit('The ferry is a Ferry.', 'ferry')).toBe('The [ferry] is a [Ferry].')
    expect(lit('The ferry\n\nis  here.', '')).toBe('The ferry is here.')
    expect(lit('', 'ferry')).toBe('')
  })

  it('stands around the first place, cut between words', () => {
    const text = `${'word '.repeat(50)}ferry ${'more '.repeat(50)}`
    expect(lit(text, 'ferry')).toBe(`… word word word [ferry]${' more'.repeat(8)} …`)
    expect(lit(`ferry ${'more '.repeat(50)}`, 'ferry', 20)).toBe('[ferry] more more more …')
    expect(lit(`${'word '.repeat(50)}ferry`, 'ferry', 20)).toBe('… word word [ferry]')
  })

  it('cuts no sign and no letter from its marks where there are no words', () => {
    const thai = 'เรือเฟอร์รี่ออกเดินทางเวลาหกโมงเช้า'.repeat(10)
    const emoji = '👩‍🚀'.repeat(60)
    for (let charsMax = 10; charsMax < 40; charsMax += 1) {
      const [piece] = litExcerpt(thai, [], charsMax)
      expect(thai.startsWith(piece?.text ?? 'x')).toBe(true)
      expect(thai.slice(piece?.text.length)).not.toMatch(/^\p{M}/u)
      expect(lit(emoji, '', charsMax).isWellFormed()).toBe(true)
    }
  })

  it('says nothing that is not in the text, and is no longer than it may be', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 400 }),
        fc.string({ unit: 'grapheme', maxLength: 10 }),
        fc.integer({ min: 1, max: 200 }),
        (text, query, charsMax) => {
          const parts = litExcerpt(text, findPatterns(query), charsMax)
          const said = parts
            .map((part) => part.text)
            .join('')
            .replace(/^… /, '')
            .replace(/ …$/, '')
          expect(said.length).toBeLessThanOrEqual(charsMax)
          expect(text.replace(/\s+/g, ' ').trim()).toContain(said)
        },
      ),
    )
  })
})
