/** What a source leaves out by the hundred: told once, with a number, at the end of the report. */
import type { ImportPlace, ImportProblem } from '../record.js'

/** Kinds told apart; a file with more is making them up. */
const KINDS_MAX = 50

export type LeftOut = {
  /** @param reason a sentence for one and one for many, with {count} */
  count(reason: { one: string; many: string }): void
  problems(place: ImportPlace): ImportProblem[]
}

export function newLeftOut(): LeftOut {
  const counts = new Map<string, { one: string; count: number }>()
  return {
    count({ one, many }) {
      const entry = counts.get(many)
      if (entry) entry.count += 1
      else if (counts.size < KINDS_MAX) counts.set(many, { one, count: 1 })
    },
    problems: (place) =>
      [...counts].map(([many, { one, count }]) => ({
        kind: 'problem',
        place,
        reason: count === 1 ? one : many.replace('{count}', String(count)),
      })),
  }
}
