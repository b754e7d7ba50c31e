/** In which language a text of somebody else's is judged: as it was said, else as it reads, else as is usual there. */
import { languageOf } from '../../platform/language.js'

/** The language of a tag without region: pt for pt-BR. Chinese in Latin letters is none of ours: null. */
export function baseLanguage(tag: string): string | null {
  try {
    const locale = new Intl.Locale(tag.trim())
    const usual = new Intl.Locale(locale.language).maximize().script
    return locale.script === undefined || locale.script === usual ? locale.language : null
  } catch {
    return null
  }
}

/**
 * What a text seems to be written in.
 * @param usual taken for a text too short to tell, where it is in the script of that language
 * @returns null for a text without letters, or in a script that tells no language
 */
export function detectLanguage(text: string, usual: string): string | null {
  return languageOf(text) ?? usualLanguageOf(text, usual)
}

/** The usual language for a text that tells none, where it is in the script of that language; else null. */
export function usualLanguageOf(text: string, usual: string): string | null {
  const base = baseLanguage(usual)
  return base !== null && isInScriptOf(text, base) ? base : null
}

const scripts = new Map<string, RegExp | null>()

function isInScriptOf(text: string, language: string): boolean {
  const letters = text.match(/\p{L}/gu)
  const script = scriptOf(language)
  return letters !== null && script !== null && letters.every((letter) => script.test(letter))
}

/** Null for languages in several scripts, such as Japanese. */
function scriptOf(language: string): RegExp | null {
  const known = scripts.get(language)
  if (known !== undefined) return known
  const name = new Intl.Locale(language).maximize().script
  let script: RegExp | null = null
  try {
    script = new RegExp(`^\\p{Script=${name}}$`, 'u')
  } catch {
    // Jpan and Kore are no single scripts.
  }
  scripts.set(language, script)
  return script
}
