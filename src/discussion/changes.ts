/** Which comments of a thread say something else than before, of late: pages that show them fetch them anew. */

/** A comment whose words, name or state are other ones since then. */
export type Change = {
  commentId: string
  /** Milliseconds since 1970. */
  at: number
}

/** More at once are not told one by one: loading the thread anew is quicker. */
export const CHANGES_TOLD_MAX = 20
/** Changes of a thread that are read and kept in memory, about 150 bytes each. */
export const CHANGES_MAX = 1_000

export type Changes = {
  /** Takes in what the database has. @returns the comments whose change was not known */
  take(found: Change[]): string[]
  /** Makes the next change of a comment count as new, also one within the same millisecond. */
  forget(commentId: string): void
  /** When the latest change was, milliseconds since 1970; 0 when none is known. */
  latest(): number
  /** Comments that changed after a time; null when they are too many to be told. */
  since(at: number): string[] | null
}

/** @param spanMs for how long a change is kept */
export function openChanges(spanMs: number): Changes {
  const latest = new Map<string, number>()
  const newestAt = () => Math.max(0, ...latest.values())

  function trim(): void {
    const newest = newestAt()
    const byAge = [...latest].sort(([, a], [, b]) => b - a)
    for (const [at, [id, changedAt]] of byAge.entries())
      if (at >= CHANGES_MAX || changedAt < newest - spanMs) latest.delete(id)
  }

  return {
    take(found) {
      const fresh = found.filter(({ commentId, at }) => (latest.get(commentId) ?? 0) < at)
      for (const { commentId, at } of fresh) latest.set(commentId, at)
      if (fresh.length > 0) trim()
      return fresh.map((one) => one.commentId)
    },
    forget: (commentId) => void latest.delete(commentId),
    latest: newestAt,
    since(at) {
      const ids = [...latest].filter(([, changedAt]) => changedAt > at).map(([id]) => id)
      return ids.length > CHANGES_TOLD_MAX ? null : ids
    },
  }
}
