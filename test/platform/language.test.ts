import { describe, expect, test } from 'vitest'
import { languageOfCommonWords } from '../../src/platform/common-words.js'
import { languageOf } from '../../src/platform/language.js'

const SENTENCES = {
  en: 'The council has known about this for years, and nobody there would have lost a word over it.',
  de: 'Der Rat weiß das seit Jahren, und ich glaube nicht, dass sich dort jemand dafür interessiert.',
  fr: 'Le conseil le sait depuis des années, mais les élus ne sont pas ceux qui prennent le bateau avec nous.',
  es: 'El consejo lo sabe desde hace años, pero los concejales no son los que esperan el barco cuando hay niebla.',
  it: 'Il consiglio lo sa da anni, ma gli assessori non sono quelli che aspettano il traghetto nella nebbia.',
  pt: 'O conselho sabe disso há anos, mas os vereadores não são os que esperam pelo barco até às seis da manhã.',
  nl: 'De raad weet het al jaren, maar de wethouders zijn niet degenen die met de boot naar het werk moeten.',
}

describe('the language of a comment', () => {
  test.each(Object.entries(SENTENCES))('is told by common words: %s', (language, sentence) => {
    expect(languageOfCommonWords(sentence)).toBe(language)
    expect(languageOf(sentence)).toBe(language)
  })
  test('is not told by words that speak for two languages', () => {
    expect(languageOfCommonWords(`${SENTENCES.en} ${SENTENCES.de}`)).toBeNull()
  })
  test('is not told by two words alone', () => {
    expect(languageOfCommonWords('Boats, harbours and the sea')).toBeNull()
  })
  test('is told by letters where no common word is at hand', () => {
    expect(
      languageOf('Rada miejska wie o tym od lat, lecz nikt z radnych nie pływa tym promem'),
    ).toBe('pl')
    expect(languageOf('สภาเมืองรู้เรื่องนี้มาหลายปีแล้ว')).toBe('th')
  })
  test('is open for a few letters, and for what is no language', () => {
    expect(languageOf('ok then')).toBeNull()
    expect(languageOf('12345 67890 +++ 12345 67890 +++ 12345')).toBeNull()
  })
})
