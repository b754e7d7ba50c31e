/** How much was sent in the last minute, by author, network and place. In memory, for this process. */
import type { Submission } from '../submission.js'

export const RATE_WINDOW_MS = 60_000
/** Times kept for each key: more in a minute is told as this many. */
export const RATE_COUNTED_MAX = 200
/** Authors, networks and places kept, those heard of last: at most 1.6 KB each, mostly under 100 bytes. */
const KEYS_MAX = 10_000

export type Rate = { byAuthor: number; fromNetwork: number; inPlace: number }
export type Rates = ReturnType<typeof createRates>

/** Counts what is sent; what is refused afterwards was sent too, so nothing is taken back. */
export function createRates() {
  const sent = new Map<string, number[]>()

  function within(key: string | null, atMs: number): number {
    const times = key === null ? undefined : sent.get(key)
    if (!times) return 0
    let count = 0
    for (let i = times.length - 1; i >= 0 && (times[i] ?? 0) > atMs - RATE_WINDOW_MS; i--)
      count += 1
    return count
  }

  function add(key: string | null, atMs: number): void {
    if (key === null) return
    const times = sent.get(key) ?? []
    if (times.length === RATE_COUNTED_MAX) times.shift()
    times.push(atMs)
    sent.delete(key)
    sent.set(key, times)
    const oldest = sent.size > KEYS_MAX ? sent.keys().next().value : undefined
    if (oldest !== undefined) sent.delete(oldest)
  }

  return {
    /** What was sent in the minute before this, itself included. Cost: at most RATE_COUNTED_MAX steps for each. */
    of(submission: Submission): Rate {
      const atMs = submission.at.getTime()
      const { author, network, place } = keysOf(submission)
      return {
        byAuthor: within(author, atMs) + 1,
        fromNetwork: within(network, atMs) + 1,
        inPlace: within(place, atMs) + 1,
      }
    },
    remember(submission: Submission): void {
      if (!submission.sending) return
      const atMs = submission.at.getTime()
      const { author, network, place } = keysOf(submission)
      for (const key of [author, network, place]) add(key, atMs)
    },
  }
}

const keysOf = ({ author, sending, placeId }: Submission) => ({
  author: author?.key ? `author ${author.key}` : null,
  network: sending?.networkKey ? `network ${sending.networkKey}` : null,
  place: `place ${placeId}`,
})
