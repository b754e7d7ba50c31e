/** Copies: nearly the same text as an earlier one, or the same few words by the same author in the same place. */
import type { Doubt, Submission } from '../submission.js'
import { type Detector, FINGERPRINT_CHARS_MIN, type Prepared } from './prepared.js'

/** Shorter texts repeat by nature: "yes", "+1", "thanks". */
export const SHORT_CHARS_MIN = 8
/** A short text said again after this is a habit, not a repetition. */
export const REPEAT_WINDOW_MS = 10 * 60_000
/** Short texts remembered; at one a second this is more than the window. */
const SHORT_TEXTS_MAX = 5_000

/** Score of a copy at the lowest similarity accepted; it rises to 1 for an equal text. */
const COPY_SCORE = 0.8
const REPEAT_SCORE = 0.85
/** Score of a copy of what moderators removed with all its copies. */
const REMOVED_SCORE = 1

export type Repeat = { id: string; at: Date }
export type ShortTexts = ReturnType<typeof createShortTexts>

/** Short texts of the last minutes by author and place. Memory: SHORT_TEXTS_MAX entries. */
export function createShortTexts() {
  const texts = new Map<string, Repeat>()
  const keys = new Map<string, string>()

  /** The first of the same text by the same author in the same place within REPEAT_WINDOW_MS, or null. */
  function find(submission: Submission, essence: string): Repeat | null {
    const key = keyOf(submission, essence)
    const earlier = key === null ? undefined : texts.get(key)
    if (!earlier || earlier.id === submission.id) return null
    const apartMs = Math.abs(submission.at.getTime() - earlier.at.getTime())
    return apartMs <= REPEAT_WINDOW_MS ? earlier : null
  }

  /** Takes a text in under the first of its repetitions; each repetition begins the window anew. */
  function remember(submission: Submission, essence: string): void {
    const key = keyOf(submission, essence)
    if (key === null) return
    const id = find(submission, essence)?.id ?? submission.id
    const replaced = texts.get(key)
    if (replaced) keys.delete(replaced.id)
    texts.delete(key)
    texts.set(key, { id, at: submission.at })
    keys.set(id, key)
    for (const [oldest, repeat] of texts) {
      if (texts.size <= SHORT_TEXTS_MAX) break
      texts.delete(oldest)
      keys.delete(repeat.id)
    }
  }

  function forget(id: string): void {
    const key = keys.get(id)
    keys.delete(id)
    if (key !== undefined && texts.get(key)?.id === id) texts.delete(key)
  }

  return { find, remember, forget }
}

/** Null for texts that never count as repeated: none, tiny, long, or by nobody in particular. */
function keyOf(submission: Submission, essence: string): string | null {
  if (essence.length < SHORT_CHARS_MIN || essence.length >= FINGERPRINT_CHARS_MIN) return null
  if (submission.authorName === null) return null
  return JSON.stringify([submission.placeId, submission.authorName, essence])
}

/**
 * Long texts are doubted for the earlier text that the judge found, unless moderators published that with all its
 * copies; short ones for what they repeat. It remembers nothing itself, the judge does.
 */
export function duplicateDetector(shortTexts: ShortTexts): Detector {
  return {
    name: 'duplicate',
    inspect(submission, prepared) {
      const signal = prepared.fingerprint
        ? copySignal(submission)
        : repeatSignal(submission, prepared, shortTexts)
      return signal ? [signal] : []
    },
  }
}

function copySignal({ copyOf, ownClusterId, text }: Submission): Doubt | null {
  if (!copyOf || copyOf.clusterId === ownClusterId) return null
  if (copyOf.decided?.action === 'publish') return null
  const { clusterId, similarity01, decided } = copyOf
  const isRemoved = decided?.action === 'remove'
  const { rule = null } = decided ?? {}
  return {
    detector: 'duplicate',
    reason: isRemoved ? 'copy-of-removed' : 'copy-of-earlier',
    score01: isRemoved
      ? REMOVED_SCORE
      : COPY_SCORE + (1 - COPY_SCORE) * Math.max(0, 2 * similarity01 - 1),
    spans: [{ start: 0, end: text.length }],
    evidence: { copyOf: clusterId, similarity01, ...(rule !== null && { rule }) },
  }
}

function repeatSignal(
  submission: Submission,
  prepared: Prepared,
  shortTexts: ShortTexts,
): Doubt | null {
  const earlier = shortTexts.find(submission, prepared.essence)
  if (!earlier) return null
  return {
    detector: 'duplicate',
    reason: 'repeated-by-author',
    score01: REPEAT_SCORE,
    spans: [{ start: 0, end: submission.text.length }],
    evidence: { copyOf: earlier.id, similarity01: 1 },
  }
}
