/** How much each moderator counts in what a site learns. Pure. */

/** Decisions of one moderator that count in full before the cap; a young site has one moderator. */
export const FULL_DECISIONS = 50
/** Share of all weight that one moderator may have; decisions beyond it count CAPPED_WEIGHT. */
export const MODERATOR_SHARE_MAX = 0.5
/** Where many decide, nobody may have more than so many times an equal part. */
export const EQUAL_PARTS_MAX = 1.5
export const CAPPED_WEIGHT = 0.1

/** Tells what each next decision counts, 0..1, so that nobody is the voice of the house alone. */
export function openShares(): (moderatorId: string) => number {
  const totals = new Map<string, number>()
  let all = 0
  return (moderatorId) => {
    const own = totals.get(moderatorId) ?? 0
    totals.set(moderatorId, own)
    const shareMax = Math.min(MODERATOR_SHARE_MAX, EQUAL_PARTS_MAX / totals.size)
    const weight = own < FULL_DECISIONS || own <= shareMax * all ? 1 : CAPPED_WEIGHT
    totals.set(moderatorId, own + weight)
    all += weight
    return weight
  }
}
