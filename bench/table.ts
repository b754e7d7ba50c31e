/** The table that the bench prints: every figure beside its yardstick. */
import { figure } from './numbers.js'

/** One line: what was measured, of us, of the yardstick, and how they should compare. */
export type Line = {
  what: string
  ours: string
  yardstick: string
  /** ours : yardstick, or what else `goal` speaks of. */
  ratio?: number
  goal?: { atLeast: number } | { atMost: number }
}

export type Outcome = { title: string; lines: Line[]; notes: string[] }

const HEAD = ['', 'Readership', 'yardstick', 'ratio', 'goal']

/** The outcome of one row as text. */
export function tableOf(outcome: Outcome): string {
  const cells = [HEAD, ...outcome.lines.map(cellsOf)]
  const widths = HEAD.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)))
  const lines = cells.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  )
  return [`\n${outcome.title}`, ...lines, ...outcome.notes.map((note) => `  ${note}`)].join('\n')
}

function cellsOf({ what, ours, yardstick, ratio, goal }: Line): string[] {
  return [what, ours, yardstick, ratio === undefined ? '' : figure(ratio), goalText(goal, ratio)]
}

function goalText(goal: Line['goal'], ratio = Number.NaN): string {
  if (!goal) return ''
  return 'atLeast' in goal
    ? `>= ${goal.atLeast} ${ratio >= goal.atLeast ? 'met' : 'MISSED'}`
    : `<= ${goal.atMost} ${ratio <= goal.atMost ? 'met' : 'MISSED'}`
}
