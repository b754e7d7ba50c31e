/** A row of the bench: one question, answered beside a yardstick measured in the same run. */
import type { Stage } from '../stage.js'
import type { Outcome } from '../table.js'

export type Row = {
  /** As it is selected on the command line. */
  name: string
  /** Rows that must run before this one. */
  after: string[]
  /** Takes minutes: `--quick` runs it only where it is named. */
  isFullOnly?: true
  run(stage: Stage, effort: Effort): Promise<Outcome>
}

/** How long to measure: `--quick` looks, without it the medians hold. */
export type Effort = 'quick' | 'full'

/** Sizes of the threads that are read, comments. */
export const THREAD_SIZES = [100, 10_000, 100_000]
