import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LOOK_UNITS_MAX, SKELETON_UNITS_MAX, skeletonOf } from '../../src/core/skeleton.js'

const alike = (...names: string[]) => new Set(names.map(skeletonOf)).size === 1

describe('the skeleton of a name', () => {
  it.each([
    ['case', 'admin', 'ADMIN', 'Admin', 'aDmIn'],
    ['spaces and punctuation', 'AnnBee', 'Ann Bee', 'Ann_Bee', 'Ann-Bee', 'Ann.Bee', 'Ann—Bee'],
    ['apostrophes', "O'Brien", 'O’Brien', 'OʼBrien', 'O`Brien', 'OBrien'],
    ['Cyrillic letters', 'Ada Quill', 'Аda Quill', 'Аԁа Quіll'],
    ['Greek letters', 'Nikos', 'Νikοs', 'ΝIKOS'],
    ['fullwidth and styled letters', 'Ada', 'Ａｄａ', '𝓐𝓭𝓪', 'ⒶⒹⒶ', '🅰🅳🅰', 'ᴀᴅᴀ', 'ᵃᵈᵃ'],
    [
      'invisible characters',
      'Ada',
      'A\u200bda',
      'Ad\u2060a',
      'A\u00adda',
      '\u3164Ada',
      'Ada\ufe0f',
    ],
    ['accents of Latin letters', 'Ada Quill', 'Adá Quill', 'Ädå Qūíll', 'A\u0336da Quill'],
    ['digits and letters', 'Bob Ollie', 'B0b OI1ie', 'bob o|lie'],
    ['"rn" and "m"', 'Amold', 'Arnold'],
    ['"vv" and "w"', 'Wanda', 'VVanda'],
    ['"I" and "l"', 'Ian', 'lan'],
    ['sharp s', 'Preuße', 'Preusse', 'PREUSSE', 'PREUẞE'],
    ['decoration', 'Ada Quill', 'Ada Quill ✓', '★ Ada Quill ★', 'Ada | Quill', 'Ada Quill 🦊'],
    ['half rings', 'Ali', 'ʿAli', 'ʾAli', '‘Ali'],
  ])('is the same for names that differ by %s', (_, ...names) => {
    expect(names.map(skeletonOf)).toEqual(names.map(() => skeletonOf(names[0] ?? '')))
  })

  it('knows capitals of other scripts', () => {
    expect(alike('ΓΙΑΝΝΗΣ', 'Γιάννης', 'γιαννησ')).toBe(true)
    expect(alike('НАТАША', 'Наташа', 'наташа', 'HATAША')).toBe(true)
    expect(alike('БОБ', 'Боб')).toBe(true)
    expect(alike('ԱՆԻ', 'Անի')).toBe(true)
  })

  it('takes a capital as it is seen where the whole name passes for Latin', () => {
    expect(alike('ΑΝΝΑ', 'Anna')).toBe(true)
    expect(alike('Αννα', 'Avva')).toBe(true)
    expect(alike('НОНА', 'HOHA')).toBe(true)
  })

  it('does without points and vowel signs that readers add at will', () => {
    expect(alike('مُحَمَّد', 'محمد', 'محـــمد')).toBe(true)
    expect(alike('שָׁלוֹם', 'שלום')).toBe(true)
    expect(alike('علي', 'علی')).toBe(true)
  })

  it.each([
    ['Hindi vowels', 'रमा', 'रमी', 'रम', 'रामा'],
    ['Thai vowels and tones', 'มาลี', 'มาลา', 'มะลิ', 'ไม้', 'ไม่'],
    ['voiced kana', 'かとう', 'がとう', 'ガトウ', 'カトウ'],
    ['Arabic letters with dots', 'ثابت', 'نابت', 'يابت', 'تابت'],
    ['Hebrew letters', 'דוד', 'דינה', 'רות'],
    ['Han characters', '李', '王', '張伟', '张偉'],
    ['Hangul syllables', '김민준', '김민중', '이민준', '강민준'],
    ['Tamil and Telugu letters', 'கமலா', 'கமலி', 'రమ', 'రమా'],
    ['Latin letters', 'Anna', 'Hanna', 'Ana', 'Anne', 'Nina', 'Dana', 'Clara', 'Bern'],
    ['Cyrillic letters', 'Анна', 'Яна', 'Инна', 'Жанна', 'Шура', 'Юра'],
    ['digits', 'Reader 2', 'Reader 3', 'Reader 22'],
    ['symbols alone', '★', '🦊', '🐙'],
  ])('keeps apart names that differ by %s', (_, ...names) => {
    expect(new Set(names.map(skeletonOf)).size).toBe(names.length)
  })

  it('is empty for what cannot be seen, and for nothing else that has a letter', () => {
    for (const name of ['', ' ', '\u200b\u200d', '\u3164', '\u2800', '\u0301', 'ـ'])
      expect(skeletonOf(name)).toBe('')
    for (const name of ['a', '李', 'ノ', '〇', 'ー', 'י', '१', '٠', '½', 'Ⅷ'])
      expect(skeletonOf(name)).not.toBe('')
  })

  const letters = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.string({ unit: 'grapheme', maxLength: 30 }),
    fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 30 })
      .map((units) => String.fromCharCode(...units)),
    fc
      .array(fc.constantFrom(...'ΝΗΥνηυΓΣσςßmw0|l ①ﷺ가각ぱはﾟ़्ุ่אַéИ́🅰\ud800\udc00★'), { maxLength: 30 })
      .map((all) => all.join('')),
  )

  it('is its own skeleton, never throws, and is bounded, whatever is in the name', () => {
    fc.assert(
      fc.property(letters, (name) => {
        const skeleton = skeletonOf(name)
        expect(skeletonOf(skeleton)).toBe(skeleton)
        expect(skeleton.isWellFormed()).toBe(true)
        expect(skeleton.length).toBeLessThanOrEqual(
          Math.min(SKELETON_UNITS_MAX, [...name].length * LOOK_UNITS_MAX),
        )
      }),
      { numRuns: 5_000 },
    )
  })

  it('is the same however the name is composed, spaced and cased', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (name) => {
        expect(skeletonOf(name.normalize('NFD'))).toBe(skeletonOf(name.normalize('NFC')))
        expect(skeletonOf(`  ${name} `)).toBe(skeletonOf(name))
        expect(skeletonOf(`${name}\u200b`)).toBe(skeletonOf(name))
      }),
      { numRuns: 2_000 },
    )
    for (const name of ['Ada Quill', 'Wim Möller', 'Наташа', 'Γιάννης', 'Ðóra', 'Çağrı'])
      expect(alike(name, name.toUpperCase(), name.toLowerCase())).toBe(true)
  })

  it('gives every character a look that is its own look, alone and in a foreign name', () => {
    let longest = 0
    const unstable: string[] = []
    for (let point = 0; point < 0x2_0000; point++) {
      const sign = String.fromCodePoint(point)
      const [alone, inside] = [skeletonOf(sign), skeletonOf(`Ж${sign}`)]
      longest = Math.max(longest, alone.length)
      if (skeletonOf(alone) !== alone || skeletonOf(inside) !== inside) unstable.push(sign)
    }
    expect(unstable).toEqual([])
    expect(longest).toBe(LOOK_UNITS_MAX)
  })

  it('cuts past the longest skeleton, never within a character', () => {
    expect(skeletonOf('a'.repeat(SKELETON_UNITS_MAX))).toHaveLength(SKELETON_UNITS_MAX)
    expect(skeletonOf('a'.repeat(SKELETON_UNITS_MAX + 1))).toHaveLength(SKELETON_UNITS_MAX)
    expect(skeletonOf(`a${'𠀀'.repeat(SKELETON_UNITS_MAX)}`)).toHaveLength(SKELETON_UNITS_MAX - 1)
    expect(Buffer.byteLength(skeletonOf('ﷺ'.repeat(60)))).toBeLessThan(2_000)
  })

  it.each([
    ['marks in the wrong order', 'a' + '\u0301\u0323'],
    ['kept marks in the wrong order', 'ก\u0e48\u0e38'],
    ['long expansions', 'ﷺ m'],
    ['spaces', '  \t'],
  ])('takes linear time for %s', (_, piece) => {
    const name = piece.repeat(40_000)
    skeletonOf(name)
    const start = process.cpuUsage()
    skeletonOf(name)
    const { user } = process.cpuUsage(start)
    // 15 ms here; quadratic time would be some seconds.
    expect(user / 1_000).toBeLessThan(500)
  })
})
