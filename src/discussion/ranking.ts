/**
 * The orders of a thread: what readers ask for, and the keys by which comments stand. Pure.
 */
import type { Mode } from '../platform/schema.js'

/** highlights: what editors picked, wherever it stands; all others are orders of the roots. */
export const ORDERS = ['best', 'discussed', 'newest', 'oldest', 'highlights'] as const
export type Order = (typeof ORDERS)[number]
/** Orders in which the whole tree can be read. */
export type TreeOrder = Exclude<Order, 'highlights'>
/** Orders that also make sense among the replies to one comment. */
export type ReplyOrder = Exclude<TreeOrder, 'discussed'>

export const isOrder = (text: string): text is Order => (ORDERS as readonly string[]).includes(text)

/** What an order means where there are only replies to one comment: what does not apply there is "best". */
export const replyOrderOf = (order: Order): ReplyOrder =>
  order === 'newest' || order === 'oldest' ? order : 'best'

/**
 * The order of the first replies under a comment on a page, and so of the page where they go on. Below the newest
 * first comments stands the conversation as it went. A question has its answers on top in every order.
 * @param depth of the comment that is answered
 */
export const orderBelow = (order: TreeOrder, mode: Mode, depth: number): ReplyOrder =>
  mode === 'questions' && depth === 0 ? 'best' : replyOrderOf(order === 'newest' ? 'oldest' : order)

/** How siblings stand in the tables. answers: answered questions, or answers of the author, first; then the best. */
export type SiblingKey = keyof typeof KEYS | 'answers'

/** The key of a list of siblings. @param depth theirs: 0 for roots */
export function siblingKeyOf(order: TreeOrder, mode: Mode, depth: number): SiblingKey {
  if (order === 'best') return mode === 'questions' && depth <= 1 ? 'answers' : 'best'
  return order === 'discussed' && depth > 0 ? 'best' : order
}

type KeyColumn = 'best_key' | 'discussed_key' | 'posted_at' | 'id'

export type OrderKey = {
  /** Columns of the key, which ascend or descend together: one row comparison pages through it. */
  columns: readonly KeyColumn[]
  direction: 'asc' | 'desc'
}

const BY_TIME = ['posted_at', 'id'] as const

/**
 * best: the better key first; equals in the order of the conversation. discussed, of roots: the more is below them the
 * earlier, within a step the best. newest, oldest: by time.
 */
export const KEYS = {
  best: { columns: ['best_key', ...BY_TIME], direction: 'asc' },
  discussed: { columns: ['discussed_key', 'best_key', ...BY_TIME], direction: 'asc' },
  newest: { columns: BY_TIME, direction: 'desc' },
  oldest: { columns: BY_TIME, direction: 'asc' },
} as const satisfies Record<string, OrderKey>

/** Steps of the key of the order "discussed" until twice as many replies are below: a step is two fifths more. */
export const DISCUSSED_STEPS = 2

/**
 * Key of the order "discussed", ascending, a whole number from -62 to 0: rough, because each change of it writes all
 * index entries of a root, and of the replies below a busy root few shall cost that. Two roots whose counts differ by
 * less than two fifths may share a key.
 * @param descendants published replies below a root
 */
export const discussedKeyOf = (descendants: number): number =>
  // Not -0: what is compared with the stored key must be the same.
  descendants > 0 ? -Math.floor(DISCUSSED_STEPS * Math.log2(1 + descendants)) : 0

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
