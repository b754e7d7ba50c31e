/** Where things are, and how steps are told: one line each. */
import { fileURLToPath } from 'node:url'

/** The repository; everything runs here, so that relative settings mean the same from everywhere. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** An expected end: only its message is printed. */
export class Sentence extends Error {
  isSentence = true
}

/** We were told to stop in the middle of a step. */
export class Stopped extends Sentence {
  constructor(exitCode) {
    super('Stopped.')
    this.exitCode = exitCode
  }
}

/**
 * Runs a step and tells it in one line with its time. Lines go to stderr: stdout belongs to what the verb prints.
 * @param {string} title such as "Building"
 */
export async function tell(title, step) {
  const start = performance.now()
  const isTerminal = process.stderr.isTTY
  if (isTerminal) process.stderr.write(`${title} ... `)
  const took = () => `${((performance.now() - start) / 1000).toFixed(1)} s`
  try {
    const outcome = await step()
    process.stderr.write(isTerminal ? `${took()}\n` : `${title} ... ${took()}\n`)
    return outcome
  } catch (error) {
    process.stderr.write(isTerminal ? 'failed\n' : `${title} ... failed after ${took()}\n`)
    throw error
  }
}
