/** What a question to the judge must be. */
import { Refusal } from '../../core/refusals.js'
import { JUDGED_BYTES_MAX } from '../../moderation/index.js'

/**
 * Bytes of a question: an article that a comment answers, or the 32,000 characters that Discourse sends, in %-escapes.
 */
export const QUESTION_BYTES_MAX = 500_000

/** @throws Refusal judge/text-empty, judge/text-too-long */
export function requireJudgeable(text: string): void {
  if (text.trim() === '') throw new Refusal('judge/text-empty')
  if (Buffer.byteLength(text) > JUDGED_BYTES_MAX)
    throw new Refusal('judge/text-too-long', { limit: JUDGED_BYTES_MAX })
}
