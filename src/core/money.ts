/** Money is bigint minor units plus an ISO 4217 currency with its own exponent; never a float. */

/** The largest amount of one gift, pledge or goal, in minor units: keeps every sum far below 2^53 for JSON. */
export const AMOUNT_MINOR_MAX = 1_000_000_000_00n

export type Money = { amountMinor: bigint; currency: string }

/** True for a three-letter code that the platform's currency table knows. */
export function isCurrency(code: string): boolean {
  return /^[A-Z]{3}$/.test(code) && Intl.supportedValuesOf('currency').includes(code)
}

/** Digits after the decimal point: 2 for USD, 0 for JPY, 3 for KWD. Source: ISO 4217 by way of CLDR. */
export function exponentOf(currency: string): number {
  return (
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
      .maximumFractionDigits ?? 2
  )
}

/**
 * Reads a decimal amount such as "25" or "12.50" without ever touching a float.
 * @returns minor units, or null when it is no amount of this currency (sign, too many digits, too large)
 */
export function parseAmount(text: string, currency: string): bigint | null {
  const exponent = exponentOf(currency)
  const match = /^(\d{1,12})(?:\.(\d{1,3}))?$/.exec(text.trim())
  if (!match) return null
  const fraction = match[2] ?? ''
  if (fraction.length > exponent) return null
  const amountMinor = BigInt((match[1] ?? '0') + fraction.padEnd(exponent, '0'))
  return amountMinor > AMOUNT_MINOR_MAX ? null : amountMinor
}
