/** The meter at the top of a saved page: figures of a scale ("0 $", "2,500 $", "5,000 $"), then what was raised. */
import { exponentOf, isCurrency, parseAmount } from '../../core/money.js'

/** Longer lines are sentences. */
const FIGURE_CHARS_MAX = 30

/** Signs that stand for one currency, or for one far more than for others. */
const CURRENCY_OF_SIGN: Readonly<Record<string, string>> = {
  $: 'USD',
  US$: 'USD',
  A$: 'AUD',
  C$: 'CAD',
  '€': 'EUR',
  '£': 'GBP',
  '¥': 'JPY',
  '₹': 'INR',
  '₽': 'RUB',
  '₴': 'UAH',
  '₺': 'TRY',
  '₩': 'KRW',
  zł: 'PLN',
  Kč: 'CZK',
}

const FIGURE =
  /^(?<before>[^\d\s]{1,3})?\s?(?<number>\d[\d.,'’\u00a0\u202f ]*?)\s?(?<after>[^\d\s.,]{1,3})?$/u

export type Figure = { amountMinor: bigint; currency: string }

export type Meter = {
  currency: string
  goalMinor: bigint
  ticksMinor: bigint[]
  raisedMinor: bigint
}

/** Reads a line that is only an amount of money, currency first or last; null for any other line. */
export function readFigure(line: string): Figure | null {
  const groups = line.length > FIGURE_CHARS_MAX ? undefined : FIGURE.exec(line.trim())?.groups
  const [sign, other] = [groups?.before ?? groups?.after, groups?.before && groups.after]
  if (!groups?.number || !sign || other) return null
  const currency = CURRENCY_OF_SIGN[sign] ?? sign
  if (!isCurrency(currency)) return null
  const number = plainNumber(groups.number, exponentOf(currency))
  const amountMinor = number === null ? null : parseAmount(number, currency)
  return amountMinor === null ? null : { amountMinor, currency }
}

/**
 * What the figures of a meter say: the last one is the money raised, the largest of the others the goal, those between
 * zero and the goal the ticks.
 * @returns null when they are too few, of several currencies, or without a goal
 */
export function readMeter(figures: Figure[]): Meter | null {
  const [scale, raised] = [figures.slice(0, -1).map((one) => one.amountMinor), figures.at(-1)]
  if (!raised || scale.length === 0) return null
  if (figures.some((one) => one.currency !== raised.currency)) return null
  const sorted = [...new Set(scale)].sort((a, b) => (a < b ? -1 : 1))
  const goalMinor = sorted.at(-1) ?? 0n
  if (goalMinor === 0n) return null
  return {
    currency: raised.currency,
    goalMinor,
    ticksMinor: sorted.filter((amount) => amount > 0n && amount < goalMinor),
    raisedMinor: raised.amountMinor,
  }
}

/** Digits alone, or in groups; the last group has three digits everywhere, the others two or three (India). */
const WHOLE = /^(?:\d+|\d{1,3}(?:[.,'’\u00a0\u202f ]\d{2,3})*[.,'’\u00a0\u202f ]\d{3})$/

/**
 * "2.500,50" and "2,500.50" as "2500.50". What follows the last point or comma is a fraction when it has as many digits
 * as the currency; three digits are a group.
 * @returns null when the groups make no number
 */
function plainNumber(number: string, exponent: number): string | null {
  const fraction = exponent === 2 ? /[.,](\d\d)$/.exec(number) : null
  const whole = fraction ? number.slice(0, fraction.index) : number
  if (!WHOLE.test(whole)) return null
  return whole.replace(/\D/g, '') + (fraction ? `.${fraction[1]}` : '')
}
