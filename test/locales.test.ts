/** Locales say the same things: same sentences, same values in them, every plural form that the language has. */
import { describe, expect, it } from 'vitest'
import { formatMoney } from '../src/core/money-format.js'
import { fill, plural } from '../src/core/plural.js'
import { en } from '../src/locales/en.js'
import { LOCALES, localeFor } from '../src/locales/index.js'

/** Every sentence of a locale by its path: "form.post". */
function sentences(group: object, path = ''): Map<string, string> {
  const found = new Map<string, string>()
  for (const [key, value] of Object.entries(group)) {
    if (typeof value === 'string') found.set(path + key, value)
    else for (const [inner, text] of sentences(value, `${path}${key}.`)) found.set(inner, text)
  }
  return found
}

const valuesIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()
const isPlural = (path: string) => /\.(zero|one|two|few|many|other)$/.test(path)

describe.each(LOCALES.map((locale) => [locale.language, locale] as const))(
  'the locale %s',
  (language, locale) => {
    const own = sentences(locale)

    it('has every sentence, and none is empty', () => {
      for (const [path, text] of sentences(en)) {
        if (isPlural(path)) continue
        expect(own.has(path), path).toBe(true)
        expect(own.get(path), `${path}: ${text}`).not.toBe('')
      }
    })

    it('names the same values in each sentence', () => {
      for (const [path, text] of sentences(en))
        if (!isPlural(path)) expect(valuesIn(own.get(path) ?? ''), path).toEqual(valuesIn(text))
    })

    it('has each plural form that the language asks for', () => {
      const asked = new Intl.PluralRules(language).resolvedOptions().pluralCategories
      for (const [name, forms] of Object.entries(locale.plurals))
        expect(Object.keys(forms).sort(), name).toEqual([...asked].sort())
    })
  },
)

describe('the choice of a locale', () => {
  it('keeps the region for dates and numbers', () => {
    expect(localeFor('de-AT').language).toBe('de-AT')
    expect(localeFor('de-AT').form.post).toBe('Kommentar veröffentlichen')
  })

  it('falls back to English', () => {
    expect(localeFor('tlh')).toBe(en)
  })
})

describe('values in sentences', () => {
  it('are filled in, and a missing one is seen', () => {
    expect(fill('at most {limit} of {what}', { limit: 60 })).toBe('at most 60 of {what}')
  })

  it('follow the plural of the language', () => {
    expect(plural('en', en.plurals.comments, 1)).toBe('1 comment')
    expect(plural('en', en.plurals.comments, 1751)).toBe('1,751 comments')
    expect(plural('de', localeFor('de').plurals.comments, 1751)).toBe('1.751 Kommentare')
  })
})

describe('amounts', () => {
  const plain = (text: string) => text.replace(/\u00a0/g, ' ')

  it('have the form of the language, and no cents when whole', () => {
    expect(formatMoney('en', 175_100, 'USD', 2)).toBe('$1,751')
    expect(plain(formatMoney('de', 175_100, 'USD', 2))).toBe('1.751 $')
    expect(formatMoney('en', 1_250, 'USD', 2)).toBe('$12.50')
  })

  it('have the digits of their currency', () => {
    expect(formatMoney('en', 1_751, 'JPY', 0)).toBe('¥1,751')
    expect(plain(formatMoney('en', 1_751n, 'KWD', 3))).toBe('KWD 1.751')
  })

  it('are exact up to the largest amount', () => {
    expect(formatMoney('en', 99_999_999_999n, 'USD', 2)).toBe('$999,999,999.99')
  })
})
