/** Amounts as readers see them: the language's own form, without cents when there are none. */

const formats = new Map<string, Intl.NumberFormat>()

/**
 * "$1,751" in English, "1.751 $" in German, "$12.50" when there are cents.
 * The one division is for display only: every amount up to AMOUNT_MINOR_MAX has at most 12 digits, which a
 * double shows exactly.
 * @param language BCP 47
 * @param exponent digits after the decimal point of the currency: 2 for USD, 0 for JPY
 */
export function formatMoney(
  language: string,
  amountMinor: number | bigint,
  currency: string,
  exponent: number,
): string {
  return formatOf(language, currency, exponent).format(Number(amountMinor) / 10 ** exponent)
}

function formatOf(language: string, currency: string, exponent: number): Intl.NumberFormat {
  const key = `${language} ${currency} ${exponent}`
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.NumberFormat(language, {
    style: 'currency',
    currency,
    minimumFractionDigits: exponent,
    maximumFractionDigits: exponent,
    trailingZeroDisplay: 'stripIfInteger',
  })
  formats.set(key, made)
  return made
}
