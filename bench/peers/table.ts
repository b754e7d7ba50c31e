/** The table of one thread: a column for each program, and in words what went wrong. */
import type { Look } from '../browser.js'
import { figure } from '../numbers.js'
import { PHASE_MS_MAX, type Reading, type Showing, type Writing } from './measure.js'

const CPU_GOAL = 1.25
const SEEN_MS_GOAL = 150
const IN_TIME = `${PHASE_MS_MAX / 1_000} s`

/** What was measured of one program on one thread; an Error where that failed, nothing where it was not tried. */
export type Outcome = {
  name: string
  reading?: Reading | Error
  writing?: Writing | Error
  /** In the order of the slowdowns. */
  looks: (Showing | Error)[]
}

/** @param slowdowns of the processor, one for each look */
export function tableOf(size: number, slowdowns: number[], outcomes: Outcome[]): string {
  const failures: string[] = []
  const line = <Part>(
    what: string,
    part: (one: Outcome) => Part | Error | undefined,
    of: (measured: Part) => string | number,
  ) => [
    what,
    ...outcomes.map((one) => {
      const measured = part(one)
      if (measured === undefined) return '-'
      if (measured instanceof Error) return `failed (${noteOf(failures, one.name, measured)})`
      const value = of(measured)
      return typeof value === 'number' ? figure(value) : value
    }),
  ]
  const reading = (what: string, of: (one: Reading) => string | number) =>
    line(what, (one) => one.reading, of)
  const writing = (what: string, of: (one: Writing) => string | number) =>
    line(what, (one) => one.writing, of)
  const look = (what: string, of: (one: Look) => string | number) =>
    line(what, (one) => one.looks[0], of)
  const rows = [
    ['', ...outcomes.map((one) => one.name)],
    reading('first comments of the thread, answers/s', (one) => one.perSecond),
    reading('  p99, ms', (one) => one.p99Ms),
    reading('  answers', (one) => whole(one.answers)),
    reading(`  not answered in ${IN_TIME}`, (one) => whole(one.unanswered)),
    reading('  comments of the conversation in the answer', (one) => whole(one.comments)),
    reading('  bytes of its body', (one) => whole(one.bytes)),
    reading('  processor ms of an answer', (one) => cpuFigure(one.cpuMs)),
    reading('  processor ms of node:http, same bytes', (one) => cpuFigure(one.plainCpuMs)),
    reading(`  times node:http (ours <= ${CPU_GOAL})`, (one) => one.cpuMs / one.plainCpuMs),
    writing('comments/s, 16 clients', (one) => one.perSecond),
    writing('  p99, ms', (one) => one.p99Ms),
    writing('  taken', (one) => whole(one.taken)),
    writing('  found in its database afterwards', (one) => whole(one.stored)),
    writing(`  not answered in ${IN_TIME}`, (one) => whole(one.unanswered)),
    ...slowdowns.flatMap((slowdown, i) => [
      line(
        `ms to the first comment${slowdown > 1 ? `, processor ${slowdown}x slower` : ''} (ours <= ${SEEN_MS_GOAL})`,
        (one) => one.looks[i],
        (one) => one.firstCommentMs,
      ),
      line(
        `  median of so many visits, in ${IN_TIME} at most`,
        (one) => one.looks[i],
        (one) => whole(one.visits),
      ),
    ]),
    look('  bytes of the visit', (one) => whole(one.bytes)),
    look('  requests', (one) => whole(one.requests)),
    look('  requests to other hosts, not let through', (one) => whole(one.foreignRequests)),
  ]
  return [`\nA thread of ${whole(size)} comments`, aligned(rows), ...failures].join('\n')
}

/** Microseconds matter: node:http needs about twenty. */
const cpuFigure = (ms: number): string => (Number.isFinite(ms) ? ms.toFixed(3) : '-')

const whole = (count: number): string => count.toLocaleString('en-US')

/** @returns the number of the note that says what went wrong, once for the same */
function noteOf(failures: string[], name: string, { message }: Error): number {
  const sentence = message.split('\n')[0] ?? ''
  const known = failures.findIndex((one) => one.endsWith(` ${name}: ${sentence}`))
  if (known >= 0) return known + 1
  failures.push(`  (${failures.length + 1}) ${name}: ${sentence}`)
  return failures.length
}

function aligned(rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  )
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
