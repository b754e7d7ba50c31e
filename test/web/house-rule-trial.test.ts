import { describe, expect, it } from 'vitest'
import { partsOf } from '../../src/core/places-in-text.js'

const told = (text: string, places: { start: number; end: number }[]) =>
  partsOf(text, places)
    .map(({ said, isMet }) => (isMet ? `[${said}]` : said))
    .join('')

describe('places of a rule in a text', () => {
  it('are marked in the text, in its order, whole where they overlap', () => {
    expect(
      told('no gulls, no GULLS!', [
        { start: 13, end: 18 },
        { start: 3, end: 8 },
      ]),
    ).toBe('no [gulls], no [GULLS]!')
    expect(
      told('abcdef', [
        { start: 1, end: 4 },
        { start: 2, end: 5 },
        { start: 2, end: 3 },
      ]),
    ).toBe('a[bcd][e]f')
    expect(told('gull', [{ start: 0, end: 4 }])).toBe('[gull]')
  })

  it('leave out what is more than 60 characters away, and nothing that is 60', () => {
    const near = 'a'.repeat(60)
    const far = `${near}b`
    const places = (gap: number) => [
      { start: 60, end: 64 },
      { start: 64 + gap, end: 68 + gap },
    ]
    expect(told(`${near}gull${near}${near}gull${near}`, places(120))).toBe(
      `${near}[gull]${near}${near}[gull]${near}`,
    )
    expect(told(`${near}gull${near}b${near}gull${far}`, places(121))).toBe(
      `${near}[gull]${near} … ${near}[gull]${near} …`,
    )
    expect(told(`b${near}gull`, [{ start: 61, end: 65 }])).toBe(`… ${near}[gull]`)
  })

  it('cut no sign in half', () => {
    const faces = '😀'.repeat(40)
    const text = `a${faces}gull${faces}a`
    const said = told(text, [{ start: 81, end: 85 }])
    expect(said).toBe(`… ${'😀'.repeat(30)}[gull]${'😀'.repeat(30)} …`)
    expect(told(`${faces}a gull`, [{ start: 82, end: 86 }])).toBe(`… ${'😀'.repeat(29)}a [gull]`)
  })
})
