/**
 * The orders of a thread, each as a key whose rows ascend or descend together, so that one row comparison
 * pages through it. Pure.
 */
export const ORDERS = ['best', 'newest', 'oldest'] as const
export type Order = (typeof ORDERS)[number]

export type OrderKey = {
  /** Columns of the key, compared as one row. */
  columns: readonly ('best_key' | 'posted_at' | 'id')[]
  direction: 'asc' | 'desc'
}

const BY_TIME = ['posted_at', 'id'] as const

/**
 * best: the better key first; equals in the order of the conversation. newest, oldest: by time.
 */
export const ORDER_KEYS: Record<Order, OrderKey> = {
  best: { columns: ['best_key', ...BY_TIME], direction: 'asc' },
  newest: { columns: BY_TIME, direction: 'desc' },
  oldest: { columns: BY_TIME, direction: 'asc' },
}

/** What is known of how good a comment is: counts, 0 or more. */
export type Standing = {
  recommends: number
  /** Reports that moderators agreed with. */
  upheldReports: number
  /** Direct published replies. */
  replies: number
}

/** Of ten comments with these votes nine are at least as good as the bound says: one-sided 90 %. */
export const BEST_Z = 1.2816
/** The answers it takes to rise by one step; the next step takes twice as many. */
const REPLIES_DOUBLING = 2
/** Past the last step that answers can reach: a count of 32 bits has 30. So votes always stand above them. */
const VOTED = 32

/**
 * Key of the order "best", ascending, in three bands:
 * - recommended: -32 * (1 + w), from -64 to -32, where w is the lower Wilson bound of recommends among
 *   recommends and upheld reports. One recommend gives w = 0.38, ten 0.86, ten with one report 0.74;
 * - without votes: -log2(1 + replies / 2), from -32 to 0, so that the first answers count most;
 * - nothing but upheld reports: the lower Wilson bound of the reports, above 0: behind all others.
 *
 * The column is a `real`: up to about 3,000 recommends without report each one more is a better key.
 */
export function bestKeyOf({ recommends, upheldReports, replies }: Standing): number {
  const votes = recommends + upheldReports
  if (recommends > 0) return -VOTED * (1 + wilsonLowerBound(recommends, votes))
  if (upheldReports > 0) return wilsonLowerBound(upheldReports, votes)
  // Not -0: what is compared with the stored key must be the same.
  return replies > 0 ? -Math.log2(1 + replies / REPLIES_DOUBLING) : 0
}

/**
 * The lower end of the score interval of a share: with few votes far below what they say, with many close to it.
 * @param yes of `all`, 0..all
 * @returns 0..1; 0 without votes
 * Source: Wilson, "Probable inference, the law of succession, and statistical inference", 1927.
 */
export function wilsonLowerBound(yes: number, all: number, z: number = BEST_Z): number {
  if (all === 0) return 0
  const share = yes / all
  const spread = z * Math.sqrt((share * (1 - share) + z ** 2 / (4 * all)) / all)
  return Math.max(0, (share + z ** 2 / (2 * all) - spread) / (1 + z ** 2 / all))
}

export const isOrder = (text: string): text is Order => (ORDERS as readonly string[]).includes(text)
