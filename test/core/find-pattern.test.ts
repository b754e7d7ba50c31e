import { describe, expect, it } from 'vitest'
import {
  FIND_CHARS_MAX,
  FIND_WORDS_MAX,
  findAll,
  findPatterns,
} from '../../src/core/find-pattern.js'

const finds = (query: string, text: string) =>
  findPatterns(query).every((pattern) => new RegExp(pattern, 'u').test(text))

describe('finding words', () => {
  it.each([
    ['ferry', 'The FERRY sails'],
    ['FERRY', 'the ferryman'],
    ['cafe', 'Le Café de la Gare'],
    ['café', 'cafe latte'],
    ['strasse', 'in der Straße'],
    ['Straße', 'STRASSE'],
    ['naive', 'a naïve idea'],
    ['nguyen', 'Nguyễn'],
    ['елка', 'Ёлка стоит'],
    ['αθηνα', 'στην Αθήνα'],
    ["don't", 'they don’t'],
    ['well-known', 'a well‑known man'],
    ['６', 'at 6 in the morning'],
    ['渡轮', '今天的渡轮没有来'],
    ['หกโมง', 'เรือออกหกโมงเช้า'],
    ['العبارة', 'غادرت العبّارة'],
    ['الاحد', 'يوم الأحد'],
    ['שלום', 'שָׁלוֹם'],
    ['c++ (1.5)', 'in C++ (1.5) it works'],
    ['tide ferry', 'the ferry waits for the tide'],
    ['"no more"', 'There is no\nmore tea'],
    ['"no more', 'no more'],
    ['[a-z]^$|\\d', 'what [A-Z]^$|\\d means'],
  ])('finds %j in %j', (query, text) => {
    expect(findPatterns(query).length).toBeGreaterThan(0)
    expect(finds(query, text)).toBe(true)
  })

  it.each([
    ['tide ferry', 'the ferry waits'],
    ['"tide ferry"', 'the ferry waits for the tide'],
    ['1.5', '125'],
    ['渡轮', '渡口的轮'],
    ['cat', 'c a t'],
  ])('does not find %j in %j', (query, text) => {
    expect(finds(query, text)).toBe(false)
  })

  it('asks for nothing when nothing is asked', () => {
    for (const nothing of ['', '  ', '"', '""', ' " " ', '\u0000', '\u064b'])
      expect(findPatterns(nothing)).toEqual([])
    expect(findAll([])).toBeNull()
  })

  it('looks at so many words and characters and at no more', () => {
    const words = Array.from({ length: FIND_WORDS_MAX + 1 }, (_, at) => `w${at}`)
    expect(findPatterns(words.slice(0, -1).join(' '))).toHaveLength(FIND_WORDS_MAX)
    expect(findPatterns(words.join(' '))).toHaveLength(FIND_WORDS_MAX)
    expect(finds('x'.repeat(FIND_CHARS_MAX + 1), 'x'.repeat(FIND_CHARS_MAX))).toBe(true)
    expect(finds('x'.repeat(FIND_CHARS_MAX), 'x'.repeat(FIND_CHARS_MAX - 1))).toBe(false)
  })

  it('marks the longest of what begins alike, and each once', () => {
    const all = findAll(findPatterns('fer ferry'))
    expect('Ferry, fern'.match(all ?? /$/)).toEqual(['Ferry', 'fer'])
  })
})
