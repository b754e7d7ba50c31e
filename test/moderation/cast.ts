/** Submissions and a seeded writer of ordinary comments for the moderation tests. */
import { createJudge } from '../../src/moderation/judge.js'
import type { ReasonCode, Submission } from '../../src/moderation/submission.js'

let made = 0

export function submission(text: string, rest: Partial<Submission> = {}): Submission {
  made += 1
  return {
    id: `comment-${made}`,
    text,
    links: [],
    authorName: 'Bru',
    placeId: 'thread',
    at: new Date('2017-12-11T10:00:00Z'),
    ...rest,
  }
}

/** The outcome and reasons of one text before a fresh judge. */
export function judged(text: string, rest: Partial<Submission> = {}) {
  const { verdict } = createJudge({ duplicateCapacity: 8 }).judge(submission(text, rest))
  const reasons: ReasonCode[] = verdict.signals.map((signal) => signal.reason)
  return { ...verdict, reasons }
}

/** What a signal points at in the text. */
export function marked(text: string, reason: ReasonCode): string[] {
  const signal = judged(text).signals.find((one) => one.reason === reason)
  return (signal?.spans ?? []).map(({ start, end }) => text.slice(start, end))
}

/** Numbers 0..1 that are the same in every run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const WORDS =
  `the a of and to in that for with on government minister army coalition victory city oil trade region border people
  war peace report statement claim media truth history street school doctor river garden market price winter summer
  train station letter music kitchen bread coffee window morning evening friend neighbour village mountain question
  answer reason problem plan money tax budget vote party law court judge police reader paper page story picture voice
  says thinks knows wants believes remembers forgets builds breaks sells buys writes reads opens closes begins ends
  never always often perhaps surely hardly almost already again still old new small large quiet loud honest strange
  simple difficult early late northern southern common rare public private local foreign serious funny`
    .split(/\s+/)
    .filter((word) => word !== '')

/** A made-up comment of so many words in sentences. */
export function comment(random: () => number, words: number): string {
  const pick = () => WORDS[Math.floor(random() * WORDS.length)] ?? 'the'
  const text = Array.from({ length: words }, (_, i) => pick() + (i % 11 === 10 ? '.' : ''))
  return text.join(' ')
}

export { WORDS }
