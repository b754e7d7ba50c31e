/** Questions that come together are asked together: while one answer is on its way from the database, the next gather. */

/** Questions in one statement. */
const TOGETHER_MAX = 500

/**
 * @param find answers many at once; whatever it throws is told to each who asked
 * @returns a function that asks one question. Alone, it is asked at once
 */
export function askTogether<Q, A>(
  find: (questions: Q[]) => Promise<(question: Q) => A>,
): (question: Q) => Promise<A> {
  type Waiting = { question: Q; resolve(answer: A): void; reject(error: unknown): void }
  let waiting: Waiting[] = []
  let isRunning = false

  async function run(): Promise<void> {
    isRunning = true
    while (waiting.length > 0) {
      const together = waiting.slice(0, TOGETHER_MAX)
      waiting = waiting.slice(TOGETHER_MAX)
      try {
        const answerOf = await find(together.map((one) => one.question))
        for (const one of together) one.resolve(answerOf(one.question))
      } catch (error) {
        for (const one of together) one.reject(error)
      }
    }
    isRunning = false
  }

  return (question) =>
    new Promise((resolve, reject) => {
      waiting.push({ question, resolve, reject })
      if (!isRunning) void run()
    })
}
