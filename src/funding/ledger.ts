/**
 * The ledger: double entry, pure. A transaction is a list of entries whose amounts add up to zero in every
 * currency; a debit is positive, a credit negative. Nothing is changed afterwards: a correction is a new transaction.
 */
import type { Money } from '../core/money.js'

/** Accounts in use. Assets grow by debit, income by credit. */
export type Account = 'assets:received' | 'income:gifts'

export type Entry = { account: Account; amountMinor: bigint; currency: string }

/**
 * The entries of money given to a campaign: what we have received grows, and so does its income.
 * @throws RangeError for an amount that is not positive
 */
export function entriesOfGift({ amountMinor, currency }: Money): Entry[] {
  if (amountMinor <= 0n) throw new RangeError('a gift is more than nothing')
  return balanced([
    { account: 'assets:received', amountMinor, currency },
    { account: 'income:gifts', amountMinor: -amountMinor, currency },
  ])
}

/** @throws RangeError for entries that do not add up to zero in every currency */
export function balanced(entries: Entry[]): Entry[] {
  const sums = new Map<string, bigint>()
  for (const { currency, amountMinor } of entries)
    sums.set(currency, (sums.get(currency) ?? 0n) + amountMinor)
  for (const [currency, sum] of sums)
    if (sum !== 0n) throw new RangeError(`the entries in ${currency} are off by ${sum}`)
  return entries
}
