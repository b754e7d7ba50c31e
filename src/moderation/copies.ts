/**
 * Earlier texts that storage knows: asked for those that memory does not know, all that arrive together in one
 * statement, and never for longer than a comment may wait.
 */
import { askTogether } from '../platform/ask-together.js'
import type { Ctx } from '../platform/ctx.js'
import { COPY_SIMILARITY_MIN } from './detectors/duplicate-index.js'
import { decodeFingerprint, type Fingerprint, similarity } from './detectors/minhash.js'
import type { Prepared } from './detectors/prepared.js'
import { findCandidates } from './store/copies.js'
import type { KnownCopy } from './submission.js'

/** Milliseconds that a comment waits for storage: an answer takes 1; what comes later is of no use to it. */
export const COPY_ASK_MS_MAX = 150
/** Milliseconds between two lines in the log that say so. */
const TOLD_EACH_MS = 60_000

export type CopyQuestion = {
  fingerprint: Fingerprint
  keys: number[]
  /** The text itself, when it is judged again. */
  exceptId?: string
}

export type Copies = {
  /** The most similar stored text's cluster, from COPY_SIMILARITY_MIN on; null: none, or no answer in time. */
  find(question: CopyQuestion | null): Promise<KnownCopy | null>
}

/** Null for texts too short to compare by likeness. */
export const questionOf = ({ fingerprint, copyKeys: keys }: Prepared): CopyQuestion | null =>
  fingerprint && keys.length > 0 ? { fingerprint, keys } : null

/** Whether a text stayed nearly the same: both fingerprints as they are stored. */
export function isAlike(before: Uint8Array, after: Uint8Array): boolean {
  const [a, b] = [decodeFingerprint(before), decodeFingerprint(after)]
  return a !== null && b !== null && similarity(a, b) >= COPY_SIMILARITY_MIN
}

/**
 * While one statement is late nothing more is asked: texts are judged without, and the log says so.
 * Cost: one statement for all who ask at the same moment.
 */
export function openCopies(ctx: Pick<Ctx, 'db' | 'site' | 'log'>): Copies {
  const ask = askTogether(async (questions: CopyQuestion[]) => {
    const found = await findCandidates(ctx.db, ctx.site.id, questions)
    return (question) => mostAlike(question, found.get(question) ?? [])
  })
  const tell = teller(ctx)
  let late = 0
  return {
    async find(question) {
      if (question === null) return null
      if (late > 0) return tell('was not asked: an earlier question is late')
      const answer = ask(question).catch((error: Error) => tell(error.message))
      let timer: NodeJS.Timeout | undefined
      const inTime = new Promise<'late'>((resolve) => {
        timer = setTimeout(resolve, COPY_ASK_MS_MAX, 'late')
      })
      const first = await Promise.race([answer, inTime])
      clearTimeout(timer)
      if (first !== 'late') return first
      late += 1
      void answer.then(() => {
        late -= 1
      })
      return tell(`took longer than ${COPY_ASK_MS_MAX} ms`)
    },
  }
}

type Candidate = {
  bytes: Uint8Array
  clusterId: string
  decided: KnownCopy['decided']
}

function mostAlike({ fingerprint }: CopyQuestion, candidates: Candidate[]): KnownCopy | null {
  let best: KnownCopy | null = null
  for (const { bytes, clusterId, decided } of candidates) {
    const other = decodeFingerprint(bytes)
    const similarity01 = other ? similarity(fingerprint, other) : 0
    if (similarity01 < COPY_SIMILARITY_MIN || similarity01 <= (best?.similarity01 ?? 0)) continue
    best = { clusterId, similarity01, decided }
  }
  return best
}

/** Says that texts were judged without storage, seldom enough for a log. */
function teller({ log }: Pick<Ctx, 'log'>): (why: string) => null {
  let count = 0
  let toldAtMs = Number.NEGATIVE_INFINITY
  return (why) => {
    count += 1
    const nowMs = performance.now()
    if (nowMs - toldAtMs >= TOLD_EACH_MS) {
      log.warn({ why, comments: count }, 'Judged without looking for copies in the database.')
      toldAtMs = nowMs
      count = 0
    }
    return null
  }
}
