/** The languages that the program speaks: one file and one line here for each. */
import { de } from './de.js'
import { en, type Locale } from './en.js'

export type { Locale } from './en.js'

/** Every locale, the fallback first. */
export const LOCALES: readonly Locale[] = [en, de]

const known = new Map<string, Locale>()

/**
 * The locale for a language tag; a region is kept for dates and numbers (en-GB), an unknown language gets English.
 * @param language BCP 47
 */
export function localeFor(language: string): Locale {
  const kept = known.get(language)
  if (kept) return kept
  const base = language.toLowerCase().split('-')[0]
  const match = LOCALES.find((locale) => locale.language === base)
  if (!match) return en
  const locale = { ...match, language }
  known.set(language, locale)
  return locale
}
