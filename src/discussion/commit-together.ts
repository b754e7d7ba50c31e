/**
 * Comments that arrive together are committed together: while transactions are on their way to the disk, the next
 * comments gather, and each is still answered for itself. No timer: alone, a comment is committed at once. `commit`
 * must lock what it changes first, since two may be under way.
 */
import { Refusal } from '../core/refusals.js'
import { isFault } from '../platform/database.js'

/** Comments in one transaction: more would make the first wait for the last. */
export const TOGETHER_MAX = 128
/** Transactions under way at a time: while the database writes one, the next is put together. */
const UNDER_WAY_MAX = 2
/** Comments waiting for their transaction; at 4,000 a second the last waits half a second. */
export const WAITING_MAX = 2_000

/** What became of one item: its result, or the refusal that only concerns it. */
export type Outcome<R> = { result: R } | { refusal: Refusal }

export type Gathering<T, R> = {
  /** Resolves when the row is on disk. @throws Refusal, or the fault of the database */
  add(item: T): Promise<R>
  /** Resolves when nothing is waiting or under way. */
  drain(): Promise<void>
  /** Items waiting now. */
  waiting(): number
}

/**
 * @param commit writes all items in one transaction and answers each, in order; when it throws something that is
 * no fault of the database, every item is tried alone, so that one bad item cannot take the others with it
 */
export function gather<T, R>(commit: (items: T[]) => Promise<Outcome<R>[]>): Gathering<T, R> {
  type Waiting = { item: T; resolve(result: R): void; reject(error: unknown): void }
  let waiting: Waiting[] = []
  let underWay = 0
  let whenIdle: (() => void)[] = []

  async function run(): Promise<void> {
    // What comes in the same moment goes together.
    await Promise.resolve()
    while (waiting.length > 0) {
      const together = waiting.slice(0, TOGETHER_MAX)
      waiting = waiting.slice(TOGETHER_MAX)
      await commitAndAnswer(together)
    }
    underWay -= 1
    if (underWay > 0) return
    for (const done of whenIdle) done()
    whenIdle = []
  }

  async function commitAndAnswer(together: Waiting[]): Promise<void> {
    try {
      const outcomes = await commit(together.map((one) => one.item))
      together.forEach((one, i) => {
        const outcome = outcomes[i]
        if (outcome && 'result' in outcome) one.resolve(outcome.result)
        else one.reject(outcome?.refusal ?? new Error('no outcome'))
      })
    } catch (error) {
      if (together.length === 1 || isFault(error)) for (const one of together) one.reject(error)
      else for (const one of together) await commitAndAnswer([one])
    }
  }

  return {
    add(item) {
      if (waiting.length >= WAITING_MAX) return Promise.reject(new Refusal('request/too-busy'))
      return new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject })
        if (underWay >= UNDER_WAY_MAX) return
        underWay += 1
        void run()
      })
    },
    async drain() {
      if (underWay > 0) await new Promise<void>((done) => whenIdle.push(done))
    },
    waiting: () => waiting.length,
  }
}
