/** Sentences with values in them, and the plural forms that a language asks for. Pure, so the browser uses it too. */

/** Templates by plural category of CLDR; a language gives those that it has, `other` always. */
export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }

const rules = new Map<string, Intl.PluralRules>()
const numbers = new Map<string, Intl.NumberFormat>()

/** Puts values into a template: "at most {limit}". A name without a value stays as it is, so that the lack is seen. */
export function fill(template: string, values: Record<string, string | number>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}

/** A whole number as the language writes it: 1,751 in English, 1.751 in German. */
export function formatCount(language: string, count: number): string {
  return kept(numbers, language, () => new Intl.NumberFormat(language)).format(count)
}

/**
 * The sentence for this many: `{count}` is filled with the number as the language writes it.
 * @param language BCP 47
 */
export function plural(
  language: string,
  forms: PluralForms,
  count: number,
  values: Record<string, string | number> = {},
): string {
  const category = kept(rules, language, () => new Intl.PluralRules(language)).select(count)
  return fill(forms[category] ?? forms.other, { count: formatCount(language, count), ...values })
}

// Intl objects take tens of microseconds to make, and a thread asks for hundreds.
function kept<T>(cache: Map<string, T>, key: string, make: () => T): T {
  const known = cache.get(key)
  if (known) return known
  const made = make()
  cache.set(key, made)
  return made
}
