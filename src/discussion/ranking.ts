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

/** The answers it takes to rise by one step; the next step takes twice as many. */
const REPLIES_DOUBLING = 2

/**
 * Key of the order "best", ascending: 0 for a comment nobody answered, below it the more people answered.
 * Grows with the logarithm of the direct replies, so the first answers count most.
 */
export const bestKeyOf = (replyCount: number): number =>
  -Math.log2(1 + replyCount / REPLIES_DOUBLING)

export const isOrder = (text: string): text is Order => (ORDERS as readonly string[]).includes(text)
